"""Refused rows come out as they went in, are mended there, and go in as the rows of their first file."""

import csv
import json
from collections.abc import Callable, Iterator
from gzip import compress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from search.inbox import Inbox
from search.records import quoted_cell, unquoted_cell

from .conftest import ENGINES, Command, on_engine

Write = Callable[[str, str | bytes], Path]
LIST = "id,title,country,note\n1,A good study,Kenya,\n2,,Peru,=1+1\n3,,Chad,\n"


@pytest.fixture(params=ENGINES)
def spindex(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Command]:
    yield from on_engine(request, tmp_path / "data")


def table(path: str | Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def mend(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def refused(spindex: Command, *files: Path | str) -> list[Path]:
    return [Path(name) for name in spindex("build", *files, "--json").report["quarantine"]]


def waiting_files(spindex: Command) -> list[Path]:
    return [Path(one["path"]) for one in json.loads(spindex("retry", "--json").output)]


def records(spindex: Command) -> dict[str, dict[str, Any]]:
    lines = map(json.loads, spindex("export").output.splitlines())
    return {record["id"]: record for record in lines}


def test_a_mended_row_is_the_row_of_its_first_file(spindex: Command, write: Write) -> None:
    (waits,) = refused(spindex, write("list.csv", LIST))
    assert list(table(waits)[0]) == ["id", "title", "country", "note", "_reason", "_suggestion", "_file", "_row"]
    assert table(waits)[0]["note"] == "'=1+1"
    mend(waits, "2,,", "2,Mended,")
    done = spindex("retry", waits, "--json")
    assert (done.code, done.report["indexed"], done.report["quarantined"]) == (1, 1, 1)
    assert done.report["quarantine"] == [str(waits)]
    record = records(spindex)["list:2"]
    assert record["raw"] == [
        {"file": "list.csv", "row": 3, "columns": {"id": "2", "title": "Mended", "country": "Peru", "note": "=1+1"}}
    ]
    assert [row["id"] for row in table(waits)] == ["3"]
    mend(waits, "3,,", "3,The last,")
    assert spindex("retry", waits, "--json").code == 0 and not waits.exists()
    assert set(records(spindex)) == {"list:1", "list:2", "list:3"}


def test_who_is_killed_before_the_rewriting_finds_the_rows_unchanged(spindex: Command, write: Write) -> None:
    (waits,) = refused(spindex, write("list.csv", LIST))
    mend(waits, "2,,", "2,Mended,")
    before = waits.read_text(encoding="utf-8")
    spindex("retry", waits)
    kept = records(spindex)
    waits.write_text(before, encoding="utf-8")  # as if it had not come to that
    done = spindex("retry", waits, "--json")
    assert (done.report["unchanged"], done.report["indexed"]) == (1, 0) and records(spindex) == kept
    assert not [p for p in done.report["problems"] if p["kind"] == "left over"]
    assert len(table(waits)) == 1


def test_each_file_has_its_own_and_lines_stay_lines(spindex: Command, write: Write, tmp_path: Path) -> None:
    with Workbook(tmp_path / "book.xlsx") as book:
        for name in ("First", "Second"):
            sheet = book.add_worksheet(name)
            for number, cells in enumerate((["id", "title", "year"], [1, f"Of {name}", 2001], [2, "", 2002])):
                sheet.write_row(number, 0, cells)
    files = refused(
        spindex, write("list.csv", LIST), tmp_path / "book.xlsx", write("rows.jsonl", '{"id": "7", "author": ["A"]}\n')
    )
    assert [path.suffix for path in files] == [".csv", ".csv", ".jsonl"]
    assert [(row["_sheet"], row["_row"], row["year"]) for row in table(files[1])] == [
        ("First", "3", "2002"), ("Second", "3", "2002"),
    ]  # fmt: skip
    assert json.loads(files[2].read_text())["author"] == ["A"]
    mend(files[1], "2,,2002", "2,Mended,2002")
    mend(files[2], '"id"', '"title": "Seven", "id"')
    done = spindex("retry", *files, "--json")
    assert (done.report["indexed"], done.report["quarantined"]) == (3, 2)
    assert [path.exists() for path in files] == [True, False, False]
    found = records(spindex)
    assert {"book:2", "book-second:2", "rows:7"} <= set(found)
    assert found["book-second:2"]["raw"][0]["sheet"] == "Second"


def test_one_file_waits_for_each_input(spindex: Command, write: Write, tmp_path: Path) -> None:
    path = write("list.csv", LIST)
    (first,) = refused(spindex, path)
    (again,) = refused(spindex, path)
    assert waiting_files(spindex) == [again] and not first.exists() and len(table(again)) == 2
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "list.csv").write_text(LIST)
    (other,) = refused(spindex, tmp_path / "other" / "list.csv")  # another file of that name
    assert waiting_files(spindex) == [again, other]
    write("list.csv", LIST.replace("2,,", "2,Mended where it was written,"))
    (rest,) = refused(spindex, path)
    assert waiting_files(spindex) == [other, rest] and len(table(rest)) == 1
    write("list.csv", LIST.replace(",,", ",Mended,"))
    assert refused(spindex, path) == [] and waiting_files(spindex) == [other]


def test_what_somebody_mends_is_not_replaced(spindex: Command, write: Write) -> None:
    path = write("list.csv", LIST)
    (waits,) = refused(spindex, path)
    mend(waits, "2,,", "2,Mended,")
    (again,) = refused(spindex, path)
    assert waiting_files(spindex) == [waits, again] and table(waits)[0]["title"] == "Mended"


def test_a_broken_file_replaces_no_rows_and_a_whole_one_what_was_said_of_it(spindex: Command, write: Write) -> None:
    path = write("list.jsonl.gz", compress(b'{"id": "1", "title": "A good study"}\n{"id": "2"}\n'))
    (rows,) = refused(spindex, path)
    write("list.jsonl.gz", b"\x1f\x8b broken")
    good = write("good.csv", "id,title\n1,Good\n")
    broken = refused(spindex, path, good, "--force")
    again = refused(spindex, path, good, "--force")
    assert len(broken) == len(again) == 1 and waiting_files(spindex) == [rows, *again]
    write("list.jsonl.gz", compress(b'{"id": "1", "title": "A good study"}\n'))
    assert refused(spindex, path, "--force") == [] and waiting_files(spindex) == []


def test_another_sheet_is_another_input(spindex: Command, tmp_path: Path) -> None:
    with Workbook(tmp_path / "book.xlsx") as book:
        for name in ("First", "Second"):
            sheet = book.add_worksheet(name)
            for number, cells in enumerate((["id", "title"], [1, "Good"], [2, ""])):
                sheet.write_row(number, 0, cells)
    (first,) = refused(spindex, tmp_path / "book.xlsx", "--sheet", "First")
    (second,) = refused(spindex, tmp_path / "book.xlsx", "--sheet", "Second", "--force")
    assert waiting_files(spindex) == [first, second]


def test_the_source_that_was_given_stays(spindex: Command, write: Write) -> None:
    done = spindex("build", write("list.csv", LIST), "--source", "ministry", "--json")
    waits = Path(done.report["quarantine"][0])
    mend(waits, "2,,", "2,Mended,")
    spindex("retry", waits)
    assert set(records(spindex)) == {"ministry:1", "ministry:2"}


def test_a_line_that_was_no_row_stays_until_it_is_written_as_one(spindex: Command, write: Write) -> None:
    (waits,) = refused(spindex, write("list.csv", 'id,title\n1,"never closed\n2,Good\n'))
    for _ in range(2):
        (row,) = table(waits)
        assert row["_line"] == '1,"never closed\n' and "never closed" in row["_reason"]
        assert spindex("retry", waits).code == 1


def test_what_waits_is_listed(spindex: Command, write: Write) -> None:
    assert "No refused rows wait." in spindex("retry").output
    (waits,) = refused(spindex, write("list.csv", LIST))
    for output in (spindex("retry").output, spindex("status").output):
        assert "2 refused rows of list.csv since 20" in output and str(waits) in output
    (one,) = spindex("status", "--json").report["waiting"]
    assert (one["path"], one["file"], one["rows"]) == (str(waits), "list.csv", 2)
    shown = spindex("update", write("list.csv", LIST)).output
    assert "2 refused rows of list.csv are in " in shown and "mend them there, then `spindex retry " in shown


def test_a_workbook_or_what_is_not_there_is_told(spindex: Command, write: Write, tmp_path: Path) -> None:
    refused(spindex, write("list.csv", LIST))
    with Workbook(tmp_path / "saved.xlsx") as book:
        book.add_worksheet().write_row(0, 0, ["id", "title"])
    done = spindex("retry", tmp_path / "saved.xlsx")
    assert (done.code in (1, 2) and "save" in done.output.lower()) or "table" in done.output
    assert spindex("retry", tmp_path / "none.csv").code == 2


@given(st.text(st.sampled_from("'=+-@ax\t")))
def test_cells_that_are_made_safe_are_read_back(text: str) -> None:
    assert unquoted_cell(quoted_cell(text)) == text
    assert not quoted_cell(text).startswith(("=", "+", "-", "@", "\t"))


@pytest.fixture
def inbox(spindex: Command) -> Inbox:
    return Inbox(spindex.data / "inbox")


def test_suggestions_are_listed_accepted_and_rejected(spindex: Command, write: Write, inbox: Inbox) -> None:
    refused(spindex, write("list.csv", LIST))
    one = inbox.put({"title": "A study", "url": "https://example.org/a", "country": "KEN"}, "Why", "me@example.org")
    other = inbox.put({"title": "Spam", "url": "https://example.org/b"})
    assert "me@example.org" in spindex("inbox").output and "A study" in spindex("inbox").output
    assert [s["id"] for s in json.loads(spindex("inbox", "--json").output)] == [s.id for s in inbox.waiting()]
    assert "2 suggestions of visitors" in spindex("status").output and spindex("status", "--json").report["inbox"] == 2
    done = spindex("inbox", "accept", one, "--json")
    assert (done.code, done.report["indexed"]) == (0, 1)
    assert spindex("inbox", "reject", other).code == 0 and len(inbox) == 0
    (record,) = (record for key, record in records(spindex).items() if key.startswith("suggestions:"))
    assert (record["title"], record["country"]) == ({"und": "A study"}, ["KEN"])
    assert record["raw"][0]["file"] == "inbox" and "me@example.org" not in json.dumps(record)


def test_a_suggestion_that_can_be_no_record_stays(spindex: Command, write: Write, inbox: Inbox) -> None:
    refused(spindex, write("list.csv", LIST))
    one = inbox.put({"url": "https://example.org/a"})
    done = spindex("inbox", "accept", one, "0000000x")
    assert done.code == 2 and "0000000x" in done.output and len(inbox) == 1
    assert spindex("inbox", "accept", one, "--json").report["quarantined"] == 1 and len(inbox) == 1
