"""The log: what goes wrong, one line each for whoever runs the site, and not a thousand a second; nothing of a visitor.

What visitors ask for is theirs: neither their words nor their addresses are written, whatever fails.
"""

import logging
import re
import threading
import time
import traceback
from collections.abc import Callable, Iterator

from search.errors import SearchError

PAUSE = 60.0  # seconds between two lines of the same sentence
SEVERAL = 50  # sentences that are remembered: many more than there are ways to fail at one time


class Logbook:
    """Writes each sentence at once, and again after a pause, with how often it was passed over meanwhile."""

    def __init__(self, logger: logging.Logger, clock: Callable[[], float] = time.monotonic) -> None:
        self._logger = logger
        self._clock = clock
        self._writing = threading.Lock()
        self._written: dict[str, tuple[float, int]] = {}

    def note(self, error: SearchError) -> None:
        """The error's own sentence, with what only the operator may read."""
        sentence = f"{type(error).__name__}: {error}" + (f" ({error.detail})" if error.detail else "")
        now = self._clock()
        with self._writing:
            when, passed_over = self._written.get(sentence, (-PAUSE, 0))
            if now - when < PAUSE:
                self._written[sentence] = when, passed_over + 1
                return
            if len(self._written) >= SEVERAL:
                self._written.clear()
            self._written[sentence] = now, 0
        self._logger.error("%s%s", " ".join(sentence.split()), f" [{passed_over} more]" if passed_over else "")


PLACE = re.compile(r"%[-#0 +]*\d*(?:\.\d+)?[a-zA-Z]")  # of a value in a template of `logging`


def discreet(record: logging.LogRecord) -> bool:
    """A filter that lets every line pass, and tells an exception by its kind and its places in the program alone.

    What an exception says of itself may be a visitor's words, the address that was asked or what an engine answered;
    so may the values of the line that tells it, in which gunicorn and Flask write that address.
    """
    if record.exc_info and record.exc_info[1]:
        told = [PLACE.sub("…", str(record.msg)), *_places(record.exc_info[1])]
        record.msg, record.args = "%s", ("\n".join(told),)
        record.exc_info = record.exc_text = None
    return True


def _places(error: BaseException) -> Iterator[str]:
    """Its causes first, as Python tells them."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause:
        yield from _places(cause)
        yield "which led to:"
    yield from (line.rstrip("\n") for line in traceback.format_tb(error.__traceback__))
    yield type(error).__qualname__
