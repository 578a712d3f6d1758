"""What visitors suggest waits in a folder, a file each, until a curator has looked at it."""

import fcntl
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from search.errors import SourceError
from search.files import sync, write_atomically

MOST = 1000  # that may wait
UNREADABLE = "%(file)s in the inbox cannot be read (%(reason)s): correct it, or delete it."


class Suggestion(msgspec.Struct, frozen=True):
    """row: by columns of ours, fit to be indexed. why and email are for whoever decides, and enter no record."""

    id: str
    at: str
    row: dict[str, str]
    why: str = ""
    email: str = ""


class Inbox:
    """A folder; it is made with the first suggestion."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, row: Mapping[str, str], why: str = "", email: str = "") -> str:
        """Keep a suggestion; its id, or nothing where too many wait. Raises OSError."""
        self._folder.mkdir(0o700, parents=True, exist_ok=True)
        with self._alone():
            if len(self) >= MOST:
                return ""
            while (path := self._path(identifier := f"{secrets.randbits(28):07x}")).exists():
                pass
            suggestion = Suggestion(identifier, f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", dict(row), why, email)
            write_atomically(path, msgspec.json.encode(suggestion).decode())
            return identifier

    def __len__(self) -> int:
        """How many wait."""
        return sum(1 for _ in self._files())

    def waiting(self) -> list[Suggestion]:
        """All of them, the oldest first. Raises SourceError for a file that is none."""
        return sorted(map(self._read, self._files()), key=lambda one: (one.at, one.id))

    def get(self, identifier: str) -> Suggestion | None:
        """The one of that id, if it waits. Raises SourceError."""
        path = self._path(identifier)
        return self._read(path) if path in self._files() else None

    def remove(self, identifier: str) -> None:
        """It waits no longer."""
        self._path(identifier).unlink(missing_ok=True)
        sync(self._folder)

    def _files(self) -> Iterator[Path]:
        return self._folder.glob("*.json")

    def _path(self, identifier: str) -> Path:
        return self._folder / f"{identifier}.json"

    def _read(self, path: Path) -> Suggestion:
        try:
            return msgspec.json.decode(path.read_bytes(), type=Suggestion)
        except (OSError, ValueError) as error:
            raise SourceError(UNREADABLE, file=path.name, reason=str(error)) from error

    @contextmanager
    def _alone(self) -> Iterator[None]:
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)
