"""Crossings: two closed facets against each other, as engines are asked for them and as answers tell them."""

from dataclasses import dataclass

from search.answers import Bucket, Cross, by_count
from search.errors import QueryError
from search.index.plan import Condition
from search.records import FACETS, NO_VALUE, NONE
from search.text import unknown_name

Crossed = tuple[Condition, str, str]  # among which records, and the facets of the rows and of the columns


@dataclass(frozen=True)
class Crossing:
    """Counts of two closed facets against each other: (value, value) -> records that have both, no value included."""

    total: int
    rows: dict[str, int]
    columns: dict[str, int]
    cells: dict[tuple[str, str], int]


def check_sides(*facets: str) -> None:
    """Raises QueryError for what is no facet of a closed vocabulary."""
    closed = [facet.name for facet in FACETS if facet.closed]
    if wrong := [name for name in facets if name not in closed]:
        raise QueryError(*(unknown_name("facet", name, closed) for name in wrong))


def cross_of(crossing: Crossing) -> Cross:
    """By count and then value, on both sides; what has no value comes last, as `none`."""
    cells = {(_named(row), _named(column)): count for (row, column), count in crossing.cells.items() if count}
    return Cross(crossing.total, _side(crossing.rows), _side(crossing.columns), cells)


def _side(counts: dict[str, int]) -> tuple[Bucket, ...]:
    missing = counts.get(NO_VALUE, 0)
    found = by_count({value: count for value, count in counts.items() if value != NO_VALUE and count})
    return (*(Bucket(value, count) for value, count in found), *([Bucket(NONE, missing)] if missing else []))


def _named(value: str) -> str:
    return NONE if value == NO_VALUE else value
