"""Moments at which a command is killed: so long after it began its run, or had its journal on the disk."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from search.engines import open_index
from tests.kills.steps import PATIENCE, ROOT, Command, environment

BEGUN, JOURNAL = "run.json", "changes.jsonl.gz"  # in the folder of a run: when it has begun, and before it writes
BEFORE, READING, WRITING, SHOWN, ENDED = "before its run", "reading", "writing", "shown", "ended"
LOOK = 0.0005  # seconds
LONGEST = 1.05  # of the time that the command takes: some come too late
SOONER, LATER = 0.8, 1.1  # how a kill changes what is known of that time, as others share the processors
AT_ITS_WRITING = 3 / 4  # of all kills


@dataclass
class Moments:
    """Of one command. lasts: seconds from each of the two files until it has ended. landed: kills, by where."""

    command: Command
    chance: random.Random
    lasts: dict[str, float] = field(default_factory=dict)
    landed: dict[str, int] = field(default_factory=lambda: dict.fromkeys((BEFORE, READING, WRITING, SHOWN, ENDED), 0))

    def measure(self, *arguments: str) -> None:
        """Run it without disturbing it."""
        folder = self._next()
        with self._started(*arguments) as process:
            seen = {name: _wait_for(folder / name, process) for name in (BEGUN, JOURNAL)}
            _, error = process.communicate(timeout=PATIENCE)
        ended = time.monotonic()
        assert process.returncode in (0, 1), error
        self.lasts = {name: ended - at for name, at in seen.items() if at}

    def kill(self, *arguments: str) -> str:
        """Where the kill landed."""
        name = JOURNAL if self.chance.random() < AT_ITS_WRITING else BEGUN
        after = self.chance.uniform(0, LONGEST * self.lasts[name])
        folder, before = self._next(), self._content()
        with self._started(*arguments) as process:
            if _wait_for(folder / name, process):
                time.sleep(after)
            os.killpg(process.pid, signal.SIGKILL)
            _, error = process.communicate(timeout=PATIENCE)
        assert process.returncode in (-signal.SIGKILL, 0, 1), error
        where = self._where(process.returncode, folder, before)
        self.landed[where] += 1
        self.lasts[name] *= SOONER if where == ENDED else LATER
        return where

    @property
    def killed(self) -> int:
        """How many kills came before the command had ended."""
        return sum(self.landed.values()) - self.landed[ENDED]

    def _where(self, code: int, folder: Path, before: str) -> str:
        if code != -signal.SIGKILL or (
            (folder / BEGUN).exists() and json.loads((folder / BEGUN).read_text()).get("ended")
        ):
            return ENDED
        if not (folder / JOURNAL).exists():
            return READING if (folder / BEGUN).exists() else BEFORE
        now = self._content()
        return WRITING if now == before or now.endswith(" unfinished") else SHOWN

    def _content(self) -> str:
        with open_index(self.command.settings) as index:
            return index.content()

    def _next(self) -> Path:
        runs = self.command.settings.data / "runs"
        return runs / str(max((int(path.name) for path in runs.glob("[0-9]*")), default=0) + 1)

    def _started(self, *arguments: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "indexer", *arguments], env=environment(self.command.settings), cwd=ROOT, text=True,
            start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip


def _wait_for(path: Path, process: "subprocess.Popen[str]") -> float:
    """When it appeared; 0 where the process ended without it."""
    while not path.exists():
        if process.poll() is not None:
            return 0.0
        time.sleep(LOOK)
    return time.monotonic()
