"""What the last version says that a run goes on from: dates, figures and texts, the records that have not changed."""

from dataclasses import replace
from typing import Self

from indexer.progress import Progress
from indexer.rows import Problem
from indexer.run.matching import Matching
from indexer.run.report import Report
from indexer.run.spool import Spool
from search.authorities import Authorities
from search.errors import IndexDamaged, IndexNotReady
from search.index import Index, Snapshot, record_of
from search.records import Record
from search.sentences import Sentence

DAMAGED = (
    "The last version is damaged (%(detail)s): this build replaces it, without dates, indicators and texts that stood "
    "only there."
)
NO_UPDATE = {
    "indicators": "%(file)s is a table of country indicators; only a build takes a new one.",
    "about": "%(file)s is what the page About says; only a build takes a new one.",
}


class Before:
    """snapshot: the version that is shown; None where nothing was built."""

    def __init__(self, snapshot: Snapshot | None, report: Report, update: bool) -> None:
        self.snapshot = snapshot
        self._report = report
        self._update = update

    @classmethod
    def of_update(cls, index: Index, report: Report) -> Self:
        """Raises IndexDamaged where no version can be read; the engine refuses to change one that is not whole."""
        try:
            return cls(index.snapshot(), report, update=True)
        except IndexNotReady:
            return cls(None, report, update=True)

    @classmethod
    def of_build(cls, index: Index, report: Report) -> Self:
        """A build needs none that is whole, as it is what mends an index: the report says what was damaged."""
        before = cls(None, report, update=False)
        try:
            before.snapshot = index.snapshot()
        except IndexNotReady:
            return before
        except IndexDamaged as error:
            before._damaged(error)
        if index.damage:
            before._damaged(index.damage)
        return before

    def match(self, spool: Spool, progress: Progress) -> None:
        """Settle under which ids rows are kept, as far as the version can be read. Raises IndexDamaged in an update."""
        try:
            Matching(spool, self.snapshot, progress).settle()
        except IndexDamaged as error:
            if self._update:
                raise
            self._damaged(error)
            Matching(spool, None, progress).settle()

    def records(self, identifiers: list[str]) -> dict[str, Record]:
        """Those of the records that there were. Raises IndexDamaged, but for a build."""
        try:
            lines = self.snapshot.fetch(identifiers) if self.snapshot else {}
            return {identifier: record_of(line) for identifier, line in lines.items()}
        except IndexDamaged as error:
            if self._update:
                raise
            self._damaged(error)
            return {}

    def kept(self, authorities: Authorities, *parts: str) -> Authorities:
        """The authorities of a build; what no file of it gave stays as it was."""
        for part in parts:
            if self.snapshot and not getattr(authorities, part).text:
                authorities = replace(authorities, **{part: getattr(self.snapshot.authorities, part)})
        return authorities

    @staticmethod
    def classifying(index: Index, authorities: Authorities) -> Authorities:
        """An update proposes what the version's own classifier proposes: another one takes effect for all records."""
        try:
            return replace(authorities, classifier=index.snapshot().authorities.classifier)
        except (IndexDamaged, IndexNotReady):  # which is told when the index is written
            return authorities

    def check_unchanged(self, authorities: Authorities) -> None:
        """An update leaves the version what it carries; what a file gave that differs from it is reported."""
        for part, template in NO_UPDATE.items():
            given = getattr(authorities, part)
            if self.snapshot and given.text and given.text != getattr(self.snapshot.authorities, part).text:
                message, advice = Sentence(template, file=given.name), Sentence("Build with it.")
                self._report.problems.append(Problem("not updated", message, given.name, suggestion=advice))

    def _damaged(self, error: IndexDamaged) -> None:
        problem = Problem("damaged", Sentence(DAMAGED, detail=error.detail))
        if problem not in self._report.problems:
            self._report.problems.append(problem)
