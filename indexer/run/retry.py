"""Mended rows of the quarantine: read as rows of their first files, and taken out of there when they are in.

The index changes first, then each file appears anew with what is still refused: who is killed between the two leaves
rows there that the next retry finds unchanged. A file that somebody saves meanwhile is left as it is.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

from indexer.printing import name_of
from indexer.readers import TABLES, Rows, opened
from indexer.rows import LINE, MORE_NOTES, NOTES, Problem, Refusal, Removal, Row, SourceRow
from indexer.run.pipeline import Run
from indexer.run.quarantine import Kept, Quarantine
from indexer.run.refused import Line, write_lines, write_table
from search.errors import SourceError
from search.files import appearing, sync
from search.records import unquoted_cell
from search.sentences import Sentence

TO_MEND = (*NOTES, *MORE_NOTES, LINE, "")
NO_QUARANTINE = "%(file)s is no file of the quarantine, which are CSV or JSON Lines: save it as one, or use update."
AS_BEFORE = "%(reason)s"
EMPTY = "The row is empty."
WRITE = Sentence("Write its cells under the names of the columns, or delete the line.")
CHANGED = "%(file)s was saved while it was read: it stays as it is."
AGAIN = Sentence("Run the same command again.")

Place = tuple[str, int, str]  # the first file, the row there, and its sheet


@dataclass
class Read:
    """A file of the quarantine that was read to its end: how it was then, and where its rows come from."""

    path: Path
    state: tuple[int, int, int]
    table: bool = False
    places: set[Place] = field(default_factory=set)


@dataclass
class Retry(Run):
    """A run over files of the quarantine."""

    part: bool = True
    read: list[Read] = field(default_factory=list)

    def _content(self, path: Path) -> Rows:
        one = Read(path, _state(path))
        for row in _rows(one):
            one.places.add((row.file, row.row, getattr(row, "sheet", "")))
            yield row
        self.read.append(one)

    def _quarantine(self) -> Quarantine:
        return RetriedQuarantine(self)


class RetriedQuarantine(Quarantine):
    """What is still refused stays in its file; only what stands in none of them is kept anew."""

    def __init__(self, run: Retry) -> None:
        super().__init__(run.quarantine, run.tables)
        self._run = run

    def keep(self) -> list[Kept]:
        refused = self._refused()
        kept = super()._keep(lambda line: not any(_place(line) in one.places for one in self._run.read))
        for one in self._run.read:
            if count := sum(place in refused for place in one.places):
                kept.append(Kept(str(one.path), name_of(one.path), count))
        return kept

    def _refused(self) -> dict[Place, Line]:
        return {_place(line): Line({}, line.notes) for _, line in self._each()}

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            refused = self._refused()
            for one in self._run.read:
                self._rewrite(one, refused)
        super().__exit__(kind, error, trace)

    def _rewrite(self, one: Read, refused: dict[Place, Line]) -> None:
        if _state(one.path) != one.state:
            message = Sentence(CHANGED, file=name_of(one.path))
            self._run.report.problems.append(Problem("changed", message, name_of(one.path), suggestion=AGAIN))
        elif one.places.isdisjoint(refused):
            one.path.unlink()
            sync(one.path.parent)
        else:
            with appearing(one.path) as file:
                (write_table if one.table else write_lines)(file, partial(_still, one, refused))


def _still(one: Read, refused: dict[Place, Line]) -> Iterator[Line]:
    for row in _rows(one):
        if not isinstance(row, Problem) and (line := refused.get((row.file, row.row, getattr(row, "sheet", "")))):
            columns = {"id": row.id, "removed": True} if isinstance(row, Removal) else row.columns
            yield Line(columns, line.notes)


def _place(line: Line) -> Place:
    return str(line.notes["_file"]), int(line.notes["_row"]), str(line.notes.get("_sheet", ""))


def _state(path: Path) -> tuple[int, int, int]:
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return 0, 0, 0
    return found.st_ino, found.st_size, found.st_mtime_ns


def _rows(one: Read) -> Iterator[Row]:
    """Raises SourceError for a file that holds no rows, or was saved as what cannot be written again."""
    kind, content = opened(one.path)
    one.table = kind in TABLES
    if not isinstance(content, Iterator) or (one.table and kind is not TABLES[0]):
        for _ in content if isinstance(content, Iterator) else ():
            break  # what was opened for it is closed with it
        raise SourceError(NO_QUARANTINE, file=name_of(one.path))
    yield from (_first(row, one.table) if isinstance(row, SourceRow) else row for row in content)


def _first(row: SourceRow, table: bool) -> SourceRow | Refusal:
    """The row as it stood in its first file; one without any cell is as refused as it was."""
    said = {name: _text(row.columns.get(name), table) for name in TO_MEND}
    own = {_text(name, table): _plain(value, table) for name, value in row.columns.items() if name not in TO_MEND}
    first = replace(row, columns=own, sheet=said["_sheet"], source=said["_source"], list=said["_list"])
    if said["_file"]:
        number = int(said["_row"]) if said["_row"].isdecimal() else row.row
        first = replace(first, file=said["_file"], row=number)
    if not any(value not in (None, "", []) for value in own.values()):
        reason = Sentence(AS_BEFORE, reason=said["_reason"]) if said["_reason"] else Sentence(EMPTY)
        line = said[LINE] or said[""]
        return replace(Refusal.of(first, reason, WRITE), columns={**own, "": line} if line else own)
    return first


def _text(value: Any, table: bool) -> str:
    text = "" if value is None else str(value)
    return unquoted_cell(text) if table else text


def _plain(value: Any, table: bool) -> Any:
    if isinstance(value, list):
        return [_plain(one, table) for one in value]
    return unquoted_cell(value) if table and isinstance(value, str) else value
