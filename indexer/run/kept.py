"""An index whose changes are compared, limited and journalled before they are made; or only compared, as a plan."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager

from indexer.progress import Progress
from indexer.run.changes import Changes
from indexer.run.journal import Journal
from indexer.run.limits import Limit
from indexer.run.runs import KeptRun
from indexer.run.scratch import scratch
from indexer.run.spool import batches
from search.answers import Status
from search.authorities import Authorities
from search.errors import IndexDamaged, IndexNotReady
from search.index import Index, Rejection, Snapshot, Writer
from search.queries import Query
from search.records import Record

DAMAGED = "damaged"  # what was live could not be read
NOTHING = "nothing"  # there was no index that this program can read
OTHER_TAXONOMY = "The index was built with another taxonomy: run `spindex reindex` first."

Enter = Callable[[], AbstractContextManager[Writer]]


class KeptIndex(Index):
    """Another index, seen through a run. Reading is as before.

    What is written waits on disk until the writer is flushed. Then it is compared with what is live, and more than the
    limit is refused; the lock is taken, which refuses when something else is live by now; the journal is put on
    the disk; and only then the engine gets the records. run: None for a plan, which ends before the lock. whole: see
    Changes. also: what else is written then, before the engine is.
    """

    def __init__(self, index: Index, run: KeptRun | None, since: str, limit: Limit | None = None) -> None:
        self.changes = Changes()
        self.whole = False
        self.progress = Progress()
        self.run = run
        self.limit = limit
        self.since = since
        self.also: Callable[[], None] = lambda: None
        self._index = index

    def content(self) -> str:
        return self._index.content()

    def snapshot(self) -> Snapshot:
        return self._index.snapshot()

    @property
    def damage(self) -> IndexDamaged | None:
        return self._index.damage

    def versions(self) -> list[Status]:
        return self._index.versions()

    def replacing(
        self,
        authorities: Authorities,
        approve: Callable[[Snapshot], None] = lambda _: None,
        since: str | None = None,
    ) -> "AbstractContextManager[HeldWriter]":
        at = since or self.since
        return self._waiting(authorities, lambda: self._index.replacing(authorities, approve, at), replacing=True)

    def updating(self, authorities: Authorities, since: str | None = None) -> "AbstractContextManager[HeldWriter]":
        at = since or self.since
        if self.run is None and self.snapshot().authorities.taxonomy.fingerprint != authorities.taxonomy.fingerprint:
            raise IndexNotReady(OTHER_TAXONOMY)
        return self._waiting(authorities, lambda: self._index.updating(authorities, at), replacing=False)

    @contextmanager
    def _waiting(self, authorities: Authorities, enter: Enter, replacing: bool) -> "Iterator[HeldWriter]":
        with ExitStack() as stack, HeldWriter(self, authorities, replacing) as waiting:
            waiting.give = lambda: stack.enter_context(enter())
            yield waiting
            waiting.flush()
            stack.close()  # while what it was given is still there

    def rollback(self, since: str | None = None, noting: Callable[[], None] = lambda: None) -> Status:
        """Journalled whole, as nobody can tell before how the versions differ, and while nobody else writes."""

        def note() -> None:
            noting()
            if self.run is not None:
                self._note_all(self.run)

        return self._index.rollback(since or self.since, note)

    def _note_all(self, run: KeptRun) -> None:
        before = self.snapshot()
        run.keep_authorities(before.authorities)
        with run.journal() as journal:
            journal.whole()
            for record in before.scan(Query()):
                journal.note(record.id, record.to_json(), "")


class HeldWriter:
    """A writer that keeps what it is told on disk until it is flushed. give: the engine's writer."""

    def __init__(self, kept: KeptIndex, authorities: Authorities, replacing: bool) -> None:
        self.rejected: list[Rejection] = []
        self.give: Callable[[], Writer]
        self._kept = kept
        self._authorities = authorities
        self._replacing = replacing
        self._writer: Writer | None = None
        self._flushed = False
        self._odd: list[Record] = []
        self._database = scratch("waiting (id TEXT PRIMARY KEY, record TEXT) WITHOUT ROWID")

    def __enter__(self) -> "HeldWriter":
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def add(self, record: Record) -> None:
        """Write a record; one of the same id is replaced."""
        try:
            self._put(record.id, record.to_json())
        except ValueError:  # half a character: the engine says that it does not take it
            self._odd.append(record)

    def remove(self, identifier: str) -> None:
        """Take a record out; one that is not there is no error."""
        self._put(identifier, None)

    def _put(self, identifier: str, line: str | None) -> None:
        self._database.execute("INSERT OR REPLACE INTO waiting VALUES (?, ?)", (identifier, line))

    def flush(self) -> None:
        """Compare what waits, and hand it over; nothing comes after it."""
        if not self._flushed:
            self._flushed = True
            try:
                self._hand_over(self._live())
            except IndexDamaged:
                if not self._replacing or self._writer is not None:
                    raise
                self._hand_over(None, DAMAGED)
        if self._writer is not None:
            self._writer.flush()
            self.rejected = self._writer.rejected

    def _live(self) -> Snapshot | None:
        """What is compared with. A build needs none, as it is what mends an index."""
        try:
            snapshot = self._kept.snapshot()
        except IndexNotReady:
            if not self._replacing:
                raise
            return None
        if self._kept.damage and self._replacing:
            raise self._kept.damage
        return snapshot

    def _hand_over(self, live: Snapshot | None, why_none: str = NOTHING) -> None:
        run = self._kept.run
        if run is None or live is None:
            self._compare(live, None)
            if run is None:
                return
            run.note(no_way_back=why_none)
            self._writer = self.give()
        else:
            if self._replacing:
                run.keep_authorities(live.authorities)
            with run.journal() as journal:
                self._compare(live, journal)
                self._writer = self.give()
        self._kept.also()
        self._replay(self._writer)

    def _compare(self, live: Snapshot | None, journal: Journal | None) -> None:
        """Raises SourceError where the limit is passed."""
        changes = self._kept.changes = Changes(live=live.status.records if live else 0, whole=self._kept.whole)
        changes.between(live.authorities if live else self._authorities, self._authorities)
        pairs = self._kept.progress.each("comparing", self._pairs(live), self._count)
        for identifier, old, new in pairs:
            what = changes.note(identifier, old, new)
            if journal and old != new and what:
                journal.note(identifier, old, what)
        if live and self._kept.limit:
            self._kept.limit.check(changes)

    def _pairs(self, live: Snapshot | None) -> Iterator[tuple[str, str | None, str | None]]:
        """Each id, with its line in the index and the one that comes."""
        for batch in batches(self._waiting()):
            known = live.fetch([identifier for identifier, _ in batch]) if live else {}
            for identifier, new in batch:
                old = known.get(identifier)
                yield identifier, old if isinstance(old, str | None) else old.decode(), new
        if live and self._replacing:
            for record in live.scan(Query()):
                if not self._has(record.id):
                    yield record.id, record.to_json(), None

    def _has(self, identifier: str) -> bool:
        found = self._database.execute("SELECT 1 FROM waiting WHERE id = ?", (identifier,))
        return found.fetchone() is not None

    def _waiting(self) -> Iterator[tuple[str, str | None]]:
        yield from self._database.execute("SELECT id, record FROM waiting ORDER BY id")

    def _count(self) -> int:
        return int(self._database.execute("SELECT count(*) FROM waiting").fetchone()[0])

    def _replay(self, writer: Writer) -> None:
        for identifier, line in self._kept.progress.each("writing", self._waiting(), self._count):
            if line is None:
                writer.remove(identifier)
            else:
                writer.add(Record.from_json(line))
        for record in self._odd:
            writer.add(record)
        self._kept.progress.say("finishing")
