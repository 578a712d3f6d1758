"""Workbooks that would cost the run: far cells, bombs and parts that lie; what is good in them is read."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from indexer.readers import workbook
from indexer.rows import Problem, SourceRow
from search.queries import Query

from .conftest import Command, rows_in, rows_of

Write = Callable[[str, str | bytes], Path]
TABLE: list[list[Any]] = [["id", "title", "country", "published"]] + [
    [n, f"Paper {n}", "Kenya", "2015-03-04"] for n in range(1, 30)
]
LAST = (1_048_575, 16_383)  # XFD1048576


def book(*cells: tuple[int, int, object], table: list[list[Any]] = TABLE, at: tuple[int, int] = (0, 0)) -> bytes:
    """A workbook with a table, and these cells (row, column, value; from 0)."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as one:
        sheet = one.add_worksheet("Papers")
        for number, line in enumerate(table):
            sheet.write_row(at[0] + number, at[1], line)
        for row, column, value in cells:
            sheet.write(row, column, value)
    return made.getvalue()


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """With another content of that part."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return made.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_a_stray_cell_at_the_end_of_the_sheet_is_told(spindex: Command, write: Write) -> None:
    stray = write("stray.xlsx", book((*LAST, "x")))
    done = spindex("build", stray, write("good.csv", "title,id\nGood,g\n"), "--json")
    assert (done.code, done.report["indexed"], done.report["quarantined"]) == (0, len(TABLE), 0)
    (told,) = done.report["problems"]
    assert (told["kind"], told["file"], told["sheet"], told["row"]) == (
        "passed over",
        "stray.xlsx",
        "Papers",
        LAST[0] + 1,
    )


@pytest.mark.parametrize(
    "cells", [[(*LAST, "x")], [(5, 16_383, "x"), (700_000, 1, "Far"), (700_000, 0, 31), (900_000, 0, 1.5)]]
)
def test_rows_and_columns_keep_their_places(write: Write, cells: list[tuple[int, int, object]]) -> None:
    table = [*TABLE[:3], ["7", None, True, 2.5], *TABLE[4:]]
    near = rows_of(write("near.xlsx", book(table=table, at=(3, 2))))
    far = rows_of(write("far.xlsx", book(*cells, table=table, at=(3, 2))))
    columns = {row.row: row.columns for row in far if isinstance(row, SourceRow)}
    assert all(isinstance(row, SourceRow | Problem) and row.sheet == "Papers" for row in far)
    noted = {row.row for row in far if isinstance(row, Problem)}
    for row in near:
        assert isinstance(row, SourceRow)
        assert {**columns[row.row], "column 16384": 0} == {**row.columns, "column 16384": 0}
    for number, column, value in cells:
        if number + 1 in noted:
            continue
        assert columns[number + 1][f"column {column + 1}"] == value


def test_cells_that_lie_everywhere_are_refused_with_the_furthest(spindex: Command, write: Write) -> None:
    cells = ((60 * n + 1, workbook._letters(n)) for n in range(30, 16_384))
    more = b"".join(b'<row r="%d"><c r="%b%d"><v>1</v></c></row>' % (row, column, row) for row, column in cells)
    diagonal = changed(book(), SHEET, lambda xml: xml.replace(b"</sheetData>", more + b"</sheetData>"))
    done = spindex("build", write("wide.xlsx", diagonal), write("good.csv", "title,id\nGood,g\n"), "--json")
    assert (done.code, done.report["indexed"]) == (1, 1)
    assert "wide.xlsx is too large to be laid out (its cells reach to XFD982981)" in str(done.report["problems"])


def odd() -> dict[str, bytes]:
    """Workbooks that hold TABLE, and something else."""
    empty = b"".join(
        b'<row r="%d"><c r="A%d" s="0"/><c r="XFD%d" s="0"/></row>' % (n, n, n) for n in range(31, 200_000)
    )
    merged = b'<mergeCells><mergeCell ref="A31:XFD1048576"/></mergeCells>'
    plain = book()
    return {
        "formatted": changed(plain, SHEET, lambda xml: xml.replace(b"</sheetData>", empty + b"</sheetData>")),
        "lying": changed(plain, SHEET, lambda xml: xml.replace(b'ref="A1:D30"', b'ref="A1:XFD1048576"')),
        "modest": changed(plain, SHEET, lambda xml: xml.replace(b'ref="A1:D30"', b'ref="A1"')),
        "merged": changed(
            plain, SHEET, lambda xml: xml.replace(b"</sheetData>", b"</sheetData>" + merged),
        ),
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["formatted", "lying", "modest", "merged"])
def test_what_only_looks_large_is_read(spindex: Command, write: Write, kind: str) -> None:
    done = spindex("build", write("rows.xlsx", odd()[kind]), "--json")
    assert (done.code, done.report["indexed"]) == (0, len(TABLE) - 1)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (book()[:-200], "cannot be opened as a workbook"),
        (changed(book(), SHEET, lambda xml: xml[:-300]), "cannot be opened as a workbook"),
        (changed(book(), SHEET, lambda xml: b"<"), ""),
        (changed(book(), "xl/workbook.xml", lambda xml: xml.replace(b"rId1", b"rId99")), ""),
        (changed(book(), SHEET, lambda xml: xml.replace(b'r="A2"', b'r="ZZZZZZ99999999999"')), ""),
        (changed(book((*LAST, "x")), SHEET, lambda xml: xml.replace(b' r="B2"', b"")), "too large to be laid out"),
    ],
)
def test_a_broken_workbook_is_refused_whole(spindex: Command, write: Write, content: bytes, said: str) -> None:
    done = spindex("build", write("bad.xlsx", content), write("good.csv", "title,id\nGood,g\n"), "--json")
    assert (done.code, done.report["indexed"], done.report["quarantined"]) == (1, 1, 1)
    (problem,) = done.report["problems"]
    assert said in problem["message"] and problem["message"].startswith("bad.xlsx ")


def test_a_bomb_is_told_by_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "LARGEST", 5000)
    with pytest.raises(ValueError, match="more than 2 GB"):
        list(workbook.tables(book(), sparse=False))


def test_many_sheets(spindex: Command, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "sheets.xlsx") as one:
        for number in range(300):
            sheet = one.add_worksheet(f"Sheet {number}")
            sheet.write_row(0, 0, ["id", "title"])
            sheet.write_row(1, 0, [f"s{number}", f"Paper {number}"])
    assert spindex("build", tmp_path / "sheets.xlsx", "--json").report["indexed"] == 300
    with spindex.index() as index:
        assert {record.raw[0].sheet for record in index.scan(Query())} == {f"Sheet {n}" for n in range(300)}


def test_what_a_format_cannot_tell_of_is_told(spindex: Command, write: Write) -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = ("".join(map(cell.format, line)) for line in (("title", "country"), ("A", "Mali")))
    lines = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    names = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{one}="{names}:{one}:1.0"' for one in ("office", "table", "text"))
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name='S'>{lines}"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("META-INF/manifest.xml", "<manifest/>")
        parts.writestr("content.xml", content)
    done = spindex("check", write("list.ods", made.getvalue()), "--json")
    (said,) = (one["message"] for one in done.report["problems"])
    assert done.report["indexed"] == 1 and "not told of list.ods, as it is no XLSX" in said, said
    assert not spindex("check", write("list.xlsx", book()), "--json").report["problems"]


def test_more_errors_than_are_looked_for_are_told() -> None:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as one:
        sheet = one.add_worksheet()
        sheet.write_row(0, 0, ["title", "country"])
        for row in range(1, workbook.MOST + 10):
            sheet.write(row, 0, f"Paper {row}")
            sheet.write_formula(row, 1, "=NA()", None, "#N/A")
    found = rows_in("list.xlsx", made.getvalue())
    assert sum(isinstance(one, SourceRow) for one in found) == workbook.MOST + 9
    assert sum(isinstance(one, Problem) and one.kind == "error cell" for one in found) == workbook.MOST
    assert any("more than 10,000 errors" in str(one.message) for one in found if isinstance(one, Problem))
