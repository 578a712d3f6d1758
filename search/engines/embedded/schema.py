"""The tantivy side of mappings/records.json: fields, analyzers, and documents.

All closed facets share one field of `facet<US>value` terms, so that one pass counts them all (measured: a third
of the time of one aggregation a facet); open vocabularies, with thousands of values, keep a field of their own.
"""

from collections.abc import Mapping
from typing import Any

import tantivy

from search.index import BY_KIND, IndexedField, Schema, by_kind, kind_terms
from search.records import FACETS, SEPARATOR, TOGETHER
from search.text import LONGEST_WORD, SNOWBALL

LONGEST_TOKEN = 4 * LONGEST_WORD + 1  # bytes: longer than any that search.text lets through


def analyzers() -> dict[str, tantivy.TextAnalyzer]:
    """Stem, then fold (the stemmers need the accents); `und` only folds. Same tokens as mappings/records.json."""
    made = {"und": _start().filter(tantivy.Filter.ascii_fold()).build()}
    for code, language in SNOWBALL.items():
        stemmer = tantivy.Filter.stemmer(language)
        made[code] = _start().filter(stemmer).filter(tantivy.Filter.ascii_fold()).build()
    return made


def _start() -> Any:
    simple = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    return simple.filter(tantivy.Filter.remove_long(LONGEST_TOKEN)).filter(tantivy.Filter.lowercase())


_PLACES = {
    facet.name: (TOGETHER, f"{facet.name}{SEPARATOR}") if facet.closed else (f"facet.{facet.name}", "")
    for facet in FACETS
}
_ONLY_TOGETHER = frozenset(f"facet.{facet.name}" for facet in FACETS if facet.closed)


def own_field(facet: str) -> str | None:
    """The field of an open vocabulary; None for a facet that lives in the common field."""
    field, _ = _PLACES[facet]
    return None if field == TOGETHER else field


def term(facet: str, value: str) -> tuple[str, str]:
    """(field, term) under which a facet's value is indexed."""
    field, before = _PLACES[facet]
    return field, before + value


def terms(facet: str, values: tuple[str, ...], kinds: tuple[str, ...]) -> tuple[str, list[str]]:
    """(field, terms) of which a record has one that has any of these values, if need be of these kinds."""
    if by_kind(facet, kinds):
        return BY_KIND, kind_terms(facet, values, kinds)
    field, before = _PLACES[facet]
    return field, [before + value for value in values]


def build_schema(schema: Schema) -> tantivy.Schema:
    """The tantivy schema for our fields."""
    builder = tantivy.SchemaBuilder()
    for field in schema.fields:
        if field.name not in _ONLY_TOGETHER:
            _add_field(builder, field)
    return builder.build()


def _add_field(builder: Any, field: IndexedField) -> None:
    if field.type == "text":
        builder.add_text_field(field.name, tokenizer_name=field.analyzer or "und")
    elif field.type == "keyword":
        fast = field.name.startswith((TOGETHER, BY_KIND, "facet.", "sort."))
        builder.add_text_field(field.name, fast=fast, tokenizer_name="raw", index_option="basic")
    elif field.type == "object":
        builder.add_bytes_field(field.name, stored=True)
    else:
        ordered = field.name.startswith("sort.")  # years by their few terms: in a third of the time (60,000 records)
        builder.add_integer_field(field.name, fast=ordered, indexed=True)


def to_document(values: Mapping[str, Any], record: bytes) -> tantivy.Document:
    """A tantivy document of what `Documents` made of a record, and of the record's JSON."""
    document = tantivy.Document()
    for name, value in values.items():
        if isinstance(value, int):
            document.add_integer(name, value)
        elif isinstance(value, str):
            document.add_text(name, value)
        elif name not in _ONLY_TOGETHER:
            for text in value:
                document.add_text(name, text)
    document.add_bytes("record", record)
    return document
