"""An Elasticsearch gone wrong: it answers whatever it is asked with the question, headers and all, in a given shape."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from search.authorities import PARTS, Authorities

HEADERS = {"x-elastic-product": "Elasticsearch", "content-type": "application/json"}
VERSION = "spindex-20260101t000000000000z-00000000"
Answer = tuple[int, str]
Shape = Callable[[str, str], Answer]  # the path of the question, and all of it as a text in JSON


def refusal(status: int) -> Shape:
    """An error of its own, which quotes the question."""
    return lambda path, asked: (
        status,
        f'{{"error": {{"type": {asked}, "reason": {asked}}}, "status": {status}}}',
    )


def of(text: str) -> Shape:
    """A good status and a body in which ASKED is the question."""
    return lambda path, asked: (200, text.replace("ASKED", asked))


def only_for_searches(shape: Shape) -> Shape:
    """All is well until somebody searches."""

    def shaped(path: str, asked: str) -> Answer:
        return shape(path, asked) if "search" in path else (200, _authorities() if "_mget" in path else _mapping())

    return shaped


@lru_cache
def _authorities() -> str:
    texts = Authorities.shipped().texts
    found = [{"found": part.name in texts, "_source": {"text": texts.get(part.name)}} for part in PARTS]
    return json.dumps({"docs": found})


def _mapping() -> str:
    moment = "2026-01-01T00:00:00Z"
    meta = {"schema": "x", "taxonomy": "x", "taxonomy_version": "1", "built_at": moment, "updated_at": moment}
    return json.dumps({VERSION: {"mappings": {"_meta": {**meta, "records": 3}}}})


SHAPES: dict[str, Shape] = {
    "refuses": refusal(400),
    "fails": refusal(500),
    "knows no key": refusal(401),
    "is no JSON": lambda path, asked: (200, asked.replace('"', "")),
    "is a text": of("ASKED"),
    "is a list": of("[ASKED]"),
    "has an index of that name": of('{ASKED: {"mappings": {"_meta": {}}}}'),
    "has a text for an index": of(f'{{"{VERSION}": ASKED}}'),
    "refuses each search": only_for_searches(of('{"responses": [{"error": {"type": ASKED}, "status": 400}]}')),
    "finds a text": only_for_searches(of('{"responses": [ASKED]}')),
    "counts a text": only_for_searches(
        of('{"responses": [{"timed_out": false, "_shards": {"failed": 0}, "hits": {"total": {"value": ASKED}}}]}')
    ),
}


@contextmanager
def echoing(shape: Shape) -> Iterator[str]:
    """Its address, until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            asked = json.dumps(f"{self.path} {dict(self.headers)} {body.decode(errors='replace')}")
            status, answer = shape(self.path.partition("?")[0], asked)
            self.send_response(status)
            said = "".join(filter(str.isprintable, asked.replace('"', "'"))).encode("ascii", "replace").decode()
            warned = f'299 Elasticsearch-9.4.3-x "{said}"'
            for name, value in {**HEADERS, "content-length": str(len(answer.encode())), "warning": warned}.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(OSError):
                self.wfile.write(answer.encode())

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = do

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        threading.Thread(target=http.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{http.server_port}"
        http.shutdown()
