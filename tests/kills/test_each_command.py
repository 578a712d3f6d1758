"""Each command by itself, killed while it reads, writes or shows: done again it has done what it does undisturbed.

And what it did is taken back, byte for byte. SPINDEX_TEST_KILLS says how many of each; where they landed is printed.
"""

import os
import random
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from indexer.cli import cli
from indexer.run import Runs
from search.settings import Settings
from tests.kills.conftest import SEED
from tests.kills.deeds import Deed, Lines, deed, exported, undated, waiting_rows
from tests.kills.moments import BEFORE, ENDED, WRITING, Moments
from tests.kills.steps import Command

ROUNDS = int(os.environ.get("SPINDEX_TEST_KILLS", "3"))
OPTIONS = ("data", "engine", "index", "elasticsearch_url")
KINDS = ["update", "update --sweep", "build", "retry", "remove", "reindex", "duplicates"]

pytestmark = pytest.mark.slow


def new_runs(command: Command, last: int) -> list[int]:
    """Those since then that have a way back."""
    return [run.number for run in Runs(command.settings).all() if run.number > last and run.way_back]


def last_run(command: Command) -> int:
    return max((run.number for run in Runs(command.settings).all()), default=0)


def undo(command: Command, number: int) -> None:
    done = here(command.settings, "undo", str(number), "--yes")
    assert done.exit_code == 0, f"{done.output}{done.exception}"


def check_killed(command: Command, where: str, last: int, before: Lines, after: Lines) -> None:
    """What can be seen of a command that was killed: each record is whole or absent, and the run is told as one."""
    runs = [run for run in Runs(command.settings).all() if run.number > last]
    assert [run.state for run in runs] == ([] if where == BEFORE else ["interrupted"]), (where, runs)
    now, *wholes = (undated(lines, before) for lines in (exported(command), before, after))
    if where != WRITING or command.settings.engine == "embedded":
        assert now in wholes, where
        return
    odd = [key for key, line in now.items() if line not in [whole.get(key) for whole in wholes]]
    assert not odd, odd


def here(settings: Settings, *arguments: str) -> Result:
    """What the command says, undisturbed, in this process."""
    told = [f"--{name.replace('_', '-')}={getattr(settings, name)}" for name in OPTIONS]
    return CliRunner().invoke(cli, [*arguments, *told])


@pytest.mark.parametrize("kind", KINDS)
def test_killed_and_done_again(settings: Settings, library: Path, kind: str, tmp_path: Path) -> None:
    command = Command(settings, library)
    moments = Moments(command, random.Random(SEED))
    given = deed(kind, command, tmp_path)
    before = exported(command)
    wanted, waiting = undisturbed(command, given, moments, before)
    while moments.killed < ROUNDS:
        given.ready()
        last = last_run(command)
        where = moments.kill(*given.arguments)
        if where != ENDED:
            check_killed(command, where, last, before, wanted)
        done = here(settings, *given.arguments)
        said = f"killed when {where}: {done.output[-600:]}{done.exception}"
        assert done.exit_code in (0, 1), said
        assert undated(exported(command), before) == undated(wanted, before), said
        assert waiting_rows(command) == waiting, said
        undo(command, new_runs(command, last)[0])
        assert exported(command) == before, said
    print(f"{settings.engine} {kind}: {moments.landed}")


def undisturbed(
    command: Command, given: Deed, moments: Moments, before: Lines
) -> tuple[Lines, list[tuple[str, int | None]]]:
    """What it makes of the index, and what waits in the quarantine then; it is taken back."""
    given.ready()
    last = last_run(command)
    moments.measure(*given.arguments)
    wanted, waiting = exported(command), waiting_rows(command)
    assert undated(wanted, before) != undated(before, before)
    undo(command, new_runs(command, last)[0])
    assert exported(command) == before
    return wanted, waiting


def test_an_undo_is_killed_and_done_again(settings: Settings, library: Path, tmp_path: Path) -> None:
    command = Command(settings, library)
    moments = Moments(command, random.Random(SEED))
    given = deed("update", command, tmp_path)
    before = exported(command)
    while moments.killed < ROUNDS:
        last = last_run(command)
        assert here(settings, *given.arguments).exit_code == 1
        after = exported(command)
        arguments = ("undo", str(new_runs(command, last)[0]), "--yes")
        if not moments.steps:
            moments.measure(*arguments)
            continue
        last = last_run(command)
        where = moments.kill(*arguments)
        if where != ENDED:
            check_killed(command, where, last, before, after)
        undo(command, int(arguments[1]))
        assert exported(command) == before, where
        undo(command, new_runs(command, last)[0])
        assert exported(command) == after, where
        undo(command, int(arguments[1]))
    print(f"{settings.engine} undo: {moments.landed}")
