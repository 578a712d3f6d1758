"""The rows of one file: taken when it has been read to its end, else forgotten as if they had never been there."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from indexer.normalise import Column
from indexer.printing import name_of
from indexer.readers import OtherKind, Rows, is_named
from indexer.rows import End, Problem, Refusal, Step
from indexer.run.quarantine import Quarantine
from indexer.run.report import Balance, Report
from indexer.run.spool import Spool
from indexer.run.workers import Normalised
from search.errors import SourceError
from search.sentences import Sentence

NOT_TAKEN = "%(reason)s Nothing of the file is taken, though rows could be read before that: %(rows)s."
MORE = "%(count)s more problems of %(file)s are not listed: mend these first."
MOST_PROBLEMS = 100_000  # of a file that are listed: as many as 60 MB hold
FAULT = "%(file)s cannot be read to its end (%(kind)s): please report this with the file."
FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)


def to_the_end(path: Path, rows: Rows, named: bool) -> Iterator[Step]:
    """The rows of a file, and its End. named: on the command line, not found in a folder.

    Raises SourceError for one that is told by its name: nothing may be shown then, as what must be found, or what to
    say of it, is not known; and for one of a kind that is not read, if it is named.
    """
    name, count, broken = name_of(path), 0, None
    try:
        for row in rows:
            yield row
            count += not isinstance(row, Problem)
    except SourceError as error:
        if is_named(path) or (named and isinstance(error, OtherKind)):
            raise
        broken = error.sentence
    except FAULTS as error:  # of a reader
        broken = Sentence(FAULT, file=name, kind=type(error).__name__)
    if broken and count:
        broken = Sentence(NOT_TAKEN, reason=broken, rows=count)
    yield End(name, Refusal(broken, name, 0) if broken else None)


class Taking:
    """Fills a spool, a quarantine (where there is one) and a report, file by file.

    unread: the filled columns of those files that feed no field.
    """

    def __init__(self, report: Report, spool: Spool, quarantine: Quarantine | None) -> None:
        self.unread: dict[Column, None] = {}
        self._report = report
        self._spool = spool
        self._quarantine = quarantine
        self._begin()

    def _begin(self) -> None:
        self._balance = Balance()
        self._problems: list[Problem] = []
        self._more = 0
        self._columns: dict[Column, None] = {}

    def take(self, one: Normalised) -> None:
        """What became of a row, or that the file ends."""
        if one.end:
            self._end(one.end.file, one.end.refusal)
            return
        self._note(one.problems)
        self._columns.update(dict.fromkeys(one.unread))
        if one.told:
            return
        if one.removed:
            self._spool.remove(one.removed)
            return
        self._balance.read += 1
        if one.refusal:
            self._refuse(one.refusal)
        else:
            self._spool.put(one.id, one.source, one.record, (len(self._report.files), one.stated))

    def _note(self, problems: Sequence[Problem]) -> None:
        room = MOST_PROBLEMS - len(self._problems)
        self._problems += problems[:room]
        self._more += len(problems[room:])

    def _refuse(self, row: Refusal) -> None:
        self._balance.refused += 1
        self._note([row.problem()])
        if self._quarantine is not None:
            self._quarantine.add(row)

    def _end(self, file: str, refusal: Refusal | None) -> None:
        if refusal:
            self._spool.forget()
            if self._quarantine is not None:
                self._quarantine.forget()
            self._begin()
            self._balance.read, self._balance.whole = 1, False
            self._refuse(refusal)
        self._balance.file = file
        self._keep()

    def _keep(self) -> None:
        self._spool.keep()
        if self._quarantine is not None:
            self._quarantine.mark()
        self._report.files.append(self._balance)
        self._report.problems += self._problems
        if self._more:
            said = Sentence(MORE, count=self._more, file=self._balance.file)
            self._report.problems.append(Problem("more", said, self._balance.file))
        self.unread.update(self._columns)
        self._begin()

    def finish(self) -> None:
        """Take rows that stand in no file, such as an index's own."""
        if self._balance.read:
            self._keep()
