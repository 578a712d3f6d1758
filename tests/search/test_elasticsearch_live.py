"""Readers know which version is live without waiting for it, and never for long after it is not."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from search.engines.elasticsearch import live as elasticsearch_live
from search.engines.elasticsearch.live import LiveVersion
from search.errors import EngineUnavailable
from search.index import Version


class Server:
    """Says which version is live, and notes in which thread it was asked."""

    def __init__(self) -> None:
        self.live = "first"
        self.fails = False
        self.answers = threading.Event()
        self.answers.set()
        self.asked: list[threading.Thread] = []

    def __call__(self) -> Version:
        self.asked.append(threading.current_thread())
        said = self.live
        if self.asked[-1] is not threading.main_thread():
            self.answers.wait(5)
        if self.fails:
            raise EngineUnavailable("It is gone.")
        return Version(said)


def looking(server: Server) -> list[threading.Thread]:
    """The threads, still alive, that asked this server in the background."""
    return [thread for thread in {*server.asked} - {threading.main_thread()} if thread.is_alive()]


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def live(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[LiveVersion]:
    monkeypatch.setattr(elasticsearch_live, "EVERY", 0.02)
    known = LiveVersion(server)
    yield known
    server.answers.set()
    known.close()
    assert not looking(server)


def until(holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + 5
    while not holds() and time.monotonic() < end:
        time.sleep(0.005)
    return holds()


def test_only_the_first_question_looks_and_the_others_soon_see_what_has_changed(
    server: Server, live: LiveVersion
) -> None:
    assert live.version().name == "first"
    server.live = "second"
    assert until(lambda: live.version().name == "second")
    assert [thread is threading.main_thread() for thread in server.asked].count(True) == 1


def test_nobody_looks_when_nobody_asks(server: Server, live: LiveVersion, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elasticsearch_live, "IDLE", 0.1)
    live.version(), live.version()
    assert until(lambda: len(server.asked) > 1)
    assert until(lambda: not looking(server))
    server.live = "second"
    time.sleep(elasticsearch_live.FRESH)
    assert live.version().name == "second"


def test_what_was_written_here_is_seen_at_once_even_while_somebody_looks(server: Server, live: LiveVersion) -> None:
    server.answers.clear()
    live.version(), live.version()
    assert until(lambda: len(server.asked) > 1)  # on its way, and about to say "first"
    server.live = "second"
    live.forget()
    assert live.version().name == "second"
    server.answers.set()
    for _ in range(50):
        assert live.version().name == "second"
        time.sleep(0.002)


def test_a_look_that_fails_is_told_to_the_next_question(server: Server, live: LiveVersion) -> None:
    live.version()
    server.fails = True

    def fails() -> bool:
        try:
            live.version()
        except EngineUnavailable:
            return True
        return False

    assert until(fails)
    server.fails = False
    assert live.version().name == "first"
