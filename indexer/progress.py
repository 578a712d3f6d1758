"""How far a command is, on a terminal: what it does, how much of how much, how fast, and how long it will take."""

import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import click

from indexer.printing import printable

AGAIN = 0.1  # seconds between two looks of the line
SETTLED = 2.0  # seconds after which a rate tells something
ERASE = "\r\033[K"
T = TypeVar("T")


class Progress:
    """Says nothing: of a command in a pipe."""

    def each(
        self,
        phase: str,
        things: Iterable[T],
        total: Callable[[], int] = lambda: 0,
        place: Callable[[T, int], int] = lambda _, count: count,
    ) -> Iterator[T]:
        """The same things. total: how many there are, 0 where nobody knows; place: how far one of them is."""
        yield from things

    def say(self, phase: str) -> None:
        """What is done now, of which nobody knows how long it takes."""


class Shown(Progress):
    """One line of standard error, drawn again and again, and gone at the end."""

    def each(
        self,
        phase: str,
        things: Iterable[T],
        total: Callable[[], int] = lambda: 0,
        place: Callable[[T, int], int] = lambda _, count: count,
    ) -> Iterator[T]:
        """The same things."""
        self.say(phase)
        whole, begun, drawn = total(), time.monotonic(), 0.0
        for count, one in enumerate(things, start=1):
            now = time.monotonic()
            if now - drawn >= AGAIN:
                drawn = now
                _draw(line(phase, place(one, count), whole, now - begun))
            yield one
        erase()

    def say(self, phase: str) -> None:
        """What is done now."""
        _draw(f"{phase} ...")


def line(phase: str, done: int, total: int, seconds: float) -> str:
    """`reading list.csv: 12,000 of 100,001 (12%), 1,834 a second, 48 s left`."""
    known = total > 0 and done <= total
    said = [f"{phase}: {done:,} of {total:,} ({done / total:.0%})" if known else f"{phase}: {done:,}"]
    if seconds >= SETTLED:
        said.append(f"{done / seconds:,.0f} a second")
        if known and done:
            said.append(f"{_duration((total - done) * seconds / done)} left")
    return ", ".join(said)


def progress() -> Progress:
    """Of a command: shown where somebody looks on."""
    return Shown() if sys.stderr.isatty() else Progress()


def erase() -> None:
    """The line goes, where there may be one, before something else is said."""
    if sys.stderr.isatty():
        click.echo(ERASE, nl=False, err=True)


def _draw(text: str) -> None:
    width = shutil.get_terminal_size().columns - 1
    click.echo(f"{ERASE}{printable(text)[:width]}", nl=False, err=True)


def _duration(seconds: float) -> str:
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:.1f} h"
