"""Bytes -> text, whatever wrote them; long files are read bit by bit, so that memory does not grow with them."""

import codecs
import io
from typing import Any

from indexer.readers.code_pages import DOUBTFUL, USUALLY, guessed, has_rivals, is_mixed
from indexer.readers.stored import Stored
from search.errors import SourceError
from search.sentences import Sentence

Data = bytes | Stored
LONGEST_LINE = 20_000_000  # characters, of a record, too
TOO_LONG = "Line %(line)s of %(file)s is longer than %(limit)s characters, which no record is: break its lines."

UNCLEAR = (
    "%(file)s is in no encoding that we can tell (as %(encoding)s it would say: %(words)s): save it as UTF-8, or name "
    "its encoding with --encoding."
)
READ_AS = "%(file)s is not in UTF-8; it was read as %(encoding)s: look at its letters, or name another with --encoding."
MIXED = "Some lines of %(file)s are in UTF-8, others in %(encoding)s: garbled words were repaired; save it as UTF-8."

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CANDIDATES = ["cp1252", "cp1251", "cp1256", "gb18030", "cp932"]
_SNIFFED = 4096  # bytes that tell UTF-16
_PIECE = 1 << 20  # bytes that are decoded at a time


def decode(name: str, data: Data) -> str:
    """The whole text. Raises SourceError when it is none."""
    return data[:].decode(_encoding(name, data))


def lines_of(name: str, data: Data, newline: str | None) -> "_Lines":
    """The text, to be read line by line; `newline` as `open` has it. Raises SourceError when it is none."""
    encoding = _encoding(name, data)
    lines = _Lines(name, io.BufferedReader(_Pieces(data), _PIECE), encoding, newline)
    lines.told = _told(name, data[:_PIECE], encoding)
    return lines


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
    """By its byte order mark, else UTF-8, else the likeliest code page.

    The whole of it is tried, so that no row is read before the last one is known to be text. Raises SourceError for
    one whose words are none in any code page.
    """
    for mark, encoding in _BOMS:
        if data[: len(mark)] == mark:
            return _fits(name, data, encoding)
    if unmarked := utf_16_without_mark(data[:_SNIFFED]):
        return _fits(name, data, unmarked)
    try:
        return _fits(name, data, "utf-8")
    except SourceError:
        return _fits(name, data, _code_page(name, data[:_PIECE]))


def utf_16_without_mark(start: bytes) -> str | None:
    """Which UTF-16 a text is in that does not say it: every other byte of European letters is 0."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    half = len(start) // 2
    if half < 4 or max(even, odd) * 3 < half or min(even, odd) * 20 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _code_page(name: str, data: bytes) -> str:
    found = guessed(data, _guess(data))
    if found.doubt > DOUBTFUL:
        raise SourceError(UNCLEAR, file=name, encoding=found.encoding, words=", ".join(found.words))
    return found.encoding


def _told(name: str, data: bytes, encoding: str) -> tuple[Sentence, ...]:
    """What a reader of the text should look at."""
    if encoding.startswith("utf"):
        return ()
    if is_mixed(data):
        return (Sentence(MIXED, file=name, encoding=encoding),)
    if encoding == USUALLY and not has_rivals(data, encoding):
        return ()
    return (Sentence(READ_AS, file=name, encoding=encoding),)


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
