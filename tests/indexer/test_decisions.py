"""What was decided about duplicates: kept before the index shows it, taken back with its run, parted again."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from search.queries import Query
from search.records import Record

from .conftest import Command

Write = Callable[[str, str | bytes], Path]
ONE = "ID,Title,Year,Keywords\n1,Cash transfers and school attendance,2015,cash\n2,Pensions of all,2017,\n"
OTHER = "ID,Title,Year,Keywords\n7,Cash transfers & school attendance.,2015,schools\n"
HEAD = "id,other id,decision\n"
KILLED = """
import os, signal, sys
from indexer.cli import cli
from search.engines.embedded.index import EmbeddedWriter
EmbeddedWriter.{place} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
cli(sys.argv[1:])
"""


def everything(spindex: Command) -> dict[str, Record]:
    with spindex.index() as index:
        return {record.id: record for record in index.scan(Query())}


@pytest.fixture
def built(spindex: Command, write: Write) -> Command:
    assert spindex("build", write("a.csv", ONE), write("b.csv", OTHER)).code == 0
    return spindex


def test_a_merged_id_says_where_it_went(built: Command, write: Write) -> None:
    assert built("duplicates", "--apply", write("said.csv", f"{HEAD}a:1,b:7,same\n")).code == 0
    assert everything(built)["a:1"].merged == ("b:7",)
    told = built("why", "b:7")
    assert told.code == 0 and told.output.startswith("b:7 was merged into a:1:\na:1: Cash transfers")
    assert (
        built("update", write("late.csv", "ID,Title,Year\nb:7,Cash transfers and school attendance,2016\n")).code == 0
    )
    assert everything(built)["a:1"].merged == ("b:7",)
    assert "merged" not in built("export", "--format", "csv").output


def test_undo_takes_back_the_decision_with_the_merge(built: Command, write: Write) -> None:
    before = built("export").output
    assert built("duplicates", "--apply", write("said.csv", f"{HEAD}a:1,b:7,same\n")).code == 0
    after, decided = built("export").output, (built.data / "decisions.yaml").read_text()
    assert built("undo", "2", "--yes").code == 0
    assert built("export").output == before
    assert built("update", write("b.csv", OTHER)).code == 0
    assert sorted(everything(built)) == ["a:1", "a:2", "b:7"]
    assert len(built("duplicates", "--json").report["pairs"]) == 1
    assert built("undo", "3", "--yes").code == 0
    assert (built("export").output, (built.data / "decisions.yaml").read_text()) == (after, decided)


def test_what_was_the_same_can_be_said_to_be_different(built: Command, write: Write) -> None:
    before = {one: record.undated() for one, record in everything(built).items()}
    assert built("duplicates", "--apply", write("said.csv", f"{HEAD}a:1,b:7,same\n")).code == 0
    assert set(everything(built)["a:1"].keyword) == {"cash", "schools"}
    assert built("duplicates", "--apply", write("no.csv", f"{HEAD}a:1,b:7,different\n")).code == 0
    assert {one: record.undated() for one, record in everything(built).items()} == before
    one, other = write("a.csv", ONE), write("b.csv", OTHER)
    runs: list[tuple[str | Path, ...]] = [("reindex",), ("update", other), ("build", one, other)]
    for run in runs:
        assert built(*run).code == 0
        assert {one: record.undated() for one, record in everything(built).items()} == before, run
    assert built("duplicates", "--json").report == {"pairs": []}


def test_one_that_keeps_no_row_of_its_own_is_not_parted(spindex: Command, write: Write) -> None:
    whole = '{"id": "%s:1", "title": {"en": "Cash transfers and school attendance"}, "source": "%s", "raw": []}'
    lines = "\n".join(whole % (source, source) for source in "ab")
    assert spindex("build", write("both.jsonl", lines)).code == 0
    assert spindex("duplicates", "--apply", write("said.csv", f"{HEAD}a:1,b:1,same\n")).code == 0
    before = (spindex.data / "decisions.yaml").read_text()
    done = spindex("duplicates", "--apply", write("no.csv", f"{HEAD}a:1,b:1,different\n"))
    assert done.code == 2 and "a:1 keeps no row of" in done.output
    assert sorted(everything(spindex)) == ["a:1"] and (spindex.data / "decisions.yaml").read_text() == before


@pytest.mark.parametrize("place", ["add", "commit"])
def test_a_killed_command_can_just_be_given_again(built: Command, write: Write, place: str) -> None:
    said = write("said.csv", f"{HEAD}a:1,b:7,same\n")
    killed = [sys.executable, "-c", KILLED.format(place=place), "duplicates", "--apply", said, "--data", built.data]
    done = subprocess.run(list(map(str, killed)), env=os.environ, check=False, capture_output=True)
    assert done.returncode == -9, done.stderr
    assert sorted(everything(built)) == ["a:1", "a:2", "b:7"]
    assert "b:7: a:1" in (built.data / "decisions.yaml").read_text()
    assert built("duplicates", "--apply", said).code == 0
    assert sorted(everything(built)) == ["a:1", "a:2"]
