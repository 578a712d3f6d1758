"""XLSX: the same table as a workbook; its cells are texts, never formulas or links."""

import io
from collections.abc import Iterable, Iterator

from search.records import Record
from search.sentences import N_
from webapp.exports.export import Context, Export
from webapp.exports.table import rows

LONGEST_CELL = 32_767  # characters that a cell of a workbook takes
MOST_ROWS = 1_048_576  # rows that a sheet takes, its header included; the CSV has no end


def write(records: Iterable[Record], context: Context) -> Iterator[bytes]:
    """One sheet. Rows go to a file as they come; the workbook is made when all are there."""
    from xlsxwriter import Workbook

    made = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(made, options) as book:
        sheet = book.add_worksheet()
        for number, cells in zip(range(MOST_ROWS), rows(records, context), strict=False):
            for column, cell in enumerate(cells):
                sheet.write_string(number, column, cell[:LONGEST_CELL])
    yield made.getvalue()


EXPORT = Export(
    "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", N_("Workbook (XLSX)"), write
)
