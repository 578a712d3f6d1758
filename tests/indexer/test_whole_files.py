"""A file that is not read to its end is refused whole, the others go in, and the balance closes for each of them."""

import gzip
import io
import json
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from indexer.readers import files, json_list, text
from indexer.rows import SourceRow
from search.queries import Query

from .conftest import Command, rows_of

Write = Callable[[str, str | bytes], Path]
GOOD = "id,title,source\n" + "".join(f"g{n},Paper {n},good\n" for n in range(5))
ROWS = 30


def objects(source: str = "bad") -> list[dict[str, str]]:
    return [{"id": f"b{n}", "title": f"Study {n}", "source": source} for n in range(ROWS)]


def ids(spindex: Command) -> set[str]:
    with spindex.index() as index:
        return {record.id for record in index.scan(Query())}


def refused_whole(report: dict[str, Any], name: str) -> str:
    """What is said of the file, of which nothing is taken."""
    (file,) = (one for one in report["files"] if one["file"] == name)
    assert file == {"file": name, "read": 1, "indexed": 0, "unchanged": 0, "merged": 0, "quarantined": 1}
    (problem,) = (p for p in report["problems"] if p["kind"] == "refused" and p["file"] == name)
    return str(problem["message"])


def test_nothing_is_taken_of_a_list_that_breaks_off(spindex: Command, write: Write) -> None:
    bad = write("bad.json", json.dumps(objects())[:-20])
    done = spindex("build", bad, write("good.csv", GOOD), "--json")
    assert done.code == 1 and ids(spindex) == {f"good:g{n}" for n in range(5)}
    said = refused_whole(done.report, "bad.json")
    assert f"Record {ROWS} of the list in bad.json, on line 1, cannot be read" in said
    assert f"Nothing of the file is taken, though rows could be read before that: {ROWS - 1}." in said
    (line,) = Path(done.report["quarantine"][0]).read_text().splitlines()
    assert json.loads(line)["_file"] == "bad.json"
    assert done.report["files"][1] == {
        "file": "good.csv", "read": 5, "indexed": 5, "unchanged": 0, "merged": 0, "quarantined": 0,
    }  # fmt: skip
    shown = spindex("build", bad, write("good.csv", GOOD)).output
    assert "NOTHING was taken of 1 of 2 files, which could not be read to the end:\n  bad.json\n" in shown


def test_rows_refused_removed_or_odd_before_the_break_are_forgotten_with_it(spindex: Command, write: Write) -> None:
    spindex("build", write("good.csv", GOOD))
    broken: list[dict[str, Any]] = [
        {"id": "x"},
        {"id": "good:g1", "removed": True},
        {"title": "T", "odd": "y", "country": "Atlantis"},
    ]
    done = spindex("update", write("bad.json", json.dumps(broken)[:-1]), write("good.csv", GOOD), "--json")
    assert (done.report["unchanged"], done.report["removed"], len(ids(spindex))) == (5, 0, 5)
    assert [problem["kind"] for problem in done.report["problems"]] == ["refused"]


def test_a_fault_of_a_reader_costs_its_file(spindex: Command, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.readers.body.named_cells", lambda header, cells: [][0])
    done = spindex("build", write("bad.csv", GOOD), write("good.jsonl", json.dumps(objects()[0])), "--json")
    assert done.code == 1 and ids(spindex) == {"bad:b0"}
    assert refused_whole(done.report, "bad.csv") == (
        "bad.csv cannot be read to its end (IndexError): please report this with the file."
    )


def test_a_sweep_removes_nothing_after_a_broken_file_even_if_forced(spindex: Command, write: Write) -> None:
    spindex("build", write("good.csv", GOOD))
    fewer = write("good.csv", "".join(GOOD.splitlines(keepends=True)[:-1]))
    for bad in (write("bad.json", json.dumps(objects("good"))[:-9]), write("bad.csv.gz", gzip.compress(b"id")[:-2])):
        for force in ([], ["--force"]):
            done = spindex("update", fewer, bad, "--sweep", *force, "--json")
            assert (done.code, done.report["removed"]) == (1, 0) and len(ids(spindex)) == 5
            (said,) = (p for p in done.report["problems"] if p["kind"] == "not removed")
            assert said["file"] == bad.name and "nobody knows which records are gone" in said["message"]
    assert spindex("update", fewer, "--sweep", "--json").report["removed"] == 1


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that can be passed in a moment."""
    monkeypatch.setattr(files, "LARGEST", 50_000)
    monkeypatch.setattr(files, "IN_MEMORY", 1000)
    monkeypatch.setattr(files, "PIECE", 5000)
    monkeypatch.setattr(json_list, "PIECE", 100)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("packed", [True, False])
def test_beyond_the_limit_nothing_is_taken(spindex: Command, write: Write, packed: bool) -> None:
    rows = "id,title\n" + "".join(f"{n},Paper {n}\n" for n in range(4000))
    name = "rows.csv.gz" if packed else "rows.csv"
    large = write(name, gzip.compress(rows.encode()) if packed else rows)
    done = spindex("build", large, write("good.csv", GOOD), "--json")
    assert done.code == 1 and done.report["indexed"] == 5
    more = " when it is unpacked" if packed else ""
    assert (
        refused_whole(done.report, name) == f"{name} holds more than 50,000 bytes{more}: split it into smaller files."
    )


def test_gzip_of_all_kinds(spindex: Command, write: Write, tmp_path: Path) -> None:
    whole = gzip.compress(GOOD.encode())
    first, rest = GOOD[:60].encode(), GOOD[60:].encode()
    members = write("members.csv.gz", gzip.compress(first) + gzip.compress(rest))
    assert spindex("build", members, "--json").report["indexed"] == 5
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w:gz") as tar:
        tar.add(write("x.csv", GOOD), "x.csv")
    bad = {
        "cut.gz": (whole[:-9], "cannot be read"),
        "garbage.gz": (whole + b"garbage", "cannot be read"),
        "sum.gz": (whole[:-8] + bytes(4) + whole[-4:], "cannot be read (CRC check failed"),
    }
    for name, (content, said) in bad.items():
        done = spindex("build", write(name, content), write("good.csv", GOOD), "--json")
        assert done.code == 1 and said in refused_whole(done.report, name)
    other = {
        "twice.gz": (gzip.compress(whole), "is a file that is packed twice, which is not read: unpack it"),
        "some.tar.gz": (archive.getvalue(), "is an archive of files, which is not read: unpack it"),
    }
    for name, (content, said) in other.items():
        done = spindex("build", write("good.csv", GOOD), write(name, content), "--json")
        assert done.code == 2 and said in done.output


def test_named_files_may_be_packed(spindex: Command, write: Write) -> None:
    def packed(name: str, content: str) -> Path:
        return write(name, gzip.compress(content.encode()))

    good = write("good.csv", GOOD)
    figures = packed("indicators.CSV.GZ", "\ufeffiso3,indicator,year,value\r\nKEN,SP.POP.TOTL,2015,5\r\n")
    about = packed("about.yaml.gz", "sources: {good: {name: Register}}\n")
    golden = packed("golden-queries.yaml.gz", "- {search: q=Paper, least: 5}\n")
    assert spindex("build", good, figures, about, golden).code == 0
    with spindex.index() as index:
        kept = index.snapshot().authorities
    assert kept.indicators.of("KEN") == {"SP.POP.TOTL": ((2015, 5.0),)} and "Register" in kept.about.text
    broken = packed("golden-queries.yaml.gz", "- {search: q=Paper, least: 6}\n")
    assert "6 are expected" in spindex("build", good, broken).output
    for name in ("about.yaml.gz", "golden-queries.yaml.gz"):
        done = spindex("build", good, write(name, gzip.compress(b"- {}")[:-3]))
        assert done.code == 2 and f"{name} cannot be read" in done.output
    done = spindex("build", good, about, write("about.yaml", ""))
    assert done.code == 2 and "several files about.yaml" in done.output
    done = spindex("build", good, packed("figures.csv.gz", "iso3,indicator,year,value\nKEN,x,2015,1e999\n"), "--json")
    assert "line 2: 1e999 is no figure" in refused_whole(done.report, "figures.csv.gz")


LONG = "x" * 3000


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("long.csv", f"id,title\n1,A\n2,{LONG}\n", "Line 3 of long.csv is longer than 2,000 characters"),
        ("long.jsonl", f'{{"title": "A"}}\n{{"title": "{LONG}"}}\n', "Line 2 of long.jsonl is longer"),
        ("long.json", f'[{{"title": "A"}},\n {{"title": "{LONG}"\n', "Record 2 of the list in long.json, on line 2"),
        (
            "long.ris",
            "TY  - RPRT\nTI  - A\nER  - \nTY  - JOUR\n" + "AB  - x\n" * 400,
            "The record on line 4 of long.ris",
        ),
        ("long.txt", LONG, "Line 1 of long.txt is longer"),
        (
            "more.json",
            '[{"title": "A"}]\n\n{"title": "B"}',
            "In more.json something follows the end of the list, on line 3",
        ),
    ],
)
def test_what_would_fill_the_memory(
    spindex: Command, write: Write, monkeypatch: pytest.MonkeyPatch, name: str, content: str, said: str
) -> None:
    for module in (text, json_list, sys.modules["indexer.readers.ris"]):
        monkeypatch.setattr(module, "LONGEST_LINE", 2000)
    monkeypatch.setattr(text._Lines.readline, "__defaults__", (2001,))
    done = spindex("build", write(name, content), write("good.csv", GOOD), "--json")
    assert done.code == 1 and done.report["indexed"] == 5 and said in refused_whole(done.report, name)


@pytest.mark.usefixtures("small")
def test_a_long_list_is_read_by_pieces(write: Write) -> None:
    some = [{"id": n, "title": f"Étude {n}", "keyword": ["a", "b"] * (n % 40)} for n in range(200)]
    rows = rows_of(write("rows.json", json.dumps(some, ensure_ascii=False)))
    assert [row.columns for row in rows if isinstance(row, SourceRow)] == some


def test_records_without_raw_rows_survive_reindex_and_export(spindex: Command, write: Write, tmp_path: Path) -> None:
    bare = {
        "id": "a:1",
        "source": "a",
        "title": {"en": "Bare"},
        "country": ["KEN"],
        "raw": [],
        "added": "2020-01-02T03:04:05Z",
    }
    spindex("build", write("own.jsonl", json.dumps(bare)), write("good.csv", GOOD))
    exported = sorted(spindex("export").output.splitlines())
    done = spindex("reindex", "--json")
    assert (done.code, done.report["read"], done.report["indexed"]) == (0, 6, 6)
    (problem,) = done.report["problems"]
    assert (problem["kind"], problem["value"]) == ("carried", "a:1") and "stay as they are" in problem["message"]
    assert sorted(spindex("export").output.splitlines()) == exported
    other = Command(tmp_path / "other")
    other("build", write("all.jsonl", "\n".join(exported)))
    assert sorted(other("export").output.splitlines()) == exported


def test_problems_without_end_are_counted(spindex: Command, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.run.taking.MOST_PROBLEMS", 10)
    done = spindex("build", write("bad.jsonl", "[1]\n" * 500), write("good.csv", GOOD), "--json")
    assert (done.report["quarantined"], done.report["indexed"], len(done.report["problems"])) == (500, 5, 11)
    assert done.report["problems"][-1]["message"].startswith("490 more problems of bad.jsonl are not listed")
    assert len(Path(done.report["quarantine"][0]).read_text().splitlines()) == 500


@pytest.mark.parametrize("line", ["KEN,pop\rulation", "KEN,pop,2020", 'KEN,"pop,2020,1', "KEN,pop,20x,1"])
@pytest.mark.parametrize("packed", [False, True], ids=["as it is", "packed"])
def test_a_damaged_table_of_indicators_is_refused_with_its_line(
    spindex: Command, write: Write, line: str, packed: bool
) -> None:
    table = f"iso3,indicator,year,value\nKEN,population,2019,1\n{line}\n".encode()
    file = write("figures.csv.gz", gzip.compress(table)) if packed else write("figures.csv", table)
    done = spindex("check", file)
    assert done.code == 1 and "figures.csv, line 3: " in done.output and "write iso3,indicator,year," in done.output
