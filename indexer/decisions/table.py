"""Tables in which curators decide: written, filled in by hand, and read."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from indexer.readers import opened
from indexer.rows import Refusal, SourceRow
from search.errors import SourceError
from search.records import safe_cell

UNWRITTEN = "%(file)s cannot be written (%(reason)s): name another file."

Cells = dict[str, str]  # column -> text


def read_table(path: Path, columns: Iterable[str]) -> Iterator[tuple[SourceRow, Cells]]:
    """Each row of a table that has these columns, and its cells as texts; nothing of another one.

    Raises SourceError with file and row for one that cannot be read.
    """
    content = opened(path)[1]
    for row in content if isinstance(content, Iterator) else ():
        if isinstance(row, Refusal):
            raise SourceError("%(file)s, row %(row)s: %(reason)s", file=row.file, row=str(row.row), reason=row.reason)
        if isinstance(row, SourceRow) and set(columns) <= set(row.columns):
            yield row, {name: str(value).strip() for name, value in row.columns.items() if value is not None}


def write_table(path: Path, rows: Iterable[Sequence[str]], decision: int, choices: Sequence[str]) -> None:
    """A table, .xlsx or .csv, with the names of its columns first; a sheet offers the choices in that column.

    Raises SourceError when the file cannot be written.
    """
    cells = [tuple(map(safe_cell, row)) for row in rows]
    try:
        if path.suffix.lower() == ".xlsx":
            _write_workbook(path, cells, decision, choices)
        else:
            with open(path, "w", newline="", encoding="utf-8-sig") as file:
                csv.writer(file).writerows(cells)
    except OSError as error:
        raise SourceError(UNWRITTEN, file=path.name, reason=error.strerror) from error


def _write_workbook(path: Path, rows: Iterable[tuple[str, ...]], decision: int, choices: Sequence[str]) -> None:
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import XlsxWriterException

    try:
        with Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            table = book.add_worksheet("Decisions")
            for number, row in enumerate(rows):
                table.write_row(number, 0, row)
            table.data_validation(1, decision, 1_000_000, decision, {"validate": "list", "source": list(choices)})
    except XlsxWriterException as error:
        raise OSError(0, str(error)) from error
