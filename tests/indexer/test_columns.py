"""A column that feeds no field is said, once a file, with what it may have been meant for; its cells are kept."""

from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.run import ALONE
from indexer.sources import Sources
from search.queries import Query

from .conftest import SAMPLE, Command, rows_of

Write = Callable[[str, str | bytes], Path]


def unknown(report: dict[str, object]) -> list[tuple[str, str, str]]:
    problems = report["problems"]
    assert isinstance(problems, list)
    return [(p["file"], p["value"], p["suggestion"]) for p in problems if p["kind"] == "unknown column"]


def test_once_for_each_file_and_column(spindex: Command, write: Write) -> None:
    one = write("one.csv", "title,Colour,Auteur(s)\nA,red,Koné\nB,blue,Diop\n")
    two = write("two.jsonl", '{"title": "C", "Colour": "red"}\n{"title": "D", "Size": 3}\n{"title": "E", "Size": 4}\n')
    done = spindex("build", one, two, "--json")
    assert done.code == 0 and done.report["indexed"] == 5
    assert sorted(unknown(done.report)) == [
        ("one.csv", "Auteur(s)", "author"),
        ("one.csv", "Colour", ""),
        ("two.jsonl", "Colour", ""),
        ("two.jsonl", "Size", ""),
    ]
    kept = {record.title["und"]: record.raw[0].columns for record in spindex.index().scan(Query())}
    assert kept["A"]["Auteur(s)"] == "Koné" and kept["D"]["Size"] == 3


def test_people_read_one_line_for_each_file(spindex: Command, write: Write) -> None:
    done = spindex("check", write("rows.csv", "title,Colour,Web link\nA,red,x\n"))
    (line,) = [line for line in done.output.splitlines() if "feed no field" in line]
    assert line == "  rows.csv: these columns feed no field: “Colour”, “Web link” (perhaps: url)"


def test_a_great_many_are_counted(spindex: Command, write: Write) -> None:
    names = [f"zz{number}" for number in range(70)]
    done = spindex("check", write("rows.csv", f"title,{','.join(names)}\nA,{','.join(names)}\n"))
    assert "and 50 more" in done.output and len(done.output.splitlines()) < 12


def test_rows_that_are_refused_say_it_too(spindex: Command, write: Write) -> None:
    done = spindex("check", write("german.csv", "Titel;Jahr\nRente;2015\nKindergeld;2016\n"), "--json")
    assert done.code == 1 and done.report["quarantined"] == 2
    assert unknown(done.report) == [("german.csv", "Jahr", ""), ("german.csv", "Titel", "title")]


@pytest.mark.parametrize(
    "content", ["title,Colour\nA,\nB, \nC,n/a\n", '{"title": "A", "Colour": null, "removed": false}']
)
def test_a_column_without_a_value_is_not_missed(spindex: Command, write: Write, content: str) -> None:
    assert spindex("check", write("rows.csv", content), "--json").report["problems"] == []


def test_mended_rows_of_the_quarantine_are_read_without_a_word(spindex: Command, write: Write) -> None:
    refused = spindex("build", write("rows.csv", "id,title\n7,\n8,Kept\n"), "--json").report["quarantine"][0]
    mended = Path(refused).read_text(encoding="utf-8").replace("7,,", "7,Mended,")
    done = spindex("update", write("mended.csv", mended), "--json")
    assert (done.report["indexed"], done.report["problems"]) == (1, [])


def test_many_rows_in_several_processes_say_it_once(spindex: Command, write: Write) -> None:
    rows = "".join(
        f"{number},Paper {number},{'red' if number > ALONE + 300 else ''}\n" for number in range(ALONE + 900)
    )
    report = spindex("check", write("many.csv", f"id,title,Colour\n{rows}"), "--json").report
    assert [problem["kind"] for problem in report["problems"]] == ["unknown column"]


def test_a_known_source_says_which_columns_it_passes_over() -> None:
    sources = Sources.load()
    for path in sorted(SAMPLE.glob("[!acg]*.[!m]*")):
        for row in rows_of(path):
            source, unread = sources.find(sources.signs(row))  # type: ignore[arg-type]
            assert source in sources.known and not unread, (path.name, unread)


def test_a_new_column_of_a_known_source_is_said(spindex: Command, write: Write) -> None:
    header, row = (SAMPLE / "world_bank_projects.csv").read_text(encoding="utf-8").splitlines()[:2]
    done = spindex("check", write("projects.csv", f"{header},theme3\n{row},Pensions\n"), "--json")
    assert unknown(done.report) == [("projects.csv", "theme3", "topic")]
