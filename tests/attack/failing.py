"""A site in which nobody foresaw what happens: what it meets is told as errors that quote the request, at each place.

Served by gunicorn as `tests.attack.failing:site()`. The path says where: /search fails in the index, /search.csv in the
middle of a file, /about after the answer was made, /countries in a thread, /taxonomy in what nobody waits for.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

from flask import Flask, Response, has_request_context, request

from search.answers import Status
from search.authorities import Authorities
from search.errors import IndexNotReady
from search.index import Index, Snapshot, Writer
from webapp import create_app


def quoted() -> str:
    """What a careless error would say."""
    if not has_request_context():  # the first question, before any visitor
        raise IndexNotReady("Nothing is here.")
    return f"{request.full_path} {dict(request.headers)} {request.remote_addr}"


class Failing(Index):
    """An index of errors that quote the request."""

    def snapshot(self) -> Snapshot:
        try:
            raise KeyError(quoted())
        except KeyError as error:
            raise ValueError(quoted(), request.environ) from error

    def content(self) -> str:
        raise NotImplementedError

    def replacing(
        self,
        authorities: Authorities,
        approve: Callable[[Snapshot], None] = lambda _: None,
        since: str | None = None,
    ) -> AbstractContextManager[Writer]:
        raise NotImplementedError

    def updating(self, authorities: Authorities, since: str | None = None) -> AbstractContextManager[Writer]:
        raise NotImplementedError

    def rollback(self, since: str | None = None, noting: Callable[[], None] = lambda: None) -> Status:
        raise NotImplementedError

    def versions(self) -> list[Status]:
        raise NotImplementedError


class Ignored:
    """What fails where Python itself can only say so."""

    def __init__(self) -> None:
        self.said = quoted()

    def __del__(self) -> None:
        raise ValueError(self.said)


def halfway(said: str) -> Iterator[bytes]:
    """A file that breaks off."""
    yield b"id,title\n"
    raise ValueError(said)


def site() -> Flask:
    """The application."""
    app = create_app(index=Failing())

    def before() -> Any:
        if request.path == "/search.csv":
            return Response(halfway(quoted()), mimetype="text/csv")
        if request.path == "/countries":
            failing = ValueError(quoted())
            threading.Thread(target=lambda: (_ for _ in ()).throw(failing)).start()
        if request.path == "/taxonomy":
            Ignored()
        return None

    def after(response: Response) -> Response:
        if request.path == "/about":
            raise ValueError(quoted())
        return response

    app.before_request(before)
    app.after_request(after)
    return app
