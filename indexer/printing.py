"""What a terminal can show of any text, and what stands for a file's name in records and sentences."""

import os
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


def _escaped(one: str) -> str:
    return one.encode("unicode_escape", "surrogatepass").decode("ascii")
