"""Whatever is lost, cut, late or refused on the way of what is written: nothing is lost or doubled, or we say so."""

import time
from collections.abc import Callable

import pytest

from search.authorities import Authorities
from search.engines.elasticsearch import client as elasticsearch_client
from search.engines.elasticsearch import lock as elasticsearch_lock
from search.engines.elasticsearch import writer as elasticsearch_writer
from search.errors import EngineUnavailable, IndexBusy, SearchError
from search.index import Index
from tests.faults.proxy import (
    Exchange,
    Fault,
    Proxy,
    beheaded,
    garbled,
    halved,
    lost,
    overtaken,
    passed,
    put_off,
    refused,
    stalled,
    unsent,
)  # fmt: skip
from tests.faults.writing import FIRST, SECOND, UPDATED, fill, free, holds, in_our_words, update, write

pytestmark = pytest.mark.elasticsearch

BUSY = refused(429, "es_rejected_execution_exception")
BULK = "/_bulk"


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that waits a second for an answer and repeats once what the server puts off."""
    monkeypatch.setattr(elasticsearch_client, "SECONDS_FOR_A_WRITE", 1)
    monkeypatch.setattr(elasticsearch_writer, "RETRIES", 1)


SURVIVED: dict[str, list[Fault]] = {
    "cut before": [unsent, passed, unsent, passed, unsent],
    "cut after": [lost, passed, lost, lost, passed, lost],
    "half an answer": [halved, passed, halved, halved, passed, beheaded],
    "a busy server": [BUSY, BUSY, passed, BUSY, BUSY, BUSY, BUSY, BUSY, BUSY],
    "busy with single operations": [put_off, passed, put_off, put_off, lost],
}


@pytest.mark.parametrize("faults", SURVIVED.values(), ids=SURVIVED)
def test_a_build_and_an_update_lose_and_double_nothing(
    faults: list[Fault], proxy: Proxy, far: Index, near: Index, authorities: Authorities
) -> None:
    made = [fault for fault in faults if fault is not passed]
    proxy.on(BULK, faults)
    fill(far, authorities)
    holds(near, FIRST)
    assert proxy.met() == made
    proxy.on(BULK, faults)
    update(far, authorities)
    holds(near, UPDATED)
    assert proxy.met() == [*made, *made]


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("late", [stalled(1.5), overtaken(1.5)], ids=["the answer", "the request"])
def test_what_comes_late_is_repeated_and_does_no_harm(
    late: Fault, proxy: Proxy, far: Index, near: Index, authorities: Authorities
) -> None:
    fill(near, authorities)
    proxy.on(BULK, [late, passed, passed, late, late])
    changed = [record.changed(title={"en": "Changed"}) for record in FIRST]
    with far.updating(authorities) as writer:
        write(writer, changed)  # some of these come after what follows, or again
        write(writer, FIRST[:30])
        for record in FIRST[30:40]:
            writer.remove(record.id)
        time.sleep(2)
    assert writer.rejected == [] and len(proxy.met()) == 3
    holds(near, FIRST[:30] + changed[40:])


LASTING = {
    "cut before": unsent,
    "cut after": lost,
    "half an answer": halved,
    "headers only": beheaded,
    "late": stalled(1.5),
    "busy": BUSY,
    "busy with single operations": lambda exchange: put_off(exchange),
    "not JSON": garbled,
    "failing": refused(500, "null_pointer_exception"),
    "not ready": refused(503, "no_shard_available_action_exception"),
}


@pytest.mark.slow
@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("fault", LASTING.values(), ids=LASTING)
def test_a_fault_that_lasts_is_said_and_the_command_can_be_repeated(
    fault: Fault, proxy: Proxy, far: Index, near: Index, authorities: Authorities
) -> None:
    fill(near, authorities)
    proxy.faults = lambda exchange: fault if BULK in exchange.path else passed
    commands: tuple[Callable[[], None], ...]
    commands = (lambda: fill(far, authorities, SECOND), lambda: update(far, authorities))
    for command in commands:
        started = time.monotonic()
        with pytest.raises(SearchError) as raised:
            command()
        in_our_words(raised)
        assert isinstance(raised.value, EngineUnavailable) or fault is garbled
        assert time.monotonic() - started < 20
        holds(near, FIRST)
    proxy.faults = lambda _: passed
    update(far, authorities)
    holds(near, UPDATED)
    fill(far, authorities, SECOND)
    holds(near, SECOND)
    assert [status.records for status in near.versions()] == [len(SECOND), len(UPDATED)]


def test_an_index_whose_making_is_not_answered_is_made_once(
    proxy: Proxy, far: Index, near: Index, authorities: Authorities
) -> None:
    unanswered: set[str] = set()

    def faults(exchange: Exchange) -> Fault:
        path = exchange.path
        if exchange.handler.command != "PUT" or path.startswith("/_") or path.count("/") > 1 or path in unanswered:
            return passed
        unanswered.add(path)
        return lost

    proxy.faults = faults
    fill(far, authorities)
    holds(near, FIRST)
    assert len(unanswered) == 3, unanswered  # the lock, the records, and what they carry
    fill(far, authorities, SECOND)
    holds(near, SECOND)
    assert [status.records for status in near.versions()] == [len(SECOND), len(FIRST)]


def test_a_swap_whose_answer_never_comes_has_happened(
    proxy: Proxy, far: Index, near: Index, authorities: Authorities
) -> None:
    fill(near, authorities)
    proxy.on("/_aliases", [lost] * 4)  # as often as it is tried
    fill(far, authorities, SECOND)
    holds(near, SECOND)
    proxy.on("/_aliases", [lost])
    assert far.rollback().records == len(FIRST)
    holds(near, FIRST)
    assert len(proxy.met()) == 5 and len(near.versions()) == 2


def test_a_swap_that_cannot_be_asked_for_has_not_happened(
    proxy: Proxy, far: Index, near: Index, authorities: Authorities
) -> None:
    fill(near, authorities)
    proxy.on("/_aliases", [unsent] * 4)
    with pytest.raises(EngineUnavailable):
        fill(far, authorities, SECOND)
    holds(near, FIRST)
    fill(far, authorities, SECOND)
    holds(near, SECOND)


def test_a_lock_whose_answers_are_lost_is_held(
    proxy: Proxy, far: Index, near: Index, authorities: Authorities, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elasticsearch_lock, "LEASE", 1.5)  # renewed every half second
    fill(near, authorities)
    proxy.on("-lock/_doc/writer", [fault for _ in range(9) for fault in (lost, passed, halved)])
    with far.updating(authorities) as writer:
        write(writer, SECOND)
        time.sleep(2.5)
    assert len(proxy.met()) > 8
    holds(near, FIRST + SECOND)
    with near.updating(authorities) as writer:  # it was given back
        writer.remove(SECOND[0].id)
    holds(near, FIRST + SECOND[1:])


@pytest.mark.slow
def test_a_lock_that_cannot_be_given_back_runs_out(
    proxy: Proxy, far: Index, near: Index, authorities: Authorities
) -> None:
    fill(near, authorities)
    with pytest.raises(EngineUnavailable), far.updating(authorities):
        proxy.faults = lambda exchange: unsent if "-lock" in exchange.path else passed
    with pytest.raises(IndexBusy, match="is writing to this index: wait"), near.updating(authorities):
        pass
    proxy.faults = lambda _: passed
    free(far, authorities)
    update(far, authorities)
    holds(near, UPDATED)


def test_removing_during_a_build_whose_answers_are_lost(
    proxy: Proxy, far: Index, near: Index, authorities: Authorities
) -> None:
    with far.replacing(authorities) as writer:
        write(writer, FIRST)
        writer.flush()
        proxy.on(BULK, [lost, lost])
        for record in FIRST[:20]:
            writer.remove(record.id)
    holds(near, FIRST[20:])


def test_a_refusal_of_the_whole_request_is_no_refusal_of_its_records(
    proxy: Proxy, far: Index, near: Index, authorities: Authorities
) -> None:
    fill(near, authorities)
    for fault in (refused(400, "illegal_argument_exception"), refused(401, "security_exception")):
        proxy.on(BULK, [fault])
        with pytest.raises(SearchError) as raised:
            fill(far, authorities, SECOND)
        in_our_words(raised)
        holds(near, FIRST)
