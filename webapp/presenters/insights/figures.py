"""What insights are made of: three requests to the index, whatever its size."""

from dataclasses import dataclass
from datetime import date

from search.answers import Cross
from search.index import Entering, Snapshot, Tally, entering, tally
from search.queries import Query
from search.records import FACETS, HOW, NONE

TYPE, YEAR = "content_type", "year"
YEARS, MONTHS = 10, 12  # periods of entry that are told, the last of which is not over
NEWEST = 5  # records


@dataclass(frozen=True)
class Figures:
    """tally: of all records, how they are known included. cross: content types against years.

    entered: before the first day after each of the last years, then before each first day of the last months and of
    the next one. today: the day of the last change, as what an index says must not change before it does.
    """

    tally: Tally
    cross: Cross
    entered: Entering
    today: date
    records: int

    def years_of(self, kind: str) -> dict[int, int]:
        """Year -> records of a content type; of all for an empty one."""
        if not kind:
            return {int(bucket.value): bucket.count for bucket in self.cross.columns if bucket.value != NONE}
        pairs = ((year, count) for (row, year), count in self.cross.cells.items() if row == kind and year != NONE)
        return {int(year): count for year, count in pairs}


def figures(snapshot: Snapshot) -> Figures:
    """Ask for them."""
    everything = Query()
    today = date.fromisoformat(snapshot.status.updated_at[:10])
    return Figures(
        tally=tally(snapshot, everything, [facet.name for facet in FACETS if facet is not HOW] + [HOW.name]),
        cross=snapshot.cross(everything, TYPE, YEAR),
        entered=entering(snapshot, TYPE, [*_ends_of_years(today), *firsts_of_months(today)], NEWEST),
        today=today,
        records=snapshot.status.records,
    )


def _ends_of_years(today: date) -> list[str]:
    return [f"{year + 1}-01-01" for year in range(today.year - YEARS + 1, today.year + 1)]


def firsts_of_months(today: date) -> list[str]:
    """The first days of the last months, and of the month after this one."""
    this = 12 * today.year + today.month - 1
    return [f"{month // 12}-{month % 12 + 1:02}-01" for month in range(this - MONTHS + 1, this + 2)]
