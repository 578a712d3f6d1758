"""Counts of an engine -> facets of an answer: order, limits, and what is chosen; the same for every engine."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from heapq import nlargest, nsmallest
from itertools import starmap

from search.answers.results import Bucket, Facet
from search.queries import Query, Selection
from search.records import BY_NAME, NO_VALUE, NONE, OPEN_LIMIT, SEPARATOR
from search.text import fold


def facet_of(name: str, counts: dict[str, dict[str, int]], query: Query) -> Facet:
    """The counted values by count and then value, the first of an open vocabulary, the chosen ones in any case."""
    found = dict(counts.get(name, {}))
    missing = found.pop(NO_VALUE, 0)
    selection = query.selection(name)
    chosen = (selection.any | selection.all | selection.not_) - {NONE}
    ordered = by_count(found)
    kept = ordered if BY_NAME[name].closed else _first(ordered, chosen)
    more = len(kept) < len(ordered)
    kept += [(value, 0) for value in sorted(chosen - found.keys())]
    (nothing,) = buckets_of([(NONE, missing)], selection)
    return Facet(name, buckets_of(kept, selection), nothing, more)


def buckets_of(counted: Iterable[tuple[str, int]], selection: Selection) -> tuple[Bucket, ...]:
    """A bucket for each (value, count), which knows whether it is chosen."""
    if not selection:
        return tuple(starmap(Bucket, counted))
    chosen = selection.any | selection.all
    return tuple(Bucket(value, count, value in chosen, value in selection.not_) for value, count in counted)


def by_facet(pairs: Iterable[tuple[str, int]]) -> dict[str, dict[str, int]]:
    """Facet -> value -> count, of what was counted together (`facet<US>value`); without values that no record has."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for key, count in pairs:
        facet, _, value = key.partition(SEPARATOR)
        if count:
            counts[facet][value] = count
    return counts


def by_count(found: Mapping[str, int]) -> list[tuple[str, int]]:
    """(value, count), the highest count first, then by value."""
    values = sorted(found)  # texts are compared faster than pairs, and sorting keeps the order of equal counts
    values.sort(key=found.__getitem__, reverse=True)
    return [(value, found[value]) for value in values]


def first_by_count(found: Mapping[str, int], limit: int) -> list[tuple[str, int]]:
    """The first of `by_count`, without sorting the thousands of values that one record each has."""
    if len(found) <= limit:
        return by_count(found)
    least = nlargest(limit, found.values())[-1]
    above = {value: count for value, count in found.items() if count > least}
    ties = nsmallest(limit - len(above), (value for value, count in found.items() if count == least))
    return by_count(above) + [(value, least) for value in ties]


def _first(ordered: list[tuple[str, int]], chosen: frozenset[str]) -> list[tuple[str, int]]:
    return ordered[:OPEN_LIMIT] + [pair for pair in ordered[OPEN_LIMIT:] if pair[0] in chosen]


def beginning(text: str) -> Callable[[Iterable[str]], bool]:
    """Whether some name has the text at the beginning of one of its words; case and accents do not matter."""
    wanted = f" {folded}" if (folded := fold(text)) else ""
    return lambda names: any(wanted in f" {fold(name)}" for name in names)
