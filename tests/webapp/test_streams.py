"""Files of whole answers, each of which keeps a thread: a few at a time, to one client and to all."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from search.settings import Settings
from webapp import create_app
from webapp.exports import EXPORTS
from webapp.serving.streams import OF_ONE, SEVERAL

from .pages import visitor

FILE = "/search.csv"
WHOLE = [f"/search.{export.suffix}" for export in EXPORTS if export.whole]


@pytest.fixture
def site(settings: Settings) -> Flask:
    return create_app(settings)


@pytest.fixture
def sending(site: Flask) -> Iterator["Sending"]:
    with ExitStack() as stack:
        yield Sending(visitor(site), stack)


class Sending:
    """Files that have begun to be sent and are kept open."""

    def __init__(self, client: FlaskClient, stack: ExitStack) -> None:
        self._client = client
        self._stack = stack

    def begun(self, peer: str, forwarded: str = "", address: str = FILE, method: str = "GET") -> TestResponse:
        headers = {"X-Forwarded-For": forwarded} if forwarded else {}
        answer = self._client.open(
            address, method=method, headers=headers, environ_overrides={"REMOTE_ADDR": peer}, buffered=False
        )
        self._stack.callback(answer.close)
        return answer


def test_one_client_gets_few_at_a_time(sending: Sending, site: Flask) -> None:
    begun = [sending.begun("203.0.113.1", address=address) for address in WHOLE[:OF_ONE]]
    assert {answer.status_code for answer in begun} == {200}
    for address in WHOLE:
        refused = sending.begun("203.0.113.1", address=f"{address}?lang=fr")
        assert refused.status_code == 429 and int(refused.headers["Retry-After"]) > 0
        assert refused.text.startswith("Deux fichiers") and refused.mimetype == "text/plain"
        assert refused.headers["Cache-Control"] == "no-store"
    assert visitor(site).get("/search", environ_overrides={"REMOTE_ADDR": "203.0.113.1"}).status_code == 200
    begun[0].close()
    begun[0].close()
    assert sending.begun("203.0.113.1").status_code == 200
    assert sending.begun("203.0.113.1").status_code == 429


def test_all_together_leave_threads_to_others(sending: Sending, site: Flask) -> None:
    begun = [sending.begun(f"203.0.113.{number}") for number in range(SEVERAL)]
    assert {answer.status_code for answer in begun} == {200}
    refused = sending.begun("203.0.113.99")
    assert refused.status_code == 429 and refused.headers["Retry-After"] and "minute" in refused.text
    assert visitor(site).get("/search").status_code == 200
    for answer in begun:
        answer.close()
    assert sending.begun("203.0.113.99").status_code == 200


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxies", "counted"),
    [
        ("127.0.0.1", "203.0.113.1", None, True),
        ("127.0.0.1", "203.0.113.9, 203.0.113.1", None, True),
        ("127.0.0.1", "", None, False),  # a proxy that does not say for whom it asks
        ("203.0.113.1", "", None, True),
        ("10.1.2.3", "", "10.0.0.0/8", False),
        ("10.1.2.3", "203.0.113.1", "127.0.0.1, 10.0.0.0/8", True),
        ("10.1.2.3", "203.0.113.1", "*", True),
        ("", "203.0.113.1", None, True),
    ],
)
def test_who_the_client_is(
    sending: Sending, monkeypatch: pytest.MonkeyPatch, peer: str, forwarded: str, proxies: str | None, counted: bool
) -> None:
    if proxies is not None:
        monkeypatch.setenv("FORWARDED_ALLOW_IPS", proxies)
    found = [sending.begun(peer, forwarded).status_code for _ in range(OF_ONE + 1)]
    assert found == [200] * OF_ONE + [429 if counted else 200]


def test_who_is_not_believed_is_one_client_whatever_is_said(sending: Sending) -> None:
    said = [sending.begun("203.0.113.1", f"198.51.100.{number}").status_code for number in range(OF_ONE + 1)]
    assert said == [200] * OF_ONE + [429]


@pytest.mark.parametrize("how", ["HEAD", "known", "another spelling", "nobody reads"])
def test_what_is_not_read_is_counted_no_longer(site: Flask, how: str) -> None:
    client = visitor(site)
    for _ in range(3 * SEVERAL):
        if how == "HEAD":
            assert client.head(FILE).status_code == 200
        elif how == "known":
            assert client.get(FILE, headers={"If-None-Match": "*"}).status_code == 304
        elif how == "another spelling":
            assert client.get(f"{FILE}/").status_code == 301
        else:
            answer = client.get(FILE, buffered=False)
            answer.close()
    assert client.get(FILE).status_code == 200


def test_a_record_or_a_feed_is_no_stream(sending: Sending) -> None:
    assert {sending.begun("203.0.113.1", address="/search.atom").status_code for _ in range(9)} == {200}
    assert {sending.begun("203.0.113.1", address="/records/demo:script.csv").status_code for _ in range(9)} == {200}
