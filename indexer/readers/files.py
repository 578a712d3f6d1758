"""Files -> rows: which reader a file needs is told by its content, not by its name."""

import gzip
import mmap
import os
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from indexer.readers.text import Data
from indexer.rows import SourceRow, Unreadable
from search.authorities import COLUMNS
from search.errors import SourceError

Rows = Iterator[SourceRow | Unreadable]
NAME = "golden-queries.yaml"  # searches whose outcome is known: no rows, but a part of what is built
PASSED_OVER = (".md", ".txt~", ".lock", ".yaml")
IN_MEMORY = 64_000_000  # bytes; a larger file is mapped, and read bit by bit
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
SNIFFED = 65_536  # bytes that tell what a file is
LARGEST = 2_000_000_000  # bytes of one file, unpacked: a compressed bomb ends here


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those in the folders named, in the order of their names. Raises SourceError.

    Of the YAML files in a folder only the golden queries are meant.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (p for p in sorted(path.iterdir()) if p.is_file() and not p.name.startswith("."))
            found += [p for p in inside if p.suffix not in PASSED_OVER or p.name == NAME]
        elif path.exists():
            found.append(path)
        else:
            raise SourceError(f"There is no file {path}: check its name.")
    return list(dict.fromkeys(found))


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
        raise SourceError(f"{path.name} cannot be read ({error}): restore it.") from error
    if not data[:IN_MEMORY].strip():
        raise SourceError(f"{path.name} is empty: nothing to read.")
    return data


def is_indicators(data: Data) -> bool:
    """Whether this is the table of country indicators, which is kept beside the records."""
    return data[:200].lstrip(b"\xef\xbb\xbf").split(b"\n")[0].strip() == ",".join(COLUMNS).encode()


def read(path: Path, data: Data) -> Rows:
    """The rows of a file. Raises SourceError when it is of no kind that we read."""
    sniffed = data[:SNIFFED]
    if sniffed[:2] in UTF_16:
        sniffed = sniffed.decode("utf-16", "ignore").encode(errors="ignore")
    start = sniffed.lstrip(b"\xef\xbb\xbf \t\r\n")[:4096]
    if data[:4] == b"PK\x03\x04" or data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        from indexer.readers.spreadsheet import read_spreadsheet

        return read_spreadsheet(path.name, data[:])
    if b"\x00" in sniffed:
        raise SourceError(f"{path.name} is a binary file: save it as CSV, XLSX, JSON Lines or RIS.")
    if start[:1] in (b"{", b"["):
        from indexer.readers.json_lines import read_json

        return read_json(path.name, data)
    if start[:6].upper() == b"TY  - " or path.suffix.lower() == ".ris":
        from indexer.readers.ris import read_ris

        return read_ris(path.name, data)
    from indexer.readers.delimited import read_delimited

    return read_delimited(path.name, data)
