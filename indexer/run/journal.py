"""The journal of a run: each record that it touches as it was before, written before the index is.

So whenever a run is ended, restoring what its journal holds gives what there was: a record that the run had not come to
is restored as it is.
"""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

WHOLE = b'{"whole": true}\n'  # the first line of a journal that holds every record there was


@dataclass
class Journal:
    """Being written. records: how many it holds."""

    file: BinaryIO
    records: int = 0

    def whole(self) -> None:
        """What follows is every record that there was: others were not there."""
        self.file.write(WHOLE)

    def note(self, identifier: str, before: bytes | str | None, what: str) -> None:
        """A record's line before, or None where there was none; and what becomes of it."""
        line = before.decode() if isinstance(before, bytes) else before
        entry = {"id": identifier, "what": what, "before": line}
        self.file.write(json.dumps(entry, ensure_ascii=False).encode() + b"\n")
        self.records += 1


@dataclass(frozen=True)
class Entry:
    """What became of a record, and its line before."""

    id: str
    what: str
    before: str | None


@dataclass(frozen=True)
class Reader:
    """A journal that was written."""

    path: Path

    @property
    def is_whole(self) -> bool:
        """Whether it holds every record that there was."""
        with gzip.open(self.path, "rb") as lines:
            return next(iter(lines), b"") == WHOLE

    def entries(self) -> Iterator[Entry]:
        """One by one."""
        with gzip.open(self.path, "rb") as lines:
            for line in lines:
                if line != WHOLE:
                    yield Entry(**json.loads(line))
