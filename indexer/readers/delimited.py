"""CSV with commas, semicolons, tabs or bars; the row number is the line in the file on which a row begins."""

import csv
import io
from collections.abc import Iterator
from typing import TextIO

from indexer.readers.cells import named_cells
from indexer.readers.foreign import foreign
from indexer.readers.format import Format, Head, Rows
from indexer.readers.text import LONGEST_LINE, Data, lines_of
from indexer.rows import Refusal, Row, SourceRow
from search.errors import SourceError
from search.sentences import Sentence

DELIMITERS = ",;\t|"
TOO_MANY_CELLS = "The line has %(cells)s cells, the header has %(names)s."
KEPT = 2000  # characters of a line that cannot be read, in the quarantine
NEVER_CLOSED = Sentence("A quotation mark on this line is never closed.")


class Lines:
    """The lines of a text, one after the other; remembers those of the present row, and takes some back."""

    def __init__(self, text: TextIO, again: list[str], number: int) -> None:
        self._text = text
        self._again = again
        self.number = number
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        while line := self._again.pop() if self._again else self._text.readline():
            self.number += 1
            self.taken.append(line)
            yield line

    def put_back(self) -> None:
        """All lines of the present row but the first will come again."""
        back = self.taken[1:]
        self._again += reversed(back)
        self.number -= len(back)


def _recognises(head: Head) -> bool:
    """Any text may be a table, unless it is told to be something else."""
    return head.text is not None and not foreign(head)


def _read(name: str, data: Data) -> Rows:
    """Raises SourceError for a file whose first line does not name columns."""
    csv.field_size_limit(LONGEST_LINE)  # Python's own of 131,072 characters refuses long abstracts
    text = lines_of(name, data, newline="")
    first, skipped = _first_line(text)
    delimiter = _delimiter(first)
    again = [first]
    if first[:4].casefold() == "sep=":  # Excel's own way to say it
        again, skipped = [], skipped + 1
    lines = Lines(text, again, skipped)
    header = [cell.strip() for cell in next(csv.reader(iter(lines), delimiter=delimiter), [])]
    if not _names_columns(header):
        raise SourceError("%(file)s is no table: its first line must name the columns, separated by commas.", file=name)
    return _rows(name, header, lines, delimiter)


def _first_line(text: TextIO) -> tuple[str, int]:
    """The first line that is not blank, and how many there were before."""
    skipped = 0
    while (line := text.readline()) and not line.strip():
        skipped += 1
    return line, skipped


def _delimiter(text: str) -> str:
    """Only the delimiter is sniffed: the quoting that csv.Sniffer guesses is wrong for most files (measured)."""
    first = text.rstrip("\r\n")
    if first[:4].casefold() == "sep=" and len(first) == 5:
        return first[4]
    try:
        return csv.Sniffer().sniff(first, DELIMITERS).delimiter
    except csv.Error:
        return max(DELIMITERS, key=first.count)


def _names_columns(header: list[str]) -> bool:
    """One column is a table only if it holds titles: else any text would be one."""
    from indexer.sources import load_synonyms
    from search.text import fold

    if len(header) == 1:
        return fold(header[0]) in {"title", *map(fold, load_synonyms()["title"])}
    return any(c.isalpha() for cell in header for c in cell)


def _rows(name: str, header: list[str], lines: Lines, delimiter: str) -> Rows:
    """A stray quotation mark swallows lines that are not its own: its line is refused, the others read again."""
    reader = csv.reader(iter(lines), delimiter=delimiter)
    while True:
        first = lines.number + 1
        lines.taken = []
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            reason = Sentence("The line cannot be read (%(reason)s).", reason=str(error))
            yield Refusal(reason, name, first, Sentence("Check its quotation marks."), {"": lines.taken[0][:KEPT]})
            lines.put_back()
            reader = csv.reader(iter(lines), delimiter=delimiter)
            continue
        if len(lines.taken) > 1 and not _is_quoted_right("".join(lines.taken), delimiter):
            lost = {"": lines.taken[0][:KEPT]}
            yield Refusal(NEVER_CLOSED, name, first, Sentence("Close or remove it."), lost)
            lines.put_back()
            reader = csv.reader(iter(lines), delimiter=delimiter)  # the other may have come to its end
        elif any(cell.strip() for cell in cells):
            yield _row(name, header, cells, first)


def _is_quoted_right(row: str, delimiter: str) -> bool:
    try:
        return bool(list(csv.reader(io.StringIO(row, newline=""), delimiter=delimiter, strict=True)))
    except csv.Error:
        return False


def _row(name: str, header: list[str], cells: list[str], line: int) -> Row:
    columns = named_cells(header, cells)
    if any(cell.strip() for cell in cells[len(header) :]):
        reason = Sentence(TOO_MANY_CELLS, cells=len(cells), names=len(header))
        return Refusal(reason, name, line, Sentence("Put cells that hold the delimiter in quotation marks."), columns)
    return SourceRow(columns, name, line)


DELIMITED = Format("CSV", (".csv", ".tsv", ".tab", ".txt"), _recognises, _read)
