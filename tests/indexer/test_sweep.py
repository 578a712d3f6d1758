"""`update --sweep`: what a source has no longer is removed, unless so much is gone that something must be wrong."""

from collections.abc import Callable, Iterable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.queries import Query

from .conftest import Command

Write = Callable[[str, str | bytes], Path]


def rows(source: str, numbers: Iterable[int]) -> str:
    return "id,title,source\n" + "".join(f"{n},Paper {n},{source}\n" for n in numbers)


def ids(spindex: Command) -> set[str]:
    with spindex.index() as index:
        return {record.id for record in index.scan(Query())}


def start(spindex: Command, write: Write) -> set[str]:
    files = write("a.csv", rows("a", range(10))), write("b.csv", rows("b", range(3)))
    assert spindex("build", "--force", *files).code == 0
    return ids(spindex)


def test_what_is_gone_from_the_source_is_removed(spindex: Command, write: Write) -> None:
    before = start(spindex, write)
    done = spindex("update", "--sweep", write("new.csv", rows("a", [*range(1, 9), 11])), "--json")
    report = done.report
    assert done.code == 0
    assert (report["read"], report["indexed"], report["unchanged"], report["removed"]) == (9, 1, 8, 2)
    assert ids(spindex) == (before - {"a:0", "a:9"}) | {"a:11"}


def test_without_the_option_nothing_is(spindex: Command, write: Write) -> None:
    before = start(spindex, write)
    assert spindex("update", write("new.csv", rows("a", [1]))).code == 0
    assert ids(spindex) == before


def test_too_much_is_refused_and_may_be_forced(spindex: Command, write: Write) -> None:
    before = start(spindex, write)
    new = write("new.csv", rows("a", [1, 2, 3, 4, 5, 6, 20]))
    refused = spindex("update", "--sweep", new)
    assert refused.code == 2
    assert "would remove 4 of the 10 records of a (40%): refused" in refused.output and "--force" in refused.output
    assert ids(spindex) == before
    assert spindex("update", "--sweep", "--max-change", "3", new).code == 2
    assert spindex("update", "--sweep", "--max-change", "40%", new).code == 0
    assert spindex("undo", "4").code == 0
    assert ids(spindex) == before
    assert spindex("update", "--sweep", "--force", new, "--json").report["removed"] == 4
    assert ids(spindex) == {"b:0", "b:1", "b:2", *(f"a:{n}" for n in (1, 2, 3, 4, 5, 6, 20))}


def test_nothing_is_removed_when_a_row_was_refused(spindex: Command, write: Write) -> None:
    before = start(spindex, write)
    new = write("new.csv", rows("a", range(9)) + "9,,a\n")
    done = spindex("update", "--sweep", new, "--json")
    assert done.code == 1 and done.report["removed"] == 0 and ids(spindex) == before
    assert "nobody knows which records are gone" in str(done.report["problems"])
    assert spindex("update", "--sweep", "--force", new, "--json").report["removed"] == 1


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kept=st.sets(st.integers(0, 9)), new=st.sets(st.integers(10, 14), min_size=1))
def test_after_a_forced_sweep_a_source_is_what_its_files_hold(
    spindex: Command, write: Write, kept: set[int], new: set[int]
) -> None:
    start(spindex, write)
    assert spindex("update", "--sweep", "--force", write("new.csv", rows("a", kept | new))).code == 0
    assert ids(spindex) == {f"b:{n}" for n in range(3)} | {f"a:{n}" for n in kept | new}
