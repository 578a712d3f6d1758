"""The table that a curator fills in: our columns, an example, and a note for each."""

import csv
import sys
from pathlib import Path

from search.errors import SourceError
from search.records import FIELDS

COLUMNS = tuple(field for field in FIELDS.values() if not field.derived)


def write_template(output: str) -> None:
    """To a file, or to standard output for `-`. Raises SourceError when the file cannot be written."""
    if output == "-":
        csv.writer(sys.stdout).writerows(_rows())
        return
    try:
        if Path(output).suffix.lower() == ".xlsx":
            _write_workbook(Path(output))
        else:
            with open(output, "w", newline="", encoding="utf-8-sig") as file:
                csv.writer(file).writerows(_rows())
    except OSError as error:
        raise SourceError(
            "%(file)s cannot be written (%(reason)s): name another file.", file=output, reason=error.strerror
        ) from error


def _rows() -> list[list[str]]:
    return [[field.name for field in COLUMNS], [field.example for field in COLUMNS]]


def _write_workbook(path: Path) -> None:
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import XlsxWriterException

    try:
        with Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            table = book.add_worksheet("Resources")
            for number, row in enumerate(_rows()):
                table.write_row(number, 0, row)
            for number, field in enumerate(COLUMNS):
                if field.note:
                    table.write_comment(0, number, field.note)
    except XlsxWriterException as error:
        raise OSError(0, str(error)) from error
