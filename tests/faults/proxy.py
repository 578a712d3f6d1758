"""A small HTTP proxy before a real server that loses, cuts, delays, refuses or garbles what a test names."""

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PRODUCT = {"x-elastic-product": "Elasticsearch", "content-type": "application/vnd.elasticsearch+json;compatible-with=8"}


@dataclass
class Exchange:
    """One request; its answer when the server was asked."""

    handler: BaseHTTPRequestHandler
    target: str
    body: bytes
    ended: threading.Event  # when the proxy ends, nothing is stalled any more

    @property
    def path(self) -> str:
        return self.handler.path.partition("?")[0]

    def forward(self, body: bytes | None = None) -> tuple[int, dict[str, str], bytes]:
        """Have the server do it, with another body if one is given."""
        headers = {k: v for k, v in self.handler.headers.items() if k.lower() not in HOP_BY_HOP}
        connection = HTTPConnection(self.target)
        try:
            connection.request(self.handler.command, self.handler.path, self.body if body is None else body, headers)
            answer = connection.getresponse()
            kept = {k.lower(): v for k, v in answer.getheaders() if k.lower() not in HOP_BY_HOP}
            return answer.status, kept, answer.read()
        finally:
            connection.close()

    def answer(self, status: int, headers: dict[str, str], body: bytes, length: int | None = None) -> None:
        """Send this; a `length` that is longer than the body leaves the client waiting until the connection is cut."""
        self.handler.send_response(status)
        for name, value in {**headers, "content-length": str(len(body) if length is None else length)}.items():
            self.handler.send_header(name, value)
        self.handler.end_headers()
        self.handler.wfile.write(body)


FOREIGN = "java.lang.SecretReason"  # what nobody may read
HOP_BY_HOP = ("host", "connection", "content-length", "transfer-encoding")
Fault = Callable[[Exchange], None]


def passed(exchange: Exchange) -> None:
    """No fault."""
    exchange.answer(*exchange.forward())


def unsent(exchange: Exchange) -> None:
    """The connection is cut before the server has seen the request."""
    exchange.handler.close_connection = True


def lost(exchange: Exchange) -> None:
    """The server has done it, and nobody hears."""
    exchange.forward()
    exchange.handler.close_connection = True


def halved(exchange: Exchange) -> None:
    """The answer breaks off in the middle of its body."""
    status, headers, body = exchange.forward()
    exchange.answer(status, headers, body[: len(body) // 2], len(body))
    exchange.handler.close_connection = True


def beheaded(exchange: Exchange) -> None:
    """Of the answer only the headers come."""
    status, headers, body = exchange.forward()
    exchange.answer(status, headers, b"", len(body))
    exchange.handler.close_connection = True


def garbled(exchange: Exchange) -> None:
    """A good status, Elasticsearch's headers, and a body that is not JSON."""
    status, headers, _ = exchange.forward()
    exchange.answer(status, headers, b'{"took":1,"\xff<h1>')


def stalled(seconds: float) -> Fault:
    """The answer comes later."""

    def fault(exchange: Exchange) -> None:
        answer = exchange.forward()
        exchange.ended.wait(seconds)
        exchange.answer(*answer)

    return fault


def overtaken(seconds: float) -> Fault:
    """The request itself is held up on its way: one that is sent later comes first."""

    def fault(exchange: Exchange) -> None:
        exchange.ended.wait(seconds)
        exchange.answer(*exchange.forward())

    return fault


def refused(status: int, type_: str) -> Fault:
    """Elasticsearch says no to the whole request."""
    error = {"type": type_, "reason": FOREIGN}

    def fault(exchange: Exchange) -> None:
        body = {"error": {**error, "root_cause": [error]}, "status": status}
        exchange.answer(status, PRODUCT, json.dumps(body).encode())

    return fault


def put_off(exchange: Exchange) -> None:
    """Every other operation of a bulk request is refused with 429, and does not reach the server."""
    operations = list(_operations(exchange.body))
    kept = b"".join(lines for _, lines in operations[1::2])
    done = iter(json.loads(exchange.forward(kept)[2])["items"] if kept else [])
    full = {"type": "es_rejected_execution_exception", "reason": FOREIGN}
    items = [
        next(done) if number % 2 else {kind: {"_id": head["_id"], "status": 429, "error": full}}
        for number, ((kind, head), _) in enumerate(operations)
    ]
    exchange.answer(200, PRODUCT, json.dumps({"took": 1, "errors": True, "items": items}).encode())


def tripped(exchange: Exchange) -> None:
    """The last search of an `msearch` asks for more memory than there is; the others are answered."""
    status, headers, body = exchange.forward()
    answers = json.loads(body)
    error = {"type": "circuit_breaking_exception", "reason": FOREIGN}
    answers["responses"][-1] = {"error": {**error, "root_cause": [error]}, "status": 429}
    exchange.answer(status, headers, json.dumps(answers).encode())


def _operations(body: bytes) -> Iterator[tuple[tuple[str, Any], bytes]]:
    """(kind, its metadata), the lines of each operation of a bulk request."""
    lines = iter(body.splitlines(keepends=True))
    for line in lines:
        ((kind, head),) = json.loads(line).items()
        yield (kind, head), line if kind == "delete" else line + next(lines)


class Proxy:
    """`faults` says for each request what is done to it; `done` keeps what was: paths and the faults' names."""

    def __init__(self, target: str) -> None:
        self.faults: Callable[[Exchange], Fault] = lambda _: passed
        self.done: list[tuple[str, Fault]] = []
        self.url = ""
        self._target = target
        self._ended = threading.Event()
        self._choosing = threading.Lock()

    def on(self, what: str, faults: Iterable[Fault]) -> None:
        """Do these, in turn, to requests whose path contains that; then nothing."""
        left = iter(faults)
        self.faults = lambda exchange: next(left, passed) if what in exchange.path else passed

    def met(self) -> list[Fault]:
        """The faults that were made."""
        return [fault for _, fault in self.done if fault is not passed]

    def handle(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        exchange = Exchange(handler, self._target, body, self._ended)
        with self._choosing:
            fault = self.faults(exchange)
            self.done.append((exchange.path, fault))
        with suppress(ConnectionError):  # a client that had no patience
            fault(exchange)

    @contextmanager
    def serving(self) -> Iterator["Proxy"]:
        class Handler(BaseHTTPRequestHandler):
            def do(handler) -> None:
                self.handle(handler)

            do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = do

            def log_message(handler, format: str, *args: object) -> None:
                """Say nothing."""

        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
            threading.Thread(target=http.serve_forever, args=(0.05,), daemon=True).start()
            self.url = f"http://127.0.0.1:{http.server_port}"
            yield self
            self._ended.set()
            http.shutdown()
