"""CSV with commas, semicolons, tabs or bars; the row number is the line in the file."""

import csv
import io
from collections.abc import Iterator

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
    return _rows(name, header, lines)


def _delimiter(text: str) -> str:
    """Only the delimiter is sniffed: the quoting that csv.Sniffer guesses is wrong for most files (measured)."""
    first = text[: text.find("\n")] if "\n" in text else text
    try:
        return csv.Sniffer().sniff(first, DELIMITERS).delimiter
    except csv.Error:
        return max(DELIMITERS, key=first.count)


def _rows(name: str, header: list[str], lines: "Iterator[list[str]]") -> Iterator[SourceRow | Unreadable]:
    line = 2
    while True:
        try:
            cells = next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            yield Unreadable(f"The line cannot be read ({error}).", name, line, "Check its quotation marks.")
            line = _line_after(lines, line)
            continue
        if any(cell.strip() for cell in cells):
            yield _row(name, header, cells, line)
        line = _line_after(lines, line)


def _line_after(lines: "Iterator[list[str]]", before: int) -> int:
    return max(getattr(lines, "line_num", before) + 1, before + 1)


def _row(name: str, header: list[str], cells: list[str], line: int) -> SourceRow | Unreadable:
    extra = [cell for cell in cells[len(header) :] if cell.strip()]
    columns = dict(zip(header, cells, strict=False))
    if extra:
        reason = f"The line has {len(cells)} cells, the header has {len(header)}."
        hint = "Put cells that hold the delimiter in quotation marks."
        return Unreadable(reason, name, line, hint, {**columns, "": extra})
    return SourceRow({key: value for key, value in columns.items() if key}, name, line)
