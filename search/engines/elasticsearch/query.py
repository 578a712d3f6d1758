"""Conditions and word trees -> Elasticsearch queries; adds nothing that is not in them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from search.index import (
    EXACT_BOOST,
    FIELD_BOOST,
    IDENTIFIER_BOOST,
    TAG_BOOST,
    TIE_BREAKER,
    TITLE_PHRASE_BOOST,
    Condition,
    FacetFilter,
    Schema,
)
from search.queries import All, Any_, Identifier, Most, Node, Not, Phrase, Prefix, Tagged, Word
from search.text import normalise_script

Body = dict[str, Any]


@dataclass(frozen=True)
class Translator:
    """Translates for one schema. What it gives is shared, and not to be changed."""

    fields: Schema

    def query(self, condition: Condition, bonus: Node | None = None) -> Body:
        """Words decide the score; filters never touch it."""
        clauses = {
            "must": [self.node(condition.tree)] if condition.tree else [],
            "filter": self._filters(condition),
            "must_not": [_terms(chosen.facet, chosen.not_) for chosen in condition.filters if chosen.not_],
            "should": [_scaled(self.node(bonus), TITLE_PHRASE_BOOST)] if bonus else [],
        }
        filled = {name: parts for name, parts in clauses.items() if parts}
        if not filled:
            return {"match_all": {}}
        least = {"minimum_should_match": 0} if bonus else {}  # without words, one "should" would be required
        return {"bool": {**filled, **least}}

    def _filters(self, condition: Condition) -> list[Body]:
        parts = [part for chosen in condition.filters for part in _chosen(chosen)]
        bounds = {"gte": condition.year_from, "lte": condition.year_to}
        if years := {name: year for name, year in bounds.items() if year is not None}:
            parts.append({"range": {"year": years}})
        return parts

    def node(self, node: Node) -> Body:
        """The query for a word tree; a question asks the same one for its page and for each of its counts."""
        return self._translated(node)

    @cached_property
    def _translated(self) -> Callable[[Node], Body]:
        return lru_cache(maxsize=1024)(self._translate)

    def _translate(self, node: Node) -> Body:
        if isinstance(node, All):
            return self._all(node.parts)
        if isinstance(node, Any_):
            return _any([self.node(part) for part in node.parts])
        if isinstance(node, Most):
            return _any([self.node(part) for part in node.parts], node.least)
        if isinstance(node, Not):
            return self._all((node,))
        if isinstance(node, Identifier):
            return _constant({"term": {"identifier": node.value}}, IDENTIFIER_BOOST)
        if isinstance(node, Tagged):
            return _constant({"term": {f"facet.{node.facet}": node.value}}, TAG_BOOST)
        return self._leaf(node)

    def _all(self, parts: tuple[Node, ...]) -> Body:
        wanted = [self.node(part) for part in parts if not isinstance(part, Not)]
        refused = [self.node(part.part) for part in parts if isinstance(part, Not)]
        if not refused:
            return {"bool": {"must": wanted}}
        return {"bool": {"must": wanted or [{"match_all": {"boost": 0}}], "must_not": refused}}

    def _leaf(self, leaf: Word | Phrase | Prefix) -> Body:
        fields = (leaf.field,) if leaf.field else tuple(FIELD_BOOST)
        return _any([self._in_field(leaf, field) for field in fields])

    def _in_field(self, leaf: Word | Phrase | Prefix, field: str) -> Body:
        """The best of the field's streams; a word that an analyzer splits is a phrase there."""
        if isinstance(leaf, Prefix):
            return {"prefix": {f"text.{field}.und": {"value": leaf.text, "boost": FIELD_BOOST[field]}}}
        text = normalise_script(" ".join(leaf.words) if isinstance(leaf, Phrase) else leaf.text)
        streams = [stream for stream in self.fields.streams(field) if _looks_into(leaf, stream)]
        scaled = [f"text.{field}.{s}^{EXACT_BOOST}" if s == "und" else f"text.{field}.{s}" for s in streams]
        how = {"type": "phrase", "tie_breaker": TIE_BREAKER, "boost": FIELD_BOOST[field]}
        return {"multi_match": {"query": text, "fields": scaled, **how}}


def _looks_into(leaf: Word | Phrase, stream: str) -> bool:
    """An alternative in a language is looked for in that language, and as it is written."""
    return stream == "und" or isinstance(leaf, Word) or leaf.language in (None, stream)


def _chosen(chosen: FacetFilter) -> list[Body]:
    alternatives = [_terms(chosen.facet, chosen.any)] if chosen.any else []
    return alternatives + [{"term": {f"facet.{chosen.facet}": value}} for value in chosen.all]


def _terms(facet: str, values: tuple[str, ...]) -> Body:
    return {"terms": {f"facet.{facet}": list(values)}}


def _any(parts: list[Body], least: int = 1) -> Body:
    return parts[0] if len(parts) == 1 else {"bool": {"should": parts, "minimum_should_match": least}}


def _constant(query: Body, score: float) -> Body:
    return {"constant_score": {"filter": query, "boost": score}}


def _scaled(query: Body, boost: float) -> Body:
    return {"bool": {"must": [query], "boost": boost}}
