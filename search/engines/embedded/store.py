"""The folder of an embedded index: versions, the pointer to the live one, and the lock of who writes.

<data>/<index>/current            {"live": name, "previous": name or null}, replaced atomically
<data>/<index>/lock               held with flock(2) while somebody writes: the kernel frees a dead owner's
<data>/<index>/versions/<name>/   tantivy/  version.json  lexicon.json  and a file for each part of the authorities

A version.json is written when its version is finished. So where `current` is lost or damaged, the last two versions
that have one are the live one and the one before.
"""

import fcntl
import logging
import os
import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from search.authorities import PARTS, Authorities
from search.engines.embedded.commits import commit_of
from search.engines.embedded.errors import opening
from search.engines.embedded.files import is_sealed, read_noted, write_noted
from search.errors import ConfigurationError, IndexBusy, IndexDamaged, IndexNotReady
from search.files import sweep, sync, write_atomically
from search.index import Gathering, Version, checksum, checksums, now
from search.queries import Lexicon

LOG = logging.getLogger(__name__)
LEXICON = "lexicon"
NOTHING_BUILT = "There is no index yet: build one with `spindex build FILES`, or the sample with `spindex demo`."


@dataclass(frozen=True)
class Pointer:
    """Which version is live, and which one `rollback` would show. damage: why this is only what seems to be so."""

    live: str | None = None
    previous: str | None = None
    damage: IndexDamaged | None = field(default=None, compare=False)


class Store:
    """Reads and writes the folder; knows nothing of what an index holds."""

    def __init__(self, data: Path, index: str) -> None:
        self.folder = data / index
        self.current = self.folder / "current"
        self._read: tuple[tuple[int, ...], Pointer] = ((), Pointer())

    def pointer(self) -> Pointer:
        """Which versions are kept. Raises IndexNotReady when this user may not read that."""
        stamp = self.stamp()  # looked at before it is read: what changes in between is read again the next time
        if self._read[0] != stamp:
            self._read = (stamp, self._read_pointer())
        return self._read[1]

    def _read_pointer(self) -> Pointer:
        try:
            with opening(self.current):
                noted = read_noted(self.current)
                live, previous = noted.get("live"), noted.get("previous")
                if not isinstance(live, str) or not self.version_folder(live).is_dir():
                    raise ValueError("it names no version that is there")
                return Pointer(live, previous if isinstance(previous, str) else None)
        except IndexDamaged as error:
            finished = self.finished()[-2:]
            if not finished:
                return Pointer()
            return Pointer(finished[-1], finished[0] if len(finished) > 1 else None, error)

    def finished(self) -> list[str]:
        """The versions that were finished, the oldest first, shown or not."""
        return sorted(described.parent.name for described in self.folder.glob("versions/*/version.json"))

    def live(self) -> str:
        """Raises IndexNotReady when nothing has been built."""
        live = self.pointer().live
        if live is None:
            raise IndexNotReady(NOTHING_BUILT, detail=f"folder {self.folder}")
        return live

    def stamp(self, name: str | None = None) -> tuple[int, ...]:
        """Changes whenever a reader has to look again: at the pointer, or within the version."""
        return tuple(n for path in self._watched(name) for n in _stamp(path))

    @lru_cache(maxsize=4)  # noqa: B019  looked at with every question, and a store lives as long as its index
    def _watched(self, name: str | None) -> tuple[str, ...]:
        paths = [self.current] if name is None else [self.tantivy(name) / "meta.json", self.noted(name)]
        return tuple(map(str, paths))

    def point(self, pointer: Pointer) -> None:
        """Make another version the live one, at once and completely."""
        write_noted(self.current, {"live": pointer.live, "previous": pointer.previous})

    def version_folder(self, name: str) -> Path:
        """The folder of a version."""
        return self.folder / "versions" / name

    def tantivy(self, name: str) -> Path:
        """Where the engine keeps its files."""
        return self.version_folder(name) / "tantivy"

    def noted(self, name: str) -> Path:
        """What is known of a version."""
        return self.version_folder(name) / "version.json"

    def create(self, schema: str, authorities: Authorities) -> Version:
        """A new, empty version folder that carries the authorities; not live yet."""
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
        name = f"{stamp}-{schema[:4]}{authorities.taxonomy.fingerprint[:4]}"
        taxonomy = authorities.taxonomy
        self.tantivy(name).mkdir(parents=True)
        folder = self.version_folder(name)
        for part in PARTS:
            write_atomically(folder / part.file, authorities.texts[part.name])
        sync(folder.parent)
        files = checksums(authorities)
        return Version(name, schema, taxonomy.fingerprint, taxonomy.version, now(), now(), files=files)

    def described(self, version: Version, records: int) -> Version:
        """A version as it is now: its number of records, the time of this change, and which commit it is."""
        folder = self.tantivy(version.name)
        return replace(version, records=records, updated_at=now(), commit=str(commit_of(folder)))

    def words(self, name: str) -> Path:
        """The words and names of a version's records."""
        return self.version_folder(name) / "lexicon.json"

    def gather(self, name: str, gathering: Gathering) -> None:
        """Write down what a version's records bring, if there is anything new."""
        if gathering.new:
            write_noted(self.words(name), {LEXICON: gathering.lexicon.text})

    def lexicon(self, name: str) -> Lexicon:
        """What a version's records bring. Raises IndexDamaged."""
        path = self.words(name)
        with opening(path):
            noted = read_noted(path)
            if not is_sealed(path) or LEXICON not in noted:
                raise ValueError("it is not what was written")
            return Lexicon.parse(str(noted[LEXICON]))

    def lexicon_if_whole(self, name: str) -> Lexicon:
        """The same, or nothing: questions are answered without it."""
        try:
            return self.lexicon(name)
        except (IndexDamaged, IndexNotReady) as error:
            LOG.warning("Slips are mended by terms alone, and no author is known: %s", error)
            return Lexicon()

    def describe(self, version: Version) -> None:
        """Write version.json: from then on a version is finished."""
        write_noted(self.noted(version.name), asdict(version))

    def version(self, name: str) -> Version:
        """What is known of a version. Raises IndexDamaged, and IndexNotReady when this user may not read it."""
        path = self.noted(name)
        with opening(path):
            return Version.of(name, read_noted(path))

    def as_committed(self, version: Version, commit: int, records: int) -> Version:
        """The same, of that commit: a writer that was killed after it committed has described the one before."""
        if version.commit in ("", str(commit)):
            return version
        changed = datetime.fromtimestamp((self.tantivy(version.name) / "meta.json").stat().st_mtime, UTC)
        return replace(version, records=records, updated_at=changed.strftime("%Y-%m-%dT%H:%M:%SZ"), commit=str(commit))

    def authorities(self, version: Version) -> Authorities:
        """The vocabularies that a version carries. Raises IndexDamaged for a file that is not what was written."""
        texts: dict[str, str] = {}
        for part in PARTS:
            path = self.version_folder(version.name) / part.file
            if part.file in version.files or not part.optional or path.exists():
                texts[part.name] = self._carried(path, version.files.get(part.file))
        with opening(self.version_folder(version.name)):
            try:
                return Authorities.parse(texts)
            except ConfigurationError as error:
                raise ValueError(str(error)) from error

    @staticmethod
    def _carried(path: Path, written: str | None) -> str:
        with opening(path):
            content = path.read_bytes()
            if written not in (None, checksum(content)):
                raise ValueError("it is not what was written")
            return content.decode()

    def discard(self, name: str) -> None:
        """Delete a version's folder; readers that have it open keep what they see."""
        shutil.rmtree(self.version_folder(name), ignore_errors=True)

    def sweep(self) -> None:
        """Delete every version that is neither live nor previous: what killed builds left, and what is too old."""
        pointer = self.pointer()
        sweep(self.folder)
        versions = self.folder / "versions"
        for folder in versions.iterdir() if versions.is_dir() else ():
            if folder.name not in (pointer.live, pointer.previous):
                self.discard(folder.name)
            else:
                sweep(folder)

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
            if self.pointer().damage:
                self.point(self.pointer())
            self.sweep()
            yield


def _stamp(path: str) -> tuple[int, int, int]:
    try:
        found = os.stat(path)
    except OSError:
        return 0, 0, 0
    return found.st_mtime_ns, found.st_ino, found.st_size
