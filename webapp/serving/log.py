"""Logbook: what goes wrong, one line each for whoever runs the site, and not a thousand a second."""

import logging
import threading
import time
from collections.abc import Callable

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
