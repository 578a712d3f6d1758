"""CSV with commas, semicolons, tabs or bars; the row number is the line in the file on which a row begins."""

import csv
import io
from collections.abc import Iterator
from typing import TextIO

from indexer.readers.body import Body
from indexer.readers.cells import named_cells
from indexer.readers.entities import rejoined
from indexer.readers.foreign import foreign
from indexer.readers.format import Format, Head, Rows
from indexer.readers.headers import Names, texts
from indexer.readers.nameless import Nameless
from indexer.readers.reading import Reading
from indexer.readers.separators import DELIMITERS, Layout, first_lines, layout
from indexer.readers.text import LONGEST_LINE, Data, lines_of
from indexer.rows import Problem, Refusal, Row, SourceRow
from search.errors import ConfigurationError, SourceError
from search.sentences import Choice, Sentence

TOO_MANY_CELLS = "The line has %(cells)s cells, the header has %(names)s."
KEPT = 2000  # characters of a line that cannot be read, in the quarantine
TOO_FEW = "The line has fewer cells than the header: nothing stands for %(names)s."
NUL = Sentence("The line holds a NUL, which no text does.")
NO_TABLE = "%(file)s is no table: its first line must name the columns, separated by commas."
NO_LINE = "%(file)s has no line %(line)s with names of columns: --header takes 1 to %(last)s there."
ABOVE = "The columns are named on line %(line)s; what stands above is not indexed."
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
    return _read_as(name, data, Reading())


def _read_as(name: str, data: Data, reading: Reading) -> Rows:
    """Raises SourceError for a file without a line that names columns, ConfigurationError where it is not that one."""
    csv.field_size_limit(LONGEST_LINE)  # Python's own of 131,072 characters refuses long abstracts
    text = lines_of(name, data, newline="")
    names = Names(name, reading.known_sources())
    sample = first_lines(text, reading.header)
    said = _said(sample)  # Excel's own way to say it
    lines = ["\n" if said and place == 0 else line for place, line in enumerate(sample)]
    found = layout(lines, names, reading.header, said or DELIMITERS)
    if found is None and reading.header:
        raise ConfigurationError(NO_LINE, file=name, line=str(reading.header), last=str(len(lines)))
    if found is None:
        raise SourceError(NO_TABLE, file=name)
    rows = _table(names, Lines(text, lines[found.line - 1 :][::-1], found.line - 1), found, text.told)
    return Nameless(names).without(rows)


def _said(lines: list[str]) -> str:
    first = lines[0].rstrip("\r\n") if lines else ""
    return first[4] if first[:4].casefold() == "sep=" and len(first) == 5 else ""


def _table(names: Names, lines: Lines, found: Layout, told: tuple[Sentence, ...]) -> Rows:
    for sentence in told:
        yield Problem("repaired", sentence, names.file)
    header = texts(next(csv.reader(iter(lines), delimiter=found.delimiter), []))
    body = Body(names, header)
    if found.above:
        yield body.told(ABOVE, found.above, line=str(found.line))
    for row in _rows(body, lines, found.delimiter):
        if isinstance(row, SourceRow) and len(row.columns) < body.columns:
            missing = [f"“{column}”" for column in body.header if column and column not in row.columns]
            if missing:
                yield Problem("short row", Sentence(TOO_FEW, names=Choice(missing)), row.file, row.row)
        yield row


def _rows(body: Body, lines: Lines, delimiter: str) -> Rows:
    """A stray quotation mark swallows lines that are not its own: its line is refused, the others read again."""
    name = body.names.file
    reader = csv.reader(iter(lines), delimiter=delimiter)
    while True:
        first = lines.number + 1
        lines.taken = []
        try:
            cells = rejoined(next(reader), delimiter)
        except StopIteration:
            yield from body.end()
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
        elif any(map(str.strip, cells)):
            yield from _taken(body, cells, first, lines.taken)


def _is_quoted_right(row: str, delimiter: str) -> bool:
    try:
        return bool(list(csv.reader(io.StringIO(row, newline=""), delimiter=delimiter, strict=True)))
    except csv.Error:
        return False


def _taken(body: Body, cells: list[str], line: int, taken: list[str]) -> Iterator[Row]:
    """A row is a row of its table, unless a character or a separator too many has broken it."""
    name, header = body.names.file, body.header
    if "\0" in "".join(taken):
        yield Refusal(NUL, name, line, Sentence("Write it again without."), named_cells(header, cells))
    elif len(cells) > len(header) and any(map(str.strip, cells[len(header) :])) and not body.names.names_columns(cells):
        reason = Sentence(TOO_MANY_CELLS, cells=len(cells), names=len(header))
        advice = Sentence("Put cells that hold the delimiter in quotation marks.")
        yield Refusal(reason, name, line, advice, named_cells(header, cells))
    else:
        yield from body.take(line, cells)


DELIMITED = Format("CSV", (".csv", ".tsv", ".tab", ".txt"), _recognises, _read, _read_as)
