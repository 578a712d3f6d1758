"""CSV with commas, semicolons, tabs or bars; the row number is the line in the file."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from indexer.readers.text import decode
from indexer.rows import SourceRow, Unreadable
from search.errors import SourceError

LARGEST_CELL = 100_000_000  # characters; Python's own limit of 131,072 refuses long abstracts
DELIMITERS = ",;\t|"


def read_delimited(name: str, data: bytes) -> Iterator[SourceRow | Unreadable]:
    """Raises SourceError for a file without a header of at least two columns."""
    text = decode(name, data)
    csv.field_size_limit(LARGEST_CELL)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    header = [cell.strip() for cell in next(lines, [])]
    if len(header) < 2 or not any(c.isalpha() for cell in header for c in cell):
        raise SourceError(f"{name} is no table: its first line must name the columns, separated by commas.")
    return _rows(name, header, lines, text.count('"') % 2 == 1)


def _delimiter(text: str) -> str:
    """Only the delimiter is sniffed: the quoting that csv.Sniffer guesses is wrong for most files (measured)."""
    first = text[: text.find("\n")] if "\n" in text else text
    try:
        return csv.Sniffer().sniff(first, DELIMITERS).delimiter
    except csv.Error:
        return max(DELIMITERS, key=first.count)


def _rows(name: str, header: list[str], lines: Any, unbalanced: bool) -> Iterator[SourceRow | Unreadable]:
    """unbalanced: the number of quotation marks is odd; then a last row of several lines is one that never closed."""
    before: tuple[int, int, SourceRow | Unreadable] | None = None
    for first, last, cells in _numbered(lines):
        if before:
            yield before[2]
        before = (
            first,
            last,
            _row(name, header, cells, first) if isinstance(cells, list) else _broken(name, first, cells),
        )
    if before and unbalanced and before[1] > before[0]:
        reason = f"The quotation mark that opens here is never closed; it swallows {before[1] - before[0]} more lines."
        yield Unreadable(reason, name, before[0], "Close it, or remove it.", before[2].columns)
    elif before:
        yield before[2]


def _numbered(lines: Any) -> Iterator[tuple[int, int, list[str] | csv.Error]]:
    """(first line, last line, cells) of each row that is not blank; the error for one that cannot be read."""
    while True:
        first = lines.line_num + 1
        try:
            cells = next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            yield first, lines.line_num, error
        else:
            if any(cell.strip() for cell in cells):
                yield first, lines.line_num, cells


def _broken(name: str, line: int, error: csv.Error) -> Unreadable:
    return Unreadable(f"The line cannot be read ({error}).", name, line, "Check its quotation marks.")


def _row(name: str, header: list[str], cells: list[str], line: int) -> SourceRow | Unreadable:
    extra = [cell for cell in cells[len(header) :] if cell.strip()]
    columns = dict(zip(header, cells, strict=False))
    if extra:
        reason = f"The line has {len(cells)} cells, the header has {len(header)}."
        hint = "Put cells that hold the delimiter in quotation marks."
        return Unreadable(reason, name, line, hint, {**columns, "": extra})
    return SourceRow({key: value for key, value in columns.items() if key}, name, line)
