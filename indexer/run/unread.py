"""A file that could not be read is not an empty one: a build keeps the records that the index has of it."""

from collections import Counter

from indexer.rows import Problem
from indexer.run.report import Report
from search.errors import IndexDamaged, SourceError
from search.index import Snapshot
from search.queries import Query
from search.sentences import Sentence

REFUSED = (
    "%(file)s was not read to its end (%(reason)s), and the index holds %(held)s records of it%(more)s: nothing was "
    "changed. Mend the file, or leave it out and build without it, or --force to lose these records."
)
MORE = "; and so it is with %(count)s more files"


def keep_unread(before: Snapshot | None, report: Report, force: bool) -> None:
    """Raises SourceError where what is live holds records of a file that was not read to its end, unless forced."""
    held = _held(before, set(report.broken)) if before and report.broken and not force else Counter[str]()
    if held:
        file, count = held.most_common(1)[0]
        more = Sentence(MORE, count=len(held) - 1) if len(held) > 1 else ""
        raise SourceError(REFUSED, file=file, reason=_reason(report, file), held=count, more=more)


def _held(before: Snapshot, files: set[str]) -> Counter[str]:
    """How many records each file has there. An index that is damaged is replaced by a build, whatever it held."""
    held: Counter[str] = Counter()
    try:
        for record in before.scan(Query()):
            held.update(files & {row.file for row in record.raw})
    except IndexDamaged:
        return Counter()
    return held


def _reason(report: Report, file: str) -> str:
    said = (problem for problem in report.problems if problem.file == file and not problem.row)
    return str(next(said, Problem("", Sentence("see `spindex check`"))).message).rstrip(".")
