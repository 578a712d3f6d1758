"""Streams: how many files of whole answers are being sent, to whom; each keeps a thread until it has arrived."""

import ipaddress
import os
import threading
from collections import Counter
from collections.abc import Callable

from flask import request
from werkzeug.exceptions import TooManyRequests

OF_ONE = 2  # at a time, of each process, to one address
SEVERAL = 4  # to all, where nobody says how many threads there are


class Crowded(TooManyRequests):
    """As many as there may be, to whomever. (503 would look like an outage to whoever watches the site.)"""


class Streams:
    """most: to all clients together; a worker sets it below the number of its threads, so that others are answered."""

    def __init__(self) -> None:
        self.most = SEVERAL
        self._changing = threading.Lock()
        self._sent: Counter[str] = Counter()

    def begin(self) -> Callable[[], None]:
        """One more for the request at hand; what is returned is to be called once when it ends.

        Raises TooManyRequests, or Crowded.
        """
        client, ended = client_address(), threading.Event()
        with self._changing:
            if client and self._sent[client] >= OF_ONE:
                raise TooManyRequests
            if self._sent.total() >= self.most:
                raise Crowded
            self._sent[client] += 1

        def end() -> None:
            with self._changing:
                if not ended.is_set():
                    ended.set()
                    self._sent -= Counter([client])  # without those that have none

        return end


def client_address() -> str:
    """Of a proxy that may be believed, what it says last; empty where it says nothing, as it then stands for everybody.

    FORWARDED_ALLOW_IPS is gunicorn's: the addresses of such proxies, or `*`.
    """
    peer = request.remote_addr or ""
    if not _believed(peer):
        return peer
    return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()


def _believed(peer: str) -> bool:
    proxies = [name.strip() for name in os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1").split(",")]
    if "*" in proxies or not peer:  # no address: a socket of this machine
        return True
    return any(ipaddress.ip_address(peer) in ipaddress.ip_network(name, strict=False) for name in proxies if name)
