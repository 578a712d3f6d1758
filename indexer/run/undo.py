"""Taking runs back: what there was before the earliest of them, record by record."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from indexer.run.kept import DAMAGED, KeptIndex
from indexer.run.runs import KeptRun, Runs
from search.authorities import Authorities
from search.errors import SourceError
from search.queries import Query
from search.records import Record

FIRST = "Run %(number)s built an index where there was none that can be read: there is nothing to go back to."
BROKEN = "The index was damaged before run %(number)s: there is nothing whole to go back to."
PRUNED = "What run %(number)s changed is no longer kept: only later runs can be taken back."
UNTOUCHED = "Run %(number)s changed nothing (%(state)s): there is nothing to take back."
RUNNING = "Run %(number)s has not ended: wait until it has."


class Undoing:
    """The run that is to be taken back and every later one, the newest first. Raises SourceError where that cannot be.

    runs: those that touched anything.
    """

    def __init__(self, runs: Runs, number: int, itself: int = 0) -> None:
        self.target = runs.get(number)
        later = [run for run in runs.all() if run.number >= number and run.number != itself]
        for run in later:
            _check(run)
        self.runs = [run for run in reversed(later) if run.way_back]
        if not self.target.way_back:
            raise SourceError(UNTOUCHED, number=str(number), state=self.target.state)

    @property
    def later(self) -> list[KeptRun]:
        """What is taken back besides, the oldest first."""
        return [run for run in reversed(self.runs) if run.number != self.target.number]

    @property
    def decisions(self) -> str | None:
        """What was decided about duplicates before the earliest run that changed it; None where none did."""
        kept = [text for run in self.runs if (text := run.decisions()) is not None]
        return kept[-1] if kept else None

    def gaps(self, live: str) -> list[KeptRun]:
        """The runs after which something else changed the index that no run kept here tells of."""
        found, before = [], live
        for run in self.runs:
            if run.facts.get("after") and run.facts["after"] != before:
                found.append(run)
            before = run.facts.get("before", "")
        return found

    def apply(self, index: KeptIndex) -> None:
        """Make the index what it was."""
        with closing(sqlite3.connect("", isolation_level=None)) as database:
            before = _Before(database, self.runs)
            live = index.snapshot()
            authorities = before.authorities or live.authorities
            if authorities.texts == live.authorities.texts:
                self._update(index, before, live.authorities)
            else:
                self._replace(index, before, authorities)

    @staticmethod
    def _update(index: KeptIndex, before: "_Before", authorities: Authorities) -> None:
        with index.updating(authorities) as writer:
            for identifier, line in before.lines():
                if line is None:
                    writer.remove(identifier)
                else:
                    writer.add(Record.from_json(line))
            if before.whole:
                for record in index.scan(Query()):
                    if not before.has(record.id):
                        writer.remove(record.id)

    @staticmethod
    def _replace(index: KeptIndex, before: "_Before", authorities: Authorities) -> None:
        with index.replacing(authorities) as writer:
            for record in () if before.whole else index.scan(Query()):
                if not before.has(record.id):
                    writer.add(record)
            for _, line in before.lines():
                if line is not None:
                    writer.add(Record.from_json(line))


class _Before:
    """What the journals of some runs, the newest first, come to: the line of each id before the first that touched it.

    whole: no other records were there. authorities: those of the index then; None where no run gave it others.
    """

    def __init__(self, database: sqlite3.Connection, runs: list[KeptRun]) -> None:
        self.whole = False
        self.authorities: Authorities | None = None
        self._database = database
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("CREATE TABLE before (id TEXT PRIMARY KEY, record TEXT) WITHOUT ROWID")
        database.execute("BEGIN")
        for run in runs:
            self._take(run)

    def _take(self, run: KeptRun) -> None:
        journal = run.before()
        if journal.is_whole:
            self._database.execute("DELETE FROM before")
            self.whole = True
        pairs = ((entry.id, entry.before) for entry in journal.entries())
        self._database.executemany("INSERT OR REPLACE INTO before VALUES (?, ?)", pairs)
        self.authorities = run.authorities() or self.authorities

    def lines(self) -> Iterator[tuple[str, str | None]]:
        """Each id that was touched, and its line; None where it was not there."""
        yield from self._database.execute("SELECT id, record FROM before ORDER BY id")

    def has(self, identifier: str) -> bool:
        """Whether a record was touched."""
        found = self._database.execute("SELECT 1 FROM before WHERE id = ?", (identifier,))
        return found.fetchone() is not None


def _check(run: KeptRun) -> None:
    number = str(run.number)
    if run.state == "running":
        raise SourceError(RUNNING, number=number)
    if run.facts.get("pruned"):
        raise SourceError(PRUNED, number=number)
    facts = run.facts
    if (why := facts.get("no_way_back")) and not (facts.get("ended") and facts.get("after") == facts.get("before")):
        raise SourceError(BROKEN if why == DAMAGED else FIRST, number=number)
