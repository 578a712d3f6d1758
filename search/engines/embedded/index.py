"""EmbeddedIndex: the contract on tantivy, in a folder; nothing to install, nothing to start."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import tantivy

from search.answers import Status
from search.authorities import Authorities
from search.engines.embedded.commits import commit_of, sweep
from search.engines.embedded.schema import analyzers, build_schema, to_document
from search.engines.embedded.snapshot import EmbeddedSnapshot
from search.engines.embedded.store import Pointer, Store
from search.errors import ConfigurationError, IndexNotReady
from search.index import Documents, Index, Rejection, Schema, Snapshot, Version
from search.paths import data_file
from search.records import Record, tie
from search.sentences import Sentence
from search.settings import Settings

HEAP = 100_000_000  # bytes for a writer's one thread; it flushes by itself when that is full
MARKS = 1 << 27  # bits, one for the hash of each id written to an empty index; two of a million share one 4,000 times
CANNOT_BE_OPENED = (  # a reader writes, too: tantivy locks a file while it opens an index
    "The index cannot be opened: let this user read and write its folder, or build it again with `spindex build FILES`."
)
OTHER_SCHEMA = "The index was built by another version of this program: build it again with `spindex build FILES`."
LOST_RACES = 20  # times a reader looks again when the version it was opening has just been replaced


class EmbeddedWriter:
    """Adds to and removes from one tantivy index; nothing is seen before it commits. `empty`: it holds nothing yet."""

    def __init__(self, index: tantivy.Index, authorities: Authorities, empty: bool) -> None:
        self.rejected: list[Rejection] = []
        self._documents = Documents(authorities.taxonomy, authorities.countries)
        self._writer = index.writer(HEAP, 1)
        self._written = bytearray(MARKS // 8) if empty else None

    def add(self, record: Record) -> None:
        """Write a record; one of the same id is replaced."""
        try:
            document = to_document(self._documents.of(record), record.to_json().encode())
        except (ValueError, OverflowError, UnicodeEncodeError) as error:
            reason = Sentence("The record cannot be indexed (%(reason)s).", reason=error)
            self.rejected.append(Rejection(record.id, reason))
            return
        self.remove(record.id)
        self._writer.add_document(document)
        if self._written is not None:
            place, mark = _mark(record.id)
            self._written[place] |= mark

    def remove(self, identifier: str) -> None:
        """Take a record out; one that is not there is no error."""
        if self._may_be_there(identifier):
            self._writer.delete_documents_by_term("id", identifier)

    def _may_be_there(self, identifier: str) -> bool:
        """In an index that was empty, seldom where it is not: tantivy remembers each deletion until it commits.

        (With one before each of a million records it took 1.3 GB.)
        """
        if self._written is None:
            return True
        place, mark = _mark(identifier)
        return bool(self._written[place] & mark)

    def flush(self) -> None:
        """Nothing waits: each record was taken or rejected at once."""

    def commit(self) -> None:
        """Make all of it visible, in one step."""
        self._writer.commit()
        self._writer.wait_merging_threads()

    def abandon(self) -> None:
        """Forget what was not committed, and give back the engine's own lock."""
        self._writer.rollback()
        self._writer.wait_merging_threads()


class EmbeddedIndex(Index):
    """Opened lazily, so that each worker process opens its own after a fork."""

    def __init__(self, settings: Settings) -> None:
        self._store = Store(settings.data, settings.index)
        self._opened: tuple[tuple[object, ...], EmbeddedSnapshot] | None = None
        self._authorities: dict[str, Authorities] = {}
        self._opening = threading.Lock()

    def snapshot(self) -> EmbeddedSnapshot:
        """The live content; opened anew only when the pointer or the version's files have changed."""
        for attempt in range(LOST_RACES):
            try:
                name = self._store.live()
                stamp = (name, *self._store.stamp(name))
                if self._opened and self._opened[0] == stamp:
                    return self._opened[1]
                with self._opening:
                    self._opened = (stamp, self._open(name))
                    return self._opened[1]
            except (OSError, ValueError) as error:
                if attempt == LOST_RACES - 1:
                    raise IndexNotReady(CANNOT_BE_OPENED, detail=error) from error
        raise AssertionError("unreachable")

    def _open(self, name: str) -> EmbeddedSnapshot:
        version = self._store.version(name)
        schema = _schema()
        if version.schema != schema.fingerprint:
            raise IndexNotReady(OTHER_SCHEMA)
        if name not in self._authorities:
            self._authorities = {name: self._store.authorities(name)}
        folder = self._store.tantivy(name)
        commit = commit_of(folder)
        index = tantivy.Index.open(str(folder))
        index.config_reader("manual")
        if commit_of(folder) != commit:
            raise ValueError(f"commit {commit} was followed by another")
        status = self._store.as_committed(version, commit, index.searcher().num_docs).status()
        return EmbeddedSnapshot(index, schema, status, self._authorities[name])

    @contextmanager
    def replacing(
        self, authorities: Authorities, approve: Callable[[Snapshot], None] = lambda _: None
    ) -> Iterator[EmbeddedWriter]:
        with self._store.writing():
            schema = _schema()
            version = self._store.create(schema.fingerprint, authorities)
            try:
                index = tantivy.Index(build_schema(schema), path=str(self._store.tantivy(version.name)))
                with _committing(index, authorities, empty=True) as writer:
                    yield writer
                done = self._describe(version, index)
                approve(EmbeddedSnapshot(index, schema, done.status(), authorities))
                self._store.point(Pointer(version.name, self._store.pointer().live))
            except BaseException:
                self._store.discard(version.name)
                raise
            self._store.sweep()

    @contextmanager
    def updating(self, authorities: Authorities) -> Iterator[EmbeddedWriter]:
        with self._store.writing():
            name = self._store.live()
            version = self._store.version(name)
            if version.schema != _schema().fingerprint:
                raise IndexNotReady(OTHER_SCHEMA)
            if version.taxonomy != authorities.taxonomy.fingerprint:
                raise IndexNotReady("The index was built with another taxonomy: run `spindex reindex` first.")
            try:
                sweep(self._store.tantivy(name))
                index = tantivy.Index.open(str(self._store.tantivy(name)))
            except (OSError, ValueError) as error:
                raise IndexNotReady(CANNOT_BE_OPENED, detail=error) from error
            with _committing(index, authorities, empty=False) as writer:
                yield writer
            self._describe(version, index)

    def _describe(self, version: Version, index: tantivy.Index) -> Version:
        index.reload()
        return self._store.describe(version, index.searcher().num_docs)

    def rollback(self) -> Status:
        with self._store.writing():
            pointer = self._store.pointer()
            if pointer.previous is None:
                raise IndexNotReady("There is no previous version to go back to: `spindex build` keeps the last two.")
            self._store.point(Pointer(pointer.previous, pointer.live))
            return self._store.version(pointer.previous).status()

    def versions(self) -> list[Status]:
        pointer = self._store.pointer()
        kept = [name for name in (pointer.live, pointer.previous) if name]
        return [self._store.version(name).status() for name in kept]

    def close(self) -> None:
        self._opened = None


def _mark(identifier: str) -> tuple[int, int]:
    """The byte of `_written` that an id marks, and the bit in it."""
    place, bit = divmod(tie(identifier) % MARKS, 8)
    return place, 1 << bit


def _schema() -> Schema:
    return Schema.load(data_file("mappings"))


@contextmanager
def _committing(index: tantivy.Index, authorities: Authorities, empty: bool) -> Iterator[EmbeddedWriter]:
    for name, analyzer in analyzers().items():
        index.register_tokenizer(name, analyzer)
    try:
        writer = EmbeddedWriter(index, authorities, empty)
    except ValueError as error:
        raise ConfigurationError(
            "The index folder cannot be written (%(reason)s): check its owner and the space on its disk.", reason=error
        ) from error
    try:
        yield writer
    except BaseException:
        writer.abandon()
        raise
    writer.commit()
