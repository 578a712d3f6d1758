"""Rows -> records in as many processes as there are processors: normalising is what a long run spends its time on."""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing.connection import Connection

from indexer.normalise import Normaliser, Outcome, with_source
from indexer.rows import Problem, SourceRow, Unreadable
from search.authorities import Authorities
from search.errors import SourceError

ALONE = 2500  # rows that are done before other processes would have started (measured: 1.5 seconds)
CHUNK = 200  # rows that a process is given at a time
WHILE_STARTING = 20  # rows that are done here before looking again whether the others have started
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
        yield from _together(chain(following, rows), normalise, processes, texts)
    else:
        yield from (_done(row, normalise, source) for row in chain(following, rows))


def _together(
    rows: Iterator[Row], normalise: Normaliser, processes: int, texts: tuple[str, str, str]
) -> Iterator[Done]:
    """What became of the rows: done here while the other processes start, and by them when all have."""
    workers = [_Worker(texts) for _ in range(processes)]
    busy: deque[_Worker] = deque()
    try:
        while not all(worker.ready() for worker in workers) and (chunk := list(islice(rows, WHILE_STARTING))):
            yield from [_done(row, normalise, texts[-1]) for row in chunk]
        for worker in workers:
            if chunk := list(islice(rows, CHUNK)):
                worker.give(chunk)
                busy.append(worker)
        while busy:
            worker = busy.popleft()
            done = worker.take()
            if chunk := list(islice(rows, CHUNK)):
                worker.give(chunk)
                busy.append(worker)
            yield from done
    finally:
        for worker in workers:
            worker.end()


class _Worker:
    """Another process, at the end of a pipe of its own: when either of the two is killed, the other one notices.

    (In a ProcessPoolExecutor a process that is killed while it answers makes the others wait for ever; and so does one
    here that is killed while it starts, where it was started with more than a pipe holds. So it asks for its texts.)
    """

    def __init__(self, texts: tuple[str, str, str]) -> None:
        context = multiprocessing.get_context("spawn")  # a fork would copy the threads' locks, but not the threads
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self._texts: tuple[str, str, str] | None = texts
        self._ready = False

    def ready(self) -> bool:
        """Whether it has read its texts. It says so with an empty list, and with another one before that it may."""
        if not self._ready and self._pipe.poll():
            self.take()
            if self._texts:
                self._give(self._texts)
                self._texts = None
            else:
                self._ready = True
        return self._ready

    def give(self, rows: list[Row]) -> None:
        """Rows to normalise; one lot at a time."""
        self._give(rows)

    def _give(self, things: object) -> None:
        with _told():
            self._pipe.send(things)

    def take(self) -> list[Done]:
        """What became of them."""
        with _told():
            done: list[Done] = self._pipe.recv()
        return done

    def end(self) -> None:
        """Stop, whatever it is doing."""
        self._pipe.close()
        self._process.terminate()
        self._process.join()


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (EOFError, OSError) as error:
        raise SourceError(
            "A process that normalised rows was ended from outside, perhaps for want of memory: run it again."
        ) from error


def _serve(pipe: Connection) -> None:
    """Normalise rows until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that waits for us
    with suppress(EOFError, OSError):
        pipe.send([])
        taxonomy, countries, source = pipe.recv()
        normalise = Normaliser(Authorities.parse(taxonomy, countries, ""), source)
        pipe.send([])
        while True:
            pipe.send([_done(row, normalise, source) for row in pipe.recv()])


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
