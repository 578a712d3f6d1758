"""A command that is ended at one of its steps: what is preloaded into it, and what it is told."""

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from search.settings import NAMES, Settings
from tests.conftest import lacking

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120  # seconds for a command


@dataclass(frozen=True)
class Kill:
    """How a command is ended: after a part of the time that it takes, or at a step, in one of the ways of steps.c."""

    part: float = 0.0
    step: int = 0
    how: str = ""


@dataclass(frozen=True)
class Command:
    """`spindex` on an index, in a process group of its own; how many seconds each command took when last not killed."""

    settings: Settings
    library: Path
    lasts: dict[str, float] = field(default_factory=dict)

    def run(self, *arguments: str, kill: Kill | None = None, **more: str) -> "subprocess.CompletedProcess[str]":
        """What it said. The exit code is -9 when it was killed, and what it is otherwise when that came too late."""
        if kill and kill.step:
            more |= preloaded(self.library, self.settings.data, STEPS_AT=str(kill.step), STEPS_HOW=kill.how)
        began = time.monotonic()
        with self.started(*arguments, **more) as process:
            if kill and kill.part:
                time.sleep(kill.part * self.lasts.get(arguments[0], 1.0))
                os.killpg(process.pid, signal.SIGKILL)
            out, error = process.communicate(timeout=PATIENCE)
        if not kill:
            self.lasts[arguments[0]] = time.monotonic() - began
        return subprocess.CompletedProcess(arguments, process.returncode, out, error)

    def started(self, *arguments: str, **more: str) -> "subprocess.Popen[str]":
        """It, running."""
        return subprocess.Popen(
            [sys.executable, "-m", "indexer", *arguments], env=environment(self.settings, **more), cwd=ROOT, text=True,
            start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def steps(self, *arguments: str) -> int:
        """How many steps the command takes; it does its work meanwhile."""
        count = self.library.with_name("count")
        count.unlink(missing_ok=True)
        done = self.run(*arguments, kill=None, **preloaded(self.library, self.settings.data, STEPS_COUNT=str(count)))
        assert done.returncode in (0, 1), done.stderr
        return max(map(int, count.read_text().split()))


def preloaded(library: Path, under: Path, **more: str) -> dict[str, str]:
    """What steps.c is told."""
    return {"LD_PRELOAD": str(library), "STEPS_UNDER": str(under), **more}


def environment(settings: Settings, **more: str) -> dict[str, str]:
    """Of a process that works on this index."""
    ours = {variable: str(getattr(settings, name)) for variable, name in NAMES.items() if getattr(settings, name)}
    return {**os.environ, "PYTHONPATH": str(ROOT), **ours, **more}


def compiled(folder: Path) -> Path:
    """steps.c as a library, or the end of this test."""
    compiler = shutil.which("cc")
    if not compiler or sys.platform != "linux":
        lacking("A C compiler on Linux", "install one (Debian: gcc)")
    library = folder / "steps.so"
    source = Path(__file__).with_name("steps.c")
    subprocess.run([compiler, "-O1", "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"], check=True)
    return library
