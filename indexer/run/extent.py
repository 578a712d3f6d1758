"""How far a file goes, where that is known before it is read: its lines, or the rows that a workbook says it has."""

import re
import zipfile
from pathlib import Path

from indexer.readers import JSON_LINES, TABLES

SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
ROWS = re.compile(rb'<dimension ref="[A-Z]+\d+:[A-Z]+(\d+)"')
PIECE = 1 << 20  # bytes that are looked at at once
GZIP = b"\x1f\x8b"
DELIMITED, SPREADSHEET = TABLES
BEGINNING = 4096  # bytes of a sheet before its first row


def extent(path: Path, kind: object) -> int:
    """So many lines or rows of a file of this format; 0 where nobody knows without reading it."""
    try:
        if kind is SPREADSHEET:
            return _rows(path)
        return _lines(path, b"" if kind is DELIMITED else b"{") if kind in (DELIMITED, JSON_LINES) else 0
    except (OSError, zipfile.BadZipFile):
        return 0


def place(kind: object, row: object, count: int) -> int:
    """How far a row is: its line, or the how-manieth row of a workbook it is."""
    return count if kind is SPREADSHEET else int(getattr(row, "row", 0)) or count


def _lines(path: Path, beginning: bytes) -> int:
    with open(path, "rb") as file:
        first = file.read(2)
        if first == GZIP or not first.startswith(beginning):
            return 0
        return 1 + sum(piece.count(b"\n") for piece in iter(lambda: file.read(PIECE), b""))


def _rows(path: Path) -> int:
    with zipfile.ZipFile(path) as book:
        found = 0
        for name in filter(SHEET.fullmatch, book.namelist()):
            with book.open(name) as sheet:
                rows = ROWS.search(sheet.read(BEGINNING))
                found += int(rows[1]) if rows else 0
        return found
