"""Tables as people keep them: notes around, merged cells, errors, links, other encodings: read, or told."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from indexer.rows import Problem, Refusal, SourceRow

from .conftest import Command, rows_in

Write = Callable[[str, str | bytes], Path]


def book(*lines: list[Any], change: Callable[[Any, Any], None] = lambda book, sheet: None) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as one:
        sheet = one.add_worksheet("Data")
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line)
        change(one, sheet)
    return made.getvalue()


def table(data: bytes, name: str = "a.xlsx") -> tuple[list[dict[str, Any]], list[str]]:
    """The rows, and what is said."""
    found = rows_in(name, data)
    rows = [dict(row.columns) for row in found if isinstance(row, SourceRow)]
    told = [row for row in found if isinstance(row, Problem | Refusal)]
    said = [str(row.message if isinstance(row, Problem) else row.reason) for row in told]
    return rows, said


HEADER = ["Title", "Country", "Year"]
ROW = ["Pensions", "Kenya", 2015]
READ = {"Title": "Pensions", "Country": "Kenya", "Year": 2015}


@pytest.mark.parametrize(
    "above", [[["A list"], []], [["Report", "Prepared by M. Diop"]], [["List", "", "3 May 2021"], [], ["x"]]]
)
def test_the_header_stands_under_notes(above: list[list[Any]]) -> None:
    rows, said = table(book(*above, HEADER, ROW))
    assert rows == [READ]
    assert said == [f"The columns are named in row {len(above) + 1}; what stands above is not indexed."]


def test_two_header_rows_and_merged_cells_are_joined() -> None:
    def merge(book: Any, sheet: Any) -> None:
        sheet.merge_range("A1:A2", "Title")
        sheet.merge_range("B1:C1", "Coverage")
        sheet.merge_range("B3:B4", "Kenya")

    rows, _ = table(book([], ["", "Country", "Cost"], ["A", "", 1], ["B", "", 2], ["C", "Mali", 3], change=merge))
    assert rows == [
        {"Title": title, "Country": country, "Coverage / Cost": cost}
        for title, country, cost in (("A", "Kenya", 1), ("B", "Kenya", 2), ("C", "Mali", 3))
    ]


def test_notes_totals_and_a_second_table_below() -> None:
    rows, said = table(
        book(HEADER, ROW, ["Total", "", 1], [], ["Source: the ministry"], [], ["Titre", "Pays"], ["B", "Mali"])
    )
    assert rows == [READ, {"Titre": "B", "Pays": "Mali", "column 3": ""}] or rows == [
        READ,
        {"Titre": "B", "Pays": "Mali"},
    ]
    assert ["“Total 1”" in said[0], "“Source: the ministry”" in said[1], "Titre, Pays" in said[2]] == [True] * 3


def test_a_title_alone_within_the_table_is_a_row() -> None:
    rows, said = table(book(HEADER, ROW, [], ["Only a title"], ["Grants", "Mali", 2016]))
    assert [row["Title"] for row in rows] == ["Pensions", "Only a title", "Grants"] and not said


def test_hidden_sheets_and_others_without_a_table_are_told(spindex: Command, write: Write) -> None:
    def more(book: Any, sheet: Any) -> None:
        hidden = book.add_worksheet("Old")
        hidden.write_row(0, 0, HEADER)
        hidden.write_row(1, 0, ["Hidden", "Mali", 2001])
        hidden.hide()
        lists = book.add_worksheet("Lists")
        lists.write_row(0, 0, ["Country", "Region"])
        lists.write_row(1, 0, ["Togo", "Africa"])

    path = write("a.xlsx", book(HEADER, ROW, change=more))
    done = spindex("check", path, "--json")
    assert (done.code, done.report["read"], done.report["indexed"]) == (0, 1, 1)
    assert {problem["sheet"] for problem in done.report["problems"]} == {"Old", "Lists"}
    assert spindex("check", path, "--sheet", "Old", "--json").report["indexed"] == 1
    wrong = spindex("check", path, "--sheet", "Nope")
    assert wrong.code == 2 and "Data, Old or Lists" in wrong.output


def test_errors_results_links_and_odd_values_are_told_with_their_cells() -> None:
    def change(book: Any, sheet: Any) -> None:
        sheet.write_formula("B2", "=NA()", None, "#N/A")
        sheet.write_url("D2", "https://example.org/real.pdf", string="PDF")
        sheet.write_formula("D3", '=HYPERLINK("https://example.org/h.pdf","PDF")', None, "PDF")

    lines: list[list[Any]] = [
        ["Title", "Country", "Published", "Link"],
        ["A", "", 42067],
        [12345, "Mali", "2015-03-04"],
    ]
    rows, said = table(book(*lines, change=change))
    assert [row["Link"] for row in rows] == ["https://example.org/real.pdf", "https://example.org/h.pdf"]
    assert rows[0]["Published"] == "2015-03-04"
    assert [one[:8] for one in said] == ["Cell B2 ", "Cell C2 ", "Cell A3 "]


def test_a_link_behind_a_title_is_its_address() -> None:
    rows, _ = table(
        book(HEADER, ROW, change=lambda _, sheet: sheet.write_url("A2", "https://example.org/a", string="A"))
    )
    assert rows[0]["url"] == "https://example.org/a"


CELL = st.text("abcé ,;|'", min_size=1, max_size=8).filter(str.strip)


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=6), st.sampled_from(",;\t|"), st.booleans())
def test_the_separator_is_that_of_most_rows(cells: list[tuple[str, str]], separator: str, notes: bool) -> None:
    lines = [
        ("Title", "Authors (surname, first name; initial)", "Country"),
        *((f"T {a}", f"A {b}", "Mali") for a, b in cells),
    ]
    text = "".join(separator.join(f'"{cell}"' for cell in line) + "\n" for line in lines)
    rows, _ = table((("A list\n\n" if notes else "") + text).encode(), "a.csv")
    assert [(row["Title"], row["Country"]) for row in rows] == [(f"T {a}", "Mali") for a, _ in cells]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Title;Authors (surname, first name, initial);Country\nA;Silva, A;Peru\n", []),
        ("Title,Country\n#meta+title,#country+name\nA,Peru\n", ["HXL"]),
        ("Title,Country\nA\n", ["nothing stands for “Country”"]),
        ("Title,Country\nA,Peru\nB\0,Mali\n", ["NUL"]),
        ("A list\n\nTitle,Country\nA,Peru\nSource: us,\n", ["line 3", "“Source: us”"]),
    ],
)
def test_csv_is_read_and_what_is_no_row_is_told(text: str, said: list[str]) -> None:
    rows, told = table(text.encode(), "a.csv")
    assert [row["Title"] for row in rows] == ["A"] and len(told) == len(said)
    assert all(part in one for part, one in zip(said, told, strict=True))


WORDS = """Titre;Pays
Étude de la pauvreté à l’école;Bénin
Prévoyance sociale et santé;Sénégal
Ação de proteção às crianças;Brasil
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "cp1252", "cp850", "mac_roman"])
def test_old_encodings_are_recognised_and_told(encoding: str) -> None:
    text = WORDS if encoding != "cp850" else WORDS.replace("’", "'")
    rows, said = table(text.encode(encoding), "a.csv")
    assert [row["Titre"] for row in rows] == [line.partition(";")[0] for line in text.splitlines()[1:]]
    assert [encoding in one for one in said] == ([True] if encoding in ("cp850", "mac_roman") else [])


def test_what_is_said_on_the_command_line_holds(spindex: Command, write: Write) -> None:
    path = write("a.csv", "Title,Country\nTitle,Country,Year\nA,Peru,2015\n".encode("utf-16-le"))
    assert spindex("check", path, "--encoding", "utf-16-le", "--header", "2", "--json").report["indexed"] == 1
    assert spindex("check", path, "--encoding", "klingon").code == 2
    assert spindex("check", write("b.csv", "Título\nA\n"), "--encoding", "ascii").code == 2
    wrong = spindex("check", path, "--header", "90")
    assert wrong.code == 2 and "1 to 3" in wrong.output


def test_a_table_of_which_nothing_is_known_is_refused_once() -> None:
    (refused,) = rows_in("a.csv", b"Foo;Bar\n1;2\n3;4\n")
    assert isinstance(refused, Refusal) and "“Foo”, “Bar”" in str(refused.reason) and "(2 rows)" in str(refused.reason)
