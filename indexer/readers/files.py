"""The files that are meant, and their bytes."""

import gzip
import os
import tempfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from indexer.printing import name_of
from indexer.readers.about import NAME as ABOUT
from indexer.readers.format import unpacked_name
from indexer.readers.golden_queries import NAME as GOLDEN
from indexer.readers.stored import UNREADABLE, Stored
from indexer.readers.text import Data
from indexer.rows import Problem
from search.errors import SourceError
from search.sentences import Sentence

BESIDE = (".md", ".lock")  # documentation, and what programs leave behind
YAML = (".yaml", ".yml")
NAMED = (ABOUT, GOLDEN)  # told by their names: one that cannot be read ends the run
GZIP = b"\x1f\x8b"
PIECE = 1 << 20  # bytes that are unpacked at a time
IN_MEMORY = 64_000_000  # bytes; a larger file stays on disk, and is read bit by bit
LARGEST = 2_000_000_000  # bytes of one file, unpacked: a compressed bomb ends here
TOO_LARGE = "%(file)s holds more than %(limit)s bytes%(packed)s: split it into smaller files."
PACKED = Sentence(" when it is unpacked")
FOLDER = "The folder %(file)s was passed over: name it, too, to have the files in it read."
CONFIGURATION = (
    "%(file)s was passed over: of the YAML files in a folder only %(named)s are read; if it is a list, name it."
)
NEITHER = "%(file)s is neither a file nor a folder (a pipe, a device, or a link to nothing): name a file."
UNLISTED = "The folder %(file)s cannot be looked into (%(reason)s): make it readable, or name files."
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
            for inside in filter(_meant, _listed(path)):
                if inside.is_file() and (is_named(inside) or not unpacked_name(inside.name).endswith(YAML)):
                    found.append(inside)
                else:
                    passed_over.append(_passed_over(inside))
        elif path.is_file():
            found.append(path)
        elif os.path.lexists(path):
            raise SourceError(NEITHER, file=path)
        else:
            raise SourceError("There is no file %(file)s: check its name.", file=path)
    if not found:
        raise SourceError("There is no file in those folders: name files, or a folder that holds some.")
    files = list(dict.fromkeys(found))
    for name in NAMED:
        if sum(unpacked_name(path.name) == name for path in files) > 1:
            raise SourceError(TWO, file=name)
    return files, passed_over


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise SourceError(UNLISTED, file=folder, reason=error.strerror) from error


def is_named(path: Path) -> bool:
    """Whether the file is told by its name."""
    return unpacked_name(path.name) in NAMED


def _meant(path: Path) -> bool:
    name = path.name
    return not (name.startswith((".", "~$")) or name.endswith("~") or path.suffix in BESIDE)


def _passed_over(path: Path) -> Problem:
    if path.is_dir():
        return Problem("passed over", Sentence(FOLDER, file=str(path)), name_of(path))
    if not path.is_file():
        return Problem("passed over", Sentence(NEITHER, file=name_of(path)), name_of(path))
    return Problem("passed over", Sentence(CONFIGURATION, file=name_of(path), named=" and ".join(NAMED)), name_of(path))


def load(path: Path) -> Data:
    """The bytes of a file, unpacked when it is gzipped; a large one stays on disk. Raises SourceError."""
    name = name_of(path)
    data: Data
    with _opened(path, name) as file:
        data = Stored(name, os.dup(file.fileno()))
        if packed := data[:2] == GZIP:
            data = _unpacked(name, file)
    if len(data) > LARGEST:
        raise SourceError(TOO_LARGE, file=name, limit=LARGEST, packed=PACKED if packed else "")
    if len(data) <= IN_MEMORY:
        data = data[:]
    if not data[:IN_MEMORY].strip():
        raise SourceError("%(file)s is empty: nothing to read.", file=name)
    return data


def _opened(path: Path, name: str) -> BinaryIO:
    try:
        return open(path, "rb")
    except OSError as error:
        raise SourceError(UNREADABLE, file=name, reason=error.strerror) from error


def _unpacked(name: str, packed: BinaryIO) -> Data:
    """A little more than is taken, at most."""
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as whole, gzip.GzipFile(fileobj=packed) as pieces:
        while whole.tell() <= LARGEST and (piece := _piece(name, pieces)):
            whole.write(piece)
        if whole.tell() > IN_MEMORY:
            whole.flush()
            return Stored(name, os.dup(whole.fileno()))
        whole.seek(0)
        return whole.read()


def _piece(name: str, pieces: gzip.GzipFile) -> bytes:
    try:
        return pieces.read(PIECE)
    except (OSError, EOFError, zlib.error) as error:
        raise SourceError(UNREADABLE, file=name, reason=str(error)) from error
