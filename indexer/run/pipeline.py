"""read -> normalise -> spool and merge -> write; owns the counts."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from indexer.evaluation import GoldenQueries
from indexer.normalise import row_of
from indexer.readers import NAME as GOLDEN
from indexer.readers import find_files, is_indicators, load, read
from indexer.rows import Problem, SourceRow, Unreadable
from indexer.run.merge import merged
from indexer.run.quarantine import Quarantine
from indexer.run.report import Report
from indexer.run.spool import Spool
from indexer.run.sweep import absent
from indexer.run.workers import normalised
from search.authorities import Authorities, Indicators
from search.errors import IndexNotReady, SourceError
from search.index import Index, Snapshot, Writer
from search.queries import Query
from search.records import Record

PLACES = 10  # rows of one id that a sentence names
BATCH = 500  # records that are compared with the index at a time
Tick = Callable[[], None]


@dataclass
class Run:
    """One run over some rows: what it needs to know, and its balance."""

    authorities: Authorities
    quarantine: Path
    source: str = ""
    tick: Tick = lambda: None
    report: Report = field(default_factory=Report)
    even_empty: bool = False  # whether an index without a record may be written
    golden: GoldenQueries = field(default_factory=GoldenQueries)  # what a new version must answer before it is shown
    sweep: bool = False  # whether an update removes what its sources have no longer
    force: bool = False  # ... however much that is

    def check(self, files: list[Path]) -> Report:
        """What would happen, without an index."""
        self.report.dry = True
        with Spool() as spool:
            self._spool(self.rows(files), spool, None)
            for group in spool.groups():
                self._merge(group)
                self.report.indexed += 1
        return self._closed()

    def build(self, index: Index, rows: Iterable[SourceRow | Unreadable]) -> Report:
        """A whole new version of these rows; records that were there before keep the date on which they came."""
        return self._write(rows, index, lambda: index.replacing(self.authorities, self.golden), update=False)

    def update(self, index: Index, rows: Iterable[SourceRow | Unreadable]) -> Report:
        """Add these rows to the live version, and change what they change."""
        return self._write(rows, index, lambda: index.updating(self.authorities), update=True)

    def rows(self, files: list[Path]) -> Iterator[SourceRow | Unreadable]:
        """Every row of the files; a file that cannot be read is one refused row, and the others go on.

        A table of country indicators gives no rows but replaces the run's indicators; golden queries are kept.
        """
        for path in files:
            if path.name == GOLDEN:
                self.golden = GoldenQueries.load(path)
                continue
            try:
                data = load(path)
                if is_indicators(data):
                    self.authorities = replace(self.authorities, indicators=Indicators.load(path))
                    continue
                yield from read(path, data)
            except SourceError as error:
                yield Unreadable(str(error), path.name, 0)

    def _spool(self, rows: Iterable[SourceRow | Unreadable], spool: Spool, aside: Quarantine | None) -> None:
        for done in normalised(rows, self.authorities, self.source):
            self.report.read += 1
            self.tick()
            self.report.problems += done.problems
            if done.refusal:
                self._refuse(done.refusal, aside)
            else:
                spool.put(done.id, done.source, done.record)

    def _refuse(self, row: Unreadable, aside: Quarantine | None) -> None:
        self.report.quarantined += 1
        self.report.problems.append(row.problem())
        if aside is not None:
            aside.add(row)

    def _merge(self, group: list[Record]) -> Record:
        if len(group) > 1:
            self.report.merged += len(group) - 1
            places = sorted((row.file, row.row) for record in group for row in record.raw)
            named = ", ".join(f"{file}:{row}" for file, row in places[:PLACES])
            more = f" and {len(places) - PLACES:,} more" if len(places) > PLACES else ""
            message = f"{len(group):,} rows have the id {group[0].id} ({named}{more}); they became one record."
            where = places[0] if places else ("", 0)
            self.report.problems.append(Problem("duplicate", message, *where, "id", group[0].id))
        return merged(group)

    def _write(
        self,
        rows: Iterable[SourceRow | Unreadable],
        index: Index,
        block: Callable[[], AbstractContextManager[Writer]],
        update: bool,
    ) -> Report:
        with Spool() as spool, Quarantine(self.quarantine) as aside:
            self._spool(rows, spool, aside)
            if not spool.sources and not self.even_empty:
                return self._nothing(aside)
            before = _snapshot(index)
            self._choose_indicators(before, update)
            gone = absent(before, spool, self.report, self.force) if self.sweep and before else []
            with block() as writer:
                for batch in _batches(self._merge(group) for group in spool.groups()):
                    self._add(batch, writer, before, update)
                self._remove(gone, writer)
                self._note_rejections(writer, spool, aside)
                self._closed()
            self.report.quarantine = aside.keep()
        return self.report

    def _choose_indicators(self, before: Snapshot | None, update: bool) -> None:
        """A build without a table of indicators keeps the last one; an update cannot take a new one."""
        given = self.authorities.indicators
        if before and not given.text:
            self.authorities = replace(self.authorities, indicators=before.authorities.indicators)
        elif before and update and given.text != before.authorities.indicators.text:
            message = f"{given.name} is a table of country indicators; only a build takes a new one."
            self.report.problems.append(Problem("not updated", message, given.name, suggestion="Build with it."))

    def _nothing(self, aside: Quarantine) -> Report:
        """An index is never replaced by an empty one. Raises SourceError when there was not even a row to refuse."""
        message = "There is nothing to index in these files: the index stays as it is."
        if not self.report.read:
            raise SourceError(f"{message} Name files that hold rows.")
        self.report.problems.append(Problem("nothing", message))
        self.report.quarantine = aside.keep()
        return self._closed()

    def _add(self, batch: list[Record], writer: Writer, before: Snapshot | None, update: bool) -> None:
        known = before.fetch([record.id for record in batch]) if before else {}
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        for record in batch:
            old = Record.from_json(known[record.id]) if record.id in known else None
            if update and old and old.fingerprint() == record.fingerprint():
                self.report.unchanged += 1
                continue
            writer.add(_dated(record, old, now))
            self.report.indexed += 1

    def _remove(self, identifiers: list[str], writer: Writer) -> None:
        for identifier in identifiers:
            writer.remove(identifier)
            self.report.removed += 1

    def _note_rejections(self, writer: Writer, spool: Spool, aside: Quarantine) -> None:
        """What the engine did not take goes to the quarantine as the row that it was."""
        writer.flush()
        for rejection in writer.rejected:
            self.report.indexed -= 1
            raw = next((row for record in spool.of(rejection.id) for row in record.raw), None)
            where = (raw.file, raw.row) if raw else ("", 0)
            columns = raw.columns if raw else {}
            reason = f"The engine refused {rejection.id}: {rejection.reason}"
            self._refuse(Unreadable(reason, *where, "Correct that value.", columns), aside)

    def _closed(self) -> Report:
        self.report.close()
        return self.report


def remove_records(index: Index, authorities: Authorities, identifiers: list[str]) -> Report:
    """Take records out of the live version; ids that are not there are problems."""
    report = Report()
    there = index.snapshot().fetch(identifiers)
    with index.updating(authorities) as writer:
        for identifier in dict.fromkeys(identifiers):
            if identifier in there:
                writer.remove(identifier)
                report.removed += 1
            else:
                report.problems.append(Problem("unknown", f"There is no record {identifier}.", value=identifier))
    return report


def raw_rows(index: Index) -> Iterator[SourceRow]:
    """The rows that the records of the live version were made of."""
    for record in index.scan(Query()):
        for raw in record.raw:
            yield row_of(raw)


def files_of(paths: Iterable[Path]) -> list[Path]:
    """The files that are named, or in folders that are. Raises SourceError."""
    files = find_files(paths)
    if not files:
        raise SourceError("There is no file in those folders: name files, or a folder that holds some.")
    return files


def _snapshot(index: Index) -> Snapshot | None:
    try:
        return index.snapshot()
    except IndexNotReady:
        return None


def _batches(records: Iterator[Record]) -> Iterator[list[Record]]:
    while batch := list(islice(records, BATCH)):
        yield batch


def _dated(record: Record, old: Record | None, now: str) -> Record:
    added = record.added or (old.added if old else None) or now
    changed = old is not None and old.fingerprint() != record.fingerprint()
    return record.changed(added=added, updated=now if changed else record.updated or added)
