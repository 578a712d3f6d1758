"""A row that says that a record is removed: an update removes it, a build has it not; the balance closes beside it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.queries import Query

from .conftest import Command

Write = Callable[[str, str | bytes], Path]
START = "id,title,source\n" + "".join(f"{n},Paper {n},a\n" for n in range(6)) + "0,Other,local\n"


def lines(*rows: dict[str, Any]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def gone(identifier: object, **more: Any) -> dict[str, Any]:
    return {"id": identifier, "removed": True, **more}


def ids(spindex: Command) -> set[str]:
    with spindex.index() as index:
        return {record.id for record in index.scan(Query())}


@pytest.fixture
def built(spindex: Command, write: Write) -> Command:
    assert spindex("build", write("start.csv", START)).code == 0
    return spindex


def test_an_update_removes_it_and_counts_it_beside_the_balance(built: Command, write: Write) -> None:
    before = ids(built)
    done = built("update", write("new.jsonl", lines({"id": "9", "title": "New"}, gone("a:1"), gone("a:2"))), "--json")
    assert (done.code, done.report["problems"]) == (0, [])
    assert [done.report[name] for name in ("read", "indexed", "removed")] == [1, 1, 2]
    assert ids(built) == before - {"a:1", "a:2"} | {"new:9"}


def test_an_update_of_nothing_else(built: Command, write: Write) -> None:
    done = built("update", write("new.jsonl", lines(gone("a:1"))), "--json")
    assert (done.code, done.report["read"], done.report["removed"]) == (0, 0, 1)
    assert "a:1" not in ids(built)
    again = built("update", write("new.jsonl", lines(gone("a:1"), gone("a:1"))), "--json")
    assert (again.code, again.report["removed"]) == (0, 0)
    assert [(p["kind"], p["value"]) for p in again.report["problems"]] == [("unknown", "a:1")]


@pytest.mark.parametrize(
    ("row", "options", "identifier"),
    [
        (gone("a:1"), [], "a:1"),
        (gone("1", source="a"), [], "a:1"),
        (gone(1, source="a"), [], "a:1"),
        (gone("a:1", source="A"), [], "a:1"),
        (gone("1"), ["--source", "a"], "a:1"),
        (gone("1", source="a"), ["--source", "b"], "a:1"),
        (gone("a:1"), ["--source", "a"], "a:1"),
        (gone("0"), ["--source", "local"], "local:0"),
    ],
)
def test_its_id_is_made_as_that_of_the_record_was(
    built: Command, write: Write, row: dict[str, Any], options: list[str], identifier: str
) -> None:
    before = ids(built)
    assert built("update", write("new.jsonl", lines(row)), *options, "--json").report["removed"] == 1
    assert ids(built) == before - {identifier}


@pytest.mark.parametrize(
    "row", [{"removed": True}, gone(""), gone("  "), gone(True), gone(["a:1"]), gone("1", source=2), gone("x" * 500)]
)
def test_one_that_does_not_say_which_is_refused(built: Command, write: Write, row: dict[str, Any]) -> None:
    before = ids(built)
    done = built("update", write("new.jsonl", lines(row, {"id": "9", "title": "New"})), "--json")
    assert (done.code, done.report["read"], done.report["quarantined"], done.report["removed"]) == (1, 2, 1, 0)
    assert ids(built) == before | {"new:9"}
    (kept,) = Path(done.report["quarantine"][0]).read_text().splitlines()
    assert json.loads(kept)["removed"] is True


@pytest.mark.parametrize("order", [1, -1])
def test_a_row_that_brings_the_record_wins_and_it_is_said(built: Command, write: Write, order: int) -> None:
    rows = [{"id": "1", "title": "Paper 1, again", "source": "a"}, gone("a:1")][::order]
    for command in (["update"], ["build", "--force"], ["check"]):
        done = built(*command, write("new.jsonl", lines(*rows)), "--json")
        assert (done.code, done.report["indexed"], done.report["removed"]) in ((0, 1, 0), (0, 0, 0))
        assert [(p["kind"], p["value"]) for p in done.report["problems"]] == [("not removed", "a:1")]
    assert ids(built) == {"a:1"}


def test_a_build_has_it_not(built: Command, write: Write) -> None:
    done = built("build", "--force", write("new.jsonl", lines(gone("a:1"), {"id": "9", "title": "New"})), "--json")
    assert (done.code, done.report["removed"], done.report["problems"]) == (0, 0, [])
    assert ids(built) == {"new:9"}
    assert built("build", write("none.jsonl", lines(gone("new:9"))), "--json").code == 2  # nothing to index
    assert ids(built) == {"new:9"}


def test_with_sweep_each_is_counted_once(built: Command, write: Write) -> None:
    rows = [{"id": str(n), "title": f"Paper {n}", "source": "a"} for n in range(5)]
    done = built("update", "--sweep", write("new.jsonl", lines(*rows, gone("a:5"))), "--json")
    assert (done.code, done.report["unchanged"], done.report["removed"]) == (0, 5, 1)


def test_removed_false_is_an_ordinary_row(built: Command, write: Write) -> None:
    done = built("update", write("new.jsonl", lines({"id": "9", "title": "New", "removed": False})), "--json")
    assert (done.report["indexed"], done.report["removed"], done.report["problems"]) == (1, 0, [])


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    brought=st.sets(st.integers(0, 9)),
    removed=st.lists(st.integers(0, 9), max_size=8),
    data=st.data(),
)
def test_the_order_of_rows_changes_nothing(
    spindex: Command, write: Write, brought: set[int], removed: list[int], data: st.DataObject
) -> None:
    spindex("build", "--force", write("start.csv", START))
    before = ids(spindex)
    rows = [{"id": f"{n}", "title": f"Paper {n}", "source": "a"} for n in sorted(brought)]
    rows += [gone(f"a:{n}") for n in removed]
    done = spindex("update", "--force", write("new.jsonl", lines(*data.draw(st.permutations(rows)))), "--json")
    if rows:
        expected = (before - {f"a:{n}" for n in removed}) | {f"a:{n}" for n in brought}
        assert ids(spindex) == expected
        report = done.report
        assert report["removed"] == len(before - expected)
        assert report["read"] == report["indexed"] + report["unchanged"] == len(brought)
