"""Rows -> records in as many processes as there are processors: normalising is what a long run spends its time on."""

import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import chain, islice
from multiprocessing.connection import Connection

from indexer.normalise import Column, Normaliser, removed_id
from indexer.rows import End, Problem, Refusal, Removal, SourceRow, Step
from indexer.sources import Sources
from search.authorities import Authorities
from search.errors import SourceError
from search.records import LARGEST_RECORD, why
from search.sentences import Sentence

ALONE = 2500  # rows that are done before other processes would have started (measured: 1.5 seconds)
CHUNK = 200  # rows that a process is given at a time
WHILE_STARTING = 20  # rows that are done here before looking again whether the others have started
MOST = 8  # processes: more would wait for the one that reads and writes
TOO_LARGE = "The record would be %(size)s characters long, with its row; the limit is %(limit)s."
SHORTER = "Leave out of the file what is no description, such as whole texts."
FAULT = "The row cannot be normalised (%(kind)s: %(reason)s)."

Texts = tuple[dict[str, str], Sources]  # what another process needs: the parts of the authorities, and the sources


@dataclass(frozen=True, slots=True)
class Normalised:
    """What became of a row, fit to be sent to another process, and kept.

    A record (`id`, `source` and its JSON), or why there is none; or the id of a record that is gone; or that a file
    ends here; or a problem that is only told. And what is odd about the row, and which of its filled columns feed no
    field. stated: whether the row says of itself which record it is.
    """

    id: str = ""
    source: str = ""
    record: str = ""
    removed: str = ""
    end: End | None = None
    told: bool = False
    refusal: Refusal | None = None
    problems: tuple[Problem, ...] = ()
    unread: tuple[Column, ...] = ()
    stated: bool = False


def normalised(rows: Iterable[Step], authorities: Authorities, sources: Sources) -> Iterator[Normalised]:
    """What became of each row, in their order. Raises SourceError when a process is ended from outside."""
    rows = iter(rows)
    normalise = Normaliser(authorities, sources)
    yield from (_normalised(row, normalise) for row in islice(rows, ALONE))
    processes = min(os.cpu_count() or 1, MOST)
    following = list(islice(rows, 1))
    if processes > 1 and following:
        texts = (authorities.texts, sources)
        yield from _by_several(chain(following, rows), normalise, [_Worker(texts) for _ in range(processes)])
    else:
        yield from (_normalised(row, normalise) for row in chain(following, rows))


def _by_several(rows: Iterator[Step], normalise: Normaliser, workers: list["_Worker"]) -> Iterator[Normalised]:
    """What became of the rows: done here while the other processes start, and by them when all have."""
    busy: deque[_Worker] = deque()
    try:
        while not all(worker.ready() for worker in workers) and (chunk := list(islice(rows, WHILE_STARTING))):
            yield from [_normalised(row, normalise) for row in chunk]
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

    def __init__(self, texts: Texts) -> None:
        context = multiprocessing.get_context("spawn")  # a fork would copy the threads' locks, but not the threads
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self._texts: Texts | None = texts
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

    def give(self, rows: list[Step]) -> None:
        """Rows to normalise; one lot at a time."""
        self._give(rows)

    def _give(self, things: object) -> None:
        with _noticing_its_end():
            self._pipe.send(things)

    def take(self) -> list[Normalised]:
        """What became of them."""
        with _noticing_its_end():
            done: list[Normalised] = self._pipe.recv()
        return done

    def end(self) -> None:
        """Stop, whatever it is doing."""
        self._pipe.close()
        self._process.terminate()
        self._process.join()


@contextmanager
def _noticing_its_end() -> Iterator[None]:
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
        texts, sources = pipe.recv()
        normalise = Normaliser(Authorities.parse(texts), sources)
        pipe.send([])
        pipe.send([_normalised(row, normalise) for row in pipe.recv()])
        gc.freeze()  # vocabularies stay: looking through them for what can go took a fifth of the time
        while True:
            pipe.send([_normalised(row, normalise) for row in pipe.recv()])


def _normalised(row: Step, normalise: Normaliser) -> Normalised:
    """A fault of ours costs one row, not the run."""
    if isinstance(row, Refusal):
        return Normalised(refusal=row)
    if isinstance(row, Removal):
        return _removed(row)
    if isinstance(row, End):
        return Normalised(end=row)
    if isinstance(row, Problem):
        return Normalised(told=True, problems=(row,))
    done = _made(row, normalise)
    return _on_its_sheet(done, row.sheet) if row.sheet and (done.problems or done.refusal) else done


def _on_its_sheet(done: Normalised, sheet: str) -> Normalised:
    problems = tuple(replace(problem, sheet=sheet) for problem in done.problems)
    refusal = replace(done.refusal, sheet=sheet) if done.refusal else None
    return replace(done, problems=problems, refusal=refusal)


def _made(row: SourceRow, normalise: Normaliser) -> Normalised:
    try:
        outcome = normalise(row)
        record = outcome.record
        if record is None:
            return Normalised(refusal=outcome.refusal, problems=outcome.problems, unread=outcome.unread)
        line = record.to_json()
        if len(line) > LARGEST_RECORD and len(line := record.undated().to_json()) > LARGEST_RECORD:
            reason = Sentence(TOO_LARGE, size=len(line), limit=LARGEST_RECORD)
            return Normalised(refusal=Refusal.of(row, reason, Sentence(SHORTER)))
        return Normalised(
            record.id, record.source, line,
            problems=outcome.problems, unread=outcome.unread, stated=outcome.stated,
        )  # fmt: skip
    except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError) as error:
        reason = Sentence(FAULT, kind=type(error).__name__, reason=str(error)[:200])
        advice = Sentence("Please report this with the row.")
        return Normalised(refusal=Refusal.of(row, reason, advice))


def _removed(row: Removal) -> Normalised:
    try:
        return Normalised(removed=removed_id(row))
    except ValueError as error:
        reason = Sentence("The removed record has no usable identity: %(reason)s.", reason=why(error))
        columns = {"id": row.id, "source": row.source, "removed": True}
        return Normalised(refusal=Refusal(reason, row.file, row.row, Sentence("Correct its id."), columns))
