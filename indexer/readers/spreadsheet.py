"""Every sheet of a workbook that has a header row; the row number is the sheet's."""

import errno
import marshal
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, Any

from indexer.readers import workbook
from indexer.readers.cells import named_cells
from indexer.readers.foreign import COMPOUND, WORKBOOKS, ZIP, foreign
from indexer.readers.format import Format, Head, Rows
from indexer.readers.text import Data
from indexer.rows import SourceRow
from search.errors import SourceError
from search.sentences import Sentence

UNREADABLE = "%(file)s cannot be opened as a workbook (%(reason)s): save it again as XLSX."
TOO_WIDE = "%(file)s is too large to be laid out%(reach)s: delete what stands far from its tables, or save them as CSV."
REACH = " (its cells reach to %(cell)s)"
NO_TABLE = "%(file)s holds no table: the first row of a sheet must name the columns."

Lines = list[tuple[int, list[Any]]]  # the number of a row, and its cells; the first one of a sheet names the columns


def _recognises(head: Head) -> bool:
    return head.start.startswith((ZIP, COMPOUND)) and not foreign(head)


def _read(name: str, data: Data) -> Rows:
    """Raises SourceError for a workbook that cannot be opened or has no table."""
    found = _tables(name, data[:])
    if not any(lines for _, lines in _batches(found)):
        found.close()
        raise SourceError(NO_TABLE, file=name)
    return _rows(name, found)


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
            raise SourceError(UNREADABLE, file=name, reason=said)
    reach = Sentence(REACH, cell=said) if re.fullmatch("[A-Z]+[0-9]+", said) else ""
    raise SourceError(TOO_WIDE, file=name, reach=reach)


def _batches(found: IO[bytes]) -> Iterator[tuple[str, Lines]]:
    found.seek(0)
    with suppress(EOFError):
        while True:
            yield marshal.load(found)


def _rows(name: str, found: IO[bytes]) -> Rows:
    headers: dict[str, list[str]] = {}
    with found:
        for sheet, lines in _batches(found):
            for number, cells in lines:
                if sheet not in headers:
                    headers[sheet] = [str(cell).strip() for cell in cells]
                    continue
                columns = named_cells(headers[sheet], cells)
                if any(value != "" for value in columns.values()):
                    yield SourceRow(columns, name, number, sheet)


SPREADSHEET = Format("XLSX", WORKBOOKS, _recognises, _read)
