"""Record -> the document that both engines index: the fields of mappings/records.json, filled in one place."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any

from search.authorities import Countries, Taxonomy
from search.index.kinds import BY_KIND, by_kind, kind_term
from search.records import (
    BY_NAME,
    FACETS,
    FIELDS,
    HOW,
    NO_VALUE,
    SEPARATOR,
    TAGGED,
    TOGETHER,
    Field,
    Record,
    identifiers_of,
    named_works,
    tie,
    years_of,
)
from search.text import joined_words, normalise_script, streams_of, title_key

_NO_DATE = (1 << 27) - 1  # beyond 99999999: records without a date come last, both ways
TEXTS = tuple(name for name, field in FIELDS.items() if field.boost and field.streams)
NAMES = tuple(name for name, field in FIELDS.items() if field.boost and not field.streams)


@dataclass(frozen=True)
class Documents:
    """Makes documents with the vocabularies of one index version."""

    taxonomy: Taxonomy
    countries: Countries

    def of(self, record: Record) -> dict[str, Any]:
        """Dotted field name -> value (a list for text, facet and identifier fields), without the record itself."""
        document: dict[str, Any] = {"id": record.id, "identifier": list(identifiers_of(record))}
        document["related"] = list(named_works(record))
        document.update(self._texts(record))
        values = [(facet, self.facet_values(record, facet)) for facet in FACETS]
        document.update({f"facet.{facet.name}": several for facet, several in values})
        document[TOGETHER] = list(_common(values))
        document[BY_KIND] = list(self._by_kind(record))
        if years := years_of(record):
            document["years.first"], document["years.last"] = years
        document.update(sort_keys(record))
        return document

    def facet_values(self, record: Record, facet: Field, kinds: tuple[str, ...] = ()) -> list[str]:
        """What a record counts for in a facet: its values and everything broader, each once; or NO_VALUE.

        kinds: values count where they came about so; no value does in any case.
        """
        if facet is HOW:
            return sorted({kind for name in TAGGED for kind in record.kinds(name).values()}) or [NO_VALUE]
        values = record.values(facet.name)
        if not values:
            return [NO_VALUE]
        if by_kind(facet.name, kinds):
            return [value for value, told in self.kinds(record, facet).items() if told & set(kinds)]
        return list(self._closure(facet.name, values) if facet.kind == "concept" else dict.fromkeys(values))

    def kinds(self, record: Record, facet: Field) -> dict[str, set[str]]:
        """What a record counts for in a facet, each with the kinds of it and of all that is narrower."""
        found: dict[str, set[str]] = {}
        for value, kind in record.kinds(facet.name).items():
            for one in self._closure(facet.name, (value,)) if facet.kind == "concept" else (value,):
                found.setdefault(one, set()).add(kind)
        return found

    def _by_kind(self, record: Record) -> Iterator[str]:
        for name in TAGGED:
            for value, kinds in (self.kinds(record, BY_NAME[name]) or {NO_VALUE: set()}).items():
                yield kind_term(name, value, kinds)

    @cached_property
    def _closure(self) -> Callable[[str, tuple[str, ...]], tuple[str, ...]]:
        """The same few combinations come again and again."""
        return lru_cache(maxsize=65536)(self.taxonomy.closure)

    @cached_property
    def _country_names(self) -> Callable[[str], list[str]]:
        return lru_cache(maxsize=None)(lambda iso3: list(map(normalise_script, self.countries.names(iso3))))

    def _texts(self, record: Record) -> dict[str, list[str]]:
        texts: dict[str, list[str]] = {}
        for field in TEXTS:
            for language, text in getattr(record, field).items():
                normal = normalise_script(text)
                written = _with_joined(normal)
                for stream in ("und", *streams_of(language)):
                    texts.setdefault(f"text.{field}.{stream}", []).extend(written)
        for field in NAMES:
            if names := self._names(record, field):
                texts[f"text.{field}.und"] = names
        return texts

    def _names(self, record: Record, field: str) -> list[str]:
        values = record.values(field)
        if FIELDS[field].kind == "country":
            return [name for iso3 in values for name in self._country_names(iso3)]
        return [text for value in values for text in _with_joined(normalise_script(value))]


def _with_joined(text: str) -> list[str]:
    joined = joined_words(text)
    return [text, " ".join(joined)] if joined else [text]


def _common(values: list[tuple[Field, list[str]]]) -> Iterator[str]:
    """Every value of the closed facets, and which of the open ones have none: one pass over this counts them all."""
    for facet, several in values:
        for value in several if facet.closed or several == [NO_VALUE] else ():
            yield f"{facet.name}{SEPARATOR}{value}"


def sort_keys(record: Record) -> dict[str, Any]:
    """One key an order, ties included: integers of at most 63 bits (date in the high ones, hash of the id below)."""
    order = tie(record.id)
    day = _day(record.published or record.start or (str(record.year) if record.year else ""))
    newest = _NO_DATE if day is None else 99999999 - day
    oldest = _NO_DATE if day is None else day
    seconds = int(datetime.fromisoformat(record.added).timestamp()) if record.added else 0
    language, title = next(iter(record.title.items()))
    return {
        "sort.tie": order,
        "sort.newest": newest << 36 | order >> 27,
        "sort.oldest": oldest << 36 | order >> 27,
        "sort.added": entered_keys(seconds, seconds)[0] | order >> 32,
        "sort.title": f"{title_key(title, language)}\x1f{order:016x}",
    }


def entered_keys(first: int, last: int) -> tuple[int, int]:
    """The least and the greatest key of the order `added` of what entered between these moments, in seconds."""
    latest = (1 << 32) - 1
    return (latest - last) << 31, ((latest - first) << 31) | ((1 << 31) - 1)


def _day(value: str) -> int | None:
    """`2015-03` -> 20150300: a partial date sorts before the days within it."""
    if not value:
        return None
    year, month, day = [*value.split("-"), "0", "0"][:3]
    return int(year) * 10000 + int(month) * 100 + int(day)
