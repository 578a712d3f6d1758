"""Files that appear whole or not at all, even where the program is killed or the disk is full."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

UNFINISHED = ".new"  # how a file is named until it is whole


@contextmanager
def appearing(path: Path) -> Iterator[TextIO]:
    """A file to write to; leaving normally shows it under that name, whole and on the disk, else nothing is left."""
    new = path.with_name(f"{path.name}{UNFINISHED}")
    try:  # around its opening, too: a signal may come between that and the next line
        with open(new, "w", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)  # as long as its writer lives: see `sweep`
            yield file
            file.flush()
            os.fsync(file.fileno())
            os.replace(new, path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    sync(path.parent)


def write_atomically(path: Path, text: str) -> None:
    """Either the whole new text is there afterwards, even after a crash, or the old one."""
    with appearing(path) as file:
        file.write(text)


def sync(folder: Path) -> None:
    """What stands in a folder is on the disk, under its name."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def sweep(folder: Path) -> None:
    """Remove what killed processes were writing there."""
    for left in folder.glob(f"*{UNFINISHED}"):
        with suppress(FileNotFoundError, BlockingIOError), open(left, encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            left.unlink(missing_ok=True)
