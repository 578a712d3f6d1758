"""Two commands at once, each a process: what one has done is never lost to the other, whichever comes first."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from search.engines import open_index
from search.queries import Query
from search.settings import Settings
from tests.kills.moments import BEGUN, JOURNAL
from tests.kills.steps import Command, compiled, preloaded

pytestmark = pytest.mark.slow
HEAD = "id,title\n"
COMMANDS = ["build", "update", "reindex", "undo", "remove", "rollback"]


def table(path: Path, *words: str) -> str:
    path.write_text(HEAD + "".join(f"{word},A paper on {word}\n" for word in words))
    return str(path)


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compiled(tmp_path_factory.mktemp("steps"))


@pytest.fixture
def built(settings: Settings, library: Path, tmp_path: Path) -> Command:
    """After two builds and an update."""
    command = Command(settings, library)
    for verb, *words in (("build", "one"), ("build", "one", "two", "three"), ("update", "four")):
        done = command.run(verb, "--force", table(tmp_path / "list.csv", *words))
        assert done.returncode == 0, done.stderr
    return command


def arguments(verb: str, folder: Path) -> tuple[str, ...]:
    """A command that changes what `built` has, unlike the others."""
    new = folder / verb / "list.csv"
    new.parent.mkdir()
    words = {"build": ("one", "two", "built"), "update": ("updated",)}.get(verb)
    if words:
        return verb, "--force", table(new, *words)
    return {"undo": ("undo", "3", "--yes"), "remove": ("remove", "list:two")}.get(verb, (verb,))


def ids(settings: Settings) -> set[str]:
    with open_index(settings) as index:
        return {record.id for record in index.scan(Query())}


@contextmanager
def stopped(command: Command, name: str, *words: str) -> Iterator["subprocess.Popen[str]"]:
    """The command, held when its run has that file, until the block is left."""
    held = preloaded(command.library, command.settings.data, STEPS_HOLD=name)
    process = command.started(*words, **held)
    try:
        assert os.WIFSTOPPED(os.waitpid(process.pid, os.WUNTRACED)[1])
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGCONT)


@pytest.mark.parametrize("second", ["update", "build", "undo"])
@pytest.mark.parametrize("first", COMMANDS)
def test_one_that_writes_is_left_alone(built: Command, first: str, second: str, tmp_path: Path) -> None:
    if first == second:
        pytest.skip("each is another one")
    others = arguments(second, tmp_path)
    with stopped(built, JOURNAL, *arguments(first, tmp_path)) as process:
        done = built.run(*others)
    _, error = process.communicate(timeout=120)
    if second == "undo":  # which sees a run that has not ended, or that its own is not the last one
        assert done.returncode == 2 and "has not ended: wait until it has." in done.stderr, done.stderr
    else:
        assert done.returncode == 3 and f"(process {process.pid} on " in done.stderr, done.stderr
        assert "is writing to this index" in done.stderr
    assert process.returncode == 0, error


@pytest.mark.parametrize("second", ["update", "build"])
@pytest.mark.parametrize("first", COMMANDS)
def test_one_that_reads_goes_on_from_nothing_old(built: Command, first: str, second: str, tmp_path: Path) -> None:
    if first == second:
        pytest.skip("each is another one")
    with stopped(built, BEGUN, *arguments(first, tmp_path)) as process:
        done = built.run(*arguments(second, tmp_path))
    _, error = process.communicate(timeout=120)
    assert done.returncode == 0, done.stderr
    assert process.returncode == 3 and "was changed by another command while this one was reading" in error, error
    wanted = {"update": {"one", "two", "three", "four", "updated"}, "build": {"one", "two", "built"}}[second]
    assert ids(built.settings) == {f"list:{word}" for word in wanted}


def test_two_data_folders_on_one_index(built: Command, tmp_path: Path) -> None:
    """Of which each knows its own runs only."""
    if built.settings.engine == "embedded":
        pytest.skip("an embedded index is in its data folder")
    other = Command(replace(built.settings, data=tmp_path / "other"), Path())
    with stopped(built, JOURNAL, *arguments("build", tmp_path)) as process:
        done = other.run(*arguments("update", tmp_path))
    process.communicate(timeout=120)
    assert process.returncode == 0 and done.returncode == 3 and f"(process {process.pid} on " in done.stderr
    assert other.run("update", str(tmp_path / "update" / "list.csv")).returncode == 0
    refused = built.run("undo", "4")
    assert refused.returncode == 2 and "Something that is not kept here changed the index" in refused.stderr
    assert built.run("undo", "4", "--yes").returncode == 0
    assert ids(built.settings) == {f"list:{word}" for word in ("one", "two", "three", "four", "updated")}
    refused = other.run("undo", "1")
    assert refused.returncode == 2 and "There is no run" in refused.stderr
