"""Versions of an index on a server: their names, what they carry, and which one is live.

<alias>                                 -> the live version
<alias>-<utc>-<fingerprint>             a version; `_meta` of its mapping describes it
<alias>-<utc>-<fingerprint>-authorities its taxonomy, countries and indicators, as texts
<alias>-lock                            who writes, and until when (see elasticsearch_lock)
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError

from search.engines.elasticsearch_errors import translated
from search.errors import ConfigurationError, IndexNotReady
from search.index import Authorities
from search.results import Status

COMPANION = "-authorities"
_VERSION = re.compile(r"-\d{8}t\d{12}z-[0-9a-f]{8}")
_TEXTS = {"dynamic": "strict", "properties": {"text": {"type": "object", "enabled": False}}}


def now() -> str:
    """UTC, ISO 8601, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True)
class Version:
    """What the mapping's `_meta` says of a version."""

    name: str
    schema: str
    taxonomy: str
    taxonomy_version: str
    built_at: str
    updated_at: str
    records: int
    previous: str = ""

    def status(self) -> Status:
        """The same, as the contract names it."""
        return Status(self.name, self.built_at, self.updated_at, self.taxonomy_version, self.records)

    def meta(self) -> dict[str, Any]:
        """What is written into `_meta`."""
        return {key: value for key, value in vars(self).items() if key != "name"}


class Versions:
    """The versions behind one alias. Every method raises the errors of `elasticsearch_errors.translated`."""

    def __init__(self, client: Elasticsearch, alias: str) -> None:
        self.client = client
        self.alias = alias

    def live(self) -> Version:
        """Raises IndexNotReady when nothing was built, ConfigurationError when the alias's name is an index's."""
        with translated():
            try:
                found = self.client.indices.get_mapping(index=self.alias)
            except NotFoundError as error:
                raise IndexNotReady(
                    f"There is no index {self.alias} yet: build one with `spindex build FILES`."
                ) from error
        name = next(iter(found))
        if name == self.alias:
            raise ConfigurationError(f"{self.alias} is an index of another program: set SPINDEX_INDEX to another name.")
        return _version(name, found[name])

    def all(self) -> dict[str, Version]:
        """Every version on the server by name, the oldest first, half-built ones too."""
        with translated():
            found = self.client.indices.get_mapping(index=f"{self.alias}-*", allow_no_indices=True)
        names = sorted(n for n in found if _VERSION.fullmatch(n.removeprefix(self.alias)))
        return {name: _version(name, found[name]) for name in names}

    def new_name(self, schema: str, authorities: Authorities) -> str:
        """A name that says when, and of which schema and taxonomy."""
        stamp = datetime.now(UTC).strftime("%Y%m%dt%H%M%S%fz")
        return f"{self.alias}-{stamp}-{schema[:4]}{authorities.taxonomy.fingerprint[:4]}"

    def carry(self, name: str, authorities: Authorities) -> None:
        """Write the texts that a version carries."""
        texts = (authorities.taxonomy.text, authorities.countries.text, authorities.indicators.text)
        with translated():
            self.client.indices.create(index=name + COMPANION, settings={"number_of_replicas": 0}, mappings=_TEXTS)
            for number, text in enumerate(texts):
                self.client.index(index=name + COMPANION, id=str(number), document={"text": text}, refresh=number == 2)

    def authorities(self, name: str) -> Authorities:
        """The vocabularies that a version carries."""
        with translated():
            found = self.client.mget(index=name + COMPANION, ids=["0", "1", "2"])
        return Authorities.parse(*(document["_source"]["text"] for document in found["docs"]))

    def point(self, name: str, before: str | None) -> None:
        """Make a version the live one, in one step."""
        actions: list[dict[str, Any]] = [{"add": {"index": name, "alias": self.alias}}]
        if before:
            actions.insert(0, {"remove": {"index": before, "alias": self.alias, "must_exist": True}})
        with translated():
            self.client.indices.update_aliases(actions=actions)

    def describe(self, version: Version) -> None:
        """Write `_meta`."""
        with translated():
            self.client.indices.put_mapping(index=version.name, meta=version.meta())

    def discard(self, name: str) -> None:
        """Delete a version and what it carries."""
        with translated():
            self.client.indices.delete(index=f"{name},{name}{COMPANION}", ignore_unavailable=True)

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
                self.discard(name)


def _version(name: str, found: dict[str, Any]) -> Version:
    meta = found["mappings"].get("_meta") or {}
    known = {
        key: meta.get(key, "")
        for key in ("schema", "taxonomy", "taxonomy_version", "built_at", "updated_at", "previous")
    }
    return Version(name, records=int(meta.get("records", 0)), **known)
