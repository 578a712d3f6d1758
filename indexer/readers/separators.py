"""What separates the cells of a text, and on which line its header stands: decided by many rows, not by one."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from indexer.readers.headers import FIRST, Line, Names, filled, texts

DELIMITERS = ",;\t|"
SAMPLE = 1_000_000  # characters in which they are looked for
BLANK = 500  # lines, at most, before the header


@dataclass(frozen=True)
class Layout:
    """How a text is laid out. line: the one on which its header stands, from 1; above: a line of notes, if any."""

    delimiter: str
    line: int
    above: int = 0


def first_lines(text: TextIO, header: int) -> list[str]:
    """The first lines: enough to hold the header, and rows under it."""
    lines: list[str] = []
    size = count = 0
    while size < SAMPLE and (count < FIRST * 2 or len(lines) < header + FIRST) and (line := text.readline()):
        lines.append(line)
        size += len(line)
        count += bool(line.strip())
        if len(lines) > BLANK and count > FIRST:
            break
    return lines


def layout(lines: list[str], names: Names, header: int, delimiters: str = DELIMITERS) -> Layout | None:
    """The separator under which the most rows have as many cells as the header; None where no line is one."""
    found = []
    for delimiter in delimiters:
        rows = [(number, cells) for number, cells in _rows(lines, delimiter) if filled(cells)]
        place = _place(rows, names, header)
        if place is None:
            continue
        number, cells = rows[place]
        if len(texts(cells)) < 2 and not names.is_title(cells) and not header:
            continue
        above = next((n for n, _ in rows[:place]), 0)
        found.append((_score(rows[place:], names), Layout(delimiter, number, above)))
    return max(found, key=lambda one: one[0])[1] if found else None


def _place(rows: list[Line], names: Names, header: int) -> int | None:
    if header:
        return next((place for place, (number, _) in enumerate(rows) if number == header), None)
    return names.place(rows[:FIRST])


def _score(rows: list[Line], names: Names) -> tuple[bool, float, int, int]:
    header, *others = [cells for _, cells in rows]
    known = names.known(header)
    alike = sum(len(cells) == len(header) for cells in others)
    return known >= 2, alike / len(others) if others else 1.0, known, len(header)


def _rows(lines: list[str], delimiter: str) -> Iterator[Line]:
    """The rows, by the lines on which they begin, as far as their quotation marks can be followed."""
    reader = csv.reader(iter(lines), delimiter=delimiter)
    number = 1
    try:
        for cells in reader:
            yield number, list(cells)
            number = reader.line_num + 1
    except csv.Error:
        return
