"""Which version readers are shown: asked a few times a second in the background, as long as questions come."""

import threading
import time
from collections.abc import Callable

from search.errors import SearchError
from search.index import Version

FRESH = 0.4  # seconds for which a reader goes on with the version that was live; the one before is kept and answers
EVERY = 0.2  # seconds between two looks
IDLE = 3.0  # seconds without a question after which nobody looks any more


class LiveVersion:
    """Looking takes a millisecond, a fifth of a short answer: so it is done while nobody waits for it.

    A question that comes after a pause looks for itself. `ask` is called from another thread, too.
    """

    def __init__(self, ask: Callable[[], Version]) -> None:
        self._ask = ask
        self._known: tuple[float, Version] | None = None
        self._asked = 0.0
        self._forgotten = 0
        self._looking: threading.Thread | None = None
        self._starting = threading.Lock()
        self._closed = threading.Event()

    def version(self) -> Version:
        """What was live less than FRESH ago. Raises what `ask` raises."""
        self._asked = time.monotonic()
        known = self._known
        if known is None or self._asked - known[0] > FRESH:
            return self._look()
        if self._looking is None:
            self._start()
        return known[1]

    def forget(self) -> None:
        """The next question looks for itself: what this process has written is seen at once."""
        self._forgotten += 1
        self._known = None

    def close(self) -> None:
        """Look no more."""
        self._closed.set()
        if looking := self._looking:
            looking.join()

    def _look(self) -> Version:
        forgotten, began = self._forgotten, time.monotonic()
        version = self._ask()
        if forgotten == self._forgotten:
            self._known = began, version
        return version

    def _start(self) -> None:
        with self._starting:
            if self._looking is None and not self._closed.is_set():
                self._looking = threading.Thread(target=self._keep_looking, name="live version", daemon=True)
                self._looking.start()

    def _keep_looking(self) -> None:
        try:
            while not self._closed.wait(EVERY) and time.monotonic() - self._asked < IDLE:
                self._look()
        except SearchError:
            self._known = None  # the next question looks for itself, and is told why it fails
        finally:
            self._looking = None
