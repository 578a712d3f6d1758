"""Bad input: what is good goes in, what is not is refused in a sentence; the balance closes, the live index stays."""

from collections.abc import Callable
from pathlib import Path

import pytest

from search.queries import Query

from .conftest import Command

Write = Callable[[str, str | bytes], Path]
GOOD = "title,country\nGood one,Kenya\n"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.csv", "", "is empty"),
        ("blank.csv", " \n\n", "is empty"),
        ("one.csv", "no columns at all\njust lines\n", "is no table"),
        ("broken.xlsx", b"PK\x03\x04 not a workbook", "cannot be opened as a workbook"),
        ("broken.csv.gz", b"\x1f\x8b broken", "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_refused_row(
    spindex: Command, write: Write, name: str, content: str | bytes, sentence: str
) -> None:
    done = spindex("build", write(name, content), write("good.csv", GOOD), "--json")
    assert done.code == 1
    assert (done.report["read"], done.report["indexed"], done.report["quarantined"]) == (2, 1, 1)
    assert sentence in done.report["problems"][0]["message"]


def test_a_binary_file_is_named_before_anything_is_done(spindex: Command, tmp_path: Path) -> None:
    picture = tmp_path / "list" / "picture.csv"
    picture.parent.mkdir()
    picture.write_bytes(bytes(range(256)) * 40)
    (picture.parent / "good.csv").write_text(GOOD)
    done = spindex("build", picture, picture.parent / "good.csv")
    assert done.code == 2 and "picture.csv is a binary file" in done.output
    assert spindex("status").code == 2  # nothing was built
    folder = spindex("build", picture.parent, "--json")
    assert folder.code == 1 and folder.report["indexed"] == 1
    assert "picture.csv is a binary file" in folder.report["problems"][0]["message"]


@pytest.mark.parametrize(
    ("name", "content", "indexed", "reasons"),
    [
        ("no_title.csv", "title,country\n,Kenya\nGood,Peru\n", 1, ["no title"]),
        ("ragged.csv", "title,country\nGood\nToo,many,cells\n", 1, ["3 cells, the header has 2"]),
        ("quote.csv", 'title,country\nGood,Peru\n"Open,Kenya\nMore,Peru\n', 2, ["never closed"]),
        ("cut.ris", "TY  - RPRT\nTI  - Good\nER  - \nTY  - JOUR\nTI  - Cut", 1, ["no end"]),
        ("untyped.ris", "TY  - RPRT\nTI  - Good\nER  - \nTI  - No type\nER  - \n", 1, ["no type"]),
        ("cut.jsonl", '{"title": "Good"}\n{"title": "cut\n[1]\n', 1, ["no JSON", "no JSON object"]),
        ("deep.jsonl", '{"title": "Good"}\n' + "[" * 100_000 + "\n", 1, ["nests brackets"]),
        ("deeper.json", "[" * 100_000, 0, ["nests brackets"]),
        ("id.jsonl", '{"id": "a\\u0007b", "title": "Bell"}\n{"id": "x", "title": "Good"}', 2, []),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_and_the_others_go_in(
    spindex: Command, write: Write, name: str, content: str, indexed: int, reasons: list[str]
) -> None:
    done = spindex("build", write(name, content), "--json")
    refused = [p["message"] for p in done.report["problems"] if p["kind"] == "refused"]
    assert done.report["indexed"] == indexed
    assert len(refused) == len(reasons) == done.report["quarantined"]
    assert all(any(reason in sentence for sentence in refused) for reason in reasons)
    assert done.code == (1 if reasons else 0)


def test_refused_rows_are_kept_with_their_reason(spindex: Command, write: Write) -> None:
    import csv

    done = spindex("build", write("rows.csv", "title,country,id\n,Kenya,7\nGood,Peru,8\n"), "--json")
    with open(done.report["quarantine"][0], encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert list(row) == ["title", "country", "id", "_reason", "_suggestion", "_file", "_row"]
    assert row["country"] == "Kenya" and row["id"] == "7"
    assert row["_reason"] and row["_suggestion"] and (row["_file"], row["_row"]) == ("rows.csv", "2")


@pytest.mark.parametrize(
    ("column", "value", "kind"),
    [
        ("country", "Atlantis", "unknown"),
        ("country", "Congo", "ambiguous"),
        ("date", "31.04.2022", "impossible date"),
        ("date", "some day", "unknown"),
        ("url", "javascript:alert(1)", "refused value"),
        ("programme", "CBT", "ambiguous"),
        ("programme", "flying carpets", "unknown"),
        ("language", "Martian", "unknown"),
        ("isbn", "9780821399014", "unknown"),
        ("keyword", "x" * 1001, "too long"),
    ],
)
def test_a_value_that_means_nothing_is_a_problem_and_the_record_goes_in(
    spindex: Command, write: Write, column: str, value: str, kind: str
) -> None:
    done = spindex("build", write("rows.csv", f"title,{column}\nKept,{value}\n"), "--json")
    assert done.code == 0 and done.report["indexed"] == 1
    (problem,) = done.report["problems"]
    assert (problem["kind"], problem["file"], problem["row"]) == (kind, "rows.csv", 2)
    record = next(spindex.index().scan(Query()))
    assert record.raw[0].columns[column] == value
    assert not record.country and not record.url and not record.keyword
    assert record.published == ("2022" if value == "31.04.2022" else None)


def test_ambiguous_countries_ask_with_candidates(spindex: Command, write: Write) -> None:
    done = spindex("build", write("rows.csv", "title,country\nA,Congo\n"), "--json")
    assert set(done.report["problems"][0]["suggestion"].split(", ")) == {"COD", "COG"}


@pytest.mark.slow
def test_a_very_long_abstract_is_cut_and_said(spindex: Command, write: Write) -> None:
    text = "pension " * 650_000
    done = spindex("build", write("big.csv", f'title,abstract\nBig,"{text}"\n'), "--json")
    assert done.code == 0 and "cut at 100,000" in done.report["problems"][0]["message"]
    record = next(spindex.index().scan(Query()))
    (abstract,) = record.abstract.values()
    assert len(abstract) == 99_999 and len(record.raw[0].columns["abstract"]) == 100_000


def test_markup_and_formulas_are_titles_like_any_other(spindex: Command, write: Write) -> None:
    rows = 'title\n<script>alert(1)</script>\n"=HYPERLINK(""http://x"")"\n'
    spindex(
        "build",
        write(
            "rows.csv",
            rows.replace("title", "title,id")
            .replace("\n<", "\n<")
            .replace("</script>", "</script>,1")
            .replace('")"\n', '")",2\n'),
        ),
    )
    titles = {next(iter(record.title.values())) for record in spindex.index().scan(Query())}
    assert titles == {"<script>alert(1)</script>", '=HYPERLINK("http://x")'}
    exported = spindex("export", "--format", "csv").output
    assert "'=HYPERLINK" in exported


def test_a_failed_build_leaves_the_live_index(spindex: Command, write: Write) -> None:
    assert spindex("build", write("good.csv", GOOD)).code == 0
    done = spindex("build", "/nowhere/at-all.csv")
    assert done.code == 2 and "There is no file" in done.output
    assert spindex.index().search(Query()).total == 1


def test_a_build_of_nothing_leaves_the_live_index(spindex: Command, write: Write) -> None:
    spindex("build", write("good.csv", GOOD))
    for name, content, code in (
        ("bad.csv", "", 1),
        ("header.csv", "title,country\n", 2),
        ("odd.csv", "title,id\n,1\n", 1),
    ):
        done = spindex("build", write(name, content), "--json")
        assert done.code == code and "nothing to index" in done.output
        assert spindex.index().search(Query()).total == 1
    assert len(spindex.index().versions()) == 1


def test_half_a_character_is_refused(spindex: Command, write: Write) -> None:
    done = spindex("build", write("rows.jsonl", '{"title": "half \\ud800"}\n{"title": "whole"}\n'), "--json")
    assert (done.report["indexed"], done.report["quarantined"]) in ((1, 1), (2, 0))
    assert done.report["read"] == 2 and "Traceback" not in done.output


def test_encodings_and_delimiters(spindex: Command, write: Write) -> None:
    lines = "título;país;año\nPensión básica – estudio;Perú;2015\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        for delimiter in ";\t,|":
            text = lines.replace(";", delimiter).encode(encoding)
            assert spindex("build", write("rows.csv", text), "--json").report["problems"] == [], (encoding, delimiter)
            record = next(spindex.index().scan(Query()))
            assert record.title == {"es": "Pensión básica – estudio"} and record.country == ("PER",)
            assert record.year == 2015
