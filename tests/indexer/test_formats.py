"""Which format a file is of is told by its content; what cannot be read is named, and nothing becomes no row at all."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.rows import SourceRow
from search.errors import SourceError

from .conftest import Command, rows_in

Write = Callable[[str, str | bytes], Path]
ROW = {"title": "Cash for all", "country": "Kenya"}


def archive(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as opened:
        for name in names:
            opened.writestr(name, "some content")
    return file.getvalue()


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
NOT_READ: list[tuple[str, str | bytes, str, str]] = [
    ("a.pdf", b"%PDF-1.7\n\x00\x01", "a PDF file", "spindex template"),
    ("a.png", b"\x89PNG\r\n\x1a\n\0\0", "a picture", "spindex template"),
    ("a.docx", archive("[Content_Types].xml", "word/document.xml"), "a Word document", "XLSX or CSV"),
    ("renamed.xlsx", archive("[Content_Types].xml", "word/document.xml"), "a Word document", "XLSX or CSV"),
    ("a.doc", COMPOUND + "WordDocument".encode("utf-16-le"), "a Word document", "XLSX or CSV"),
    ("a.pptx", archive("ppt/presentation.xml"), "a presentation", "spindex template"),
    ("locked.xlsx", COMPOUND + "EncryptedPackage".encode("utf-16-le"), "a workbook with a password", "without"),
    ("a.zip", archive("rows.csv"), "an archive of files", "unpack it"),
    ("page.html", "<!doctype html><html><body>, a, b</body></html>", "a web page", "XLSX or CSV"),
    ("table.xls", "\n <HTML><table><tr><td>title</td></tr></table>", "a web page", "XLSX or CSV"),
    ("a.xml", '<?xml version="1.0"?><rows/>', "an XML file", "XLSX or CSV"),
    ("bare.xml", "<iati-activities version='2.03'>\n</iati-activities>", "an XML file", "XLSX or CSV"),
    (
        "feed.atom",
        "<?xml version='1.0'?>\n<feed xmlns='http://www.w3.org/2005/Atom'></feed>",
        "a feed",
        "CSV, RIS or JSON",
    ),
    ("news.xml", "<rss version='2.0'><channel/></rss>", "a feed", "CSV, RIS or JSON"),
    ("savedrecs.txt", "FN Clarivate\nVR 1.0\nPT J\nAU Mwangi, G\n", "an export of Web of Science", "RIS"),
    ("a.mrc", "00714cam a2200205 a 4500001001300000\x1e", "a MARC file", "RIS"),
]


@pytest.mark.parametrize(("name", "content", "what", "advice"), NOT_READ, ids=[one[0] for one in NOT_READ])
def test_a_file_that_is_not_read_says_what_it_is(
    spindex: Command, write: Write, name: str, content: str | bytes, what: str, advice: str
) -> None:
    file = write(name, content)
    named = spindex("check", file, "--json")
    assert named.code == 2 and named.output.startswith(f"{name} is {what}") and advice in named.output
    write("good.csv", "title,country\nCash for all,Kenya\n")
    done = spindex("check", file.parent, "--json")
    assert (done.code, done.report["read"], done.report["quarantined"], done.report["indexed"]) == (1, 2, 1, 1)
    (problem,) = done.report["problems"]
    assert problem["message"].startswith(f"{name} is {what}") and ", which is not read: " in problem["message"]
    assert problem["message"].endswith(" or YAML.")


def test_a_workbook_that_says_nothing_of_itself_may_have_a_password(spindex: Command, write: Write) -> None:
    done = spindex("check", write("locked.xlsx", COMPOUND))
    assert done.code == 2 and "it may have a password" in done.output


@pytest.mark.parametrize(
    "content",
    [
        "Pensions in Kenya\nChild grants in Uganda\n",
        "Dear colleagues\n\nplease find the list below.\n",
        "# Notes\n\nSome text\n",
        "12345\n67890\n",
    ],
)
def test_text_without_columns_is_no_table(spindex: Command, write: Write, content: str) -> None:
    done = spindex("check", write("notes.txt", content), "--json")
    assert (done.code, done.report["read"], done.report["quarantined"]) == (1, 1, 1)
    assert "is no table" in done.report["problems"][0]["message"]


FORMATS = {
    "csv": "title,country\nCash for all,Kenya\n",
    "tab": "title\tcountry\nCash for all\tKenya\n",
    "jsonl": '{"title": "Cash for all", "country": "Kenya"}\n',
    "array": '[{"title": "Cash for all", "country": "Kenya"}]',
    "ris": "TY  - RPRT\nTI  - Cash for all\nCY  - Kenya\nER  - \n",
}


@pytest.mark.parametrize("name", ["rows", "rows.csv", "rows.TXT", "rows.json", "rows.xlsx"])
@pytest.mark.parametrize("form", FORMATS)
def test_content_tells_the_format_whatever_the_name(name: str, form: str) -> None:
    (row,) = rows_in(name, FORMATS[form].encode())
    assert isinstance(row, SourceRow) and "Cash for all" in row.columns.values()


@given(
    st.binary(min_size=1, max_size=300), st.sampled_from(["a", "a.csv", "a.ris", "a.xlsx", "a.yaml", "a.json", "a.gz"])
)
def test_any_bytes_are_rows_or_a_sentence(data: bytes, name: str) -> None:
    try:
        rows = rows_in(name, data)
    except SourceError as error:
        assert name in str(error) and str(error).endswith(".")
    else:
        assert all(row.file == name for row in rows)


def test_a_file_without_rows_is_said(spindex: Command, write: Write) -> None:
    for name, content in (("header.csv", "title,country\n"), ("list.json", "[]"), ("line.csv", "title,country")):
        done = spindex("check", write(name, content), "--json")
        assert (done.code, done.report["read"]) == (0, 0)
        assert [(p["kind"], p["file"]) for p in done.report["problems"]] == [("no rows", name)]


def test_what_is_passed_over_in_a_folder_is_said_but_for_what_is_no_data(spindex: Command, tmp_path: Path) -> None:
    folder = tmp_path / "rows"
    (folder / "more").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / "more" / "hidden.csv").write_text(FORMATS["csv"])
    (folder / "a.csv").write_text(FORMATS["csv"])
    for silent in ("README.md", ".hidden", "~$a.xlsx", "a.csv~", ".~lock.a.csv#", "a.lock"):
        (folder / silent).write_text("x")
    (folder / "data.yaml").write_text("- title: Pensions\n")
    done = spindex("check", folder, "--json")
    assert (done.code, done.report["indexed"]) == (0, 1)
    assert {(p["kind"], p["file"]) for p in done.report["problems"]} == {
        ("passed over", "data.yaml"),
        ("passed over", "more"),
    }
    assert any("only about.yaml and golden-queries.yaml are read" in p["message"] for p in done.report["problems"])
    assert str(folder / "more") in next(p["message"] for p in done.report["problems"] if p["file"] == "more")


def test_a_folder_of_what_is_passed_over_is_wrong_use(spindex: Command, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("x")
    done = spindex("check", tmp_path)
    assert done.code == 2 and "There is no file in those folders" in done.output


def test_golden_queries_that_cannot_be_read_end_the_run(spindex: Command, write: Write) -> None:
    rows = write("rows.csv", FORMATS["csv"])
    done = spindex("build", rows, write("golden-queries.yaml", b"\xff\xfe\x00"))
    assert done.code == 2 and "golden-queries.yaml" in done.output
    assert spindex("status").code == 2  # nothing was built
