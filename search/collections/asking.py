"""The searches of a collection: from what is written in its file to questions."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import parse_qsl

from search.authorities import Vocabulary
from search.collections.file import Period
from search.queries import Query, Reading, read_parameters

NEVER = 9999  # a year


def parameters(written: str) -> list[tuple[str, str]]:
    """The parameters of a search as somebody wrote it: an address, what stands behind its `?`, or words."""
    before, mark, asked = written.partition("?")
    if mark and "=" in asked and ("/" in before or not before):
        return parse_qsl(asked.partition("#")[0])
    return parse_qsl(written) if "=" in written else [("q", written)]


def reading_of(written: str, vocabulary: Vocabulary) -> Reading:
    """What it asks; order, page and language are no part of a collection."""
    reading = read_parameters(parameters(written), vocabulary)
    return replace(reading, query=replace(reading.query.plain(), lang=Query.lang))


def during(query: Query, period: Period | None) -> Query:
    """Its records of those years."""
    return within(query, Query().with_years(period.first, period.last)) if period else query


def within(outer: Query, inner: Query) -> Query:
    """What both ask for: words and filters add up, and so does a value beside others of the same facet.

    Where both choose several values of one facet, no question says that: see `clashes`.
    """
    words = replace(inner, q=" ".join(filter(None, (outer.q, inner.q))))
    first = _later(outer.year_from, inner.year_from)
    last = _earlier(outer.year_to, inner.year_to)
    both = replace(outer, q=words.q, year_from=first, year_to=last)
    if first is not None and last is not None and first > last:  # nothing is dated in such years
        both = replace(both, year_from=NEVER, year_to=NEVER)
    for name in ("names", "words", "spelling"):
        both = replace(both, **{name: getattr(outer, name) or getattr(inner, name)})
    for facet, mode, value in inner.choices():
        beside = mode == "any" and bool(outer.selection(facet).any)
        both = both.with_(facet, value, "all" if beside else mode)
    return both


def clashes(outer: Query, inner: Query) -> Sequence[str]:
    """The facets of which both choose several values."""
    return [name for name, chosen in inner.selections.items() if len(chosen.any) > 1 and outer.selection(name).any]


def _later(one: int | None, other: int | None) -> int | None:
    return max(filter(None, (one, other)), default=None)


def _earlier(one: int | None, other: int | None) -> int | None:
    return min(filter(None, (one, other)), default=None)
