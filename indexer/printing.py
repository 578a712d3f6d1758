"""What a terminal can show of any text, and what stands for a file's name in records and sentences."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from unicodedata import category

UNSHOWN = ("Cc", "Cs")  # what steers a terminal, and half characters; joiners and marks of direction belong to words


def printable(text: str) -> str:
    """The text, with escapes for what a terminal would not show but do."""
    return "".join(one if one in "\n\t" or category(one) not in UNSHOWN else _escaped(one) for one in text)


def name_of(path: PurePath) -> str:
    """The name of a file as text of one line: in UTF-8, whatever bytes the system has, and printable."""
    name = printable(os.fsencode(path.name).decode("utf-8", "backslashreplace"))
    return name.replace("\n", "\\n").replace("\t", "\\t")


@contextmanager
def perhaps_unread() -> Iterator[None]:
    """What is printed inside may have a reader that goes away, as `head` does: the rest is printed for nobody."""
    try:
        yield
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # where it is flushed to at the end


def _escaped(one: str) -> str:
    return one.encode("unicode_escape", "surrogatepass").decode("ascii")
