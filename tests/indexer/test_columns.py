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
    one = write("one.csv", "title,Colour,Auteur principall\nA,red,Koné\nB,blue,Diop\n")
    two = write("two.jsonl", '{"title": "C", "Colour": "red"}\n{"title": "D", "Size": 3}\n{"title": "E", "Size": 4}\n')
    done = spindex("build", one, two, "--json")
    assert done.code == 0 and done.report["indexed"] == 5
    assert sorted(unknown(done.report)) == [
        ("one.csv", "Auteur principall", "author"),
        ("one.csv", "Colour", ""),
        ("two.jsonl", "Colour", ""),
        ("two.jsonl", "Size", ""),
    ]
    kept = {record.title["und"]: record.raw[0].columns for record in spindex.index().scan(Query())}
    assert kept["A"]["Auteur principall"] == "Koné" and kept["D"]["Size"] == 3


def test_people_read_one_line_for_each_file(spindex: Command, write: Write) -> None:
    done = spindex("check", write("rows.csv", "title,Colour,Some link\nA,red,x\n"))
    (line,) = [line for line in done.output.splitlines() if "feed no field" in line]
    assert line == "  rows.csv: these columns feed no field: “Colour”, “Some link” (perhaps: url)"


def test_a_great_many_are_counted(spindex: Command, write: Write) -> None:
    names = [f"zz{number}" for number in range(70)]
    done = spindex("build", write("rows.csv", f"title,{','.join(names)}\nA,{','.join(names)}\n"))
    assert "and 50 more" in done.output and len(done.output.splitlines()) < 12


def test_a_table_without_titles_is_refused_once_with_its_columns(spindex: Command, write: Write) -> None:
    done = spindex("check", write("german.csv", "Titlel;Jahr\nRente;2015\nKindergeld;2016\n"), "--json")
    assert done.code == 1 and done.report["quarantined"] == 1
    (problem,) = done.report["problems"]
    assert "(2 rows)" in problem["message"] and "“Titlel” (perhaps: title), “Jahr”" in problem["message"]


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


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("Author(s)", "author"), ("Autor(es)", "author"), ("AUTEUR(S) ", "author"), ("Country/Countries", "country"),
        ("Pays concerné(s)", "country"), ("Titre du document", "title"), ("Título del documento", "title"),
        ("Année de parution", "year"), ("Publication_Year", "year"), ("Jahr", "year"), ("Mots-clefs", "keyword"),
        ("Bénéficiaires", "population"), ("Target Group(s)", "population"), ("Lien internet", "url"),
        ("dc.contributor.author", "author"), ("dcterms.issued[en]", "published"), ("Abstract Note", "abstract"),
        ("Document Type", "document_type"), ("Language of Original Document", "language"), ("Schlagwörter", "keyword"),
        ("recipient-country-code", "country"), ("Measure (title)", "title"), ("source.name", "organisation"),
        ("Author(s) ID", ""), ("Cited by", ""), ("N°", ""), ("Observations", ""), ("Access Date", ""), ("Ausgaben", ""),
    ],
)  # fmt: skip
def test_columns_are_known_however_they_are_written(column: str, field: str) -> None:
    source, unread = Sources.load().find((frozenset((column,)), frozenset(), ""))
    assert {name for name, columns in source.fields.items() if column in columns} == ({field} if field else set())
    assert unread == (() if field else (column,))


def test_a_name_beside_a_title_is_a_person(spindex: Command, write: Write) -> None:
    rows = "Nom,Prénom,Titre,Pays\nKoné,Awa,Les retraites,Mali\nDiop,Ali,,Mali\n"
    done = spindex("build", write("list.csv", rows), "--json")
    assert (done.report["indexed"], done.report["quarantined"]) == (1, 1)
    assert [record.author for record in spindex.index().scan(Query())] == [("Koné",)]


def test_translations_of_a_repository(spindex: Command, write: Write) -> None:
    rows = (
        "id,dc.title[en],dc.title[fr],dc.subject,cg.coverage.country\n1,Safety nets,Filets sociaux,A||B,KENYA||MALI\n"
    )
    assert spindex("build", write("list.csv", rows)).code == 0
    (record,) = spindex.index().scan(Query())
    assert record.title == {"en": "Safety nets", "fr": "Filets sociaux"}
    assert (record.keyword, record.country) == (("A", "B"), ("KEN", "MLI"))


def test_a_check_shows_every_column(spindex: Command, write: Write) -> None:
    path = write("list.csv", "Titre,Catégorie,Notes\nUn,x,\nDeux,y,\n")
    done = spindex("check", path)
    assert "list.csv: list “list”" in done.output
    lines = [line.split() for line in done.output.splitlines()[1:4]]
    assert lines[0] == ["Titre", "2", "title", "Un"] and lines[2] == ["Notes", "0", "not", "used"]
    assert '--map "Catégorie=programme"' in done.output
    columns = spindex("check", path, "--json").report["columns"]
    assert [(one["column"], one["field"], one["filled"], one["sample"]) for one in columns] == [
        ("Titre", "title", 2, "Un"), ("Catégorie", "", 2, "x"), ("Notes", "", 0, ""),
    ]  # fmt: skip


def test_a_mapping_is_used_and_remembered_for_its_list(spindex: Command, write: Write) -> None:
    rows = "Titre,Quoi,Notes\nUn,cash transfers,n\n"
    done = spindex("build", write("list.csv", rows), "--map", "Quoi=programme", "--map", "Notes=-", "--json")
    assert (done.code, done.report["problems"]) == (0, [])
    again = spindex("build", write("list_v2.csv", rows), "--json")
    assert again.report["problems"] == []
    (record,) = spindex.index().scan(Query())
    assert record.programme == ("cash-transfers",)
    other = spindex("check", write("other.csv", rows), "--json").report
    assert [p["value"] for p in other["problems"]] == ["Notes", "Quoi"]
    assert spindex("reindex").code == 0
    (record,) = spindex.index().scan(Query())
    assert record.programme == ("cash-transfers",)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Quoi", "is unclear"),
        ("=title", "is unclear"),
        ("Quoi=programm", "use programme"),
        ("Quoi=provenance", "is no field"),
    ],
)
def test_a_wrong_mapping_is_wrong_use(spindex: Command, write: Write, text: str, says: str) -> None:
    done = spindex("check", write("list.csv", "Titre,Quoi\nUn,x\n"), "--map", text)
    assert done.code == 2 and says in done.output
