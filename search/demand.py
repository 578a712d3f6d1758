"""Demand: what was searched for in vain, as counts per day and words; nothing about who asked, when, or in which order.

A table of SQLite, sorted by its key, so that it does not even say what came first. What stays rare is forgotten.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urlencode

import regex

from search.queries import Query
from search.settings import Settings
from search.text import fold

Kind = Literal["nothing", "little", "facet"]
KINDS: Final[tuple[Kind, ...]] = ("nothing", "little", "facet")
FEW = 3  # records: fewer are little
DAYS, TIMES = 3, 10  # on so many days, or so often, before words are shown to anybody
RARE, OLD = 90, 400  # days, after which is forgotten what is not shown by then, and everything
MOST_WORDS, LONGEST = 50_000, 120  # rows; characters
PATIENCE = 0.2  # seconds that a visitor waits for another one to be counted
_PERSONAL = regex.compile(r"@|(?:\d[ .\-/()]*){6}")  # an e-mail address, a telephone or identity number
_TABLE = """CREATE TABLE IF NOT EXISTS demand (kind TEXT, words TEXT, day TEXT, times INTEGER,
PRIMARY KEY (kind, words, day)) WITHOUT ROWID"""
_SHOWN = "GROUP BY kind, words HAVING count(*) >= ? OR sum(times) >= ?"


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
    """A file; it is made with the first count."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def note(self, kind: Kind, words: str, day: date | None = None) -> None:
        """Count once. Raises OSError or sqlite3.Error where that cannot be kept."""
        self._file.parent.mkdir(0o700, parents=True, exist_ok=True)
        told = (day or datetime.now(UTC).date()).isoformat()
        with self._open() as table:
            table.execute(_TABLE)
            known = table.execute("SELECT 1 FROM demand WHERE day = ? LIMIT 1", (told,)).fetchone()
            if not known:
                self._forget(table, date.fromisoformat(told))
            (rows,) = table.execute("SELECT count(*) FROM demand").fetchone()
            if rows < MOST_WORDS:
                table.execute(
                    "INSERT INTO demand VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET times = times + 1",
                    (kind, words, told),
                )

    def found(self, since: date | None = None) -> list[Wanted]:
        """What was asked often enough to be shown, the most frequent first. Raises OSError or sqlite3.Error."""
        if not self._file.exists():
            return []
        asked = f"SELECT kind, words, sum(times), count(*), max(day) FROM demand WHERE day >= ? {_SHOWN}"
        with self._open() as table:
            table.execute(_TABLE)
            rows = table.execute(asked, (since.isoformat() if since else "", DAYS, TIMES)).fetchall()
        return sorted((Wanted(*row) for row in rows), key=lambda one: (-one.times, KINDS.index(one.kind), one.words))

    @staticmethod
    def _forget(table: sqlite3.Connection, day: date) -> None:
        table.execute("DELETE FROM demand WHERE day < ?", ((day - timedelta(OLD)).isoformat(),))
        shown = f"SELECT kind, words FROM demand {_SHOWN}"
        rare = f"DELETE FROM demand WHERE day < ? AND (kind, words) NOT IN ({shown})"
        table.execute(rare, ((day - timedelta(RARE)).isoformat(), DAYS, TIMES))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._file, timeout=PATIENCE)) as table, table:
            table.execute("PRAGMA secure_delete = ON")
            yield table


def demand_of(settings: Settings) -> Demand:
    """What was counted for the index of these settings."""
    return Demand(settings.data / "demand" / f"{settings.index}.sqlite")
