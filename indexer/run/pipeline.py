"""read -> normalise -> spool and merge -> write; owns the counts."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import starmap

from indexer.decisions import Decisions
from indexer.evaluation import approve
from indexer.rows import Problem, Refusal, Step
from indexer.run.before import Before
from indexer.run.columns import Columns
from indexer.run.correcting import Correcting
from indexer.run.intake import Intake
from indexer.run.matching import Matching
from indexer.run.merge import dated, refused, surplus
from indexer.run.naming import Naming
from indexer.run.quarantine import Quarantine
from indexer.run.relating import Relating
from indexer.run.removals import remove, there
from indexer.run.report import Balance, Report
from indexer.run.settled import Settled, settled
from indexer.run.spool import Group, Spool, batches
from indexer.run.sweep import absent, left_over
from indexer.run.taking import Taking
from indexer.run.unread import keep_unread
from indexer.run.workers import normalised
from search.errors import SourceError
from search.index import Index, Writer, now
from search.records import Record
from search.sentences import Sentence

NOTHING = "There is nothing to index in these files: the index stays as it is."
REJECTED = "The engine refused %(id)s: %(reason)s"


@dataclass
class Run(Intake):
    """One run over some rows: what it needs to know, and its balance.

    source: where rows come from that do not say it. replace: rows of an update stand for whole records, and correct
    none. limited: somebody has said how much may change. lists: those that were read. golden: what a new version must
    answer. decisions: which records are one, and which related. tables: files whose rows are lines of a table. part:
    the rows are no edition of a list.
    """

    limited: bool = False
    replace: bool = False
    decisions: Decisions = field(default_factory=Decisions)
    part: bool = False

    def __post_init__(self) -> None:
        self.sources.check(self.authorities.taxonomy)

    def check(self, rows: Iterable[Step]) -> Report:
        """What a build would do, without an index."""
        self.report.dry = True
        self.report.columns = Columns(self.sources)
        rows = self.report.columns.watching(rows)
        with Spool() as spool:
            self._take(rows, spool, None)
            Matching(spool, None, self.progress).settle()
            for group in self.progress.each("merging", self._groups(spool, None), spool.count):
                told, balance = self._settled(group, None, None, None)
                balance.indexed += told.record is not None
        return self._closed()

    def build(self, index: Index, rows: Iterable[Step], again: bool = False, force: bool = False) -> Report:
        """A whole new version of these rows; records that were there before keep the date on which they came.

        What a row says to be removed is just not in it. again: the rows are the index's own, so what was said about
        them still holds, and there may be none. force: even where a file that cannot be read has records there.
        """
        with self._taken(rows) as (spool, quarantine):
            if not spool.sources and not again:
                return self._nothing()
            before = Before.of_build(index, self.report)
            keep_unread(before.snapshot, self.report, force)
            if not again:
                before.match(spool, self.progress)
            self.authorities = before.kept(self.authorities, "indicators", *(["about"] if again else []))
            with index.replacing(self.authorities, partial(approve, self.golden)) as writer:
                self._add(spool, writer, before, quarantine, update=False)
                self._settle(spool, writer, quarantine)
        return self.report

    def update(self, index: Index, rows: Iterable[Step], sweep: bool = False, force: bool = False) -> Report:
        """Add these rows to the live version, and change or remove what they say.

        sweep: remove what their sources have no longer; force: however much that is.
        """
        self.authorities = Before.classifying(index, self.authorities)
        with self._taken(rows) as (spool, quarantine):
            if not spool.sources and not spool.removed:
                return self._nothing()
            before = Before.of_update(index, self.report)
            before.check_unchanged(self.authorities)
            shown = before.snapshot
            before.match(spool, self.progress)
            gone = there(shown, spool.removed, self.report) if shown else []
            gone += absent(shown, spool, self.report, force, self.limited) if shown and sweep else []
            if shown and not sweep and not self.part:
                left_over(shown, spool, self.report)
            with index.updating(self.authorities) as writer:
                self._add(spool, writer, before, quarantine, update=True)
                remove(gone, writer, self.report)
                self._settle(spool, writer, quarantine)
        return self.report

    @contextmanager
    def _taken(self, rows: Iterable[Step]) -> Iterator[tuple[Spool, Quarantine]]:
        """The rows, normalised; what is refused is kept before the index shows anything (`_settle`)."""
        with Spool() as spool, self._quarantine() as quarantine:
            self._take(rows, spool, quarantine)
            yield spool, quarantine
            self.report.quarantine = self.report.quarantine or quarantine.keep()

    def _quarantine(self) -> Quarantine:
        return Quarantine(self.quarantine, self.tables, self.inputs)

    def _take(self, rows: Iterable[Step], spool: Spool, quarantine: Quarantine | None) -> None:
        taking = Taking(self.report, spool, quarantine)
        for one in normalised(rows, self.authorities, self.sources):
            taking.take(one)
        taking.finish()
        spool.unite(self.decisions.names())
        self.report.problems += starmap(self.sources.unread, taking.unread)
        self.report.problems += spool.contradictions()

    def _refuse(self, row: Refusal, balance: Balance, quarantine: Quarantine | None) -> None:
        balance.refused += 1
        self.report.problems.append(row.problem())
        if quarantine is not None:
            quarantine.add(row)

    def _nothing(self) -> Report:
        """An index is never replaced by an empty one. Raises SourceError when there was not even a row to refuse."""
        if not self.report.total.read:
            raise SourceError("%(nothing)s Name files that hold rows.", nothing=Sentence(NOTHING))
        self.report.problems.append(Problem("nothing", Sentence(NOTHING)))
        return self._closed()

    def _groups(self, spool: Spool, quarantine: Quarantine | None) -> Iterator[Group]:
        """The rows of an id at a time; what is too much to be merged is refused."""
        for group in spool.groups():
            if group.surplus:
                self._refuse(surplus(group.records[0]), self.report.files[group.files[0]], quarantine)
            else:
                yield group

    def _settled(
        self, group: Group, old: Record | None, correcting: Correcting | None, quarantine: Quarantine | None
    ) -> tuple[Settled, Balance]:
        """What becomes of the rows of an id, and the balance of the file whose row the record counts for."""
        told = settled(group, old, correcting)
        self.report.problems += told.problems
        balances = [self.report.files[number] for number in group.files]
        gone = dict(told.refused)
        for place, row in gone.items():
            self._refuse(row, balances[place], quarantine)
        first, *others = [one for place, one in enumerate(balances) if place not in gone] or balances[:1]
        for one in others:
            one.merged += 1
        return told, first

    def _add(self, spool: Spool, writer: Writer, before: Before, quarantine: Quarantine, *, update: bool) -> None:
        correcting = None
        if update and not self.replace:
            correcting = Correcting.of(self.authorities, self.sources)
        relating = Relating(spool, before.snapshot if update else None, self.decisions)
        relating.find()
        self.report.proposed = relating.proposed()
        naming = Naming(spool, before.snapshot if update else None)
        groups = self.progress.each("merging", self._groups(spool, quarantine), spool.count)
        for batch in batches(groups):
            known = before.records([group.records[0].id for group in batch])
            moment = now()
            for group in batch:
                old = known.get(group.records[0].id)
                told, balance = self._settled(group, old, correcting, quarantine)
                if told.record is None:
                    continue
                record = relating.related(naming.named(told.record), old if update and not told.replaced else None)
                if update and old and old.fingerprint() == record.fingerprint():
                    balance.unchanged += 1
                    continue
                writer.add(dated(record, None if told.replaced else old, moment))
                balance.indexed += 1
        self._relate(relating, writer, before)

    @staticmethod
    def _relate(relating: Relating, writer: Writer, before: Before) -> None:
        """Tell records for which there is no row what belongs to them."""
        moment = now()
        for batch in batches(iter(relating.others)):
            for old in before.records(batch).values():
                new = relating.related(old, old)
                if new.fingerprint() != old.fingerprint():
                    writer.add(dated(new, old, moment))

    def _settle(self, spool: Spool, writer: Writer, quarantine: Quarantine) -> None:
        """What the engine did not take goes to the quarantine as the row that it was, and that is kept on the disk.

        Then the balance must close; only then the new content is shown.
        """
        writer.flush()
        for rejection in writer.rejected:
            group = spool.of(rejection.id)
            balance = self.report.files[group.files[0]]
            balance.indexed -= 1
            reason = Sentence(REJECTED, id=rejection.id, reason=rejection.reason)
            first, *others = (refused(one, reason, Sentence("Correct that value.")) for one in group.records)
            self._refuse(first, balance, quarantine)
            for one in others:  # which count as merged
                quarantine.add(one)
        self.report.quarantine = quarantine.keep()
        self._closed()

    def _closed(self) -> Report:
        self.report.close()
        return self.report
