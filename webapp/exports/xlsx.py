"""XLSX: the same table as a workbook; years are numbers, all other cells texts, never formulas or links."""

import io
from collections.abc import Iterable, Iterator

from search.records import Record
from search.sentences import N_
from webapp.exports.export import Context, Export, Lines, TableExport
from webapp.exports.table import columns, rows

LONGEST_CELL = 32_767  # characters that a cell of a workbook takes
NUMBERS = ("year",)  # columns; an ISBN, which begins with zeros, is none
WIDTHS = {"title": 60, "abstract": 60}  # characters, of columns that are read
MOST_ROWS = 1_048_576  # rows that a sheet takes, its header included; the CSV has no end


def write(records: Iterable[Record], context: Context) -> Iterator[bytes]:
    """One sheet. Rows go to a file as they come; the workbook is made when all are there."""
    from xlsxwriter import Workbook

    made = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(made, options) as book:
        sheet, names = book.add_worksheet(), columns()
        sheet.freeze_panes(1, 1)
        for name, width in WIDTHS.items():
            sheet.set_column(names.index(name), names.index(name), width)
        numeric = {names.index(name) for name in NUMBERS}
        for number, cells in zip(range(MOST_ROWS), rows(records, context), strict=False):
            for column, cell in enumerate(cells):
                if column in numeric and cell.isdigit():
                    sheet.write_number(number, column, int(cell))
                else:
                    sheet.write_string(number, column, cell[:LONGEST_CELL])
    yield made.getvalue()


def write_lines(lines: Lines, language: str) -> Iterator[bytes]:
    """Any table: numbers are numbers, all else texts. Every language has the same workbook."""
    from xlsxwriter import Workbook

    made = io.BytesIO()
    with Workbook(made, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 2)
        sheet.set_column(1, 1, WIDTHS["title"])
        for number, cells in zip(range(MOST_ROWS), lines, strict=False):
            for column, cell in enumerate(cells):
                if isinstance(cell, int):
                    sheet.write_number(number, column, cell)
                else:
                    sheet.write_string(number, column, cell[:LONGEST_CELL])
    yield made.getvalue()


EXPORT = Export(
    "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", N_("Workbook (XLSX)"), write
)
TABLE = TableExport(EXPORT.suffix, EXPORT.media_type, EXPORT.label, write_lines)
