"""Demand: what was searched for in vain, as counts per day and words; nothing about who asked, when, or in which order.

What stays rare is forgotten.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urlencode

import regex

from search.daily import DailyCounts
from search.queries import Query
from search.settings import Settings
from search.text import fold

Kind = Literal["nothing", "little", "facet"]
KINDS: Final[tuple[Kind, ...]] = ("nothing", "little", "facet")
FEW = 3  # records: fewer are little
DAYS, TIMES = 3, 10  # on so many days, or so often, before words are shown to anybody
RARE = 90  # days, after which is forgotten what is not shown by then
LONGEST = 120  # characters
_PERSONAL = regex.compile(r"@|(?:\d[ .\-/()]*){6}")  # an e-mail address, a telephone or identity number


@dataclass(frozen=True)
class Wanted:
    """words: folded; of the kind `facet` the filters of a search, as its address has them. last: a day."""

    kind: Kind
    words: str
    times: int
    days: int
    last: str


def asked_in_vain(query: Query, whole: int) -> tuple[Kind, str] | None:
    """Under which kind and words a search is counted, if it is. whole: how many records have all of its words.

    Words count where nothing else was chosen; else it is the filters that were chosen in vain. What may be about a
    person is never kept.
    """
    if query.page > 1 or whole >= FEW:
        return None
    if not query.filtered:
        words = "" if _PERSONAL.search(query.q) else fold(query.q)
        kind: Kind = "little" if whole else "nothing"
        return (kind, words) if words and len(words) <= LONGEST else None
    if query.q or whole or "author" in query.selections:
        return None
    filters = urlencode([pair for pair in query.plain().parameters() if pair[0] != "lang"])
    return ("facet", filters) if len(filters) <= LONGEST else None


class Demand:
    """Counts of what was asked in vain, in a file."""

    def __init__(self, file: Path) -> None:
        self._counts = DailyCounts(file, rare=(RARE, DAYS, TIMES))

    def note(self, kind: Kind, words: str, day: date | None = None) -> None:
        """Count once. Raises OSError or sqlite3.Error where that cannot be kept."""
        self._counts.add({(kind, words): 1}, day)

    def found(self, since: date | None = None) -> list[Wanted]:
        """What was asked often enough to be shown, the most frequent first. Raises OSError or sqlite3.Error."""
        found = (Wanted(*row) for row in self._counts.found(since) if row[3] >= DAYS or row[2] >= TIMES)  # type: ignore[arg-type]
        return sorted(found, key=lambda one: (-one.times, KINDS.index(one.kind), one.words))


def demand_of(settings: Settings) -> Demand:
    """What was counted for the index of these settings."""
    return Demand(settings.data / "demand" / f"{settings.index}.sqlite")
