"""Newest: the first records of several questions, in one request."""

from collections.abc import Sequence

from search.index.deadline import limited
from search.index.plan import Order, condition
from search.index.snapshot import Snapshot
from search.queries import Query, check
from search.records import Record


@limited()
def newest(snapshot: Snapshot, queries: Sequence[Query], size: int) -> list[list[Record]]:
    """Of each question so many of the newest records. Raises QueryError."""
    for query in queries:
        check(query, snapshot.vocabulary)
    conditions = [condition(query, snapshot.understood(query).reached.tree) for query in queries]
    return list(snapshot.first(conditions, Order("sort.newest"), size))
