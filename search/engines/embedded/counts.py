"""Counts under conditions: how many records of an answer have each value of each facet.

tantivy can look at the answer's records (an aggregation) or walk through the values (their postings); which is faster
depends on the share of the index that the answer is. Of open vocabularies it is the thousands of values on their way to
Python that take time: of a long answer only the first are taken out, after all segments have been added up.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import tantivy

from search.answers import by_facet, first_by_count
from search.engines.embedded.query import Translator
from search.engines.embedded.schema import own_field, term
from search.engines.embedded.searcher import Searcher
from search.index import BY_KIND, Condition, Counting, Counts, Crossing, added_up, by_kind, of_kinds
from search.records import SEPARATOR, TOGETHER

DENSE = 0.15  # share of the index from which walking through all values of the closed facets is faster (measured)
MOST_OF = (
    1 / 3
)  # share of the index from which walking is faster for two facets at once, 3 to 8 times for all (measured)
SHORT = 1000  # records: of a shorter answer all values are taken out, as most have one record and so share a place
MORE = 150  # values of an open vocabulary that are taken out beyond those asked for, to see who shares the last place
ALL_VALUES = 65_000  # tantivy gives no more
OF_A_SEGMENT = 100_000_000  # values that a segment hands on to be added up: all, or counts would be wrong

Pairs = list[tuple[str, int]]  # (value, count), the highest count first


class FacetCounter:
    """Counts in one opened state of an index. `total`: how many records fulfil a condition."""

    def __init__(self, searcher: Searcher, translator: Translator, total: Callable[[Condition], int]) -> None:
        self._searcher = searcher
        self._translator = translator
        self._total = total

    def count(self, counting: Counting) -> Counts:
        """facet -> value -> count; of an open vocabulary the first values, and those that are wanted."""
        query = self._translator.query(counting.condition)
        own = {facet: field for facet in counting.facets if (field := own_field(facet))}
        kinds = counting.condition.kinds
        tagged = [facet for facet in counting.facets if by_kind(facet, kinds)]
        closed = [facet for facet in counting.facets if facet not in own and facet not in tagged]
        common = {field: facets for field, facets in ((TOGETHER, closed), (BY_KIND, tagged)) if facets}
        walk = bool(common) and self._walking_is_faster(counting)
        sizes = dict.fromkeys(own.values(), self._enough(counting) if own else 0)
        sizes |= {} if walk else dict.fromkeys(common, ALL_VALUES)
        found = self._looked_at(sizes, query) if sizes else {}
        if walk:
            found |= {field: self._walked(field, facets, query) for field, facets in common.items()}
        counts = by_facet(found.get(TOGETHER, []))
        of_kind = added_up(found.get(BY_KIND, []), kinds)
        counts |= {facet: of_kind.get(facet, {}) for facet in tagged}
        counts |= {facet: self._first(facet, found[field], sizes[field], counting) for facet, field in own.items()}
        return {facet: counts.get(facet, {}) for facet in counting.facets}

    def _walking_is_faster(self, counting: Counting) -> bool:
        """For the values of one facet always, so that the total need not be known."""
        return len(counting.facets) == 1 or self._total(counting.condition) >= DENSE * self._searcher.num_docs

    def _enough(self, counting: Counting) -> int:
        return ALL_VALUES if self._total(counting.condition) <= SHORT else counting.open_limit + MORE

    def _walked(self, field: str, facets: list[str], query: tantivy.Query) -> Pairs:
        start = f"{facets[0]}{SEPARATOR}" if len(facets) == 1 else ""
        return self._searcher.terms_with_prefix(field, start, query)

    def _looked_at(self, sizes: dict[str, int], query: tantivy.Query) -> dict[str, Pairs]:
        """Field -> its first values, at most so many, in one pass."""
        asked = {
            field: {"terms": {"field": field, "size": size, "segment_size": OF_A_SEGMENT}}
            for field, size in sizes.items()
        }
        answer = self._searcher.aggregate(query, asked)
        return {field: [(bucket["key"], bucket["doc_count"]) for bucket in answer[field]["buckets"]] for field in sizes}

    def _first(self, facet: str, pairs: Pairs, size: int, counting: Counting) -> dict[str, int]:
        """The first values by count and then value. Where more than `pairs` share the last place, all are looked at."""
        limit, cut, found = counting.open_limit, len(pairs) == size, dict(pairs)
        if cut and pairs[limit - 1][1] == pairs[-1][1]:
            query = self._translator.query(counting.condition)
            first = dict(self._searcher.terms_with_prefix(term(facet, "")[0], "", query, limit))
        else:
            first = dict(first_by_count(found, limit))
        wanted = [value for name, value in counting.wanted if name == facet and value not in first]
        if missed := [value for value in wanted if cut and value not in found]:
            found |= self._of_values(facet, missed, counting.condition)
        return first | {value: found[value] for value in wanted if value in found}

    def _of_values(self, facet: str, values: list[str], condition: Condition) -> Pairs:
        """Of all of them in one pass: a hundred that are refused took three seconds one by one."""
        field = term(facet, "")[0]
        how = {"field": field, "size": len(values), "segment_size": OF_A_SEGMENT, "include": values}
        answer = self._searcher.aggregate(self._translator.query(condition), {field: {"terms": how}})
        return [(bucket["key"], bucket["doc_count"]) for bucket in answer[field]["buckets"]]

    def values(self, facet: str, condition: Condition) -> dict[str, int]:
        """Every value of an open vocabulary under a condition."""
        return dict(self._searcher.terms_with_prefix(term(facet, "")[0], "", self._translator.query(condition)))

    def crossed(self, condition: Condition, rows: str, columns: str) -> Crossing:
        """Two closed facets against each other: they live in common fields, told apart by how their terms begin."""
        kinds = condition.kinds
        tagged = by_kind(rows, kinds) or by_kind(columns, kinds)
        if not tagged and self._total(condition) >= MOST_OF * self._searcher.num_docs:
            return self._walked_across(condition, rows, columns)
        within = {"columns": _of_facet(columns, kinds)}
        asked = {"rows": _of_facet(rows, kinds) | {"aggs": within}, **within}
        answer = self._searcher.aggregate(self._translator.query(condition), asked)
        cells: Counter[tuple[str, str]] = Counter()
        for row, inside in _pairs(answer["rows"], rows, kinds):
            for column, bucket in _pairs(inside["columns"], columns, kinds):
                cells[row, column] += bucket["doc_count"]
        sides = (_side(answer["rows"], rows, kinds), _side(answer["columns"], columns, kinds))
        return Crossing(self._total(condition), *sides, dict(cells))

    def _walked_across(self, condition: Condition, rows: str, columns: str) -> Crossing:
        """The values of one side through the postings of those of the other, which are fewer."""
        query = self._translator.query(condition)
        row_counts, column_counts = (self._values_of(facet, query) for facet in (rows, columns))
        turned = len(column_counts) < len(row_counts)
        outer, inner = (columns, rows) if turned else (rows, columns)
        cells: dict[tuple[str, str], int] = {}
        for value in column_counts if turned else row_counts:
            found = self._values_of(inner, self._translator.with_value(query, outer, value))
            cells |= {(other, value) if turned else (value, other): count for other, count in found.items()}
        return Crossing(self._total(condition), row_counts, column_counts, cells)

    def _values_of(self, facet: str, query: tantivy.Query) -> dict[str, int]:
        field, start = term(facet, "")
        return {key.removeprefix(start): count for key, count in self._searcher.terms_with_prefix(field, start, query)}


def _side(aggregation: dict[str, Any], facet: str, kinds: tuple[str, ...]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for value, bucket in _pairs(aggregation, facet, kinds):
        counts[value] += bucket["doc_count"]
    return dict(counts)


def _of_facet(facet: str, kinds: tuple[str, ...]) -> dict[str, Any]:
    field = BY_KIND if by_kind(facet, kinds) else TOGETHER
    how = {"field": field, "size": ALL_VALUES, "segment_size": OF_A_SEGMENT, "include": f"{facet}{SEPARATOR}.*"}
    return {"terms": how}


def _pairs(aggregation: dict[str, Any], facet: str, kinds: tuple[str, ...]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(value, bucket) of what counts; a value of several kinds comes several times, with other records."""
    for bucket in aggregation["buckets"]:
        key = str(bucket["key"])
        if not by_kind(facet, kinds):
            yield key.partition(SEPARATOR)[2], bucket
        elif named := of_kinds(key, kinds):
            yield named[1], bucket
