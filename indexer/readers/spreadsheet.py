"""Every visible sheet of a workbook that has a header row; the row number is the sheet's."""

import errno
import marshal
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain, groupby, islice
from typing import IO, Any

from indexer.readers import workbook
from indexer.readers.body import PASSED_OVER
from indexer.readers.foreign import COMPOUND, WORKBOOKS, ZIP, OtherKind, foreign
from indexer.readers.format import Format, Head, Rows
from indexer.readers.headers import FIRST, Line, Names
from indexer.readers.nameless import Nameless
from indexer.readers.reading import Reading
from indexer.readers.sheet import Sheet
from indexer.readers.text import Data
from indexer.rows import Problem
from search.errors import ConfigurationError, SourceError
from search.sentences import Choice, Sentence

UNREADABLE = "%(file)s cannot be opened as a workbook (%(reason)s): save it again as XLSX."
LOCKED = "%(file)s cannot be opened as a workbook (%(reason)s): it may have a password; save it as XLSX without one."
TOO_WIDE = "%(file)s is too large to be laid out%(reach)s: delete what stands far from its tables, or save them as CSV."
REACH = " (its cells reach to %(cell)s)"
NO_TABLE = "%(file)s holds no table: one of the first rows of a sheet must name the columns (its sheets: %(sheets)s)."
NO_SHEET = "%(file)s has no sheet %(sheet)s: --sheet takes one of %(sheets)s."
NO_ROW = "%(file)s names no columns in row %(row)s of the sheet %(sheet)s: --header takes a row that does."
HIDDEN = "The sheet %(sheet)s of %(file)s is hidden and was not read: show it, or name it with --sheet."
UNSEEN = (
    "Errors, links behind cells and, in ODS, merged cells are not told of %(file)s, as it is no XLSX or a very "
    "large one: if it has some, save it as XLSX, in smaller sheets."
)
EMPTY = "The sheet %(sheet)s of %(file)s holds no table: no row of it names columns."

Lines = list[tuple[int, list[Any]]]  # the number of a row, and its cells
Facts = dict[str, Any]  # of a sheet, as workbook.py tells them


def _recognises(head: Head) -> bool:
    return head.start.startswith((ZIP, COMPOUND)) and not foreign(head)


def _read(name: str, data: Data) -> Rows:
    return _read_as(name, data, Reading())


def _read_as(name: str, data: Data, reading: Reading) -> Rows:
    """Raises SourceError for a workbook that cannot be opened or has no table, ConfigurationError for no such sheet."""
    found = _tables(name, data[:])
    try:
        sheets = {sheet: lines for sheet, facts, lines in _batches(found) if facts}
        if reading.sheet and reading.sheet not in sheets:
            raise ConfigurationError(NO_SHEET, file=name, sheet=reading.sheet, sheets=Choice(sheets))
        if not any(sheets.values()):
            raise SourceError(NO_TABLE, file=name, sheets=Choice(sheets))
    except BaseException:
        found.close()
        raise
    names = Names(name, reading.known_sources())
    return Nameless(names).without(_rows(names, found, reading))


def _tables(name: str, data: bytes) -> IO[bytes]:
    """What the other process writes. Raises SourceError; OSError where the disk is full."""
    for way in ([], ["sparse"]):
        found = tempfile.TemporaryFile()  # noqa: SIM115  closed by who reads it
        command = [sys.executable, "-P", workbook.__file__, *way]
        done = subprocess.run(command, input=data, stdout=found, stderr=subprocess.PIPE, check=False)
        if done.returncode == 0:
            return found
        found.close()
        said = done.stderr.decode(errors="replace").partition("\n")[0]
        if done.returncode == workbook.FULL:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if done.returncode == workbook.REFUSED and not way:
            if data.startswith(COMPOUND):
                raise OtherKind(LOCKED, file=name, reason=said)
            raise SourceError(UNREADABLE, file=name, reason=said)
    reach = Sentence(REACH, cell=said) if re.fullmatch("[A-Z]+[0-9]+", said) else ""
    raise SourceError(TOO_WIDE, file=name, reach=reach)


def _batches(found: IO[bytes]) -> Iterator[tuple[str, Facts, bytes]]:
    """The first batch of a sheet has facts. Its lines are packed."""
    found.seek(0)
    with suppress(EOFError):
        while True:
            yield marshal.load(found)


def _rows(names: Names, found: IO[bytes], reading: Reading) -> Rows:
    """The rows of each sheet. Raises SourceError where none of them has a table."""
    seen: list[str] = []
    read = False
    with found:
        for (sheet, _), batches in groupby(_numbered(found), key=lambda one: one[0]):
            _, facts, lines = next(batches)
            rest = chain(lines, _lines_of(batches))  # noqa: B031  the rest of them
            seen.append(sheet)
            if reading.sheet and sheet != reading.sheet:
                continue
            if facts["hidden"] and not reading.sheet:
                yield _told(names, HIDDEN, sheet)
                continue
            if table := _table(names, (sheet, facts), rest, reading.header):
                if not read and "faults" not in facts:
                    yield _told(names, UNSEEN, sheet)
                read = True
                yield from table
            elif lines:
                yield _told(names, EMPTY, sheet)
    if not read:
        raise SourceError(NO_TABLE, file=names.file, sheets=Choice(seen))


def _lines_of(batches: Iterable[tuple[Any, Facts, Lines]]) -> Iterator[Line]:
    return (line for _, _, lines in batches for line in lines)


def _numbered(found: IO[bytes]) -> Iterator[tuple[tuple[str, int], Facts, Lines]]:
    """Batches with their sheet and its place among the sheets."""
    place = 0
    for sheet, facts, lines in _batches(found):
        place += bool(facts)
        yield (sheet, place), facts, marshal.loads(lines) if lines else []


def _told(names: Names, template: str, sheet: str) -> Problem:
    return Problem(PASSED_OVER, Sentence(template, sheet=sheet, file=names.file), names.file, sheet=sheet)


def _table(names: Names, sheet: tuple[str, Facts], lines: Iterator[Line], header: int) -> Rows | None:
    """The rows of one sheet; None where no row names columns. Raises ConfigurationError where `header` does not."""
    first = list(islice(lines, max(FIRST, header)))
    if header:
        place = next((place for place, (number, _) in enumerate(first) if number == header), None)
        if place is None:
            raise ConfigurationError(NO_ROW, file=names.file, row=str(header), sheet=sheet[0])
    else:
        place = names.place(first)
    return None if place is None else Sheet(names, *sheet).rows(first, place, lines)


SPREADSHEET = Format("XLSX", WORKBOOKS, _recognises, _read, _read_as)
