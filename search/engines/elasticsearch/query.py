"""Conditions and word trees -> Elasticsearch queries; adds nothing that is not in them."""

from dataclasses import dataclass
from typing import Any

from search.index import BY_KIND, Condition, FacetFilter, Schema, TreeTranslator, boosts, by_kind, kind_terms
from search.queries import Leaf, Node, Phrase, Prefix, Word
from search.text import normalise_script

Body = dict[str, Any]


@dataclass(frozen=True)
class Translator(TreeTranslator[Body]):
    """Translates for one schema. What it gives is shared, and not to be changed."""

    fields: Schema

    def query(self, condition: Condition, bonus: Node | None = None) -> Body:
        """Words decide the score; filters never touch it."""
        clauses = {
            "must": [self.node(condition.tree)] if condition.tree else [],
            "filter": self._filters(condition),
            "must_not": [_terms(one.facet, one.not_, condition.kinds) for one in condition.filters if one.not_],
            "should": [_scaled(self.node(bonus), boosts.TITLE_PHRASE)] if bonus else [],
        }
        filled = {name: parts for name, parts in clauses.items() if parts}
        if not filled:
            return {"match_all": {}}
        least = {"minimum_should_match": 0} if bonus else {}  # without words, one "should" would be required
        return {"bool": {**filled, **least}}

    def _filters(self, condition: Condition) -> list[Body]:
        return [part for chosen in condition.filters for part in self._chosen(chosen, condition.kinds)]

    def _chosen(self, chosen: FacetFilter, kinds: tuple[str, ...]) -> list[Body]:
        alternatives = [_terms(chosen.facet, chosen.any, kinds)] if chosen.any else []
        alternatives += [self._span(*chosen.years)] if chosen.years else []
        either = [_any(alternatives)] if alternatives else []
        return either + [_term(chosen.facet, value, kinds) for value in chosen.all]

    def _span(self, first: int | None, last: int | None) -> Body:
        """What was in any of these years, unscored; None for an open end."""
        ends = {"years.last": ("gte", first), "years.first": ("lte", last)}
        ranges = [{"range": {field: {end: year}}} for field, (end, year) in ends.items() if year is not None]
        return {"bool": {"filter": ranges}}

    def _both(self, wanted: list[Body], refused: list[Body]) -> Body:
        if not refused:
            return {"bool": {"must": wanted}}
        return {"bool": {"must": wanted or [{"match_all": {"boost": 0}}], "must_not": refused}}

    def _any(self, parts: list[Body]) -> Body:
        return _any(parts)

    def _best(self, typed: Body, added: list[Body], spelt: bool) -> Body:
        weight = boosts.SPELT if spelt else boosts.ADDED
        parts = [typed, *(_scaled(part, weight) for part in added)]
        if not spelt and boosts.TYPED:
            parts[0] = {"bool": {"must": [typed, {"match_all": {"boost": boosts.TYPED}}]}}
        return {"dis_max": {"queries": parts, "tie_breaker": boosts.TIE_BREAKER}}

    def asking(self, groups: tuple[Node, ...]) -> list[Body]:
        """Clauses that say of each hit which groups it fulfils, and count nothing."""
        return [{"constant_score": {"filter": self.node(g), "boost": 0, "_name": str(n)}} for n, g in enumerate(groups)]

    def _rung(self, required: list[Body], some: list[Body], extra: list[Body], least: int) -> Body:
        tier = {"match_all": {"boost": boosts.TIER * (len(required) + len(some) + len(extra))}}
        raised = [{"bool": {"must": [p, tier], "_name": str(place)}} for place, p in enumerate((*some, *extra))]
        must = list(required)
        if some:
            must.append({"bool": {"should": raised[: len(some)], "minimum_should_match": least}})
        clauses: Body = {"must": must} | ({"should": raised[len(some) :], "minimum_should_match": 0} if extra else {})
        return {"bool": clauses}

    def _dated(self, first: int | None, last: int | None) -> Body:
        return _constant(self._span(first, last), boosts.YEARS)

    def _between(self, field: str, least: int, most: int) -> Body:
        return _constant({"range": {field: {"gte": least, "lte": most}}}, 0)

    def _begun(self, text: str) -> Body:
        return _constant({"prefix": {"sort.title": text}}, 0)

    def _identifier(self, value: str) -> Body:
        return _constant({"term": {"identifier": value}}, boosts.IDENTIFIER)

    def _naming(self, value: str) -> Body:
        return _constant({"term": {"related": value}}, 0)

    def _tagged(self, facet: str, values: tuple[str, ...]) -> Body:
        return _constant(_terms(facet, values), boosts.TAG / boosts.ADDED)

    def _leaf(self, leaf: Leaf) -> Body:
        fields = (leaf.field,) if leaf.field else tuple(boosts.FIELD)
        return _any([self._in_field(leaf, field) for field in fields])

    def _in_field(self, leaf: Leaf, field: str) -> Body:
        """The best of the field's streams; a word that an analyzer splits is a phrase there."""
        if isinstance(leaf, Prefix):
            return {"prefix": {f"text.{field}.und": {"value": leaf.text, "boost": boosts.FIELD[field]}}}
        text = normalise_script(" ".join(leaf.words) if isinstance(leaf, Phrase) else leaf.text)
        streams = [stream for stream in self.fields.streams(field) if _looks_into(leaf, stream)]
        boost = boosts.FIELD[field]
        if streams == ["und"]:  # most fields: as multi_match scores one field, and read by the server in less time
            return {"match_phrase": {f"text.{field}.und": {"query": text, "boost": boost * boosts.EXACT}}}
        scaled = [f"text.{field}.{s}^{boosts.EXACT}" if s == "und" else f"text.{field}.{s}" for s in streams]
        how = {"type": "phrase", "tie_breaker": boosts.TIE_BREAKER, "boost": boost}
        return {"multi_match": {"query": text, "fields": scaled, **how}}


def _looks_into(leaf: Word | Phrase, stream: str) -> bool:
    """An alternative in a language is looked for in that language, and as it is written."""
    return stream == "und" or isinstance(leaf, Word) or leaf.language in (None, stream)


def _terms(facet: str, values: tuple[str, ...], kinds: tuple[str, ...] = ()) -> Body:
    if by_kind(facet, kinds):
        return {"terms": {BY_KIND: kind_terms(facet, values, kinds)}}
    return {"terms": {f"facet.{facet}": list(values)}}


def _term(facet: str, value: str, kinds: tuple[str, ...]) -> Body:
    return _terms(facet, (value,), kinds) if by_kind(facet, kinds) else {"term": {f"facet.{facet}": value}}


def _any(parts: list[Body], least: int = 1) -> Body:
    return parts[0] if len(parts) == 1 else {"bool": {"should": parts, "minimum_should_match": least}}


def _constant(query: Body, score: float) -> Body:
    return {"constant_score": {"filter": query, "boost": score}}


def _scaled(query: Body, boost: float) -> Body:
    return {"bool": {"must": [query], "boost": boost}}
