"""Clients that are slow on purpose, on real sockets: they wait, and nobody waits for them."""

import re
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from search.authorities import Authorities
from search.engines import open_index
from search.records import Record
from search.settings import Settings
from tests.served import Site, served
from tests.test_serve import environment
from tests.webapp.conftest import authorities, settings  # noqa: F401  fixtures that are the same

SERVE = [sys.executable, "-m", "indexer", "serve", "--workers", "1", "--threads", "4"]
MANY = 40
QUICK = 1.0  # seconds
HEAD = b"GET /healthz HTTP/1.1\r\nHost: a\r\n"


@contextmanager
def serving(data: Path, log: Path) -> Iterator[Site]:
    with served(SERVE, log, **environment(data)) as made:
        yield made
        assert not made.log.partition("Ctrl-C ends it)")[2].strip()  # nothing is said of those who are slow


@pytest.fixture(scope="module")
def site(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:  # noqa: F811
    with serving(settings.data, tmp_path_factory.mktemp("slow") / "log") as made:
        yield made


def connected(site: Site) -> socket.socket:
    parts = urlsplit(site.url)
    return socket.create_connection((str(parts.hostname), int(parts.port or 0)), timeout=30)


@contextmanager
def clients(site: Site, sent: bytes, number: int = MANY) -> Iterator[list[socket.socket]]:
    """So many that have sent this and keep their connection."""
    with ExitStack() as stack:
        made = [stack.enter_context(closing(connected(site))) for _ in range(number)]
        for one in made:
            one.sendall(sent)
        time.sleep(0.2)
        yield made


def slowest(site: Site, asked: int = 5) -> float:
    """Seconds that somebody else waits at most."""
    took = []
    for _ in range(asked):
        began = time.monotonic()
        assert site.get("/search?q=pension").status_code == 200
        took.append(time.monotonic() - began)
    return max(took)


def received(client: socket.socket) -> bytes:
    """All that comes until the server closes."""
    parts = []
    while part := client.recv(65536):
        parts.append(part)
    return b"".join(parts)


SLOW = {
    "nothing": b"",
    "half a line": b"GET /healthz",
    "a head without its end": HEAD,
    "an answer that is not closed": b"GET /healthz HTTP/1.0\r\n\r\n",
    "a body that does not come": b"POST /search HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n",
    "a body for assistants": b"POST /mcp HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{",
    "a body in pieces that do not come": b"POST /search HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n",
    "half a head after a whole one": HEAD + b"\r\n" + HEAD,
    "whole ones": HEAD + b"\r\n",
}


@pytest.mark.parametrize("sent", SLOW.values(), ids=SLOW)
def test_those_who_are_slow_hold_up_nobody(site: Site, sent: bytes) -> None:
    with clients(site, sent):
        assert slowest(site) < QUICK


def test_a_byte_now_and_then_is_no_request(site: Site) -> None:
    with clients(site, HEAD) as dripping:
        for byte in b"X-Slow: 1":
            for one in dripping:
                one.sendall(bytes([byte]))
            assert slowest(site, 1) < QUICK
        dripping[0].sendall(b"\r\n\r\n")  # one that comes to an end in time is answered
        assert dripping[0].recv(65536).startswith(b"HTTP/1.1 200 OK")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (HEAD + b"X: " + b"a" * 70_000, b"431"),
        (b"GET / HTTP/1.1\nHost: a\n\n", b"400"),
        (HEAD + b"X: 1\n\r\n", b"400"),
        (b"\r\n" + HEAD + b"Connection: close\r\n\r\n", b"200"),
        (b"\r\n\r\n", b"400"),
        (b"POST /search HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabcde", b"405"),
    ],
)
def test_what_is_answered_at_once(site: Site, sent: bytes, status: bytes) -> None:
    with clients(site, sent, 1) as (client,):
        began = time.monotonic()
        answer = received(client)
        assert answer.startswith(b"HTTP/1.1 " + status) and time.monotonic() - began < QUICK


def test_requests_that_come_in_odd_pieces_are_answered_in_order(site: Site) -> None:
    asked = HEAD + b"\r\n" + b"GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n" + HEAD + b"Connection: close\r\n\r\n"
    for size in (1, 7, len(asked)):
        with closing(connected(site)) as client:
            for start in range(0, len(asked), size):
                client.sendall(asked[start : start + size])
                time.sleep(0.002)
            answer = received(client)
        assert re.findall(rb"HTTP/1\.1 (\d+) ", answer) == [b"200", b"404", b"200"]


@pytest.mark.slow
def test_the_deadline_of_a_head(site: Site) -> None:
    began = time.monotonic()
    with clients(site, HEAD) as dripping, clients(site, b"", 3) as silent:
        while time.monotonic() - began < 9:
            for one in dripping:
                one.sendall(b"a")
            time.sleep(0.5)
        for one in dripping:
            assert received(one).startswith(b"HTTP/1.1 408 ")
        assert [received(one) for one in silent] == [b""] * 3
        assert 9 < time.monotonic() - began < 14


@pytest.mark.slow
def test_idle_connections_are_closed(site: Site) -> None:
    began = time.monotonic()
    with clients(site, HEAD + b"\r\n") as idle:
        assert all(received(one).startswith(b"HTTP/1.1 200 OK") for one in idle)
        assert time.monotonic() - began < 6


def test_the_end_waits_for_no_idler(settings: Settings, tmp_path: Path) -> None:  # noqa: F811
    with serving(settings.data, tmp_path / "log") as ended, clients(ended, b""), clients(ended, SLOW["whole ones"]):
        began = time.monotonic()
        assert ended.end() == 0 and time.monotonic() - began < 5


def test_more_connections_than_are_taken_wait_their_turn(site: Site) -> None:
    with clients(site, b"", 600):
        pass
    assert slowest(site) < QUICK


@pytest.mark.slow
def test_who_does_not_take_a_file_keeps_no_thread(authorities: Authorities, tmp_path: Path) -> None:  # noqa: F811
    with open_index(Settings(data=tmp_path)) as index, index.replacing(authorities) as writer:
        for number in range(4000):
            words = " ".join(f"pension{number}x{word}" for word in range(200))
            writer.add(Record(id=f"a:{number}", title={"en": "Pensions"}, source="a", abstract={"en": words}))
    asked = b"GET /search.jsonl HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 203.0.113.1\r\n\r\n"
    with serving(tmp_path, tmp_path / "log") as big:
        whole = len(big.get("/search.jsonl").content)
        began = time.monotonic()
        with clients(big, asked, 2) as idle, clients(big, asked, 1) as (third,):
            assert third.recv(65536).startswith(b"HTTP/1.1 429 ")
            assert slowest(big) < QUICK
            while b"HTTP/1.1 429 " in answer_to(big, asked):
                time.sleep(1)
                assert time.monotonic() - began < 45
            assert time.monotonic() - began > 20
            assert all(len(received(one)) < whole for one in idle)


def answer_to(site: Site, asked: bytes) -> bytes:
    """Its beginning."""
    with closing(connected(site)) as client:
        client.sendall(asked)
        return client.recv(1000)
