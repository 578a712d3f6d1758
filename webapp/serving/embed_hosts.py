"""Embed hosts: on which sites our widgets are shown, and of what, is counted, where whoever runs the site lets us."""

import logging
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator

from flask import Flask, Response, request

from search.authorities import Vocabulary
from search.embeds import Value, embeds_of, host_of, values_in
from search.settings import Settings

EMBEDS = "/embed/v1/"
STEP = "step"  # parameter of what a reader asks within <sp-search>: browsers say the same host of it
SCRIPT = ".js"  # of the page around a widget, which is no widget
PAUSE = 30.0  # seconds between two writings: a widget is answered in less time than a disk takes
MOST_WAITING = 2000  # hosts, and values of hosts, between two writings; what comes on top is left out
NOT_KEPT = "Hosts of widgets are not counted from here on, as this cannot be kept: %s"


class EmbedHosts:
    """Gathers for a while before it writes; what was gathered last by a process that ends is lost: a lower bound."""

    def __init__(self, settings: Settings, logger: logging.Logger, vocabulary: Callable[[], Vocabulary]) -> None:
        """vocabulary: that of the request at hand."""
        self._embeds = embeds_of(settings) if settings.demand == "on" else None
        self._own = settings.base_url
        self._logger = logger
        self._vocabulary = vocabulary
        self._changing = threading.Lock()
        self._hosts: Counter[str] = Counter()
        self._values: Counter[tuple[str, Value]] = Counter()
        self._written = -PAUSE

    def install(self, app: Flask) -> None:
        """Look at every answer to a widget."""
        app.after_request(self._after)

    def _after(self, response: Response) -> Response:
        path = request.path
        shown = path.startswith(EMBEDS) and not path.endswith(SCRIPT) and response.status_code in (200, 304)
        if shown and self._embeds:
            host = host_of(request.headers.get("Referer", ""), self._own, request.host_url)
            if host:
                self.seen(host, set(values_in(_named(), self._vocabulary())))
        return response

    def seen(self, host: str, values: set[Value]) -> None:
        """Count a host once, and each value that it shows; written now and then."""
        with self._changing:
            if len(self._hosts) + len(self._values) < MOST_WAITING:
                self._hosts[host] += 1
                self._values.update((host, value) for value in values)
            now = time.monotonic()
            if now - self._written >= PAUSE:
                self._written = now
                self._write()

    def _write(self) -> None:
        hosts, self._hosts = self._hosts, Counter()
        values, self._values = self._values, Counter()
        if not self._embeds:
            return
        try:
            self._embeds.note(hosts)
            self._embeds.note_values(values)
        except (OSError, sqlite3.Error) as error:
            self._embeds = None
            self._logger.warning(NOT_KEPT, type(error).__name__)


def _named() -> Iterator[tuple[str, str]]:
    """The parameters of the address, and the country in its path; not of what a reader chose in an element."""
    if STEP in request.args:
        return
    yield from request.args.items(multi=True)
    if code := (request.view_args or {}).get("code"):
        yield "country", code
