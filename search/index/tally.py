"""Tallies: what the records of one answer have, whole, and how many several answers have in common.

The counts of a facet (`Snapshot.search`) leave out what is chosen in it, as they say what else could be chosen. Whoever
describes an answer, or compares two, needs those of its records alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from search.index.deadline import limited
from search.index.plan import Condition, Counting, Counts, FacetFilter, Plan, condition
from search.index.snapshot import Snapshot
from search.queries import All, Ladder, Query, check
from search.records import FACETS, HOW, NO_VALUE

TALLIED = tuple(facet.name for facet in FACETS if facet is not HOW)


@dataclass(frozen=True)
class Tally:
    """total: records of an answer. counts: facet -> value -> how many of them have it, or something narrower.

    Of open vocabularies the most frequent values only (OPEN_LIMIT and one); those of HOW are not among the facets,
    unless they are asked for; they are right where no tag is chosen. missing: facet -> how many have no value.
    """

    total: int
    counts: Counts
    missing: dict[str, int]


@limited()
def tally(snapshot: Snapshot, query: Query, facets: Sequence[str] = TALLIED) -> Tally:
    """One request. facets: of which values are counted. Raises QueryError."""
    under = _condition(snapshot, query)
    asked = Plan(under, (Counting(under, tuple(facets), tuple((facet, NO_VALUE) for facet in facets)),))
    answer = snapshot.ask(asked)
    counted = answer.counted(asked)
    missing = {name: counts.get(NO_VALUE, 0) for name, counts in counted.items()}
    return Tally(answer.total, {name: _values(counts) for name, counts in counted.items()}, missing)


@limited()
def in_common(snapshot: Snapshot, queries: Sequence[Query]) -> int | None:
    """How many records all of these find. Raises QueryError.

    None where they want tags to have come about in different ways: one record would be looked at in two ways at once.
    """
    if len({query.selection(HOW.name) for query in queries}) > 1:
        return None
    conditions = [_condition(snapshot, query) for query in queries]
    trees = tuple(dict.fromkeys(one.tree for one in conditions if one.tree is not None))
    filters: dict[FacetFilter, None] = dict.fromkeys(one for each in conditions for one in each.filters)
    return snapshot.totals([Condition(All(trees) if trees else None, tuple(filters))])[0]


@limited()
def rungs(snapshot: Snapshot, query: Query) -> list[tuple[int, int]]:
    """(parts of the words that may be lacking, records of the answer) of each rung, the strictest first. Raises
    QueryError.

    A record counts on the first rung that it stands on, so that all of them add up to the total of the search.
    """
    check(query, snapshot.vocabulary)
    understood = snapshot.understood(query)
    reached = understood.reached
    climbed = list(takewhile(lambda rung: rung != reached, Ladder(understood.words, reached.nobody).rungs()))
    steps = [*climbed, reached] if reached.relaxed else [reached]
    totals = snapshot.totals([condition(query, rung.tree) for rung in steps])
    new = (total - before for total, before in zip(totals, [0, *totals], strict=False))
    return [(rung.missing, count) for rung, count in zip(steps, new, strict=True)]


def _condition(snapshot: Snapshot, query: Query) -> Condition:
    check(query, snapshot.vocabulary)
    return condition(query, snapshot.understood(query).reached.tree)


def _values(counts: dict[str, int]) -> dict[str, int]:
    return {value: count for value, count in counts.items() if value != NO_VALUE and count}
