"""Embed hosts: on which sites our widgets are shown is counted, where whoever runs the site lets us."""

import logging
import sqlite3
import threading
import time
from collections import Counter

from flask import Flask, Response, request

from search.embeds import embeds_of, host_of
from search.settings import Settings

EMBEDS = "/embed/v1/"
PAUSE = 30.0  # seconds between two writings: a widget is answered in less time than a disk takes
NOT_KEPT = "Hosts of widgets are not counted from here on, as this cannot be kept: %s"


class EmbedHosts:
    """Gathers for a while before it writes; what was gathered last by a process that ends is lost: a lower bound."""

    def __init__(self, settings: Settings, logger: logging.Logger) -> None:
        self._embeds = embeds_of(settings) if settings.demand == "on" else None
        self._own = settings.base_url
        self._logger = logger
        self._changing = threading.Lock()
        self._seen: Counter[str] = Counter()
        self._written = -PAUSE

    def install(self, app: Flask) -> None:
        """Look at every answer to a widget."""
        app.after_request(self._after)

    def _after(self, response: Response) -> Response:
        page = request.path.startswith(EMBEDS) and not request.path.endswith(".js")  # with a script a page comes, too
        shown = page and response.status_code in (200, 304)
        if shown and self._embeds and (host := host_of(request.headers.get("Referer", ""), self._own)):
            self.seen(host)
        return response

    def seen(self, host: str) -> None:
        """Count a host once; written now and then."""
        with self._changing:
            self._seen[host] += 1
            now = time.monotonic()
            if now - self._written < PAUSE or not self._embeds:
                return
            waiting, self._seen, self._written = self._seen, Counter(), now
            try:
                self._embeds.note(waiting)
            except (OSError, sqlite3.Error) as error:
                self._embeds = None
                self._logger.warning(NOT_KEPT, type(error).__name__)
