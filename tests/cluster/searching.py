"""Visitors who search all the time, and what each of them was told."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from search.engines import open_index
from search.errors import SearchError
from search.index import Index
from search.queries import Query
from search.settings import Settings

WORDS = ("", "pension", "cash transfers", "femmes", "women -social", "protec*", "transferencias", "co-operation")
VISITORS = 4


@dataclass
class Told:
    """(when, question, total) of each answer, and (when, error) of each that was none."""

    answers: list[tuple[float, str, int]] = field(default_factory=list)
    errors: list[tuple[float, Exception]] = field(default_factory=list)

    def wrong(self, right: dict[str, int]) -> list[tuple[float, str, int]]:
        """The answers that are not the right total."""
        return [answer for answer in self.answers if right[answer[1]] != answer[2]]

    def since(self, moment: float) -> "Told":
        """What was told after that moment."""
        return Told([one for one in self.answers if one[0] > moment], [one for one in self.errors if one[0] > moment])


def totals(index: Index) -> dict[str, int]:
    """What the visitors should be told."""
    return dict(zip(WORDS, index.count([Query(q=words) for words in WORDS]), strict=True))


@contextmanager
def searching(settings: Settings) -> Iterator[Told]:
    """Some visitors of running sites, and one whose site has just started, until the block ends."""
    told, ended = Told(), threading.Event()
    threads = [threading.Thread(target=_stay, args=(settings, told, ended)) for _ in range(VISITORS)]
    threads.append(threading.Thread(target=_come, args=(settings, told, ended)))
    for thread in threads:
        thread.start()
    try:
        yield told
    finally:
        ended.set()
        for thread in threads:
            thread.join()


def _stay(settings: Settings, told: Told, ended: threading.Event) -> None:
    with open_index(settings) as index:
        while not ended.is_set():
            _ask(index, told)


def _come(settings: Settings, told: Told, ended: threading.Event) -> None:
    while not ended.wait(0.1):
        with open_index(settings) as index:
            _ask(index, told)


def _ask(index: Index, told: Told) -> None:
    for words in WORDS:
        try:
            total = index.search(Query(q=words)).total
            told.answers.append((time.monotonic(), words, total))
        except SearchError as error:
            told.errors.append((time.monotonic(), error))
        except Exception as error:  # nobody foresaw it: the test says so
            told.errors.append((time.monotonic(), error))
            raise
        time.sleep(0.02)
