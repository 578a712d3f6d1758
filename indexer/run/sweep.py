"""What a source has no longer: records of it that are in the index and not among a run's rows."""

from collections.abc import Iterator

from indexer.rows import Problem
from indexer.run.report import Report
from indexer.run.spool import Spool
from search.errors import SourceError
from search.index import Snapshot
from search.queries import Query
from search.sentences import Sentence

SHOWN = 10  # ids in a sentence
LEFT_OVER = "%(count)s records of %(source)s are in the index and in none of these rows, such as %(ids)s."
TO_REMOVE = "If they are gone: spindex remove %(ids)s, or update --sweep; if they were corrected: give rows their ids."
MOST = 0.2  # of a source's records that go without being forced: more looks like a file that was cut off
BROKEN = "%(file)s was not read to its end, so that nobody knows which records are gone."
WHOLE = "Nothing was removed, whatever was forced: mend the file and run it again, or leave it out."
UNSURE = "%(rows)s rows were refused, so that nobody knows which records are gone."
MEND = "Nothing was removed: mend the rows and run it again, or use --force."
TOO_MUCH = (
    "This would remove %(gone)s of the %(there)s records of %(source)s (%(share)s): refused, and nothing was changed. "
    "Look whether the files hold all of it, or use --force."
)


def absent(before: Snapshot, spool: Spool, report: Report, force: bool, limited: bool = False) -> list[str]:
    """The ids to remove. Raises SourceError when they are too many of a source, unless that is forced.

    limited: somebody has said how much of the index may change, so that nothing is said here of a source.

    Rows that were refused may be records that the index has: then nothing is removed, and the report says so. Whose
    rows stand in a file that was not read to its end nobody can say: after one nothing is removed even if forced.
    """
    for file in report.broken:
        report.problems.append(Problem("not removed", Sentence(BROKEN, file=file), file, suggestion=Sentence(WHOLE)))
    if report.broken:
        return []
    if (refused := report.total.refused) and not force:
        message = Sentence(UNSURE, rows=f"{refused:,}")
        report.problems.append(Problem("not removed", message, suggestion=Sentence(MEND)))
        return []
    gone: list[str] = []
    for source in sorted(spool.sources):
        gone += _absent(before, spool, source, force or limited)
    return gone


def left_over(before: Snapshot, spool: Spool, report: Report) -> None:
    """Say which records of a list an edition of it has no longer, with the command that removes them.

    An edition is what has at least half of the list's records; anything else is taken for additions and corrections.
    """
    if report.broken or report.total.refused:
        return
    for source in sorted(spool.sources):
        there = before.count([Query().with_("source", source)])[0]
        if 0 < there <= 2 * spool.kept(source):
            gone = [identifier for identifier in _ids(before, source) if not spool.has(identifier)]
            if gone and len(gone) * 2 <= there:
                shown = " ".join(gone[:SHOWN]) + (" ..." if len(gone) > SHOWN else "")
                message = Sentence(LEFT_OVER, count=len(gone), source=source, ids=", ".join(gone[:SHOWN]))
                report.problems.append(
                    Problem("left over", message, value=shown, suggestion=Sentence(TO_REMOVE, ids=shown))
                )


def _absent(before: Snapshot, spool: Spool, source: str, force: bool) -> list[str]:
    there = 0
    gone = []
    for identifier in _ids(before, source):
        there += 1
        if not spool.has(identifier):
            gone.append(identifier)
    if len(gone) > MOST * there and not force:
        numbers = {"gone": f"{len(gone):,}", "there": f"{there:,}", "share": f"{len(gone) / there:.0%}"}
        raise SourceError(TOO_MUCH, source=source, **numbers)
    return gone


def _ids(before: Snapshot, source: str) -> Iterator[str]:
    return (record.id for record in before.scan(Query().with_("source", source)))
