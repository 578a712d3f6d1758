"""Kinds: what is indexed of how the values of a record came about, and what it counts.

A record has one term `facet<US>value<US>kind` for each value that it counts for: a question for some kinds asks for any
of a value's terms, and what has them is added up, without counting a record twice.
"""

from collections import defaultdict
from collections.abc import Iterable

from search.records import NO_VALUE, SEPARATOR, TAGGED

BY_KIND = "kinds"  # the field that holds them
NO_KIND = ""  # of no value


def by_kind(facet: str, kinds: tuple[str, ...]) -> bool:
    """Whether values of a facet count only where they came about in these kinds."""
    return bool(kinds) and facet in TAGGED


def kind_term(facet: str, value: str, kind: str) -> str:
    """What is indexed of a value that came about so."""
    return f"{facet}{SEPARATOR}{value}{SEPARATOR}{kind}"


def kind_terms(facet: str, values: Iterable[str], kinds: tuple[str, ...]) -> list[str]:
    """What is indexed of values that came about in any of these kinds."""
    return [kind_term(facet, value, kind) for value in values for kind in ((NO_KIND,) if value == NO_VALUE else kinds)]


def of_kinds(key: str, kinds: tuple[str, ...]) -> tuple[str, str] | None:
    """(facet, value) of an indexed term, if it is of one of these kinds or of no value."""
    facet, _, rest = key.partition(SEPARATOR)
    value, _, kind = rest.rpartition(SEPARATOR)
    return (facet, value) if kind in (*kinds, NO_KIND) else None


def added_up(pairs: Iterable[tuple[str, int]], kinds: tuple[str, ...]) -> dict[str, dict[str, int]]:
    """Facet -> value -> count, of the terms that were counted."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for key, count in pairs:
        if count and (named := of_kinds(key, kinds)):
            counts[named[0]][named[1]] += count
    return counts
