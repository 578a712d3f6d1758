"""The rows under a header, and what stands among and below them: notes, totals, tags, a second table."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from indexer.readers.cells import named_cells
from indexer.readers.headers import Names, filled, texts
from indexer.rows import Problem, Row, SourceRow
from search.sentences import Sentence
from search.text import fold

PASSED_OVER = "passed over"
NOTE = "“%(text)s” stands below the table and is not indexed: it is no row of it."
TAGS = "These are HXL tags, no row: they were passed over."
AGAIN = "The names of the columns stand here once more: they were passed over."
SECOND = "A second table begins here; its rows are read with its own columns: %(columns)s."
MOST_HELD = 50  # rows of one cell that may be notes: whether a table goes on below them tells
SHOWN = 80  # characters of a note
NOTES = re.compile(
    r"\s*(?:sources?|notes?|remarks?|remarques?|notas?|observa\w+|fuentes?|fontes?|nb|n\.b\.|quelle|anmerkung|"
    r"المصدر|ملاحظة)\s*[:.–-]|\s*[*†]|\s*\(\d\)\s|\s*©",
    re.IGNORECASE,
)
TOTALS = re.compile(
    r"\s*(?:(?:grand|sub|sous)[ -]?)?(?:totals?|totaux|totales|gesamt|summe|suma|المجموع)\b", re.IGNORECASE
)
TAG = re.compile(r"\s*#[A-Za-z][\w+ -]*(?:\+[\w+ -]*)*")


class Body:
    """Takes the rows of one table of a file, in their order."""

    def __init__(self, names: Names, header: list[str], sheet: str = "") -> None:
        self.names = names
        self.sheet = sheet
        self._held: list[tuple[int, list[Any]]] = []
        self._begin(header)

    def _begin(self, header: list[str]) -> None:
        self.header = header
        self._last: int | None = None
        self._seen = 0
        self.source, self.known = self.names.source(header)
        self.columns = len([name for name in header if name])

    def told(self, template: str, number: int, **values: Any) -> Problem:
        """What is said of a row that is none of this table."""
        return Problem(PASSED_OVER, Sentence(template, **values), self.names.file, number, sheet=self.sheet)

    def take(self, number: int, cells: list[Any]) -> Iterator[Row]:
        """What the next filled row is, and the held ones above it that are rows after all."""
        self._seen += 1
        gap = self._last is not None and number > self._last + 1
        self._last = number
        held = filled(cells)
        if self._seen == 1 and _are_tags(cells):
            yield self.told(TAGS, number)
        elif held >= 2 and self.names.may_begin(cells) and self._is_header(cells):
            yield from self._header(number, cells)
        elif self._is_note(cells, held):
            yield self._note(number, cells)
        elif held == 1 and self.columns > 1 and (gap or self._held) and len(self._held) < MOST_HELD:
            self._held.append((number, cells))
        else:
            yield from self._rows()
            yield self.row(number, cells)

    def end(self) -> Iterator[Row]:
        """What is still held was the end of the table: notes."""
        for number, cells in self._held:
            yield self._note(number, cells)
        self._held = []

    def row(self, number: int, cells: list[Any]) -> Row:
        """One row of the table."""
        return SourceRow(named_cells(self.header, cells), self.names.file, number, self.sheet)

    def _rows(self) -> Iterator[Row]:
        for number, cells in self._held:
            yield self.row(number, cells)
        self._held = []

    def _is_header(self, cells: list[Any]) -> bool:
        names = [name for name in texts(cells) if name]
        return set(names) <= set(self.header) or self.names.names_columns(cells)

    def _header(self, number: int, cells: list[Any]) -> Iterator[Row]:
        yield from self.end()
        header = texts(cells)
        if [name for name in header if name] == [name for name in self.header if name]:
            yield self.told(AGAIN, number)
            return
        self._begin(header)
        yield self.told(SECOND, number, columns=", ".join(name for name in header if name))

    def _is_note(self, cells: Sequence[Any], held: int) -> bool:
        if self.columns < 2 or held == 0:
            return False
        first = next(str(cell) for cell in cells if str(cell).strip())
        if held == 1:
            return bool(NOTES.match(first) or TOTALS.fullmatch(first.rstrip(" :.")))
        if not TOTALS.match(first) or len(fold(first).split()) > 3:
            return False
        others = [str(cell) for cell in cells if str(cell).strip()][1:]
        return not any(any(map(str.isalpha, other)) for other in others)

    def _note(self, number: int, cells: Sequence[Any]) -> Problem:
        text = " ".join(" ".join(str(cell) for cell in cells if str(cell).strip()).split())
        return self.told(NOTE, number, text=text if len(text) <= SHOWN else f"{text[:SHOWN]} ...")


def _are_tags(cells: Sequence[Any]) -> bool:
    held = [str(cell) for cell in cells if str(cell).strip()]
    return bool(held) and all(map(TAG.fullmatch, held))
