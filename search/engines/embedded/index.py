"""EmbeddedIndex: the contract on tantivy, in a folder; nothing to install, nothing to start."""

import contextlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import tantivy

from search.answers import Status
from search.authorities import Authorities
from search.engines.embedded.commits import commit_of, sweep
from search.engines.embedded.errors import opening, refusal_in, writing
from search.engines.embedded.schema import analyzers, build_schema, to_document
from search.engines.embedded.shown import Shown, own_schema
from search.engines.embedded.snapshot import EmbeddedSnapshot
from search.engines.embedded.store import Pointer, Store
from search.engines.embedded.verify import flaws, flaws_of_files
from search.errors import ConfigurationError, IndexDamaged, IndexNotReady, SearchError
from search.index import Documents, Flaw, Gathering, Index, Rejection, Snapshot, Understanding, Version
from search.queries import Lexicon
from search.records import Record, tie
from search.sentences import Sentence
from search.settings import Settings

HEAP = 100_000_000  # bytes for a writer's one thread; it flushes by itself when that is full
MARKS = 1 << 27  # bits, one for the hash of each id written to an empty index; two of a million share one 4,000 times


class EmbeddedWriter:
    """Adds to and removes from a tantivy index; nothing is seen before it commits. before: its lexicon."""

    def __init__(self, index: tantivy.Index, authorities: Authorities, before: Lexicon | None) -> None:
        self.rejected: list[Rejection] = []
        self.gathering = Gathering(before)
        empty = before is None
        self._documents = Documents(authorities.taxonomy, authorities.countries)
        self._writer = index.writer(HEAP, 1)
        self._written = bytearray(MARKS // 8) if empty else None

    def add(self, record: Record) -> None:
        """Write a record; one of the same id is replaced."""
        try:
            made = self._documents.of(record)
            document = to_document(made, record.to_json().encode())
        except (ValueError, OverflowError, UnicodeEncodeError) as error:
            reason = Sentence("The record cannot be indexed (%(reason)s).", reason=error)
            self.rejected.append(Rejection(record.id, reason))
            return
        self.remove(record.id)
        self._writer.add_document(document)
        self.gathering.add(made)
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
        self._shown = Shown(self._store)

    def snapshot(self) -> EmbeddedSnapshot:
        return self._shown.snapshot()

    @property
    def damage(self) -> IndexDamaged | None:
        return self._shown.damage

    def content(self) -> str:
        name = self._store.pointer().live or ""
        with contextlib.suppress(OSError, ValueError):  # of one that is damaged the name has to do
            return f"{name} {commit_of(self._store.tantivy(name))}" if name else ""
        return name

    @contextmanager
    def replacing(
        self,
        authorities: Authorities,
        approve: Callable[[Snapshot], None] = lambda _: None,
        since: str | None = None,
    ) -> Iterator[EmbeddedWriter]:
        with self._store.writing(), writing():
            self._unmoved(since)
            schema = own_schema()
            try:
                version = self._store.create(schema.fingerprint, authorities)
                index = tantivy.Index(build_schema(schema), path=str(self._store.tantivy(version.name)))
                with _committing(index, authorities, None) as writer:
                    yield writer
                self._store.gather(version.name, writer.gathering)
                done = self._described(version, index)
                folder = self._store.tantivy(version.name)
                understanding = Understanding(authorities, lambda: writer.gathering.lexicon)
                approve(EmbeddedSnapshot(index, schema, done.status(), understanding, folder))
                self._store.describe(done)
                self._store.point(Pointer(version.name, self._whole()))
            finally:  # what is live now decides what is kept: a half-built goes, and so does what is too old
                with contextlib.suppress(OSError, SearchError):  # else the next writing command sweeps
                    self._store.sweep()

    @contextmanager
    def updating(self, authorities: Authorities, since: str | None = None) -> Iterator[EmbeddedWriter]:
        with self._store.writing(), writing():
            self._unmoved(since)
            name = self._store.live()
            self._shown.version(name)  # raises for one of another schema, and for one that is not whole
            version = self._store.version(name)
            if version.taxonomy != authorities.taxonomy.fingerprint:
                raise IndexNotReady("The index was built with another taxonomy: run `spindex reindex` first.")
            folder = self._store.tantivy(name)
            with opening(folder):
                sweep(folder)
                index = tantivy.Index.open(str(folder))
            with _committing(index, authorities, self._store.lexicon(name)) as writer:
                yield writer
            self._store.gather(name, writer.gathering)
            self._store.describe(self._described(version, index))

    def _whole(self) -> str | None:
        """The version that `rollback` shall show after a build: the live one, or the one before if that is damaged."""
        pointer = self._store.pointer()
        return next(filter(self._is_whole, filter(None, (pointer.live, pointer.previous))), None)

    def _is_whole(self, name: str) -> bool:
        try:
            return not any(flaws_of_files(self._store, name)) and bool(self._shown.version(name))
        except IndexDamaged:
            return False
        except IndexNotReady:  # of another version of the program, which may come back
            return True

    def _described(self, version: Version, index: tantivy.Index) -> Version:
        index.reload()
        return self._store.described(version, index.searcher().num_docs)

    def rollback(self, since: str | None = None, noting: Callable[[], None] = lambda: None) -> Status:
        with self._store.writing():
            self._unmoved(since)
            pointer = self._store.pointer()
            if pointer.previous is None:
                raise IndexNotReady("There is no previous version to go back to: `spindex build` keeps the last two.")
            status = self._shown.version(pointer.previous).status
            noting()
            self._store.point(Pointer(pointer.previous, pointer.live))
            return status

    def versions(self) -> list[Status]:
        pointer = self._store.pointer()
        found: list[Status] = []
        for name in filter(None, (pointer.live, pointer.previous)):
            with contextlib.suppress(IndexDamaged):  # what readers are not shown either
                found.append(self._store.version(name).status())
        return found

    def verify(self) -> list[Flaw]:
        return flaws(self._store, self._shown)

    def close(self) -> None:
        self._shown.close()


def _mark(identifier: str) -> tuple[int, int]:
    """The byte of `_written` that an id marks, and the bit in it."""
    place, bit = divmod(tie(identifier) % MARKS, 8)
    return place, 1 << bit


@contextmanager
def _committing(index: tantivy.Index, authorities: Authorities, before: Lexicon | None) -> Iterator[EmbeddedWriter]:
    for name, analyzer in analyzers().items():
        index.register_tokenizer(name, analyzer)
    try:
        writer = EmbeddedWriter(index, authorities, before)
    except ValueError as error:
        raise refusal_in(error) or ConfigurationError(
            "The index folder cannot be written (%(reason)s): check its owner and the space on its disk.", reason=error
        ) from error
    try:
        yield writer
    except BaseException:
        with contextlib.suppress(ValueError):  # of a full disk, too: the next writing command sweeps
            writer.abandon()
        raise
    writer.commit()
