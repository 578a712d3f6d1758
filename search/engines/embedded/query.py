"""Conditions and word trees -> tantivy queries; adds nothing that is not in them."""

from collections.abc import Callable
from dataclasses import dataclass

from tantivy import FieldType, Occur, Query, Schema

from search.engines.embedded.schema import terms
from search.index import Condition, FacetFilter, TreeTranslator, boosts
from search.index import Schema as Fields
from search.queries import Leaf, Node, Phrase, Prefix
from search.text import normalise_script

FEW = 16  # terms that are looked up one by one, in half the time of going through all terms of the field (measured)
Tokens = Callable[[str, str], list[str]]  # (analyzer, text) -> tokens


@dataclass(frozen=True)
class Translator(TreeTranslator[Query]):
    """Translates for one state of an index. known: whether any record has that token in that stream of a field."""

    schema: Schema
    fields: Fields
    tokens: Tokens
    known: Callable[[str, str], bool]

    def query(self, condition: Condition, bonus: Node | None = None) -> Query:
        """Words decide the score; filters never touch it."""
        required = [self.node(condition.tree)] if condition.tree else []
        required += [self._unscored(part) for part in self._filters(condition)]
        kinds = condition.kinds
        refused = [(Occur.MustNot, self._set(f.facet, f.not_, kinds)) for f in condition.filters if f.not_]
        if not required:
            required = [Query.const_score_query(Query.all_query(), 0.0)]
        optional = [(Occur.Should, Query.boost_query(self.node(bonus), boosts.TITLE_PHRASE))] if bonus else []
        clauses = [(Occur.Must, part) for part in required] + refused + optional
        return required[0] if len(clauses) == 1 else Query.boolean_query(clauses)

    def marking(self, groups: tuple[Node, ...], ties: list[int]) -> Query:
        """The records with these keys of the order of ties; bit n of the score of each says whether it has group n."""
        here = self._unscored(Query.term_set_query(self.schema, "sort.tie", ties))
        marks = [
            (Occur.Should, Query.const_score_query(self.node(group), float(1 << n))) for n, group in enumerate(groups)
        ]
        return Query.boolean_query([(Occur.Must, here), *marks])

    def with_value(self, query: Query, facet: str, value: str) -> Query:
        """Those of a query that have that value of a facet, unscored."""
        return Query.boolean_query([(Occur.Must, self._unscored(query)), (Occur.Must, self._set(facet, (value,)))])

    def _unscored(self, query: Query) -> Query:
        return Query.const_score_query(query, 0.0)

    def _filters(self, condition: Condition) -> list[Query]:
        return [part for chosen in condition.filters for part in self._chosen(chosen, condition.kinds)]

    def _chosen(self, chosen: FacetFilter, kinds: tuple[str, ...]) -> list[Query]:
        alternatives = [self._set(chosen.facet, chosen.any, kinds)] if chosen.any else []
        alternatives += [self._span(*chosen.years)] if chosen.years else []
        either = [self._any(alternatives)] if alternatives else []
        return either + [self._set(chosen.facet, (value,), kinds) for value in chosen.all]

    def _span(self, first: int | None, last: int | None) -> Query:
        """What was in any of these years, unscored; None for an open end."""
        ends = (("years.last", first, None), ("years.first", None, last))
        ranges = [
            Query.range_query(self.schema, field, FieldType.Integer, least, most)
            for field, least, most in ends
            if (least, most) != (None, None)
        ]
        return self._unscored(self._boolean([(Occur.Must, part) for part in ranges]))

    def _set(self, facet: str, values: tuple[str, ...], kinds: tuple[str, ...] = ()) -> Query:
        field, wanted = terms(facet, values, kinds)
        if len(wanted) <= FEW:
            each = (Query.term_query(self.schema, field, one, index_option="basic") for one in wanted)
            return self._any(list(each))
        return Query.term_set_query(self.schema, field, wanted)

    def _both(self, wanted: list[Query], refused: list[Query]) -> Query:
        if not wanted:  # a boolean of refusals alone matches nothing
            wanted = [Query.const_score_query(Query.all_query(), 0.0)]
        return self._boolean([(Occur.Must, part) for part in wanted] + [(Occur.MustNot, part) for part in refused])

    def _any(self, parts: list[Query]) -> Query:
        return self._boolean([(Occur.Should, part) for part in parts])

    def _best(self, typed: Query, added: list[Query], spelt: bool) -> Query:
        weight = boosts.SPELT if spelt else boosts.ADDED
        parts = [typed, *(Query.boost_query(part, weight) for part in added)]
        if not spelt and boosts.TYPED:
            more = Query.const_score_query(Query.all_query(), boosts.TYPED)
            parts[0] = Query.boolean_query([(Occur.Must, typed), (Occur.Must, more)])
        return Query.disjunction_max_query(parts, boosts.TIE_BREAKER)

    def _rung(self, required: list[Query], some: list[Query], extra: list[Query], least: int) -> Query:
        tier = Query.const_score_query(Query.all_query(), boosts.TIER * (len(required) + len(some) + len(extra)))

        def raised(part: Query) -> tuple[Occur, Query]:
            return Occur.Should, Query.boolean_query([(Occur.Must, part), (Occur.Must, tier)])

        clauses = [(Occur.Must, part) for part in required]
        if some:
            enough = Query.boolean_query(list(map(raised, some)), minimum_number_should_match=least)
            clauses.append((Occur.Must, enough))
        return self._boolean(clauses + list(map(raised, extra)))

    def _dated(self, first: int | None, last: int | None) -> Query:
        return Query.const_score_query(self._span(first, last), boosts.YEARS)

    def _between(self, field: str, least: int, most: int) -> Query:
        return self._unscored(Query.range_query(self.schema, field, FieldType.Integer, least, most))

    def _begun(self, text: str) -> Query:
        return self._unscored(Query.fuzzy_term_query(self.schema, "sort.title", text, distance=0, prefix=True))

    def _identifier(self, value: str) -> Query:
        found = Query.term_query(self.schema, "identifier", value, index_option="basic")
        return Query.const_score_query(found, boosts.IDENTIFIER)

    def _naming(self, value: str) -> Query:
        return self._unscored(Query.term_query(self.schema, "related", value, index_option="basic"))

    def _tagged(self, facet: str, values: tuple[str, ...]) -> Query:
        return Query.const_score_query(self._set(facet, values), boosts.TAG / boosts.ADDED)

    def _boolean(self, clauses: list[tuple[Occur, Query]]) -> Query:
        return clauses[0][1] if len(clauses) == 1 else Query.boolean_query(clauses)

    def _leaf(self, leaf: Leaf) -> Query:
        fields = (leaf.field,) if leaf.field else tuple(boosts.FIELD)
        found = [query for field in fields if (query := self._in_field(leaf, field))]
        return self._any(found) if found else Query.empty_query()

    def _in_field(self, leaf: Leaf, field: str) -> Query | None:
        streams = [s for s in self.fields.streams(field) if self._looks_into(leaf, s)]
        found = (self._in_stream(leaf, f"text.{field}.{stream}", stream) for stream in streams)
        best = [query for query in found if query]
        if not best:
            return None
        query = best[0] if len(best) == 1 else Query.disjunction_max_query(best, boosts.TIE_BREAKER)
        return Query.boost_query(query, boosts.FIELD[field])

    def _looks_into(self, leaf: Leaf, stream: str) -> bool:
        if stream == "und":
            return True
        if isinstance(leaf, Prefix):  # stems are no beginnings of words
            return False
        return not (isinstance(leaf, Phrase) and leaf.language) or leaf.language == stream

    def _in_stream(self, leaf: Leaf, field: str, stream: str) -> Query | None:
        """None where no record has the words: most streams of a field have most words not, and are not looked into."""
        if isinstance(leaf, Prefix):
            return Query.fuzzy_term_query(self.schema, field, leaf.text, distance=0, prefix=True)
        text = " ".join(leaf.words) if isinstance(leaf, Phrase) else leaf.text
        tokens = self.tokens(stream, normalise_script(text))
        if not tokens or not all(self.known(field, token) for token in tokens):
            return None
        if len(tokens) == 1:  # a phrase of one term makes tantivy panic
            query = Query.term_query(self.schema, field, tokens[0])
        else:
            query = Query.phrase_query(self.schema, field, list(tokens))
        return Query.boost_query(query, boosts.EXACT) if stream == "und" else query
