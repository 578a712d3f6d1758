"""Rows -> records in as many processes as there are processors: normalising is what a long run spends its time on."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice

from indexer.normalise import Normaliser, Outcome, with_source
from indexer.rows import Problem, SourceRow, Unreadable
from search.errors import SourceError
from search.index import Authorities

ALONE = 3000  # rows that are done before other processes would have started (measured: 1.5 seconds)
CHUNK = 200  # rows that a process is given at a time
MOST = 8  # processes: more would wait for the one that reads and writes

Row = SourceRow | Unreadable


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a row: a record (`id`, `source` and its JSON), or why there is none; and what is odd about it."""

    id: str = ""
    source: str = ""
    record: str = ""
    refusal: Unreadable | None = None
    problems: tuple[Problem, ...] = ()


def normalised(rows: Iterable[Row], authorities: Authorities, source: str) -> Iterator[Done]:
    """What became of each row, in their order. Raises SourceError when a process is ended from outside."""
    rows = iter(rows)
    normalise = Normaliser(authorities, source)
    yield from (_done(row, normalise, source) for row in islice(rows, ALONE))
    processes = min(os.cpu_count() or 1, MOST)
    following = list(islice(rows, 1))
    if processes > 1 and following:
        texts = (authorities.taxonomy.text, authorities.countries.text, source)
        yield from _together(chain(following, rows), processes, texts)
    else:
        yield from (_done(row, normalise, source) for row in chain(following, rows))


def _together(rows: Iterator[Row], processes: int, texts: tuple[str, str, str]) -> Iterator[Done]:
    context = multiprocessing.get_context("spawn")  # a fork would copy the threads' locks, but not the threads
    pool = ProcessPoolExecutor(processes, context, _begin, texts)
    waiting: deque[Future[list[Done]]] = deque()
    try:
        while chunk := list(islice(rows, CHUNK)):
            waiting.append(pool.submit(_chunk, chunk))
            if len(waiting) > 2 * processes:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenProcessPool as error:
        raise SourceError(
            "A process that normalised rows was ended from outside, perhaps for want of memory: run it again."
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _done(row: Row, normalise: Normaliser, source: str) -> Done:
    """A fault of ours costs one row, not the run."""
    if isinstance(row, Unreadable):
        return Done(refusal=row)
    try:
        outcome: Outcome = normalise(with_source(row, source))
        if outcome.record is None:
            return Done(refusal=outcome.refusal, problems=outcome.problems)
        record = outcome.record
        return Done(record.id, record.source, record.to_json(), problems=outcome.problems)
    except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError) as error:
        reason = f"The row cannot be normalised ({type(error).__name__}: {str(error)[:200]})."
        return Done(refusal=Unreadable(reason, row.file, row.row, "Please report this with the row.", row.columns))


class _Worker:
    """What a process keeps between chunks."""

    normalise: Normaliser
    source: str


def _begin(taxonomy: str, countries: str, source: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that waits for us
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _Worker.source = source
    _Worker.normalise = Normaliser(Authorities.parse(taxonomy, countries, ""), source)


def _end_with_parent() -> None:
    """A killed parent cannot tell us to end."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _chunk(rows: list[Row]) -> list[Done]:
    return [_done(row, _Worker.normalise, _Worker.source) for row in rows]
