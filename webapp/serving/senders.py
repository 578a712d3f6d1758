"""Senders: how often one address may send something; kept in the memory of each process, and nowhere else."""

import threading
import time
from collections import deque
from collections.abc import Callable

from webapp.serving.streams import client_address

OF_ONE = 5  # times an hour, from one address, to each process
OF_ALL = 100  # from whoever has none, as behind a proxy that does not tell
HOUR = 3600.0
MOST = 10_000  # addresses that are remembered; the oldest are forgotten first


class Senders:
    """clock: seconds, from any beginning."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._changing = threading.Lock()
        self._sent: dict[str, deque[float]] = {}

    def may(self) -> bool:
        """Whether the client of the request at hand may send once more; it is counted then."""
        client, now = client_address(), self._clock()
        with self._changing:
            times = self._sent.pop(client, deque())
            while times and times[0] <= now - HOUR:
                times.popleft()
            allowed = len(times) < (OF_ONE if client else OF_ALL)
            if allowed:
                times.append(now)
            self._sent[client] = times  # the last one now
            while len(self._sent) > MOST:
                del self._sent[next(iter(self._sent))]
        return allowed
