"""Kinds: what is indexed of how the values of a record came about, and what it counts.

A record has one term `facet<US>value<US>set` for each value that it counts for, where the set is that of the kinds of
this value and of all that is narrower, a bit for each. A question for some kinds asks for every set that has one of
them; what has these terms is added up, without counting a record twice.
"""

from collections import defaultdict
from collections.abc import Iterable

from search.records import KINDS, NO_VALUE, SEPARATOR, TAGGED

BY_KIND = "kinds"  # the field that holds them
NO_KIND = 0  # the set of no value
_BITS = {kind: 1 << place for place, kind in enumerate(KINDS)}
_SETS = range(1, 1 << len(KINDS))


def by_kind(facet: str, kinds: tuple[str, ...]) -> bool:
    """Whether values of a facet count only where they came about in these kinds."""
    return bool(kinds) and facet in TAGGED


def kind_term(facet: str, value: str, kinds: Iterable[str]) -> str:
    """What is indexed of a value that came about so."""
    return f"{facet}{SEPARATOR}{value}{SEPARATOR}{_set(kinds)}"


def kind_terms(facet: str, values: Iterable[str], kinds: tuple[str, ...]) -> list[str]:
    """What is indexed of values that came about in any of these kinds."""
    asked = _set(kinds)
    sets = [one for one in _SETS if one & asked]
    return [
        f"{facet}{SEPARATOR}{value}{SEPARATOR}{one}"
        for value in values
        for one in ([NO_KIND] if value == NO_VALUE else sets)
    ]


def of_kinds(key: str, kinds: tuple[str, ...]) -> tuple[str, str] | None:
    """(facet, value) of an indexed term, if it is of one of these kinds or of no value."""
    facet, _, rest = key.partition(SEPARATOR)
    value, _, told = rest.rpartition(SEPARATOR)
    return (facet, value) if int(told) & _set(kinds) or int(told) == NO_KIND else None


def added_up(pairs: Iterable[tuple[str, int]], kinds: tuple[str, ...]) -> dict[str, dict[str, int]]:
    """Facet -> value -> count, of the terms that were counted."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for key, count in pairs:
        if count and (named := of_kinds(key, kinds)):
            counts[named[0]][named[1]] += count
    return counts


def _set(kinds: Iterable[str]) -> int:
    return sum(bit for kind, bit in _BITS.items() if kind in kinds)
