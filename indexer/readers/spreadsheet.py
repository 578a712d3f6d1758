"""Every sheet of a workbook that has a header row; the row number is the sheet's."""

import datetime
import io
from typing import Any

from indexer.readers.cells import named_cells
from indexer.readers.foreign import COMPOUND, WORKBOOKS, ZIP, foreign
from indexer.readers.format import Format, Head, Rows
from indexer.readers.text import Data
from indexer.rows import SourceRow
from search.errors import SourceError


def _recognises(head: Head) -> bool:
    return head.start.startswith((ZIP, COMPOUND)) and not foreign(head)


def _read(name: str, data: Data) -> Rows:
    """Raises SourceError for a workbook that cannot be opened or has no table."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data[:]))
        sheets = [(sheet, book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)) for sheet in book.sheet_names]
    except (CalamineError, ValueError, OSError) as error:
        raise SourceError(
            "%(file)s cannot be opened as a workbook (%(reason)s): save it again as XLSX.", file=name, reason=str(error)
        ) from error
    tables = [(sheet, rows) for sheet, rows in sheets if _header(rows) is not None]
    if not tables:
        raise SourceError("%(file)s holds no table: the first row of a sheet must name the columns.", file=name)
    return (row for sheet, rows in tables for row in _rows(name, sheet, rows))


def _header(rows: list[list[Any]]) -> int | None:
    """The first row with at least two texts."""
    for number, row in enumerate(rows[:20]):
        if sum(isinstance(cell, str) and bool(cell.strip()) for cell in row) >= 2:
            return number
    return None


def _rows(name: str, sheet: str, rows: list[list[Any]]) -> Rows:
    first = _header(rows) or 0
    header = [str(cell).strip() for cell in rows[first]]
    for number, cells in enumerate(rows[first + 1 :], start=first + 2):
        columns = named_cells(header, [_cell(cell) for cell in cells])
        if any(value != "" for value in columns.values()):
            yield SourceRow(columns, name, number, sheet)


def _cell(value: Any) -> Any:
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


SPREADSHEET = Format("XLSX", WORKBOOKS, _recognises, _read)
