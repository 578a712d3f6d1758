"""Versions of an index on a server: their names, what they carry, and which one is live.

<alias>                                 -> the live version
<alias>-<utc>-<fingerprint>             a version; `_meta` of its mapping describes it
<alias>-<utc>-<fingerprint>-authorities the parts of its authorities by name, as texts
<alias>-lock                            who writes, and until when (see lock.py)
"""

import re
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError

from search.authorities import PARTS, Authorities
from search.engines.elasticsearch.errors import BLOCKED, GONE, is_elasticsearch, translated, unread
from search.engines.elasticsearch.making import make
from search.errors import ConfigurationError, EngineUnavailable, IndexNotReady
from search.index import Gathering, Version
from search.queries import Lexicon

COMPANION = "-authorities"
LEXICON = "lexicon"
DESCRIBED = "*.mappings._meta,*.mappings.dynamic"  # the whole mapping is long, and asked for with every question
_VERSION = re.compile(r"(-\d{8}t\d{12}z-[0-9a-f]{8})(-authorities)?")
_TEXTS = {"dynamic": "strict", "properties": {"text": {"type": "object", "enabled": False}}}
_TEXTS_SETTINGS = {"number_of_shards": 1, "auto_expand_replicas": "0-1"}


def _noted(index: dict[str, Any]) -> dict[str, Any]:
    """The `_meta` of an index's mapping; a version that is not finished has none yet."""
    noted: dict[str, Any] = index.get("mappings", {}).get("_meta", {})
    return noted


class Versions:
    """The versions behind one alias. Every method raises the errors of `errors.translated`."""

    def __init__(self, client: Elasticsearch, alias: str) -> None:
        self.client = client
        self.alias = alias

    def live(self) -> Version:
        """Raises IndexNotReady when nothing was built, ConfigurationError when the name is not our alias."""
        with translated():
            try:
                found = self.client.indices.get_mapping(index=self.alias, filter_path=DESCRIBED)
            except NotFoundError as error:
                if not is_elasticsearch(error):
                    raise
                raise IndexNotReady(
                    "There is no index %(index)s yet: build one with `spindex build FILES`.", index=self.alias
                ) from error
            name = next(iter(found), "")
            if len(found) != 1 or not self._is_version(name):
                raise ConfigurationError(
                    "%(index)s is not an alias of ours on this Elasticsearch: set SPINDEX_INDEX to another name.",
                    index=self.alias,
                )
            return Version.of(name, _noted(found[name]))

    def shown(self) -> Version:
        """The live version as it can be seen now, even where an update was not finished. Raises as `live` does."""
        version = self.live()
        return replace(version, records=self.count(version.name)) if version.unfinished else version

    def count(self, name: str) -> int:
        """How many records of a version can be seen."""
        with translated():
            return int(self.client.count(index=name)["count"])

    def _is_version(self, name: str) -> bool:
        return name.startswith(self.alias) and bool(_VERSION.fullmatch(name.removeprefix(self.alias)))

    def all(self) -> dict[str, Version]:
        """Every version on the server by name, half-built and half-deleted ones too."""
        with translated():
            found = self.client.indices.get_mapping(index=f"{self.alias}-*", filter_path=DESCRIBED)
            names = {name.removesuffix(COMPANION) for name in found if self._is_version(name)}
            return {name: Version.of(name, _noted(found.get(name, {}))) for name in sorted(names)}

    def new_name(self, schema: str, authorities: Authorities) -> str:
        """A name that says when, and of which schema and taxonomy."""
        stamp = datetime.now(UTC).strftime("%Y%m%dt%H%M%S%fz")
        return f"{self.alias}-{stamp}-{schema[:4]}{authorities.taxonomy.fingerprint[:4]}"

    def carry(self, name: str, authorities: Authorities) -> None:
        """Write the texts that a version carries."""
        with translated():
            make(self.client, name + COMPANION, settings=_TEXTS_SETTINGS, mappings=_TEXTS)
            for part, text in authorities.texts.items():
                self.client.index(index=name + COMPANION, id=part, document={"text": text})

    def authorities(self, name: str) -> Authorities:
        """The vocabularies that a version carries."""
        with translated():
            found = self.client.mget(index=name + COMPANION, ids=[part.name for part in PARTS])["docs"]
            texts: dict[str, str] = {}
            for part, document in zip(PARTS, found, strict=True):
                if "error" in document:  # of a shard whose nodes are all down, too
                    raise unread(document["error"])
                if document["found"]:
                    texts[part.name] = document["_source"]["text"]
                elif not part.optional:
                    raise IndexNotReady(GONE)
        return Authorities.parse(texts)

    def gather(self, name: str, gathering: Gathering) -> None:
        """Write down what a version's records bring, if there is anything new."""
        if gathering.new:
            with translated():
                text = gathering.lexicon.text
                self.client.index(index=name + COMPANION, id=LEXICON, document={"text": text}, refresh=True)

    def lexicon(self, name: str) -> Lexicon:
        """What a version's records bring; nothing where it has none: questions are answered without it."""
        with translated():
            found = self.client.mget(index=name + COMPANION, ids=[LEXICON])["docs"][0]
        if "error" in found:
            raise unread(found["error"])
        return Lexicon.parse(found["_source"]["text"]) if found["found"] else Lexicon()

    def describe(self, version: Version) -> None:
        """Write `_meta`."""
        meta = {key: value for key, value in asdict(version).items() if key != "name"}
        with translated():
            self.client.indices.put_mapping(index=version.name, meta=meta)

    def check_open(self, name: str) -> None:
        """Raises EngineUnavailable when a version takes no changes: a bulk request would be put off for a minute."""
        with translated():
            found = self.client.indices.get_settings(index=name, filter_path="*.settings.index.blocks")
        blocks = found.get(name, {}).get("settings", {}).get("index", {}).get("blocks", {})
        if "true" in blocks.values():
            raise EngineUnavailable(BLOCKED)

    def point(self, name: str, before: str) -> None:
        """Make a version the live one, in one step."""
        actions: list[dict[str, Any]] = [{"add": {"index": name, "alias": self.alias}}]
        if before:
            actions.insert(0, {"remove": {"index": before, "alias": self.alias, "must_exist": True}})
        try:
            with translated():
                self.client.indices.update_aliases(actions=actions)
        except (EngineUnavailable, IndexNotReady):
            if self.live().name != name:  # it may have been done by a request whose answer never came
                raise

    def kept(self) -> list[Version]:
        """The live version, and the one that was live before it."""
        try:
            live = self.live()
        except IndexNotReady:
            return []
        previous = self.all().get(live.previous)
        return [live, previous] if previous else [live]

    def sweep(self) -> None:
        """Delete every version but the two that are kept: what killed builds left, and what is too old."""
        kept = {version.name for version in self.kept()}
        for name in self.all():
            if name not in kept:
                with translated():
                    self.client.indices.delete(index=f"{name},{name}{COMPANION}", ignore_unavailable=True)
