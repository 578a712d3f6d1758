"""The elements of a JSON array, however long it is: as much of the text is held as the longest of them needs."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, TextIO

from indexer.readers.text import LONGEST_LINE
from search.errors import SourceError

PIECE = 1 << 20  # characters that are read at a time, at least
BROKEN = "Record %(ordinal)s of the list in %(file)s, on line %(line)s, cannot be read: mend it, or complete the file."
FOLLOWS = "In %(file)s something follows the end of the list, on line %(line)s: write one list, or one object a line."
_SOLID = re.compile(r"[^\s,]")

Element = tuple[int, Any, str]  # its ordinal, what it is, and how it is written


class _Window:
    """What is held of a text, and the place that was reached in it."""

    def __init__(self, text: TextIO) -> None:
        self.text = ""
        self.place = 0
        self._rest = text
        self._before = 1  # the line on which the window begins

    def wider(self) -> bool:
        """Whether there is more: it is held now, and what was done with is not."""
        more = self._rest.read(max(PIECE, len(self.text) - self.place))
        if more:
            self._before += self.text.count("\n", 0, self.place)
            self.text, self.place = self.text[self.place :] + more, 0
        return bool(more)

    def solid(self) -> str:
        """The next character that is neither blank nor comma, at which the place is then; nothing at the end."""
        while not (found := _SOLID.search(self.text, self.place)):
            self.place = len(self.text)
            if not self.wider():
                return ""
        self.place = found.start()
        return found[0]

    @property
    def line(self) -> int:
        """That of the place."""
        return self._before + self.text.count("\n", 0, self.place)


def elements(name: str, text: TextIO, constant: Callable[[str], Any]) -> Iterator[Element]:
    """One after the other. constant: what NaN and the like are. Raises SourceError where the list breaks off."""
    decoder = json.JSONDecoder(parse_constant=constant)
    window = _Window(text)
    window.solid()
    window.place += 1  # the bracket that opens
    ordinal = 0
    while window.solid() != "]":
        ordinal += 1
        try:
            value, end = _decoded(decoder, window)
        except (ValueError, RecursionError) as error:
            raise SourceError(BROKEN, file=name, ordinal=ordinal, line=str(window.line)) from error
        yield ordinal, value, window.text[window.place : end]
        window.place = end
    window.place += 1
    if window.solid():
        raise SourceError(FOLLOWS, file=name, line=str(window.line))


def _decoded(decoder: json.JSONDecoder, window: _Window) -> tuple[Any, int]:
    """An element and where it ends. Raises ValueError and RecursionError."""
    while True:
        try:
            value, end = decoder.raw_decode(window.text, window.place)
            if end < len(window.text) or not window.wider():  # a number may go on
                return value, end
        except ValueError:
            if len(window.text) - window.place > LONGEST_LINE or not window.wider():
                raise
