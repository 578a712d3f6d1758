"""Conditions and word trees -> Elasticsearch queries; adds nothing that is not in them."""

from dataclasses import dataclass
from typing import Any

from search.boosts import EXACT_BOOST, FIELD_BOOST, IDENTIFIER_BOOST, TAG_BOOST, TIE_BREAKER, TITLE_PHRASE_BOOST
from search.fold import normalise_script
from search.plan import Condition
from search.schema import Schema
from search.words import All, Any_, Identifier, Most, Node, Not, Phrase, Prefix, Tagged, Word

Body = dict[str, Any]


@dataclass(frozen=True)
class Translator:
    """Translates for one schema."""

    fields: Schema

    def query(self, condition: Condition, bonus: Node | None = None) -> Body:
        """Words decide the score; filters never touch it."""
        clauses: dict[str, list[Body]] = {"filter": self._filters(condition), "must_not": self._refused(condition)}
        if condition.tree:
            clauses["must"] = [self.node(condition.tree)]
        if bonus:
            clauses["should"] = [_boosted({"bool": {"must": [self.node(bonus)]}}, TITLE_PHRASE_BOOST)]
        filled = {name: parts for name, parts in clauses.items() if parts}
        return {"bool": filled} if filled else {"match_all": {}}

    def _filters(self, condition: Condition) -> list[Body]:
        parts: list[Body] = []
        for chosen in condition.filters:
            if chosen.any:
                parts.append({"terms": {f"facet.{chosen.facet}": list(chosen.any)}})
            parts += [{"term": {f"facet.{chosen.facet}": value}} for value in chosen.all]
        bounds = {"gte": condition.year_from, "lte": condition.year_to}
        if years := {name: year for name, year in bounds.items() if year is not None}:
            parts.append({"range": {"year": years}})
        return parts

    def _refused(self, condition: Condition) -> list[Body]:
        return [{"terms": {f"facet.{f.facet}": list(f.not_)}} for f in condition.filters if f.not_]

    def node(self, node: Node) -> Body:
        """The query for a word tree."""
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
        return {"bool": {"must": wanted, "must_not": refused}} if refused else {"bool": {"must": wanted}}

    def _leaf(self, leaf: Word | Phrase | Prefix) -> Body:
        fields = (leaf.field,) if leaf.field else tuple(FIELD_BOOST)
        return _any([self._in_field(leaf, field) for field in fields])

    def _in_field(self, leaf: Word | Phrase | Prefix, field: str) -> Body:
        streams = [s for s in self.fields.streams(field) if _looks_into(leaf, s)]
        best = [self._in_stream(leaf, f"text.{field}.{stream}", stream) for stream in streams]
        return {"dis_max": {"queries": best, "tie_breaker": TIE_BREAKER, "boost": FIELD_BOOST[field]}}

    def _in_stream(self, leaf: Word | Phrase | Prefix, field: str, stream: str) -> Body:
        boost = EXACT_BOOST if stream == "und" else 1.0
        if isinstance(leaf, Prefix):
            return {"prefix": {field: {"value": leaf.text, "boost": boost}}}
        text = " ".join(leaf.words) if isinstance(leaf, Phrase) else leaf.text
        return {"match_phrase": {field: {"query": normalise_script(text), "boost": boost}}}


def _looks_into(leaf: Word | Phrase | Prefix, stream: str) -> bool:
    if stream == "und":
        return True
    if isinstance(leaf, Prefix):  # stems are no beginnings of words
        return False
    return not (isinstance(leaf, Phrase) and leaf.language) or leaf.language == stream


def _any(parts: list[Body], least: int = 1) -> Body:
    return parts[0] if len(parts) == 1 else {"bool": {"should": parts, "minimum_should_match": least}}


def _constant(query: Body, score: float) -> Body:
    return {"constant_score": {"filter": query, "boost": score}}


def _boosted(query: Body, boost: float) -> Body:
    return {"bool": {**query["bool"], "boost": boost}}
