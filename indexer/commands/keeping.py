"""What every writing command shares: it is kept as a run that can be taken back, and limited in what it changes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import click

from indexer.endings import code_of
from indexer.printing import printable
from indexer.progress import progress
from search.settings import Settings

if TYPE_CHECKING:
    from indexer.run import KeptIndex, KeptRun, Limit, Report

WORDS = "spindex.words"  # what was typed after `spindex`

_MOST = "Refuse to change or remove more of the live records: a share or a number of them.  [default: 20%]"
max_change_option = click.option("--max-change", metavar="SHARE", default="", help=_MOST)


def limit_of(max_change: str, force: bool) -> "Limit | None":
    """How much may change. Raises SourceError for what says nothing of that."""
    from indexer.run import DEFAULT, Limit

    limit = Limit.read(max_change or DEFAULT)
    return None if force else limit


@contextmanager
def kept_index(
    settings: Settings, limit: "Limit | None" = None, since: str | None = None, undone: int = 0
) -> "Iterator[KeptIndex]":
    """The index, written to within a run that is kept.

    since: what was live when it was read, where that was before; undone: the run that is taken back.
    """
    from indexer.run import KeptIndex, Runs
    from search.engines import open_index

    with open_index(settings) as index:
        since = index.content() if since is None else since
        words = click.get_current_context().meta.get(WORDS, [])
        run = Runs(settings).begin(words, since, undone)
        kept = KeptIndex(index, run, since, limit)
        kept.progress = progress()
        with _ending(run, kept.content):
            yield kept


@contextmanager
def _ending(run: "KeptRun", content: Callable[[], str]) -> Iterator[None]:
    """Notes how a run ends. Where the machine refuses that, it is shown as interrupted; what it did is done."""
    try:
        yield
    except BaseException as error:
        _end(run, content, {"exit": code_of(error), "said": printable(str(error))[:1000]})
        raise
    _end(run, content, {"exit": run.facts.get("exit", 0)})


def _end(run: "KeptRun", content: Callable[[], str], facts: dict[str, Any]) -> None:
    from search.errors import SearchError
    from search.index import now

    after = ""
    with suppress(SearchError):
        after = content()
    with suppress(OSError):
        run.note(ended=now(), after=after, **facts)


def done(kept: "KeptIndex", report: "Report") -> None:
    """Keeps what a run that has done its work says."""
    report.changes = kept.changes
    if run := kept.run:
        report.run = run.number
        balance = {**report.total.as_dict(), "removed": report.removed}
        files = [{"file": one.file, **one.as_dict()} for one in report.files if one.file]
        with suppress(OSError):
            run.keep_problems(report.problems)
            run.note(exit=report.exit_code, balance=balance, files=files, changes=kept.changes.as_dict())
