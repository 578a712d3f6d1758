"""Runs are kept, a plan says what a run will do, and an undo gives back what there was, byte for byte."""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.run import KeptIndex, Limit, Run, Runs
from search.authorities import Authorities
from search.engines import open_index
from search.errors import IndexBusy, SourceError
from search.queries import Query

from .conftest import ENGINES, Command, Done, on_engine

Write = Callable[[str, str | bytes], Path]
COUNTRIES = ("Kenya", "Peru", "", "Nepal; Chad")


@pytest.fixture(params=ENGINES)
def spindex(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Command]:
    yield from on_engine(request, tmp_path / "data")


def table(numbers: dict[int, int]) -> str:
    """Rows: number -> which of some contents; the same pair is the same row."""
    rows = (f"{n},Paper {n} {'again' * (how % 2)},{COUNTRIES[how % 4]},{2000 + how}\n" for n, how in numbers.items())
    return "id,title,country,year\n" + "".join(rows)


def exported(spindex: Command) -> str:
    return spindex("export").output


def counts(done: Done) -> dict[str, int]:
    changes = done.report["changes"]
    return {name: changes[name] for name in ("added", "changed", "removed", "unchanged", "merged", "refused")}


@pytest.fixture
def built(spindex: Command, write: Write) -> Command:
    assert spindex("build", write("local.csv", table(dict.fromkeys(range(10), 0)))).code == 0
    return spindex


@contextmanager
def fresh() -> Iterator[tuple[Command, Write]]:
    folder = Path(tempfile.mkdtemp())

    def write(name: str, content: str | bytes) -> Path:
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    yield Command(folder / "data"), write
    shutil.rmtree(folder)


contents = st.dictionaries(st.integers(0, 8), st.integers(0, 7), min_size=1, max_size=9)
commands = st.sampled_from(["build", "update", "update --sweep", "remove", "reindex", "rollback"])


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=contents, steps=st.lists(st.tuples(commands, contents), min_size=1, max_size=4), data=st.data())
def test_undo_gives_back_what_there_was(
    first: dict[int, int], steps: list[tuple[str, dict[int, int]]], data: st.DataObject
) -> None:
    with fresh() as (spindex, write):
        spindex("build", write("local.csv", table(first)))
        spindex("build", "--force", write("local.csv", table(first)), write("b.csv", "id,title\n99,More\n"))
        before = {}
        for number, (command, content) in enumerate(steps, 3):
            before[number] = exported(spindex)
            kind, *options = command.split()
            if kind == "remove":
                assert spindex("remove", *(f"local:{n}" for n in content)).code in (0, 1)
            elif kind in ("reindex", "rollback"):
                assert spindex(kind).code == 0
            else:
                assert spindex(kind, *options, "--force", write("local.csv", table(content))).code == 0
        run = data.draw(st.sampled_from(sorted(before)))
        after = exported(spindex)
        undone = spindex("undo", str(run), "--yes")
        if undone.code == 0:
            assert exported(spindex) == before[run]
            assert spindex("undo", str(len(steps) + 3)).code == 0
            assert exported(spindex) == after
        else:
            assert "changed nothing" in undone.output


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=contents, second=contents, how=st.sampled_from(["--build", "--sweep", ""]))
def test_a_plan_says_what_is_done_then(first: dict[int, int], second: dict[int, int], how: str) -> None:
    with fresh() as (spindex, write):
        spindex("build", write("local.csv", table(first)))
        before = exported(spindex)
        new = write("local.csv", table(second) + "bad,,,\n0,Twice,,\n0,Twice,,\n")
        planned = json.loads(spindex("plan", *how.split(), new, "--json").output)
        assert exported(spindex) == before and not list(spindex.data.glob("quarantine/*"))
        command = ["build"] if how == "--build" else ["update", *how.split()]
        done = spindex(*command, "--force", new, "--json")
        assert {name: planned[name] for name in counts(done)} == counts(done)
        assert planned["fields"] == done.report["changes"]["fields"]
        moved = [{key: one[key] for key in ("facet", "value", "change")} for one in planned["facets"]]
        assert moved == done.report["changes"]["facets"]
        told = json.loads(spindex("runs", "2", "--json").output)
        ids = {kind: sorted(found) for kind, found in planned["ids"].items() if found}
        assert {kind: sorted(found) for kind, found in told["records"].items() if kind != "dated"} == ids
        with spindex.index() as index:
            found = index.count([Query().with_(one["facet"], one["value"]) for one in planned["facets"]])
        assert found == [one["before"] + one["change"] for one in planned["facets"]]


def test_runs_are_listed_with_every_place_of_a_problem(built: Command, write: Write) -> None:
    built("update", write("local.csv", "id,title\n1,\n2,\n77,Good\n"))
    assert [one["number"] for one in json.loads(built("runs", "--json").output)] == [1, 2]
    listed = built("runs").output
    assert "update" in listed and "exit 1; added 1" in listed and "build" in listed
    said = built("runs", "2").output
    assert "2 refused:" in said and "local.csv:2, local.csv:3" in said and "read 3, indexed 1" in said
    told = json.loads(built("runs", "2", "--json").output)
    assert told["exit"] == 1 and told["balance"]["quarantined"] == 2 and len(told["problems"]) == 2
    assert told["records"] == {"added": ["local:77"]}
    assert built("runs", "9").code == built("undo", "9").code == 2


def test_later_runs_are_named_before_they_are_taken_back(built: Command, write: Write) -> None:
    before = exported(built)
    built("update", write("local.csv", table({20: 1})))
    built("remove", "local:20", "local:1")
    refused = built("undo", "2")
    assert refused.code == 2 and "also takes back run 3 (remove local:20 local:1" in refused.output
    assert built("undo", "2", "--yes").code == 0 and exported(built) == before
    assert "nothing to go back to" in built("undo", "1", "--yes").output


def test_what_something_else_changed_is_told(built: Command, write: Write) -> None:
    built("update", write("local.csv", table({20: 1})))
    with built.index() as index:
        run = Run(Authorities.shipped(), built.data / "quarantine")
        run.update(index, run.rows([write("local.csv", table({21: 1}))]))
    refused = built("undo", "2")
    assert refused.code == 2 and "changed the index after run 2" in refused.output
    assert built("undo", "2", "--yes").code == 0
    with built.index() as index:
        assert index.get("local:21") and index.status().records == 11


def test_too_much_is_refused_unless_it_is_allowed(built: Command, write: Write) -> None:
    before = exported(built)
    new = write("local.csv", table({**dict.fromkeys(range(5), 0), 30: 0}))
    for options in ([], ["--max-change", "49%"], ["--max-change", "4"]):
        done = built("build", new, *options)
        assert done.code == 2 and "remove 5 of the 10 records (50%): refused" in done.output
    assert exported(built) == before
    assert built("build", new, "--max-change", "5").code == built("undo", "5").code == 0
    assert exported(built) == before
    assert built("build", new, "--force").code == 0
    changed = write("local.csv", table(dict.fromkeys((0, 1, 2, 3, 4), 1)))
    assert "change 5 and remove 0 of the 6 records (83%)" in built("update", changed).output
    assert built("build", new, "--max-change", "a lot").code == 2


@pytest.mark.parametrize("text", ["", "-1", "1.5", "101%", "20 percent", "%", "٣%"])
def test_what_is_no_limit_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="is no limit of changes"):
        Limit.read(text)


def test_a_file_that_cannot_be_read_is_not_an_empty_one(spindex: Command, write: Write) -> None:
    good = write("good.csv", table({1: 1, 2: 2}))
    bad = write("bad.json", '[{"id": "7", "title": "Seven"}]')
    assert spindex("build", good, bad).code == 0
    before = exported(spindex)
    write("bad.json", '[{"id": "7", "title": "Se')
    refused = spindex("build", good, bad)
    assert refused.code == 2 and "bad.json was not read to its end" in refused.output
    assert "holds 1 records of it" in refused.output and exported(spindex) == before
    assert spindex("build", good, bad, "--force").code == 1
    assert spindex("build", good, bad).code == 1, "nothing of it is there any more"


def test_what_was_changed_meanwhile_is_not_lost(built: Command, write: Write) -> None:
    """A run has read its rows when another one ends."""
    with built.index() as index:
        since = index.content()
        kept = KeptIndex(index, Runs(built.settings).begin(["update"], since), since)
        run = Run(Authorities.shipped(), built.data / "quarantine")
        rows = list(run.rows([write("local.csv", table({2: 2}))]))
        assert built("update", write("local.csv", table({1: 1}))).code == 0
        before = exported(built)
        with pytest.raises(IndexBusy, match="changed by another command while this one was reading"):
            run.update(kept, rows)
    assert exported(built) == before
    assert built("undo", "3").code == 0


def test_old_journals_go_and_it_is_said(built: Command, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.run.runs.KEPT", 2)
    for number in range(20, 24):
        built("update", write("local.csv", table({number: 1})))
    assert "undo no longer possible (only the last 2 are kept)" in built("runs").output
    refused = built("undo", "2", "--yes")
    assert refused.code == 2 and "no longer kept" in refused.output
    assert built("undo", "5").code == 0


@pytest.mark.parametrize(("what", "most", "said"), [("LARGEST", 0, "0.0 GB"), ("OLDEST", -1, "the last -1 days")])
def test_large_and_old_journals_go_but_for_the_newest(
    built: Command, write: Write, monkeypatch: pytest.MonkeyPatch, what: str, most: int, said: str
) -> None:
    for number in range(20, 23):
        built("update", write("local.csv", table({number: 1})))
    monkeypatch.setattr(f"indexer.run.runs.{what}", most)
    built("update", write("local.csv", table({30: 1})))
    told = [line for line in built("runs").output.splitlines() if "no longer possible" in line]
    assert told and all(said in line for line in told)
    assert built("undo", "5").code == 0


def test_what_is_being_taken_back_does_not_go_meanwhile(
    built: Command, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20, 23):
        built("update", write("local.csv", table({number: 1})))
    monkeypatch.setattr("indexer.run.runs.KEPT", 1)
    assert built("undo", "2", "--yes").code == 0


def test_runs_of_another_index_are_not_ours(built: Command) -> None:
    other = Runs(built.settings.changed(index=f"{built.settings.index}-other"))
    assert other.all() == []
    with pytest.raises(SourceError, match="no run 1"):
        other.get(1)
    with open_index(built.settings.changed(index=f"{built.settings.index}-other")) as index:
        assert index.content() == ""
