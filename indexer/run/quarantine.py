"""Refused rows, kept with the reason, so that they can be mended where they are and read again: `spindex retry`."""

import filecmp
import os
import tempfile
from array import array
from collections.abc import Callable, Container, Iterator
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
LONGEST = 60  # characters of the name of the rows' file


@dataclass(frozen=True)
class Kept:
    """A file of the quarantine, and whose rows it holds."""

    path: str
    file: str
    rows: int


class Quarantine:
    """Rows wait in a file without a name; `keep` makes the files of the run appear, each whole.

    tables: the names of files whose rows are lines of a table.
    """

    def __init__(self, folder: Path, tables: Container[str] = ()) -> None:
        self._folder = folder
        self._tables = tables
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
        return [self._write(file, found) for file, found in places.items()]

    def _write(self, file: str, places: "array[int]") -> Kept:
        table = file in self._tables
        name = f"{list_of(file)[:LONGEST] if file else 'index'}.{'csv' if table else 'jsonl'}"
        path = self._folder / f"{datetime.now(UTC):{STAMP}}-{os.getpid()}-{name}"
        with appearing(path) as written:
            count = (write_table if table else write_lines)(written, partial(self._at, places))
        return Kept(str(self._once(path, name)), file, count)

    def _once(self, path: Path, name: str) -> Path:
        """Where these rows wait: where they waited already, if a run before, perhaps a killed one, kept the same."""
        alike = (one for one in self._folder.iterdir() if one.name.endswith(f"-{name}"))
        same = [one for one in alike if filecmp.cmp(one, path, shallow=False)]
        first, *others = sorted(same)
        for one in others:
            one.unlink()
        return first

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
