"""The files that are meant, and their bytes."""

import gzip
import mmap
import os
import zlib
from collections.abc import Iterable
from pathlib import Path

from indexer.printing import name_of
from indexer.readers.about import NAME as ABOUT
from indexer.readers.golden_queries import NAME as GOLDEN
from indexer.readers.text import Data
from indexer.rows import Problem
from search.errors import SourceError
from search.sentences import Sentence

BESIDE = (".md", ".lock")  # documentation, and what programs leave behind
YAML = (".yaml", ".yml")
NAMED = (ABOUT, GOLDEN)  # told by their names: one that cannot be read ends the run
IN_MEMORY = 64_000_000  # bytes; a larger file is mapped, and read bit by bit
LARGEST = 2_000_000_000  # bytes of one file, unpacked: a compressed bomb ends here
FOLDER = "The folder %(file)s was passed over: name it, too, to have the files in it read."
CONFIGURATION = "%(file)s was passed over: of the YAML files in a folder only %(named)s are read."
TWO = "There are several files %(file)s among these: make one of them, or name the one that holds."


def find_files(paths: Iterable[Path]) -> tuple[list[Path], list[Problem]]:
    """The files named, and those in the folders named, in the order of their names; and what was passed over there.

    Nothing is said of hidden files, documentation and what programs leave behind. Raises SourceError when there is no
    file, or two of which one would be forgotten.
    """
    found: list[Path] = []
    passed_over: list[Problem] = []
    for path in paths:
        if path.is_dir():
            for inside in filter(_meant, sorted(path.iterdir())):
                if inside.is_dir() or (inside.suffix in YAML and inside.name not in NAMED):
                    passed_over.append(_passed_over(inside))
                elif inside.is_file():
                    found.append(inside)
        elif path.exists():
            found.append(path)
        else:
            raise SourceError("There is no file %(file)s: check its name.", file=path)
    if not found:
        raise SourceError("There is no file in those folders: name files, or a folder that holds some.")
    files = list(dict.fromkeys(found))
    for name in NAMED:
        if sum(path.name == name for path in files) > 1:
            raise SourceError(TWO, file=name)
    return files, passed_over


def _meant(path: Path) -> bool:
    name = path.name
    return not (name.startswith((".", "~$")) or name.endswith("~") or path.suffix in BESIDE)


def _passed_over(path: Path) -> Problem:
    if path.is_dir():
        return Problem("passed over", Sentence(FOLDER, file=str(path)), name_of(path))
    return Problem("passed over", Sentence(CONFIGURATION, file=name_of(path), named=" and ".join(NAMED)), name_of(path))


def load(path: Path) -> Data:
    """The bytes of a file, unpacked when it is gzipped; a large one stays on disk. Raises SourceError."""
    try:
        with open(path, "rb") as file:
            large = os.fstat(file.fileno()).st_size > IN_MEMORY
            data: Data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if large else file.read()
        if data[:2] == b"\x1f\x8b":
            with gzip.open(path) as packed:
                data = packed.read(LARGEST)
    except (OSError, EOFError, zlib.error) as error:
        raise SourceError(
            "%(file)s cannot be read (%(reason)s): restore it.", file=name_of(path), reason=str(error)
        ) from error
    if not data[:IN_MEMORY].strip():
        raise SourceError("%(file)s is empty: nothing to read.", file=name_of(path))
    return data
