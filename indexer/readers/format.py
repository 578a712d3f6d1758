"""Format: how files of one kind are recognised and read; Head: what they are recognised by."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from indexer.readers.golden_queries import GoldenQueries
from indexer.readers.reading import Reading
from indexer.readers.text import Data, utf_16_without_mark
from indexer.rows import Row
from search.authorities import About, Indicators

SNIFFED = 65_536  # bytes that tell what a file is
STEERING = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")  # characters that no text holds
UTF_16 = (b"\xff\xfe", b"\xfe\xff")

Rows = Iterator[Row]
Content = Rows | Indicators | About | GoldenQueries  # rows, or something that the run needs


def unpacked_name(name: str) -> str:
    """`rows.csv` of `rows.csv.gz`."""
    return name[:-3] if name.lower().endswith(".gz") else name


def _is_binary(text: str) -> bool:
    """A stray NUL among lines of text spoils its line only."""
    stray = text.count("\0")
    return stray > 0 and (stray * 20 > len(text) or bool(STEERING.search(text)) or "\n" not in text)


@dataclass(frozen=True)
class Head:
    """The name of a file, how it begins and, as some formats list there what they hold, how it ends."""

    name: str
    start: bytes
    end: bytes

    @classmethod
    def of(cls, name: str, data: Data) -> "Head":
        """Of a file that is unpacked already."""
        return cls(unpacked_name(name), data[:SNIFFED], data[-SNIFFED:])

    @property
    def suffix(self) -> str:
        """The end of the name, `.csv`, in lower case."""
        return PurePath(self.name).suffix.lower()

    @cached_property
    def text(self) -> str | None:
        """How the file begins, from its first word on; None for what is no text."""
        encoding = "utf-16" if self.start[:2] in UTF_16 else utf_16_without_mark(self.start[:4096]) or "utf-8"
        text = self.start.decode(encoding, "ignore")
        return None if _is_binary(text) else text.lstrip("\ufeff \t\r\n")


@dataclass(frozen=True)
class Format:
    """One module each. read takes the name of a file and its bytes, and raises SourceError when they hold nothing.

    read_as: the same for formats of tables, which may be told where the table stands.
    """

    name: str
    suffixes: tuple[str, ...]
    recognises: Callable[[Head], bool]
    read: Callable[[str, Data], Content]
    read_as: Callable[[str, Data, Reading], Content] | None = None
