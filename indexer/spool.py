"""Records between reading and writing, on disk, by id: memory stays flat, and the order of rows does not matter."""

import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from search.record import Record


class Spool:
    """A temporary file; gone when the block is left, or with the process."""

    def __enter__(self) -> "Spool":
        self._folder = tempfile.TemporaryDirectory(prefix="spindex-")
        self._database = sqlite3.connect(Path(self._folder.name) / "rows", isolation_level=None)
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("CREATE TABLE rows (id TEXT, fingerprint TEXT, record TEXT)")
        self._database.execute("BEGIN")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()
        self._folder.cleanup()

    def put(self, record: Record) -> None:
        """Keep one record."""
        row = (record.id, record.fingerprint(), record.to_json())
        self._database.execute("INSERT INTO rows VALUES (?, ?, ?)", row)

    def groups(self) -> Iterator[list[Record]]:
        """All records of one id at a time, in the order of ids; of equal ones (by fingerprint), too."""
        self._database.execute("CREATE INDEX IF NOT EXISTS by_id ON rows (id, fingerprint, record)")
        group: list[Record] = []
        for (line,) in self._database.execute("SELECT record FROM rows ORDER BY id, fingerprint, record"):
            record = Record.from_json(line)
            if group and record.id != group[0].id:
                yield group
                group = []
            group.append(record)
        if group:
            yield group
