"""Many rows are normalised by several processes: the result is the same as by one, and none of them stays behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.normalise import Normaliser
from indexer.rows import Refusal, Row, SourceRow
from indexer.run import ALONE, normalised, workers
from indexer.run.workers import CHUNK
from indexer.sources import Sources
from search.authorities import Authorities
from search.errors import SourceError
from search.sentences import Sentence

from .conftest import Command, rows_of

Write = Callable[[str, str | bytes], Path]
COUNT = ALONE + 8 * CHUNK + 57
HEAD = "id,title,country,programme,published\n"


def table(count: int) -> str:
    rows = (
        f"{n},Cash transfers {n},{('Kenya', 'Atlantis', 'PE')[n % 3]},CCT,2015-0{n % 9 + 1}\n" for n in range(count)
    )
    return HEAD + "".join(row if n % 500 else f"{n},,,,\n" for n, row in enumerate(rows))  # some without a title


def slowly(rows: Sequence[Row]) -> Iterator[Row]:
    """So slowly that other processes can start while some are left."""
    for place, row in enumerate(rows):
        time.sleep(0.005 if ALONE < place < COUNT - 2 * CHUNK else 0)
        yield row


def test_several_processes_and_one_say_the_same_in_the_same_order(
    write: Write, authorities: Authorities, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("many.csv", table(COUNT))
    rows = [replace(row, source="here") for row in rows_of(path) if isinstance(row, SourceRow)]
    normalise = Normaliser(authorities, Sources.load())
    alone = [workers._normalised(row, normalise) for row in rows]
    here: list[Row] = []
    done = workers._normalised

    def noted(row: Row, normalise: Normaliser) -> workers.Normalised:
        here.append(row)
        return done(row, normalise)

    monkeypatch.setattr(workers, "_normalised", noted)
    together = list(normalised(slowly(rows), authorities, Sources.load()))
    assert together == alone and len(together) == COUNT
    assert here == rows[: len(here)] and (os.cpu_count() == 1 or ALONE < len(here) < COUNT)
    assert sum(bool(done.refusal) for done in together) == len(range(0, COUNT, 500))
    assert any(done.problems for done in together[ALONE:])


@pytest.mark.slow  # thousands of rows
def test_a_build_of_many_rows_closes_its_balance(spindex: Command, write: Write) -> None:
    report = spindex("build", write("many.csv", table(COUNT)), "--json").report
    refused = len(range(0, COUNT, 500))
    assert (report["read"], report["indexed"], report["quarantined"]) == (COUNT, COUNT - refused, refused)


def children(parent: int) -> set[int]:
    listing = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    below = {parent}
    pairs = [tuple(map(int, line.split())) for line in listing.splitlines()]
    for _ in range(3):
        below |= {pid for pid, above in pairs if above in below}
    return below - {parent}


def busy(write: Write, tmp_path: Path) -> subprocess.Popen[str]:
    """A build that has begun to use several processes."""
    command = [sys.executable, "-m", "indexer", "build", str(write("many.csv", table(40_000))), "--data"]
    process = subprocess.Popen(
        [*command, str(tmp_path / "data")], stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
    )
    for _ in range(600):
        if len(children(process.pid)) >= 3:  # the resource tracker, and two that work
            return process
        time.sleep(0.05)
    raise AssertionError("no other process was started")


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one processor: nothing is shared out")
def test_none_outlives_a_killed_run(write: Write, tmp_path: Path) -> None:
    process = busy(write, tmp_path)
    below = children(process.pid)
    process.kill()
    process.communicate()
    end = time.monotonic() + 20
    while (left := {pid for pid in below if Path(f"/proc/{pid}").exists()}) and time.monotonic() < end:
        time.sleep(0.1)
    assert not left


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one processor: nothing is shared out")
def test_a_killed_helper_ends_the_run_with_a_sentence(write: Write, tmp_path: Path) -> None:
    process = busy(write, tmp_path)
    time.sleep(1)
    for pid in children(process.pid):
        if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes():
            os.kill(pid, signal.SIGKILL)
            break
    _, said = process.communicate(timeout=60)
    assert process.returncode == 2 and "ended from outside" in said and "Traceback" not in said


@pytest.mark.slow  # processes that wait for each other
@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one processor: nothing is shared out")
def test_helpers_that_die_while_they_start_end_the_run_with_a_sentence(write: Write, tmp_path: Path) -> None:
    """They import the script that started the run; this one ends them, before they have read anything."""
    script = tmp_path / "script.py"
    script.write_text("import os\nif __name__ != '__main__': os._exit(1)\nfrom indexer.cli import main\nmain()\n")
    command = [sys.executable, str(script), "build", str(write("many.csv", table(20_000))), "--data", str(tmp_path)]
    here = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, env=here)
    assert ended.returncode == 2 and "ended from outside" in ended.stderr and "Traceback" not in ended.stderr


def test_rows_that_cannot_be_read_pass_through(authorities: Authorities) -> None:
    torn = Refusal(Sentence("Torn."), "a.csv", 3)
    assert [done.refusal for done in normalised([torn], authorities, Sources.load())] == [torn]


def test_a_reader_that_fails_in_the_middle_stops_the_others(write: Write, authorities: Authorities) -> None:
    path = write("many.csv", table(COUNT))

    def rows() -> Iterator[Row]:
        yield from rows_of(path)
        raise SourceError("The end.")

    with pytest.raises(SourceError, match="The end"):
        list(normalised(rows(), authorities, Sources.load()))
