"""Which version readers are shown, opened: the live one, or the one before where that is damaged."""

import math
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import tantivy

from search.authorities import Authorities
from search.engines.embedded.commits import commit_of, damaged, files_of
from search.engines.embedded.errors import CANNOT_BE_OPENED, opening, refusal_in
from search.engines.embedded.read_only import open_to_read
from search.engines.embedded.schema import build_schema
from search.engines.embedded.snapshot import EmbeddedSnapshot
from search.engines.embedded.store import NOTHING_BUILT, Pointer, Store
from search.errors import IndexDamaged, IndexNotReady, SearchError
from search.index import Schema, Understanding
from search.paths import data_file

OTHER_SCHEMA = "The index was built by another version of this program: build it again with `spindex build FILES`."
LOST_RACES = 20  # times a reader looks again when the version it was opening has just been replaced
AGAIN = 10.0  # seconds after which a version that could not be opened is tried again: somebody may have mended it


@dataclass(frozen=True)
class Opened:
    """What was opened under which stamp, or why nothing could be. damage: of what should be shown instead of it."""

    stamp: tuple[object, ...]
    until: float
    snapshot: EmbeddedSnapshot | None = None
    failure: SearchError | None = None

    @property
    def damage(self) -> IndexDamaged | None:
        """Why an older version than the newest is shown, if that is so, or could be after another command."""
        return self.failure if isinstance(self.failure, IndexDamaged) else None


class Shown:
    """Opens lazily, and anew only when the pointer or the version's files have changed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._opened: Opened | None = None
        self._authorities: dict[str, Authorities] = {}
        self._opening = threading.Lock()

    @property
    def damage(self) -> IndexDamaged | None:
        """Why what is shown is not the newest version; None before anything was asked."""
        return self._opened.damage if self._opened else None

    def snapshot(self) -> EmbeddedSnapshot:
        """Raises IndexNotReady, and IndexDamaged when no version can be opened."""
        for _ in range(LOST_RACES):
            pointer = self._store.pointer()
            stamp = self._stamp(pointer)
            opened = self._opened
            if not _valid(opened, stamp):
                with self._opening:
                    if not _valid(self._opened, stamp):
                        self._opened = self._open(pointer, stamp)
                    opened = self._opened
                if opened and opened.failure and self._stamp(self._store.pointer()) != stamp:
                    continue  # another version took its place while it was looked at
            if opened and opened.snapshot:
                return opened.snapshot
            if opened and opened.failure:
                raise opened.failure.with_traceback(None)
        raise IndexNotReady(CANNOT_BE_OPENED)

    def close(self) -> None:
        """Give back what is open."""
        self._opened = None

    def version(self, name: str) -> EmbeddedSnapshot:
        """Open one version. Raises IndexDamaged or IndexNotReady."""
        version = self._store.version(name)
        schema = own_schema()
        if version.schema != schema.fingerprint:
            raise IndexNotReady(OTHER_SCHEMA)
        folder = self._store.tantivy(name)
        with opening(folder):
            commit, index = _open(folder)
            if index.schema != build_schema(schema):
                raise ValueError("meta.json names other fields")
        if name not in self._authorities:
            self._authorities = {name: self._store.authorities(version)}
        status = self._store.as_committed(version, commit, index.searcher().num_docs).status()
        understanding = Understanding(self._authorities[name], lambda: self._store.lexicon_if_whole(name))
        return EmbeddedSnapshot(index, schema, status, understanding, folder)

    def _stamp(self, pointer: Pointer) -> tuple[object, ...]:
        return (pointer.live, *self._store.stamp(pointer.live)) if pointer.live else ()

    def _open(self, pointer: Pointer, stamp: tuple[object, ...]) -> Opened:
        failure: SearchError | None = pointer.damage
        if pointer.live is None:
            failure = IndexNotReady(NOTHING_BUILT, detail=f"folder {self._store.folder}")
        for name in filter(None, (pointer.live, pointer.previous)):
            try:
                until = time.monotonic() + AGAIN if failure else math.inf
                return Opened(stamp, until, self.version(name), failure)
            except IndexDamaged as error:
                failure = failure or error
            except IndexNotReady as error:
                failure = failure or error
                break
        return Opened(stamp, time.monotonic() + AGAIN, None, failure)


def _open(folder: Path) -> tuple[int, tantivy.Index]:
    try:
        commit = commit_of(folder)
        for path in files_of(folder):
            path.stat()  # tantivy passes over some that are not there
        index = open_to_read(folder)
        if commit_of(folder) != commit:
            raise ValueError(f"commit {commit} was followed by another")
        return commit, index
    except ValueError as error:
        if refusal_in(error) or not (found := next(damaged(folder), None)):
            raise
        raise ValueError(f"{found.name} is not what was written") from error


def own_schema() -> Schema:
    """The schema of this version of the program."""
    return Schema.load(data_file("mappings"))


def _valid(opened: Opened | None, stamp: tuple[object, ...]) -> bool:
    return opened is not None and opened.stamp == stamp and time.monotonic() < opened.until
