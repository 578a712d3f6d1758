"""Answers as they come over the wire, and what must hold of each, whatever was asked."""

import csv
import io
import json
import re
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from urllib.parse import unquote
from xml.etree import ElementTree

from selectolax.lexbor import LexborHTMLParser as HTMLParser

from tests.attack.asking import FILES, Ask
from tests.attack.canaries import found_in
from tests.attack.hostile import MARK

SLOWEST = 2.0  # seconds
SLOWEST_FILE = 60.0  # of a whole index, as long as its reader takes; its first part comes as quickly as a page
ENOUGH = 300_000  # bytes of a file that are read
PATIENCE = 30.0
MARKED_AS_DATA = "application/ld+json"
OUR_SCRIPTS = ("/static/", "/embed/v1/element.js")  # addresses of files that begin so
NOT_OURS = "iframe:not([src^='/embed/v1/']):not([src^='/embed/preview?']), base[href]"
KINDS = {
    ".csv": "text/csv", ".ris": "application/x-research-info-systems", ".bib": "application/x-bibtex",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".atom": "application/atom+xml",
    ".csl.json": "application/vnd.citationstyles.csl+json", ".jsonl": "application/jsonl",
    ".ics": "text/calendar",
}  # fmt: skip
ALLOWED = (200, 204, 206, 301, 302, 304, 308, 400, 403, 404, 405, 406, 410, 413, 414, 416, 417, 422, 429, 431)
PROMISED = ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cache-Control")


@dataclass(frozen=True)
class Answer:
    """first, whole: seconds until the first part came, and until all was read. ended: whether all was read."""

    status: int
    headers: dict[str, str]
    body: bytes
    first: float
    whole: float
    ended: bool = True
    refused: bool = False  # by gunicorn itself, which knows nothing of our headers

    @property
    def kind(self) -> str:
        """The media type."""
        return self.headers.get("content-type", "").partition(";")[0]


class NoAnswer(Exception):
    """Nothing that is HTTP came, or nothing at all, for so many seconds."""

    def __init__(self, error: Exception, seconds: float) -> None:
        super().__init__(f"{type(error).__name__} after {seconds:.1f} s")
        self.seconds = seconds


def sent(place: tuple[str, int], ask: Ask) -> Answer:
    """What is answered. Raises NoAnswer."""
    began = time.perf_counter()
    try:
        with socket.create_connection(place, timeout=PATIENCE) as connection:
            connection.sendall(ask.sent)
            if ask.raw:
                connection.shutdown(socket.SHUT_WR)
            response = HTTPResponse(connection, method=ask.method)
            response.begin()
            first = time.perf_counter() - began
            body = response.read(ENOUGH)
            ended = response.isclosed() or not response.read(1)
            headers = {name.lower(): value for name, value in response.getheaders()}
            whole = time.perf_counter() - began
            response.close()
    except (OSError, HTTPException) as error:
        raise NoAnswer(error, time.perf_counter() - began) from error
    return Answer(response.status, headers, body, first, whole, ended, "server" not in headers)


def complaints(ask: Ask, answer: Answer) -> list[str]:
    """Everything that is wrong with an answer. Of what may be two requests in one, less is asked."""
    rules = (_status, _time, _canaries) if ask.raw else RULES
    return [said for rule in rules for said in rule(ask, answer)]


def _status(ask: Ask, answer: Answer) -> Iterator[str]:
    stated = answer.status == 503 and "retry-after" in answer.headers
    other = answer.status == 501 and (answer.refused or ask.path.startswith("/oembed"))  # method or format
    if answer.status not in ALLOWED and not stated and not other:
        yield f"status {answer.status}"
    if answer.status in (301, 302, 308) and not re.match(r"/(?![/\\])", answer.headers.get("location", "")):
        yield f"leads to {answer.headers.get('location')!r}"


def _time(ask: Ask, answer: Answer) -> Iterator[str]:
    whole_file = ask.path.endswith(FILES) and not ask.path.endswith(".atom")
    limit, took = (SLOWEST_FILE, answer.whole) if whole_file else (SLOWEST, answer.whole)
    if took > limit or (whole_file and not ask.path.endswith(".xlsx") and answer.first > SLOWEST):
        yield f"took {answer.first:.2f} s to begin, {answer.whole:.2f} s in all"


def _headers(ask: Ask, answer: Answer) -> Iterator[str]:
    if answer.refused:
        return
    lacking = [name for name in PROMISED if name.lower() not in answer.headers]
    if lacking:
        yield f"lacks {', '.join(lacking)}"
    if "set-cookie" in answer.headers or "x-evil" in answer.headers:
        yield "sets what it should not"
    if "unsafe" in answer.headers.get("content-security-policy", ""):
        yield "allows what is unsafe"
    if answer.status >= 400 and answer.headers.get("cache-control") != "no-store":
        yield f"an error is kept: {answer.headers.get('cache-control')}"
    if "evil" in " ".join(answer.headers.values()) and "evil" not in unquote(unquote(ask.target)).lower():
        yield "believes what a header says"


def _canaries(ask: Ask, answer: Answer) -> Iterator[str]:
    found = found_in(f"{answer.headers} {answer.body.decode(errors='replace')}")
    if found:
        yield f"tells {found}"


def _kind(ask: Ask, answer: Answer) -> Iterator[str]:
    path = ask.path
    spelt_otherwise = (path != "/" and path.endswith("/")) or re.search(r"//|/\.|%|;", path)
    if answer.status in (204, 301, 302, 304, 308) or answer.refused or ask.method == "OPTIONS" or spelt_otherwise:
        return
    suffix = next((suffix for suffix in sorted(KINDS, key=len, reverse=True) if path.endswith(f"/search{suffix}")), "")
    expected: tuple[str, ...] = ("text/html",)
    if path.startswith("/api/") or path in ("/healthz", "/readyz", "/oembed"):
        expected = ("application/json", "text/html") if path in ("/healthz", "/readyz") else ("application/json",)
    elif suffix:
        expected = (KINDS[suffix],) if answer.status == 200 else ("text/plain",)
    elif path in ("/metrics", "/robots.txt"):
        expected = (
            ("text/plain", "application/openmetrics-text") if answer.status == 200 else ("text/plain", "text/html")
        )
    elif path.startswith("/static/") or path in ("/sitemap.xml", "/opensearch.xml", "/favicon.ico"):
        return
    if answer.kind not in expected:
        yield f"is {answer.kind or 'nothing'}, not {' or '.join(expected)}"


def _body(ask: Ask, answer: Answer) -> Iterator[str]:
    if ask.method == "HEAD" or answer.status in (204, 304) or not answer.ended or "content-encoding" in answer.headers:
        return
    if answer.refused or answer.kind not in READERS:
        return
    try:
        READERS[answer.kind](answer.body.decode())
    except (ValueError, ElementTree.ParseError, csv.Error, AssertionError) as error:
        yield f"is no good {answer.kind}: {str(error)[:200]}"


def _json(text: str) -> None:
    json.loads(text, parse_constant=_no_number)


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is no number of JSON")


def _csv(text: str) -> None:
    head = text.partition("\n")[0]
    separator = ";" if head.count(";") > head.count(",") else ","  # by the language of the interface
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=separator, strict=True))
    assert len({len(row) for row in rows}) == 1, "rows of several lengths"
    wrong = [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
    assert not wrong, f"a cell that a spreadsheet would run: {wrong[:1]}"


def _lines(text: str) -> None:
    for line in text.splitlines():
        json.loads(line)


def _html(text: str) -> None:
    """No markup but ours; this is the one place in which it would show that something was believed."""
    tree = HTMLParser(text)
    written = [node for node in tree.css("script") if node.attributes.get("type") != MARKED_AS_DATA]
    scripts = [node for node in written if node.text() or not str(node.attributes.get("src")).startswith(OUR_SCRIPTS)]
    assert not scripts and not tree.css(f"img, {NOT_OURS}, object, embed, [srcdoc]"), "markup that is not ours"
    for node in tree.css("*"):
        assert MARK not in str(node.tag) and not [
            name for name in node.attributes if name.startswith("on") or MARK in name
        ]
    for node in tree.css("[href], [src], [action]"):
        target = str(next(filter(None, map(node.attributes.get, ("href", "src", "action"))), ""))
        assert re.match(r"(/(?![/\\])|#|https?://|\?|$)", target), f"leads to {target[:80]!r}"


READERS: dict[str, Callable[[str], object]] = {
    "application/json": _json, "application/vnd.citationstyles.csl+json": _json, "application/jsonl": _lines,
    "text/csv": _csv, "text/html": _html, "application/atom+xml": ElementTree.fromstring,
    "text/xml": ElementTree.fromstring,
}  # fmt: skip
RULES = (_status, _time, _headers, _canaries, _kind, _body)
