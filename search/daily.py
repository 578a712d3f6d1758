"""Daily counts: how often something was on a day, and nothing finer; a table of SQLite, as several processes count.

It is sorted by its key, so that it does not even say what came first; what is deleted is overwritten.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

OLD = 400  # days, after which everything is forgotten
MOST_ROWS = 50_000
PATIENCE = 0.2  # seconds that a visitor waits for another one to be counted
_TABLE = """CREATE TABLE IF NOT EXISTS counts (kind TEXT, what TEXT, day TEXT, times INTEGER,
PRIMARY KEY (kind, what, day)) WITHOUT ROWID"""
_ADD = "INSERT INTO counts VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET times = times + excluded.times"
_OFTEN = "SELECT kind, what FROM counts GROUP BY kind, what HAVING count(*) >= ? OR sum(times) >= ?"

Row = tuple[str, str, int, int, str]  # kind, what, times, on how many days, the last of them


class DailyCounts:
    """A file; it is made with the first count.

    rare: (days, on so many days, so often): what is older than the first and neither is forgotten; None keeps it.
    """

    def __init__(self, file: Path, rare: tuple[int, int, int] | None = None) -> None:
        self._file = file
        self._rare = rare

    def add(self, counts: Mapping[tuple[str, str], int], day: date | None = None) -> None:
        """(kind, what) -> how often more, on that day, else today (UTC). Raises OSError or sqlite3.Error."""
        self._file.parent.mkdir(0o700, parents=True, exist_ok=True)
        told = day or datetime.now(UTC).date()
        with self._open() as table:
            if not table.execute("SELECT 1 FROM counts WHERE day = ? LIMIT 1", (told.isoformat(),)).fetchone():
                self._forget(table, told)
            (rows,) = table.execute("SELECT count(*) FROM counts").fetchone()
            if rows < MOST_ROWS:
                table.executemany(_ADD, [(*key, told.isoformat(), times) for key, times in counts.items()])

    def found(self, since: date | None = None) -> list[Row]:
        """All that was counted from that day on, by kind and what. Raises OSError or sqlite3.Error."""
        if not self._file.exists():
            return []
        asked = "SELECT kind, what, sum(times), count(*), max(day) FROM counts WHERE day >= ? GROUP BY kind, what"
        with self._open() as table:
            return table.execute(asked, (since.isoformat() if since else "",)).fetchall()

    def _forget(self, table: sqlite3.Connection, day: date) -> None:
        table.execute("DELETE FROM counts WHERE day < ?", ((day - timedelta(OLD)).isoformat(),))
        if self._rare:
            after, *often = self._rare
            forgotten = f"DELETE FROM counts WHERE day < ? AND (kind, what) NOT IN ({_OFTEN})"
            table.execute(forgotten, ((day - timedelta(after)).isoformat(), *often))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._file, timeout=PATIENCE)) as table, table:
            table.execute("PRAGMA secure_delete = ON")
            table.execute(_TABLE)
            yield table
