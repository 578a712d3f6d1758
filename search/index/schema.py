"""Schema: mappings/records.json, read strictly; the single list of indexed fields, for both engines."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from search.errors import ConfigurationError
from search.index.kinds import BY_KIND
from search.records import FACETS, FIELDS, SORTS, TOGETHER
from search.text import SNOWBALL

TYPES = ("keyword", "text", "long", "short", "object")
ALLOWED = {"type", "analyzer", "eager_global_ordinals", "enabled"}
DOCUMENT_VERSION = 7  # raised when document.py fills the same fields differently


@dataclass(frozen=True)
class IndexedField:
    """One indexed field: its dotted name (`text.title.en`), its Elasticsearch type and, for text, its analyzer."""

    name: str
    type: str
    analyzer: str | None = None

    @property
    def stream(self) -> str:
        """The last part of the name: `en` of `text.title.en`."""
        return self.name.rpartition(".")[2]


@dataclass(frozen=True)
class Schema:
    """Every indexed field, plus the settings that Elasticsearch is given; `fingerprint` tells two schemas apart."""

    fields: tuple[IndexedField, ...]
    settings: dict[str, Any]
    mappings: dict[str, Any]
    fingerprint: str

    @classmethod
    def load(cls, mappings: Path) -> "Schema":
        """Read the folder `mappings/`. Raises ConfigurationError that names file and field."""
        path = mappings / "records.json"
        try:
            text = path.read_text(encoding="utf-8")
            content = json.loads(text)
        except (OSError, ValueError) as error:
            raise ConfigurationError(
                "%(file)s cannot be read (%(reason)s): restore it.", file=path.name, reason=error
            ) from error
        overrides = (mappings / "stemmer_overrides.tsv").read_text(encoding="utf-8")
        _insert_overrides(content["settings"]["analysis"]["filter"], overrides)
        fields = tuple(_fields(content["mappings"]["properties"], "", path.name))
        _check(fields, path.name)
        seen = f"{DOCUMENT_VERSION}\n{json.dumps(content, sort_keys=True)}"
        fingerprint = hashlib.sha256(seen.encode()).hexdigest()[:12]
        return cls(fields, content["settings"], content["mappings"], fingerprint)

    def streams(self, text_field: str) -> tuple[str, ...]:
        """The analyzed streams of a text field: `und` first, then languages."""
        return self._streams.get(text_field, ())

    @cached_property
    def _streams(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for field in self.fields:
            kind, _, rest = field.name.partition(".")
            if kind == "text":
                name = rest.partition(".")[0]
                found[name] = (*found.get(name, ()), field.stream)
        return found


def _fields(properties: dict[str, Any], prefix: str, file: str) -> list[IndexedField]:
    found: list[IndexedField] = []
    for name, spec in properties.items():
        full = prefix + name
        if "properties" in spec:
            found += _fields(spec["properties"], full + ".", file)
            continue
        if unknown := set(spec) - ALLOWED:
            raise ConfigurationError(
                "%(file)s: %(field)s has unknown settings %(unknown)s: remove them.",
                file=file,
                field=full,
                unknown=str(sorted(unknown)),
            )
        if spec.get("type") not in TYPES:
            raise ConfigurationError(
                "%(file)s: %(field)s is of type %(kind)s: use one of %(kinds)s.",
                file=file,
                field=full,
                kind=repr(spec.get("type")),
                kinds=", ".join(TYPES),
            )
        if spec["type"] == "text" and "analyzer" not in spec:
            raise ConfigurationError(
                "%(file)s: %(field)s is text without an analyzer: name one.", file=file, field=full
            )
        found.append(IndexedField(full, spec["type"], spec.get("analyzer")))
    return found


def _check(fields: tuple[IndexedField, ...], file: str) -> None:
    """Raises ConfigurationError where the mapping lacks what our fields need, or has what none of them fills."""
    indexed = [field.name for field in fields]
    wanted = list(_wanted())
    if missing := [name for name in wanted if name not in indexed]:
        raise ConfigurationError("%(file)s lacks %(names)s: add what is missing.", file=file, names=", ".join(missing))
    if unknown := [name for name in indexed if name not in wanted]:
        raise ConfigurationError(
            "%(file)s has %(names)s, which no field of a record fills: remove it.", file=file, names=", ".join(unknown)
        )


def _wanted() -> Iterator[str]:
    """The dotted name of everything that is indexed."""
    yield from ("id", "identifier", "related", TOGETHER, BY_KIND, "years.first", "years.last", "record", "sort.tie")
    yield from (f"sort.{order}" for order in SORTS[1:])  # relevance is no field
    yield from (f"facet.{facet.name}" for facet in FACETS)
    for name, field in FIELDS.items():
        if field.boost:
            yield from (f"text.{name}.{stream}" for stream in ("und", *(SNOWBALL if field.streams else ())))


def _insert_overrides(filters: dict[str, Any], table: str) -> None:
    """Words that Elasticsearch's older Snowball stems otherwise than the embedded engine's (499 of 870,000 measured).

    A rule's target is stemmed no further, and is written as the embedded engine makes it, folded.
    """
    for line in table.splitlines()[1:]:
        language, word, ours, _ = line.split("\t")
        if f"exceptions_{language}" in filters:
            filters[f"exceptions_{language}"]["rules"].append(f"{word} => {ours}")
