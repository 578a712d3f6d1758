"""Records between reading and writing, on disk, by id: memory stays flat, and the order of rows does not matter."""

import sqlite3
from collections.abc import Iterator
from types import TracebackType

from indexer.rows import Problem
from search.records import Record
from search.sentences import Sentence

KEPT = "One row says that %(id)s is removed, and another one brings it: it was kept."


class Spool:
    """A file without a name: SQLite keeps it on disk; it is gone with the block or the process, even a killed one."""

    def __enter__(self) -> "Spool":
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("CREATE TABLE rows (id TEXT, record TEXT)")
        self._database.execute("BEGIN")
        self.sources: set[str] = set()
        self._removed: dict[str, None] = {}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def put(self, identifier: str, source: str, record: str) -> None:
        """Keep the JSON of one record."""
        self._database.execute("INSERT INTO rows VALUES (?, ?)", (identifier, record))
        self.sources.add(source)

    def remove(self, identifier: str) -> None:
        """Note that a row says that a record is gone."""
        self._removed[identifier] = None

    @property
    def removed(self) -> list[str]:
        """Ids that rows say are gone; not those that other rows bring, whichever came first."""
        return [identifier for identifier in self._removed if not self.has(identifier)]

    def contradictions(self) -> Iterator[Problem]:
        """A problem for each id that one row brings and another one says is gone."""
        for identifier in filter(self.has, self._removed):
            yield Problem("not removed", Sentence(KEPT, id=identifier), value=identifier)

    def groups(self) -> Iterator[list[Record]]:
        """All records of one id at a time, in the order of ids."""
        group: list[Record] = []
        for (line,) in self._database.execute("SELECT record FROM rows ORDER BY id"):
            record = Record.from_json(line)
            if group and record.id != group[0].id:
                yield group
                group = []
            group.append(record)
        if group:
            yield group

    def has(self, identifier: str) -> bool:
        """Whether there is a record of that id. To be asked when all of them are there."""
        self._database.execute("CREATE INDEX IF NOT EXISTS ids ON rows (id)")
        found = self._database.execute("SELECT 1 FROM rows WHERE id = ?", (identifier,))
        return found.fetchone() is not None

    def of(self, identifier: str) -> list[Record]:
        """The records of one id."""
        lines = self._database.execute("SELECT record FROM rows WHERE id = ?", (identifier,))
        return [Record.from_json(line) for (line,) in lines]
