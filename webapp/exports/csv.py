"""CSV: a table that a spreadsheet opens and does not run; UTF-8 with the mark that spreadsheets look for.

In the languages that write a comma in numbers spreadsheets part cells by semicolons.
"""

import csv
import io
from collections.abc import Iterable, Iterator

from search.records import Record, safe_cell
from search.sentences import N_
from webapp.exports.export import Context, Export, Lines, TableExport, in_pieces
from webapp.exports.table import rows

SEMICOLONS = frozenset(("fr", "es", "pt"))  # languages of the page


def write(records: Iterable[Record], context: Context) -> Iterator[bytes]:
    """A line for each record."""
    return table_lines(rows(records, context), context.labels.language.code)


def table_lines(lines: Lines, language: str) -> Iterator[bytes]:
    """Any table, for readers of that language; cells that a spreadsheet would run are made safe."""
    yield "\ufeff".encode()
    separator = ";" if language in SEMICOLONS else ","
    yield from in_pieces(_line(map(safe_cell, cells), separator) for cells in lines)


def figures(table: Iterable[Iterable[str | int | float]], language: str) -> bytes:
    """A table of figures as the same kind of file, whole; numbers stay what they are, with the language's comma."""
    separator, comma = (";", ",") if language in SEMICOLONS else (",", ".")
    lines = (_line((_cell(cell, comma) for cell in row), separator) for row in table)
    return b"".join(["\ufeff".encode(), *in_pieces(lines)])


def _cell(value: str | int | float, comma: str) -> str:
    return safe_cell(value) if isinstance(value, str) else str(value).replace(".", comma)


def _line(cells: Iterable[str], separator: str) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=separator).writerow(cells)
    return line.getvalue()


EXPORT = Export("csv", "text/csv", N_("Table (CSV)"), write)
TABLE = TableExport(EXPORT.suffix, EXPORT.media_type, EXPORT.label, table_lines)
