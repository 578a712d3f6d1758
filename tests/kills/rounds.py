"""A round: a command is killed, perhaps more than once, and repeated, while others read; and what must hold then."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from indexer.run import Run
from search.authorities import Authorities
from search.engines import open_index
from search.queries import Query
from tests.kills.steps import ROOT, Command, Kill, environment
from tests.kills.world import Contents, World

READERS = 2
SETTLED = 0.3  # seconds, that the readers look at each state
KILLED = -9
SAID = {  # how a command ends that is not killed, and what it says; 2: where tantivy cannot even open what is there
    "term": ((143,), "Interrupted: "),
    "full": ((4, 2), ""),
}
Dates = dict[tuple[str, ...], Any]  # of a work, by its id and titles: another work of that id came on another day


@dataclass(frozen=True)
class Span:
    """What readers may see between two moments."""

    began: float
    ended: float
    contents: tuple[Contents, ...]


@dataclass
class Game:
    """A world, the command on its index, and all that was seen and allowed."""

    world: World
    command: Command
    notes: list[Path]
    rounds: list[Span] = field(default_factory=list)
    killed: int = 0
    first: int = 1

    def start(self) -> None:
        """The first two versions."""
        for file in self.world.files[:2]:
            done = self.command.run("build", "--force", str(file.path))
            assert done.returncode in (0, 1), done.stderr
        self.world.previous, self.world.live = (file.contents for file in self.world.files[:2])
        self.first, self.world.undone = self._last_run(), self.world.previous

    def play(self, arguments: tuple[str, ...], kills: list[Kill]) -> None:
        """One round. The same command again does its work, as if nobody had been killed."""
        if not (arguments := self._named(arguments)):
            return
        before, kept, first = self.world.live, self._quarantined(), self._last_run() + 1
        dates = self._scan()[1]
        for kill in kills:
            self._end(arguments, kill)
        if arguments == ("rollback",) and self._scan()[0] != before:  # it was killed when it had done its work
            self.world.live, self.world.previous = self.world.previous, self.world.live
        wanted, code = self.world.after(arguments)
        done = self.command.run(*arguments)
        where = f"{' '.join(arguments)} after {kills}"
        codes = (code, 1) if arguments[0] == "remove" else (code,)  # what was killed had perhaps removed it
        assert done.returncode in codes and "Traceback" not in done.stderr, f"{where}: {done.stderr}{done.stdout}"
        time.sleep(SETTLED)
        self._allow(before, self.world.live, wanted)
        self._holds(where, wanted, dates if arguments[0] not in ("rollback", "undo") else {})
        assert self._refused(kept) >= self.world.refused(arguments), f"{where}: refused rows are lost"
        self.world.done(arguments)
        self.first, self.world.undone = first, before
        if arguments[0] in ("build", "reindex"):
            self._look_at_previous(wanted)

    def _named(self, arguments: tuple[str, ...]) -> tuple[str, ...]:
        """The command; an undo is that of the first run of the round before which touched anything, if there is one."""
        if arguments != ("undo",):
            return arguments
        runs = self.command.settings.data / "runs"
        touched = (n for n in range(self.first, self._last_run() + 1) if list((runs / str(n)).glob("changes.*.gz")))
        number = next(touched, 0)
        return ("undo", str(number), "--yes") if number else ()

    def _last_run(self) -> int:
        runs = self.command.settings.data / "runs"
        return max((int(path.name) for path in runs.glob("[0-9]*")), default=0)

    def _end(self, arguments: tuple[str, ...], kill: Kill) -> None:
        """The command is killed, or says in one sentence why it ended; unless it had done its work before."""
        done = self.command.run(*arguments, kill=kill)
        codes, sentence = SAID.get(kill.how, ((KILLED,), ""))
        ended = done.returncode in codes
        assert ended or done.returncode == self.world.after(arguments)[1], f"{arguments} {kill}: {done.stderr}"
        if ended and done.returncode != KILLED:
            said = f"{arguments} {kill}: {done.stderr}"
            assert done.stderr.startswith(f"spindex: {sentence}") and done.stderr.count("\n") == 1, said
        self.killed += ended

    def _look_at_previous(self, wanted: Contents) -> None:
        """It is what was live, or what was killed after it had been shown."""
        assert self.command.run("rollback").returncode == 0
        previous = self._scan()[0]
        assert previous in (self.world.previous, wanted)
        assert self.command.run("rollback").returncode == 0
        self.world.previous = previous
        self._allow(previous, wanted)

    def steps(self, kind: str) -> int:
        """How many steps a command of that kind takes."""
        before, first = self.world.live, self._last_run() + 1
        arguments = self._named(self.world.command(kind))
        if not arguments:
            return 0
        steps = self.command.steps(*arguments)
        self.world.done(arguments)
        self.first, self.world.undone = first, before
        self._allow(before, self.world.live)
        return steps

    def _allow(self, *contents: Contents) -> None:
        """What readers may have seen since the last time."""
        self.rounds.append(Span(self.rounds[-1].ended if self.rounds else 0.0, time.time(), contents))

    def _holds(self, where: str, wanted: Contents, dates: Dates) -> None:
        found, added = self._scan()
        assert found == wanted, f"{where}: {_difference(found, wanted)}"
        changed = {key for key, date in dates.items() if added.get(key, date) != date}
        assert not changed, f"{where}: the date on which they came has changed for {changed}"
        self._clean(where)

    def _scan(self) -> tuple[Contents, Dates]:
        with open_index(self.command.settings) as index:
            records = list(index.scan(Query()))
        dates = {(record.id, *record.title.values()): record.added for record in records}
        return {record.id: record.fingerprint() for record in records}, dates

    def _clean(self, where: str) -> None:
        """Nothing half-built is left: two versions at most, with their files, and nothing unfinished."""
        settings = self.command.settings
        left = [path for kind in ("*.new", ".tmp*") for path in settings.data.rglob(kind)]
        assert not left, f"{where}: {left}"
        if settings.engine == "embedded":
            assert len(list((settings.data / settings.index / "versions").iterdir())) <= 2, where
            return
        from elasticsearch import Elasticsearch

        with Elasticsearch(settings.elasticsearch_url) as client:
            names = sorted(client.indices.get(index=f"{settings.index}-*"))
            assert len(names) <= 5, f"{where}: {names}"  # two versions, what they carry, and the lock

    def _quarantined(self) -> set[Path]:
        return set((self.command.settings.data / "quarantine").glob("*"))

    def _refused(self, before: set[Path]) -> int:
        """Rows that the new files of the quarantine hold, as another run reads them: the most that one has."""
        new = self._quarantined() - before
        return max((_rows(path) for path in new), default=0)

    def observations(self) -> Iterator[dict[str, Any]]:
        """What the readers have noted."""
        for path in self.notes:
            yield from map(json.loads, path.read_text().splitlines())

    def judge(self) -> int:
        """No reader was ever wrong; how many different sights they had."""
        self._allow(self.world.live)
        keys: dict[str, Contents] = {}
        looks = 0
        for look in self.observations():
            looks += 1
            assert not look["wrong"], look["wrong"]
            spans = [span for span in self.rounds if span.began <= look["ended"] and look["began"] <= span.ended]
            wholes = [content for span in spans for content in span.contents]
            if look["key"] or self.command.settings.engine == "embedded":
                assert look["records"] in wholes, [_difference(look["records"], whole) for whole in wholes]
            else:  # an update that was not finished: each record is whole or absent
                odd = [i for i, one in look["records"].items() if one not in {whole.get(i) for whole in wholes}]
                assert not odd, odd
            if look["key"]:
                assert keys.setdefault(look["key"], look["records"]) == look["records"], f"two contents: {look['key']}"
        return looks


def _difference(found: Contents, wanted: Contents) -> str:
    differ = sorted(key for key in found.keys() | wanted if found.get(key) != wanted.get(key))
    return f"{len(found)} instead of {len(wanted)}, other ones: {differ[:5]} of {len(differ)}"


def _rows(path: Path) -> int:
    run = Run(Authorities.shipped(), path.parent)
    return run.check(run.rows([path])).total.read


@contextmanager
def reading(command: Command, notes: list[Path]) -> Iterator[None]:
    """Others ask all the time."""
    for path in notes:
        path.touch()
    readers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.kills.reader", str(path)], cwd=ROOT, env=environment(command.settings),
            stderr=subprocess.PIPE, text=True,
        )
        for path in notes
    ]  # fmt: skip
    try:
        yield
        time.sleep(SETTLED)
        dead = [reader for reader in readers if reader.poll() is not None]
        assert not dead, dead[0].communicate()[1]
    finally:
        for reader, path in zip(readers, notes, strict=True):
            path.rename(path.with_suffix(".seen"))
            reader.communicate(timeout=60)
            path.with_suffix(".seen").rename(path)
