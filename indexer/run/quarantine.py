"""Refused rows, kept with the reason, so that they can be mended where they are and read again: `spindex retry`."""

import os
import tempfile
from array import array
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import TracebackType

from indexer.rows import Refusal
from indexer.run.refused import Line, write_lines, write_table
from indexer.sources import list_of
from search.files import appearing, sweep

STAMP = "%Y%m%dT%H%M%S%fZ"  # how the name of a file of the quarantine begins: when it was written
SAME_TIME = 0.001  # seconds
LONGEST = 60  # characters of the name of the rows' file


@dataclass(frozen=True)
class Kept:
    """A file of the quarantine, and whose rows it holds."""

    path: str
    file: str
    rows: int


@dataclass(frozen=True)
class Input:
    """mark: of a file, and of how it was read; supersedes: the marks of what a run with it makes needless."""

    mark: str
    supersedes: tuple[str, ...]


class Quarantine:
    """Rows wait in a file without a name; `keep` makes the files of the run appear, each whole.

    tables: the names of files whose rows are lines of a table. inputs: of the name of each file that was read, a mark
    by which it is told from others; what an earlier run kept of that file goes when this one has done its work, unless
    somebody has begun to mend it.
    """

    def __init__(
        self, folder: Path, tables: Container[str] = (), inputs: Callable[[], Mapping[str, Input]] = dict
    ) -> None:
        self._folder = folder
        self._tables = tables
        self._inputs = inputs
        self._kept: list[Kept] = []
        self._lines = tempfile.TemporaryFile("w+b")  # noqa: SIM115
        self._end = 0  # of what is kept whatever comes

    def __enter__(self) -> "Quarantine":
        return self

    def add(self, refusal: Refusal) -> None:
        """Keep one refused row."""
        text = Line(refusal.columns, refusal.notes()).to_json()
        self._lines.write(text.encode("utf-8", "backslashreplace") + b"\n")

    def mark(self) -> None:
        """What was added until now stays."""
        self._end = self._lines.tell()

    def forget(self) -> None:
        """What was added since the mark was never there."""
        self._lines.seek(self._end)
        self._lines.truncate()

    def keep(self) -> list[Kept]:
        """The files, one for each file that rows were refused of; nothing when no row was."""
        return self._keep(lambda _: True)

    def _keep(self, wanted: Callable[[Line], bool]) -> list[Kept]:
        places: dict[str, array[int]] = {}
        for place, line in self._each():
            if wanted(line):
                places.setdefault(str(line.notes["_file"]), array("q")).append(place)
        if not places:
            return []
        self._folder.mkdir(0o700, parents=True, exist_ok=True)
        sweep(self._folder)
        self._kept = [self._write(file, found) for file, found in places.items()]
        return self._kept

    def _write(self, file: str, places: "array[int]") -> Kept:
        table = file in self._tables
        now, read = datetime.now(UTC), self._inputs().get(file)
        mark = read.mark if read else os.getpid()
        stem = f"{now:{STAMP}}-{mark}-{list_of(file)[:LONGEST] if file else 'index'}"
        path = self._folder / f"{stem}.{'csv' if table else 'jsonl'}"
        with appearing(path) as written:
            count = (write_table if table else write_lines)(written, partial(self._at, places))
        os.utime(path, (now.timestamp(), now.timestamp()))  # by which it is seen that nobody has written to it since
        return Kept(str(path), file, count)

    def _each(self) -> Iterator[tuple[int, Line]]:
        """Every row, and where it stands."""
        place = self._lines.seek(0)
        for text in self._lines:
            yield place, Line.from_json(text)
            place += len(text)
        self._lines.seek(0, os.SEEK_END)

    def _at(self, places: "array[int]") -> Iterator[Line]:
        for place in places:
            self._lines.seek(place)
            yield Line.from_json(self._lines.readline())
        self._lines.seek(0, os.SEEK_END)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lines.close()
        if kind is None:
            self._supersede({mark for read in self._inputs().values() for mark in read.supersedes})

    def _supersede(self, marks: set[str]) -> None:
        """What earlier runs kept of the same files goes."""
        mine = {Path(one.path) for one in self._kept}
        for path in set(self._folder.glob("*")) - mine:
            if path.name.split("-", 2)[1:2] and path.name.split("-", 2)[1] in marks and _untouched(path):
                path.unlink(missing_ok=True)


def written_at(path: Path) -> datetime | None:
    """When a file of the quarantine was written, as its name says."""
    try:
        return datetime.strptime(path.name.partition("-")[0], STAMP).replace(tzinfo=UTC)
    except ValueError:  # somebody's own name
        return None


def _untouched(path: Path) -> bool:
    written = written_at(path)
    return written is not None and abs(path.stat().st_mtime - written.timestamp()) < SAME_TIME
