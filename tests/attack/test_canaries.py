"""Nothing of a visitor and nothing that opens Elasticsearch is written anywhere, whatever goes wrong."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from indexer.commands.serve import APPLICATION, Gunicorn
from tests.attack.canaries import ADDRESS, KEY, PASSWORD, WORDS, arguments, environment, found_in
from tests.attack.echo import SHAPES, Shape, echoing
from tests.served import Site, served
from tests.test_serve import SERVE
from tests.test_serve import environment as variables

HEADERS = {
    "X-Forwarded-For": ADDRESS,
    "Forwarded": f"for={ADDRESS}",
    "Referer": f"https://example.org/?q={WORDS}",
    "User-Agent": WORDS,
    "Cookie": f"session={WORDS}",
    "Authorization": f"Basic {PASSWORD}",
}
PATHS = (
    "/", "/search?q={}", "/search.csv?q={}", "/api/v1/search?q={}", "/records/{}", "/countries/{}", "/countries?q={}",
    "/about?q={}", "/taxonomy?q={}", "/embed/v1/country/KEN.html?q={}", "/{}", "/search?q=a&{}=1", "/readyz?{}",
)  # fmt: skip
AT_LEAST = "counts a text"  # the shape that gets furthest, and is not slow
AS_SENT = "".join(f"{name}: {value}\r\n" for name, value in HEADERS.items())
NOT_HTTP = [  # what gunicorn itself refuses
    f"GET /search?q={WORDS}é HTTP/1.1\r\n{AS_SENT}\r\n".encode(),
    f"GET /search?q={WORDS} HTTP/9\r\n{AS_SENT}\r\n".encode(),
    f"GET /search?q={WORDS} with blanks HTTP/1.1\r\n{AS_SENT}\r\n".encode(),
    f"get{WORDS}() / HTTP/1.1\r\n\r\n".encode(),
    f"{WORDS}\r\n\r\n".encode(),
    f"GET /search?q={WORDS} HTTP/1.1\r\n{AS_SENT}{WORDS}\r\n\r\n".encode(),
    f"GET /search?q={WORDS} HTTP/1.1\r\n{AS_SENT}{WORDS}\0: x\r\n\r\n".encode(),
    f"GET /search?q={WORDS} HTTP/1.1\r\n{AS_SENT}Transfer-Encoding: {WORDS}\r\n\r\n".encode(),
    f"GET /search?q={WORDS} HTTP/1.1\r\n{AS_SENT}Content-Length: {WORDS}\r\n\r\n".encode(),
    f"POST /search?q={WORDS} HTTP/1.1\r\n{AS_SENT}Transfer-Encoding: chunked\r\n\r\n{WORDS}\r\n".encode(),
    f"GET /search?q={WORDS} HTTP/1.1\r\n{AS_SENT}Expect: {WORDS}\r\n\r\n".encode(),
    f"GET /search?q={WORDS}{'a' * 9000} HTTP/1.1\r\n{AS_SENT}\r\n".encode(),
    f"GET /search?q={WORDS} HTTP/1.1\r\n{AS_SENT}X: {'a' * 9000}\r\n\r\n".encode(),
    f"PROXY TCP4 {ADDRESS} {ADDRESS} 1 1\r\nGET /?q={WORDS} HTTP/1.1\r\n{AS_SENT}\r\n".encode(),
    f"GET http://{WORDS}.example/?q={WORDS} HTTP/1.1\r\n{AS_SENT}\r\n".encode(),
    b"\x16\x03\x01\x02" + WORDS.encode() * 100,
    f"GET /search?q={WORDS} HTTP/1.1\r\n{AS_SENT}".encode(),  # never ended
]  # fmt: skip


def raw(site: Site, sent: bytes) -> bytes:
    """The first answer to some bytes."""
    host, _, port = site.url.partition("//")[2].partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        return connection.recv(100_000)


def visited(site: Site) -> None:
    """All that somebody with canaries may do."""
    for path in PATHS:
        for method in ("GET", "HEAD", "POST", WORDS.upper()):
            try:
                requests.request(method, site.url + path.format(WORDS), headers=HEADERS, timeout=30)
            except requests.exceptions.ChunkedEncodingError:
                continue  # a file that broke off
    for sent in NOT_HTTP:
        raw(site, sent)


def discreet(site: Site) -> None:
    """No canary is where others may see it."""
    others = [site.get(path) for path in ("/search?q=other", "/nothing", "/metrics", "/readyz", "/api/v1/search")]
    seen = {"log": site.log, "arguments": arguments(site), "environment": environment(site)}
    seen |= {f"answer {number}": f"{answer.headers}\n{answer.text}" for number, answer in enumerate(others)}
    assert {place: found for place, text in seen.items() if (found := found_in(text))} == {}


@contextmanager
def asking(url: str, tmp_path: Path, *command: str) -> Iterator[Site]:
    """A site whose Elasticsearch is there, and whose key is in a file."""
    (tmp_path / "key").write_text(f" {KEY}\n")
    away = {"SPINDEX_ENGINE": "elasticsearch", "SPINDEX_ELASTICSEARCH_URL": url}
    key = {"SPINDEX_ELASTICSEARCH_API_KEY_FILE": str(tmp_path / "key")}
    started = command or (*SERVE, "--workers", "1")
    with served([*started], tmp_path / "log", **variables(tmp_path), **away, **key) as site:
        yield site


def test_the_canaries_would_be_noticed() -> None:
    assert found_in(f"127.0.0.1 /search?q={WORDS}") == [WORDS] and found_in("ApiKey " + KEY)[0] == KEY
    assert found_in(WORDS, WORDS) == []


def test_an_elasticsearch_that_is_away(tmp_path: Path) -> None:
    with asking("http://127.0.0.1:9", tmp_path) as site:
        visited(site)
        discreet(site)
        assert "EngineUnavailable" in site.log and "Traceback" not in site.log


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param(shape, id=name, marks=() if name == AT_LEAST else pytest.mark.slow)
        for name, shape in SHAPES.items()
    ],
)
def test_an_elasticsearch_that_answers_with_the_question(shape: Shape, tmp_path: Path) -> None:
    with echoing(shape) as url, asking(url, tmp_path) as site:
        visited(site)
        discreet(site)


def test_what_nobody_foresaw(tmp_path: Path) -> None:
    """In a page, in the middle of a file, after an answer was made, in a thread, and where Python can only say so."""
    arguments = Gunicorn("127.0.0.1", 0, 1, 8).arguments(str(tmp_path))
    failing = [argument.replace(APPLICATION, "tests.attack.failing:site()") for argument in arguments]
    start = "import os, sys; os.execv(sys.executable, [sys.executable, '-m', *sys.argv[1:]])"
    bind = failing.index("--bind")
    del failing[bind : bind + 2]  # gunicorn listens where PORT says
    with asking("http://127.0.0.1:9", tmp_path, sys.executable, "-c", start, *failing) as site:
        visited(site)
        discreet(site)
        for function in ("snapshot", "halfway", "after", "<genexpr>", "__del__"):  # whoever mends it finds the place
            assert f"in {function}\n" in site.log
        assert site.log.count("ValueError") > 20 and "KeyError\nwhich led to:" in site.log


def test_the_report_of_a_fault_holds_no_key_and_no_password(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(KEY)
    fails = (
        "import sys; from indexer.endings import ending\n"
        f"try: raise ValueError('{KEY} https://user:{PASSWORD}@host:9200/x')\n"
        "except ValueError as error: print(ending(error).said)"
    )
    for given in (
        ["--elasticsearch-api-key-file", str(tmp_path / "key")],
        [f"--elasticsearch-api-key-file={tmp_path}/key"],
    ):
        command = [sys.executable, "-c", fails, *given]
        done = subprocess.run(
            command, env={**variables(tmp_path), "TMPDIR": str(tmp_path)}, capture_output=True, text=True, check=True
        )
        (report,) = tmp_path.glob("spindex-*.log")
        assert found_in(done.stdout + done.stderr + report.read_text()) == [] and "ValueError: …" in report.read_text()
        report.unlink()
