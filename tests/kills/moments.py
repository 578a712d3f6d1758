"""Moments at which a command is killed: the steps by which it changes its folder or asks a server."""

import json
import random
import signal
from dataclasses import dataclass, field
from pathlib import Path

from search.engines import open_index
from tests.kills.steps import Command, Kill

BEGUN, JOURNAL = "run.json", "changes.jsonl.gz"  # in the folder of a run: when it has begun, and before it writes
BEFORE, READING, WRITING, SHOWN, ENDED = "before its run", "reading", "writing", "shown", "ended"


@dataclass
class Moments:
    """Of one command. steps: how many it takes when nobody disturbs it. landed: kills, by where."""

    command: Command
    chance: random.Random
    steps: int = 0
    landed: dict[str, int] = field(default_factory=lambda: dict.fromkeys((BEFORE, READING, WRITING, SHOWN, ENDED), 0))

    def measure(self, *arguments: str) -> None:
        """Run it without disturbing it."""
        self.steps = self.command.steps(*arguments)

    def kill(self, *arguments: str) -> str:
        """Where the kill landed."""
        kill = Kill(step=self.chance.randint(1, self.steps), how=self.chance.choice(("before", "torn")))
        folder, before = self._next(), self._content()
        done = self.command.run(*arguments, kill=kill)
        assert done.returncode in (-signal.SIGKILL, 0, 1), done.stderr
        where = self._where(done.returncode, folder, before)
        self.landed[where] += 1
        return where

    @property
    def killed(self) -> int:
        """How many kills came before the command had ended."""
        return sum(self.landed.values()) - self.landed[ENDED]

    def _where(self, code: int, folder: Path, before: str) -> str:
        begun = (folder / BEGUN).exists()
        if code != -signal.SIGKILL or (begun and json.loads((folder / BEGUN).read_text()).get("ended")):
            return ENDED
        if not (folder / JOURNAL).exists():
            return READING if begun else BEFORE
        now = self._content()
        return WRITING if now == before or now.endswith(" unfinished") else SHOWN

    def _content(self) -> str:
        with open_index(self.command.settings) as index:
            return index.content()

    def _next(self) -> Path:
        runs = self.command.settings.data / "runs"
        return runs / str(max((int(path.name) for path in runs.glob("[0-9]*")), default=0) + 1)
