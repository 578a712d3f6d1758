"""Questions asked through a faulty line: the right answer, or soon a sentence of ours; never a part of an answer."""

import json
import time
from collections.abc import Callable

import pytest

from search.authorities import Authorities
from search.engines.elasticsearch import client as elasticsearch_client
from search.engines.elasticsearch import snapshot as elasticsearch_snapshot
from search.errors import EngineUnavailable, SearchError, TooCostly
from search.index import Index, deadline
from search.queries import Query
from tests.faults.proxy import (
    Exchange,
    Fault,
    Proxy,
    beheaded,
    garbled,
    halved,
    lost,
    passed,
    refused,
    stalled,
    tripped,
    unsent,
)  # fmt: skip
from tests.faults.writing import FIRST, fill, in_our_words

pytestmark = pytest.mark.elasticsearch

QUESTION = Query(q="pension", sort="title")
TRIPPED = refused(429, "circuit_breaking_exception")
AT_LAST = 0.5  # seconds that somebody waits for an answer here

QUESTIONS: dict[str, Callable[[Index], object]] = {
    "search": lambda index: (index.search(QUESTION).total, [hit.record for hit in index.search(QUESTION).hits]),
    "count": lambda index: index.count([QUESTION, Query()]),
    "scan": lambda index: list(index.scan(Query())),
    "get": lambda index: index.get(FIRST[0].id),
    "status": lambda index: index.status(),
    "versions": lambda index: index.versions(),
}
ONCE = {"cut before": unsent, "cut after": lost, "half": halved, "headers": beheaded, "too much": TRIPPED}
ALWAYS = {**ONCE, "not JSON": garbled, "late": stalled(3 * AT_LAST)}


@pytest.fixture
def filled(far: Index, near: Index, authorities: Authorities, monkeypatch: pytest.MonkeyPatch) -> Index:
    fill(near, authorities)
    monkeypatch.setattr(elasticsearch_client, "SECONDS_FOR_AN_ANSWER", AT_LAST)
    monkeypatch.setattr(elasticsearch_snapshot, "BATCH", 7)
    return far


def every_second(fault: Fault) -> Callable[[Exchange], Fault]:
    """The first try of everything fails, the second does not."""
    asked = iter(range(10**6))
    return lambda _: passed if next(asked) % 2 else fault


@pytest.mark.parametrize("ask", QUESTIONS.values(), ids=QUESTIONS)
@pytest.mark.parametrize("fault", ONCE.values(), ids=ONCE)
def test_what_fails_once_is_answered(
    ask: Callable[[Index], object], fault: Fault, proxy: Proxy, filled: Index, near: Index
) -> None:
    expected = ask(near)
    proxy.faults = every_second(fault)
    assert ask(filled) == expected and proxy.met()


@pytest.mark.parametrize("ask", QUESTIONS.values(), ids=QUESTIONS)
@pytest.mark.parametrize("fault", ALWAYS.values(), ids=ALWAYS)
def test_what_always_fails_is_soon_said(
    ask: Callable[[Index], object], fault: Fault, proxy: Proxy, filled: Index
) -> None:
    before = ask(filled)  # the vocabularies are read, the live version is known
    for wait in (0.0, 0.3):  # and then it must be asked for again
        time.sleep(wait)
        proxy.faults = lambda _: fault
        started = time.monotonic()
        with pytest.raises(SearchError) as raised:
            ask(filled)
        in_our_words(raised)
        assert time.monotonic() - started < 3 * AT_LAST and (
            isinstance(raised.value, EngineUnavailable) or fault is garbled
        )
        proxy.faults = lambda _: passed
        assert ask(filled) == before


@pytest.mark.parametrize("ask", [QUESTIONS["search"], QUESTIONS["count"]], ids=["search", "count"])
def test_a_search_of_several_that_is_refused_makes_no_count(
    ask: Callable[[Index], object], proxy: Proxy, filled: Index
) -> None:
    proxy.on("/_msearch", [tripped])
    with pytest.raises(EngineUnavailable) as raised:
        ask(filled)
    in_our_words(raised)


@pytest.mark.parametrize("fault", ALWAYS.values(), ids=ALWAYS)
@pytest.mark.parametrize("page", [1, 4])
def test_a_scan_ends_whole_or_with_an_error(fault: Fault, page: int, proxy: Proxy, filled: Index, near: Index) -> None:
    expected = list(near.scan(Query()))
    found = []
    proxy.on("/_search", [passed] * page + [fault] * 2)
    with pytest.raises(SearchError) as raised:
        for record in filled.scan(Query()):
            found.append(record)
    in_our_words(raised)
    assert found == expected[: 7 * page]
    proxy.faults = lambda _: passed  # what is late or no JSON is not asked for twice
    assert list(filled.scan(Query())) == expected


def out_of_time(exchange: Exchange) -> None:
    """The server has broken a search off and tells what it had found by then."""
    status, headers, body = exchange.forward()
    exchange.answer(status, headers, body.replace(b'"timed_out":false', b'"timed_out":true'))


@pytest.mark.parametrize("ask", ["search", "count"])
def test_what_the_server_has_broken_off_is_no_answer(ask: str, proxy: Proxy, filled: Index) -> None:
    QUESTIONS[ask](filled)
    proxy.faults = lambda exchange: out_of_time if exchange.path.endswith("/_msearch") else passed
    with pytest.raises(TooCostly):
        QUESTIONS[ask](filled)
    proxy.faults = lambda _: passed
    QUESTIONS[ask](filled)


def test_the_server_is_told_how_long_a_question_may_take(proxy: Proxy, filled: Index) -> None:
    sent: list[bytes] = []

    def noted(exchange: Exchange) -> Fault:
        sent.append(exchange.body)
        return passed

    proxy.faults = noted
    filled.search(QUESTION)
    searches = [json.loads(line) for body in sent for line in body.splitlines()[1::2]]
    assert searches and {search["timeout"] for search in searches} == {f"{deadline.SECONDS * 1000:.0f}ms"}
