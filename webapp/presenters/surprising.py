"""The cells of a map that hold far more or far fewer records than the totals of their row and column let expect."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from search.answers import Cross
from search.records import BY_NAME, NONE
from webapp.languages import Labels
from webapp.presenters.axis import Heading
from webapp.presenters.map_asked import MapAsked
from webapp.presenters.profile import SURPRISE, surprise

LEAST = 5.0  # records that are expected, or found: of fewer nothing can be said (the usual rule for such tables)
MOST = 5  # cells named on each side
PLACES = frozenset(("country", "region", "country_group"))  # one follows from the other

Searched = Callable[[str, str], str]


@dataclass(slots=True)
class Surprise:
    """A cell. expected: how many records it had, were its row and column independent of each other."""

    row: str
    column: str
    count: int
    expected: float
    url: str

    @property
    def above(self) -> bool:
        """Whether it holds more than expected."""
        return self.count > self.expected


def expected(row: int, column: int, total: int) -> float:
    """How many of all records have both of two values that do not depend on each other."""
    return row * column / total if total else 0.0


def unlikely(count: int, row: int, column: int, total: int) -> float:
    """How unlikely a cell is by chance, above or below what is expected; 0 for what is just that.

    The log-likelihood ratio of the two by two table of the two values (Dunning 1993).
    """
    above = surprise(count, row, column, total)
    return above or surprise(row - count, row, total - column, total)


def surprises(
    cross: Cross, sides: tuple[list[Heading], list[Heading]], asked: MapAsked, labels: Labels, searched: Searched
) -> list[Surprise]:
    """The least likely first, those above before those below; none where one side follows from the other."""
    twice = asked.rows == asked.columns
    if (twice and not BY_NAME[asked.rows].many) or (not twice and {asked.rows, asked.columns} <= PLACES):
        return []
    found = []
    for row, column in _pairs(sides, asked, labels):
        count = cross.cells.get((row.value, column.value), 0)
        wanted = expected(row.count, column.count, cross.total)
        if max(wanted, count) < LEAST:
            continue
        if (rarity := unlikely(count, row.count, column.count, cross.total)) >= SURPRISE:
            found.append((-rarity, row.value, column.value, Surprise(row.label, column.label, count, wanted, "")))
    found.sort(key=lambda one: one[:3])
    kept = [[one for one in found if one[3].above == above][:MOST] for above in (True, False)]
    for _, row_value, column_value, one in (*kept[0], *kept[1]):
        one.url = searched(row_value, column_value)
    return [one[3] for one in (*kept[0], *kept[1])]


def _pairs(
    sides: tuple[list[Heading], list[Heading]], asked: MapAsked, labels: Labels
) -> Iterable[tuple[Heading, Heading]]:
    """Those that could be anything: neither is without a value, and of one facet neither is the other or above it."""
    for row in sides[0]:
        for column in sides[1]:
            if NONE in (row.value, column.value) or not (row.count and column.count):
                continue
            if asked.rows == asked.columns and _related(asked.rows, row.value, column.value, labels):
                continue
            yield row, column


def _related(facet: str, one: str, other: str, labels: Labels) -> bool:
    if one == other or facet not in labels.taxonomy.schemes:
        return one >= other  # each pair once
    above = labels.taxonomy.broader
    return one >= other or one in above(facet, other) or other in above(facet, one)
