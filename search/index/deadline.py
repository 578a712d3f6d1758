"""How long an engine may work for one question: asked before each step, as a step itself cannot be stopped.

What counts is the work: the processor time of the thread that asks, and what a server says that it took. So a machine
that is busy with others refuses nobody, and the same question is refused today and tomorrow. Writing an answer out
(`scan`) has no such limit. What bounds a single step are the limits of `search.queries`.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from search.errors import TooCostly

SECONDS = 1.5  # an ordinary answer takes 0.005; the worst that the limits let through 0.7 (60,000 records, one thread)


class _Work:
    def __init__(self) -> None:
        self._began = time.thread_time()
        self.elsewhere = 0.0

    @property
    def seconds(self) -> float:
        return time.thread_time() - self._began + self.elsewhere


_of_question: ContextVar[_Work | None] = ContextVar("work", default=None)


@contextmanager
def limited() -> Iterator[None]:
    """What is done inside, in this thread, is for one question: also what is limited in there itself."""
    before = _of_question.set(_of_question.get() or _Work())
    try:
        yield
    finally:
        _of_question.reset(before)


@contextmanager
def aside() -> Iterator[None]:
    """What is done inside is for all questions to come, as reading vocabularies is: the one at hand is not to blame."""
    before = _of_question.set(None)
    began = time.thread_time()
    try:
        yield
    finally:
        _of_question.reset(before)
        if work := _of_question.get():
            work.elsewhere -= time.thread_time() - began


def go_on() -> None:
    """Before a step. Raises TooCostly where the question has had its time; never outside `limited`."""
    work = _of_question.get()
    if work and work.seconds > SECONDS:
        raise TooCostly


def worked(seconds: float) -> None:
    """A server has worked so long for the question."""
    if work := _of_question.get():
        work.elsewhere += seconds
