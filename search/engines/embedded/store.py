"""The folder of an embedded index: versions, the pointer to the live one, and the lock of who writes.

<data>/<index>/current            {"live": name, "previous": name or null}, replaced atomically
<data>/<index>/lock               held with flock(2) while somebody writes: the kernel frees a dead owner's
<data>/<index>/versions/<name>/   tantivy/  version.json  and a file for each part of the authorities
"""

import fcntl
import json
import os
import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from search.authorities import PARTS, Authorities
from search.engines.embedded.commits import commit_of
from search.errors import ConfigurationError, IndexBusy, IndexNotReady
from search.index import Version, now

NOTHING_BUILT = "There is no index yet: build one with `spindex build FILES`, or the sample with `spindex demo`."


@dataclass(frozen=True)
class Pointer:
    """Which version is live, and which one `rollback` would show."""

    live: str | None = None
    previous: str | None = None


class Store:
    """Reads and writes the folder; knows nothing of what an index holds."""

    def __init__(self, data: Path, index: str) -> None:
        self.folder = data / index
        self._pointer = self.folder / "current"
        self._read: tuple[tuple[int, ...], Pointer] = ((), Pointer())

    def pointer(self) -> Pointer:
        """Raises ConfigurationError for a pointer that is no JSON."""
        try:
            stamp = self.stamp()  # looked at before it is read: what changes in between is read again the next time
            if self._read[0] != stamp:
                self._read = (stamp, Pointer(**json.loads(self._pointer.read_text())))
            return self._read[1]
        except FileNotFoundError:
            return Pointer()
        except (OSError, TypeError, ValueError) as error:
            raise ConfigurationError(
                "%(pointer)s cannot be read (%(reason)s): make it readable, or remove the folder and build again.",
                pointer=self._pointer,
                reason=error,
            ) from error

    def live(self) -> str:
        """Raises IndexNotReady when nothing has been built."""
        live = self.pointer().live
        if live is None:
            raise IndexNotReady(NOTHING_BUILT, detail=f"folder {self.folder}")
        return live

    def stamp(self, name: str | None = None) -> tuple[int, ...]:
        """Changes whenever a reader has to look again: at the pointer, or within the version."""
        stats = [os.stat(path) for path in self._watched(name)]
        return tuple(n for stat in stats for n in (stat.st_mtime_ns, stat.st_ino, stat.st_size))

    @lru_cache(maxsize=4)  # noqa: B019  looked at with every question, and a store lives as long as its index
    def _watched(self, name: str | None) -> tuple[str, ...]:
        paths = [self._pointer] if name is None else [self.tantivy(name) / "meta.json", self._described(name)]
        return tuple(map(str, paths))

    def point(self, pointer: Pointer) -> None:
        """Make another version the live one, at once and completely."""
        write_atomically(self._pointer, json.dumps(asdict(pointer)))

    def version_folder(self, name: str) -> Path:
        """The folder of a version."""
        return self.folder / "versions" / name

    def tantivy(self, name: str) -> Path:
        """Where the engine keeps its files."""
        return self.version_folder(name) / "tantivy"

    def _described(self, name: str) -> Path:
        return self.version_folder(name) / "version.json"

    def create(self, schema: str, authorities: Authorities) -> Version:
        """A new, empty version folder that carries the authorities; not live yet."""
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
        name = f"{stamp}-{schema[:4]}{authorities.taxonomy.fingerprint[:4]}"
        self.tantivy(name).mkdir(parents=True)
        folder = self.version_folder(name)
        taxonomy = authorities.taxonomy
        for part in PARTS:
            write_atomically(folder / part.file, authorities.texts[part.name])
        sync(folder.parent)
        return Version(name, schema, taxonomy.fingerprint, taxonomy.version, now(), now(), 0)

    def describe(self, version: Version, records: int) -> Version:
        """Write version.json, with the number of records, the time of this change, and which commit it is."""
        commit = str(commit_of(self.tantivy(version.name)))
        changed = replace(version, records=records, updated_at=now(), commit=commit)
        write_atomically(self._described(version.name), json.dumps(asdict(changed)))
        return changed

    def version(self, name: str) -> Version:
        """What is known of a version."""
        return Version.of(name, json.loads(self._described(name).read_text()))

    def as_committed(self, version: Version, commit: int, records: int) -> Version:
        """The same, of that commit: a writer that was killed after it committed has described the one before."""
        if version.commit in ("", str(commit)):
            return version
        changed = datetime.fromtimestamp((self.tantivy(version.name) / "meta.json").stat().st_mtime, UTC)
        return replace(version, records=records, updated_at=changed.strftime("%Y-%m-%dT%H:%M:%SZ"))

    def authorities(self, name: str) -> Authorities:
        """The vocabularies that a version carries."""
        folder = self.version_folder(name)
        files = {part.name: folder / part.file for part in PARTS if not part.optional or (folder / part.file).exists()}
        return Authorities.parse({name: file.read_text(encoding="utf-8") for name, file in files.items()})

    def discard(self, name: str) -> None:
        """Delete a version's folder; readers that have it open keep what they see."""
        shutil.rmtree(self.version_folder(name), ignore_errors=True)

    def sweep(self) -> None:
        """Delete every version that is neither live nor previous: what killed builds left, and what is too old."""
        pointer = self.pointer()
        versions = self.folder / "versions"
        for folder in versions.iterdir() if versions.is_dir() else ():
            if folder.name not in (pointer.live, pointer.previous):
                self.discard(folder.name)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only writer. Raises IndexBusy naming the one there is, ConfigurationError for a read-only folder."""
        try:
            self.folder.mkdir(0o700, parents=True, exist_ok=True)
            lock = open(self.folder / "lock", "a+", encoding="utf-8")  # noqa: SIM115  closed below
        except OSError as error:
            raise ConfigurationError(
                "%(folder)s cannot be written (%(reason)s): set SPINDEX_DATA to a folder of yours.",
                folder=self.folder,
                reason=error.strerror,
            ) from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                lock.seek(0)
                owner = lock.read().strip() or "another process"
                raise IndexBusy(
                    "%(owner)s is writing to this index: wait until it has finished.", owner=owner
                ) from error
            lock.truncate(0)
            lock.write(
                f"{os.path.basename(sys.argv[0])} (process {os.getpid()} on {socket.gethostname()}, since {now()})"
            )
            lock.flush()
            self.sweep()
            yield


def write_atomically(path: Path, text: str) -> None:
    """Either the whole new text is there afterwards, even after a crash, or the old one."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
    with open(temporary, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)
    sync(path.parent)


def sync(folder: Path) -> None:
    """What stands in a folder is on the disk, under its name."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
