"""The tables of a workbook, read by a process of its own: `python -P workbook.py [sparse]`; marshalled, batch by batch.

The library lays a sheet out whole, from its first cell to its last, and ends the process where memory does not suffice
(one stray cell in XFD1048576 asks for 550 GB). So it runs where it ends nothing else, within limits; and where it has
ended, an XLSX is read once more with rows and columns left out that are empty, and their numbers put back.
Nothing of ours is imported: it starts in 20 ms.
"""

import datetime
import errno
import io
import marshal
import re
import resource
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

LIMITS = {  # of the process
    resource.RLIMIT_AS: 1_500_000_000,  # bytes; 100,000 rows of 20 columns need 300 million
    resource.RLIMIT_CPU: 600,  # seconds
    resource.RLIMIT_FSIZE: 4_000_000_000,  # bytes of tables
    resource.RLIMIT_CORE: 0,
}
LARGEST = 2_000_000_000  # bytes of a workbook, unpacked
TOO_LARGE = "it holds more than 2 GB when it is unpacked"
UNPLACED = "there are cells that do not say where they stand"
HEADER = 20  # the first rows, one of which names the columns
BATCH = 500  # rows
REFUSED, FULL = 2, 3  # exit codes: after a reason; where the disk is full
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
FILLED = re.compile(rb"""(<(?:\w+:)?c\s(?:[^>]*?\s)?r=["'])([A-Z]{1,3})([0-9]{1,7})(["'][^>]*(?<!/)>)""")
BEGUN = re.compile(rb"""(<(?:\w+:)?row\s(?:[^>]*?\s)?r=["'])([0-9]{1,7})(["'])""")
NOWHERE = re.compile(rb"""<(?:\w+:)?c(?![^>]*\sr=["'])[\s>]""")

Line = tuple[int, list[Any]]  # the number of a row, from 1, and its cells
Lines = Iterator[Line]


def tables(data: bytes, sparse: bool) -> Iterator[tuple[str, Lines]]:
    """(sheet, rows) of every sheet with a header row, which comes first. Raises what the library does, ValueError."""
    from python_calamine import CalamineWorkbook

    with suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(data)) as parts:
        if sum(part.file_size for part in parts.infolist()) > LARGEST:
            raise ValueError(TOO_LARGE)
    number: Callable[[Iterable[list[Any]]], Lines] = _numbered
    if sparse:
        data, number = without_gaps(data)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        yield name, _from_header(number(book.get_sheet_by_name(name).iter_rows()))


def _numbered(rows: Iterable[list[Any]]) -> Lines:
    for number, cells in enumerate(rows, start=1):
        if any(cell != "" for cell in cells):
            yield number, list(map(_plain, cells))


def _plain(value: Any) -> Any:
    """Workbooks know only floats: 2001.0 is 2001. A time of midnight is a date."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time | datetime.timedelta):
        return str(value)
    return value


def _from_header(lines: Lines) -> Lines:
    """From the first row on that has at least two texts; nothing where none of the first rows has."""
    for number, cells in lines:
        if number > HEADER:
            return
        if sum(isinstance(cell, str) and bool(cell.strip()) for cell in cells) >= 2:
            yield number, cells
            yield from lines


def without_gaps(data: bytes) -> tuple[bytes, Callable[[Iterable[list[Any]]], Lines]]:
    """An XLSX whose filled rows and columns follow one another; and what gives them their own places again.

    The furthest cell is said on standard error. Raises ValueError where cells do not say where they stand.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        whole = {part: parts.read(part) for part in parts.namelist()}
    sheets = {name: text for name, text in whole.items() if SHEET.fullmatch(name)}
    if any(NOWHERE.search(text) for text in sheets.values()):
        raise ValueError(UNPLACED)
    filled = {(cell[2], cell[3]) for text in sheets.values() for cell in FILLED.finditer(text)}
    columns = sorted({column for column, _ in filled}, key=_column)
    rows = sorted({row for _, row in filled}, key=int)
    print("".join(part.decode() for part in (*columns[-1:], *rows[-1:])), file=sys.stderr, flush=True)
    near = {column: _letters(place) for place, column in enumerate(columns)}
    above = {row: b"%d" % place for place, row in enumerate(rows, start=1)}
    for name, text in sheets.items():
        text = FILLED.sub(lambda cell: cell[1] + near[cell[2]] + above[cell[3]] + cell[4], text)
        whole[name] = BEGUN.sub(lambda row: row[1] + above.get(row[2], row[2]) + row[3], text)
    places = [_column(column) for column in columns]
    return _packed(whole), lambda dense: _put_back(dense, [int(row) for row in rows], places)


def _packed(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _put_back(dense: Iterable[list[Any]], rows: list[int], columns: list[int]) -> Lines:
    for place, cells in _numbered(dense):
        filled = [(column, cell) for column, cell in zip(columns, cells, strict=False) if cell != ""]
        line = [""] * (filled[-1][0] + 1)
        for column, cell in filled:
            line[column] = cell
        yield rows[place - 1], line


def _column(letters: bytes) -> int:
    """A is 0, Z 25, AA 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _letters(column: int) -> bytes:
    before, last = divmod(column, 26)
    return (_letters(before - 1) if before else b"") + bytes([65 + last])


def main() -> None:
    """A workbook in; (sheet, rows) out, in batches. REFUSED with the reason on standard error."""
    for kind, limit in LIMITS.items():
        with suppress(OSError, ValueError):  # which is there already
            resource.setrlimit(kind, (limit, limit))
    try:
        for sheet, lines in tables(sys.stdin.buffer.read(), "sparse" in sys.argv):
            batch: list[Line] = []
            for line in lines:
                batch.append(line)
                if len(batch) == BATCH:
                    marshal.dump((sheet, batch), sys.stdout.buffer)
                    batch = []
            marshal.dump((sheet, batch), sys.stdout.buffer)
    except MemoryError:
        raise
    except Exception as error:
        print(" ".join(str(error).split()), file=sys.stderr)
        sys.exit(FULL if getattr(error, "errno", 0) == errno.ENOSPC else REFUSED)


if __name__ == "__main__":
    main()
