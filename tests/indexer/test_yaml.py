"""Lists of resources in YAML: values are what is written, and a broken item costs itself alone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from indexer.readers import content_of
from indexer.rows import Refusal, Removal, SourceRow

from .conftest import Command

Write = Callable[[str, str | bytes], Path]
TWO = [{"title": "A"}, {"title": "B"}]


def rows(text: str) -> list[Any]:
    return list(content_of("list.yaml", text.encode()))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("- title: A\n- title: B\n", [1, 2]),
        ("# ours\n%YAML 1.1\n---\n\n-\n  title: A\n-   title: B\n", [6, 7]),
        ("title: A\n---\ntitle: B\n...\n", [1, 3]),
        ("source: us\nresources:\n  - title: A\n  - title: B\n", [3, 4]),
        ("resources:\n- title: A\n- title: B\n", [2, 3]),
        ("---\n- title: A\n---\nitems:\n- title: B\n", [2, 5]),
    ],
)
def test_records_stand_in_a_list_or_in_documents(text: str, lines: list[int]) -> None:
    found = rows(text)
    assert [row.columns for row in found] == TWO
    assert [row.row for row in found] == lines


@pytest.mark.parametrize(
    ("written", "value"),
    [("NO", "NO"), ("2015", "2015"), ("2015-03-04", "2015-03-04"), ("007", "007"), ("null", None), ("", None),
     ("[a, b]", ["a", "b"]), ("|\n    Two\n    lines", "Two\nlines\n"), ("1e3", "1e3"), ("'~'", "~")],
)  # fmt: skip
def test_a_value_is_what_is_written(written: str, value: Any) -> None:
    (row,) = rows(f"- title: A\n  x: {written}\n")
    assert row.columns["x"] == value


@pytest.mark.parametrize(
    "broken",
    ["- title: a: b\n", "- title: [a\n", "- just text\n", "- a: &x 1\n  b: *x\n", "- title: \x1b\n", "- !!x y\n"],
)
def test_a_broken_item_costs_itself_and_is_told_with_its_line(broken: str) -> None:
    first, refused, last = rows(f"- title: A\n{broken}- title: B\n")
    assert isinstance(refused, Refusal) and refused.row == 2 and refused.columns
    assert [first.columns, last.columns] == TWO and isinstance(last, SourceRow)


def test_a_record_may_be_said_to_be_gone() -> None:
    (row,) = rows("- id: x:1\n  removed: true\n")
    assert isinstance(row, Removal) and row.id == "x:1"


def test_a_file_of_comments_says_that_it_holds_nothing(spindex: Command, write: Write) -> None:
    done = spindex("check", write("list.yaml", "# nothing\n---\n"), "--json")
    assert done.code == 1 and "holds no record" in done.report["problems"][0]["message"]


def test_in_a_folder_it_is_passed_over_unless_it_is_named(spindex: Command, write: Write) -> None:
    file = write("list.yaml", "- title: A\n  country: NO\n")
    write("good.csv", "title\nC\n")
    done = spindex("check", file.parent, "--json")
    assert done.report["indexed"] == 1 and "name it" in done.report["problems"][0]["message"]
    assert spindex("check", file, "--json").report["indexed"] == 1
