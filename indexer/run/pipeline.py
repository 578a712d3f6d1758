"""read -> normalise -> spool and merge -> write; owns the counts."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from itertools import islice, starmap
from pathlib import Path

from indexer.evaluation import approve
from indexer.normalise import Column, row_of
from indexer.printing import name_of
from indexer.readers import NAMED, GoldenQueries, Rows, find_files, read
from indexer.rows import Problem, Refusal, Removal, Row, SourceRow
from indexer.run.before import Before
from indexer.run.merge import dated, duplicate, merged
from indexer.run.quarantine import Quarantine
from indexer.run.removals import remove, there
from indexer.run.report import Report
from indexer.run.spool import Spool
from indexer.run.sweep import absent
from indexer.run.workers import normalised
from indexer.sources import Sources
from search.authorities import About, Authorities, Indicators
from search.errors import SourceError
from search.index import Index, Writer
from search.queries import Query
from search.records import Record
from search.sentences import Sentence

BATCH = 500  # records that are compared with the index at a time
NO_ROWS = "%(file)s holds no rows: nothing stands under the names of its columns."
NOTHING = "There is nothing to index in these files: the index stays as it is."
REJECTED = "The engine refused %(id)s: %(reason)s"


@dataclass
class Run:
    """One run over some rows: what it needs to know, and its balance.

    source: where rows come from that do not say it. golden: what a new version must answer before it is shown.
    """

    authorities: Authorities
    quarantine: Path
    source: str = ""
    tick: Callable[[], None] = lambda: None
    report: Report = field(default_factory=Report)
    golden: GoldenQueries = field(default_factory=GoldenQueries)
    sources: Sources = field(default_factory=Sources.load)

    def __post_init__(self) -> None:
        self.sources.check(self.authorities.taxonomy)

    def rows(self, paths: Iterable[Path]) -> Rows:
        """Every row of the files; a file that cannot be read is one refused row, and the others go on.

        A table of country indicators gives no rows but replaces the run's indicators, and about.yaml the texts
        about the records; golden queries are kept. Raises SourceError when a file is not there.
        """
        files, passed_over = find_files(paths)
        self.report.problems += passed_over
        return (row for path in files for row in self._rows(path))

    def _rows(self, path: Path) -> Rows:
        try:
            content = read(path)
            if isinstance(content, Indicators):
                self.authorities = replace(self.authorities, indicators=content)
            elif isinstance(content, About):
                self.authorities = replace(self.authorities, about=content)
            elif isinstance(content, GoldenQueries):
                self.golden = content
            else:
                yield from self._from_source(content, name_of(path))
        except SourceError as error:
            if path.name in NAMED:
                raise  # what must be found, or what to say of it, is not known: nothing may be shown
            yield Refusal(error.sentence, name_of(path), 0)

    def _from_source(self, rows: Rows, file: str) -> Rows:
        row: Row | None = None
        for row in rows:
            if self.source and isinstance(row, SourceRow | Removal) and not row.source:
                row = replace(row, source=self.source)
            yield row
        if row is None:
            self.report.problems.append(Problem("no rows", Sentence(NO_ROWS, file=file), file))

    def check(self, rows: Iterable[Row]) -> Report:
        """What a build would do, without an index."""
        self.report.dry = True
        with Spool() as spool:
            self._take(rows, spool, None)
            for group in spool.groups():
                self._merge(group)
                self.report.indexed += 1
        return self._closed()

    def build(self, index: Index, rows: Iterable[Row], again: bool = False) -> Report:
        """A whole new version of these rows; records that were there before keep the date on which they came.

        What a row says to be removed is just not in it. again: the rows are the index's own, so what was said about
        them still holds, and there may be none.
        """
        with self._taken(rows) as (spool, quarantine):
            if not spool.sources and not again:
                return self._nothing()
            before = Before.of_build(index, self.report)
            self.authorities = before.kept(self.authorities, "indicators", *(["about"] if again else []))
            with index.replacing(self.authorities, partial(approve, self.golden)) as writer:
                self._add(spool, writer, before, update=False)
                self._settle(spool, writer, quarantine)
        return self.report

    def update(self, index: Index, rows: Iterable[Row], sweep: bool = False, force: bool = False) -> Report:
        """Add these rows to the live version, and change or remove what they say.

        sweep: remove what their sources have no longer; force: however much that is.
        """
        with self._taken(rows) as (spool, quarantine):
            if not spool.sources and not spool.removed:
                return self._nothing()
            before = Before.of_update(index, self.report)
            before.check_unchanged(self.authorities)
            shown = before.snapshot
            gone = there(shown, spool.removed, self.report) if shown else []
            gone += absent(shown, spool, self.report, force) if shown and sweep else []
            with index.updating(self.authorities) as writer:
                self._add(spool, writer, before, update=True)
                remove(gone, writer, self.report)
                self._settle(spool, writer, quarantine)
        return self.report

    @contextmanager
    def _taken(self, rows: Iterable[Row]) -> Iterator[tuple[Spool, Quarantine]]:
        """The rows, normalised; what is refused is kept before the index shows anything (`_settle`)."""
        with Spool() as spool, Quarantine(self.quarantine) as quarantine:
            self._take(rows, spool, quarantine)
            yield spool, quarantine
            self.report.quarantine = self.report.quarantine or quarantine.keep()

    def _take(self, rows: Iterable[Row], spool: Spool, quarantine: Quarantine | None) -> None:
        unread: dict[Column, None] = {}
        for one in normalised(rows, self.authorities, self.sources):
            self.tick()
            self.report.problems += one.problems
            unread.update(dict.fromkeys(one.unread))
            if one.removed:
                spool.remove(one.removed)
                continue
            self.report.read += 1
            if one.refusal:
                self._refuse(one.refusal, quarantine)
            else:
                spool.put(one.id, one.source, one.record)
        self.report.problems += starmap(self.sources.unread, unread)
        self.report.problems += spool.contradictions()

    def _refuse(self, row: Refusal, quarantine: Quarantine | None) -> None:
        self.report.refused += 1
        self.report.problems.append(row.problem())
        if quarantine is not None:
            quarantine.add(row)

    def _nothing(self) -> Report:
        """An index is never replaced by an empty one. Raises SourceError when there was not even a row to refuse."""
        if not self.report.read:
            raise SourceError("%(nothing)s Name files that hold rows.", nothing=Sentence(NOTHING))
        self.report.problems.append(Problem("nothing", Sentence(NOTHING)))
        return self._closed()

    def _merge(self, group: list[Record]) -> Record:
        if len(group) > 1:
            self.report.merged += len(group) - 1
            self.report.problems.append(duplicate(group))
        return merged(group)

    def _add(self, spool: Spool, writer: Writer, before: Before, update: bool) -> None:
        for batch in _batches(self._merge(group) for group in spool.groups()):
            known = before.records([record.id for record in batch])
            now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            for record in batch:
                old = known.get(record.id)
                if update and old and old.fingerprint() == record.fingerprint():
                    self.report.unchanged += 1
                    continue
                writer.add(dated(record, old, now))
                self.report.indexed += 1

    def _settle(self, spool: Spool, writer: Writer, quarantine: Quarantine) -> None:
        """What the engine did not take goes to the quarantine as the row that it was, and that is kept on the disk.

        Then the balance must close; only then the new content is shown.
        """
        writer.flush()
        for rejection in writer.rejected:
            self.report.indexed -= 1
            raw = next((row for record in spool.of(rejection.id) for row in record.raw), None)
            where = (raw.file, raw.row) if raw else ("", 0)
            reason = Sentence(REJECTED, id=rejection.id, reason=rejection.reason)
            columns = raw.columns if raw else {}
            self._refuse(Refusal(reason, *where, Sentence("Correct that value."), columns), quarantine)
        self.report.quarantine = quarantine.keep()
        self._closed()

    def _closed(self) -> Report:
        self.report.close()
        return self.report


def raw_rows(index: Index) -> Iterator[Row]:
    """The rows that the records of the live version were made of. Raises IndexDamaged where that is not whole."""
    snapshot = index.snapshot()
    if index.damage:
        raise index.damage
    for record in snapshot.scan(Query()):
        for raw in record.raw:
            yield row_of(raw)


def _batches(records: Iterator[Record]) -> Iterator[list[Record]]:
    while batch := list(islice(records, BATCH)):
        yield batch
