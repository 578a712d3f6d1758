"""read -> normalise -> spool and merge -> write; owns the counts."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from indexer.merge import merged
from indexer.normalise import Normaliser, row_of, with_source
from indexer.quarantine import Quarantine
from indexer.readers import find_files, is_indicators, load, read
from indexer.report import Report
from indexer.rows import Problem, SourceRow, Unreadable
from indexer.spool import Spool
from search.errors import IndexNotReady, SourceError
from search.index import Authorities, Index, Snapshot, Writer
from search.indicators import Indicators
from search.query import Query
from search.record import Record

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
        return self._write(rows, index, lambda: index.replacing(self.authorities), update=False)

    def update(self, index: Index, rows: Iterable[SourceRow | Unreadable]) -> Report:
        """Add these rows to the live version, and change what they change."""
        return self._write(rows, index, lambda: index.updating(self.authorities), update=True)

    def rows(self, files: list[Path]) -> Iterator[SourceRow | Unreadable]:
        """Every row of the files; a file that cannot be read is one refused row, and the others go on.

        A table of country indicators gives no rows but replaces the run's indicators.
        """
        for path in files:
            try:
                data = load(path)
                if is_indicators(data):
                    self.authorities = replace(self.authorities, indicators=Indicators.load(path))
                    continue
                yield from read(path, data)
            except SourceError as error:
                yield Unreadable(str(error), path.name, 0)

    def _spool(self, rows: Iterable[SourceRow | Unreadable], spool: Spool, aside: Quarantine | None) -> None:
        normalise = Normaliser(self.authorities, self.source)
        for row in rows:
            self.report.read += 1
            self.tick()
            if isinstance(row, Unreadable):
                self._refuse(row, aside)
                continue
            outcome = normalise(with_source(row, self.source))
            self.report.problems += outcome.problems
            if outcome.record is not None:
                spool.put(outcome.record)
            elif outcome.refusal:
                self._refuse(outcome.refusal, aside)

    def _refuse(self, row: Unreadable, aside: Quarantine | None) -> None:
        self.report.quarantined += 1
        self.report.problems.append(row.problem())
        if aside is not None:
            aside.add(row)

    def _merge(self, group: list[Record]) -> Record:
        if len(group) > 1:
            self.report.merged += len(group) - 1
            places = ", ".join(f"{row.file}:{row.row}" for record in group for row in record.raw)
            first = group[0].raw[0] if group[0].raw else None
            message = f"{len(group)} rows have the id {group[0].id} ({places}); they became one record."
            where = (first.file, first.row) if first else ("", 0)
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
            before = _snapshot(index)
            if before and not self.authorities.indicators.text:
                self.authorities = replace(self.authorities, indicators=before.authorities.indicators)
            with block() as writer:
                for batch in _batches(self._merge(group) for group in spool.groups()):
                    self._add(batch, writer, before, update)
                self._note_rejections(writer, aside)
                self._closed()
            self.report.quarantine = [str(aside.path)] if aside.path else []
        return self.report

    def _add(self, batch: list[Record], writer: Writer, before: Snapshot | None, update: bool) -> None:
        known = before.fetch([record.id for record in batch]) if before else {}
        for record in batch:
            old = Record.from_json(known[record.id]) if record.id in known else None
            if update and old and old.fingerprint() == record.fingerprint():
                self.report.unchanged += 1
                continue
            writer.add(_dated(record, old))
            self.report.indexed += 1

    def _note_rejections(self, writer: Writer, aside: Quarantine) -> None:
        writer.flush()
        for rejection in writer.rejected:
            self.report.indexed -= 1
            self._refuse(Unreadable(f"{rejection.id}: {rejection.reason}", "", 0), aside)

    def _closed(self) -> Report:
        self.report.close()
        return self.report


def remove(index: Index, authorities: Authorities, identifiers: list[str]) -> Report:
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


def _dated(record: Record, old: Record | None) -> Record:
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    added = record.added or (old.added if old else None) or now
    changed = old is not None and old.fingerprint() != record.fingerprint()
    return record.model_copy(update={"added": added, "updated": now if changed else record.updated or added})
