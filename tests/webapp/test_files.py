"""Feeds and files: the whole answer, in the order of the pages, safe to open, as their standards have it."""

import csv
import io
import json
import re
import xml.etree.ElementTree as xml
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import rispy
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from search.authorities import Authorities
from search.engines import open_index
from search.records import Record
from search.settings import Settings
from webapp import create_app
from webapp.exports import EXPORTS, Export
from webapp.exports.bibtex import entry as bibtex
from webapp.exports.table import digits
from webapp.exports.works import REPORT

from .pages import page, visitor
from .samples import PENSION, records

Ask = Callable[[str], dict[str, Any]]
ROOT = Path(__file__).parents[2]
ATOM = "{http://www.w3.org/2005/Atom}"


def table(client: FlaskClient, question: str) -> list[dict[str, str]]:
    response = client.get(f"/search.csv?{question}")
    assert response.status_code == 200 and response.mimetype == "text/csv"
    assert "attachment" in response.headers["Content-Disposition"]
    assert response.data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(response.data.decode("utf-8-sig"), newline="")))


def references(client: FlaskClient, question: str) -> list[dict[str, Any]]:
    response = client.get(f"/search.ris?{question}")
    assert response.status_code == 200
    found: list[dict[str, Any]] = rispy.loads(response.data.decode("utf-8"))
    return found


@pytest.mark.parametrize("question", ["", "q=study", "country=KEN&sort=title", "q=zzz"])
def test_files_hold_the_whole_answer_in_the_order_of_its_pages(client: FlaskClient, ask: Ask, question: str) -> None:
    answer = ask(f"{question}&size=100")
    ids = [hit["id"] for hit in answer["hits"]]
    assert [row["id"] for row in table(client, question)] == ids
    assert [reference["id"] for reference in references(client, question)] == ids
    assert len(ids) == answer["total"]


def test_no_cell_is_a_formula(client: FlaskClient) -> None:
    rows = {row["id"]: row for row in table(client, "")}
    risky = ("=", "+", "-", "@", "\t", "\r", "\n")
    assert not [cell for row in rows.values() for cell in row.values() if cell.startswith(risky)]
    formula = rows["demo:formula"]
    assert formula["title"] == '\'=HYPERLINK("https://evil.example","pension")'
    assert formula["author"] == "'@SUM(1+1); x" and formula["publisher"] == "'-2+3" and formula["rights"] == "'\tcmd"


def test_a_row_says_ids_and_names(client: FlaskClient) -> None:
    (row,) = table(client, "q=demo:pension-1")
    assert row["programme"] == "social-pensions" and row["programme_label"] == "Social pensions"
    assert row["country"] == "KEN" and row["country_label"] == "Kenya"
    assert row["programme_how"] == "matched" and row["country_how"] == "stated"
    assert row["author"].startswith("Ouma, Marion; Wanyama") and row["published"] == "2015-03"
    assert row["figures"] == "commitment=25000000 USD" and row["page"] == ""


def test_a_row_says_of_each_tag_and_country_how_it_is_known(client: FlaskClient, ask: Ask) -> None:
    """In the order of the values, in the words of the API."""
    told = {hit["id"]: hit["how"] for hit in ask("size=100")["hits"]}
    several = 0
    for row in table(client, ""):
        for field, kinds in told.get(row["id"], {}).items():
            values = row[field].split("; ") if row[field] else []
            assert dict(zip(values, row[f"{field}_how"].split("; "), strict=bool(values))) == kinds
            several += len(set(kinds.values())) > 1 or len(values) > 1
    assert told and several


def test_a_reference_comes_back_as_it_was(client: FlaskClient) -> None:
    (reference,) = references(client, "q=demo:pension-1")
    assert reference["title"] == "Social pensions in Kenya"
    assert reference["authors"] == ["Ouma, Marion", "Wanyama, Fredrick", "Smith, Ann", "Doe, Jan"]
    assert reference["year"] == "2015" and reference["date"] == "2015/03//"
    assert reference["doi"] == "10.1234/pension.1" and reference["urls"] == ["https://www.example.org/pension"]
    assert reference["publisher"] == "Nairobi Press" and "Older persons" in reference["keywords"]


def test_lines_in_a_text_make_no_reference(client: FlaskClient) -> None:
    found = references(client, "")
    assert len(found) == len(records())
    (reference,) = [one for one in found if one["id"] == "demo:lines"]
    assert "Not a record" in reference["abstract"] and reference["type_of_reference"] == "DBASE"


def test_the_feed_is_atom(client: FlaskClient) -> None:
    response = client.get("/search.atom?source=demo")
    assert response.mimetype == "application/atom+xml"
    feed = xml.fromstring(response.data)
    entries = feed.findall(f"{ATOM}entry")
    assert feed.tag == f"{ATOM}feed" and feed.findtext(f"{ATOM}subtitle") == "taken from demo"
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(ids) == len(set(ids)) and all(str(id_).startswith("urn:uuid:") for id_ in ids)
    for entry in entries:
        assert entry.findtext(f"{ATOM}title") and entry.findtext(f"{ATOM}updated") and entry.find(f"{ATOM}author")
    assert any("<script>" in str(entry.findtext(f"{ATOM}title")) for entry in entries)


def test_the_feed_begins_with_what_was_added_last(client: FlaskClient) -> None:
    feed = xml.fromstring(client.get("/search.atom?q=study").data)
    updated = [entry.findtext(f"{ATOM}updated") for entry in feed.findall(f"{ATOM}entry")]
    assert len(updated) == 50 and updated == sorted(updated, reverse=True)  # type: ignore[type-var]
    few = xml.fromstring(client.get("/search.atom?q=study&size=3&sort=title").data)
    assert len(few.findall(f"{ATOM}entry")) == 3


SUFFIXES = [export.suffix for export in EXPORTS]
EMPTY = "id title container-title collection-title volume issue number page publisher by genre ISBN DOI URL"
WHOLE = [export for export in EXPORTS if export.whole]
OF_ALL = [export for export in WHOLE if not export.kinds]


@pytest.mark.parametrize("kind", SUFFIXES)
def test_files_are_strict(client: FlaskClient, kind: str) -> None:
    refused = client.get(f"/search.{kind}?contry=KEN")
    assert refused.status_code == 422 and refused.mimetype == "text/plain" and "country" in refused.text
    assert client.get(f"/search.{kind}?country=KE").headers["Location"] == f"/search.{kind}?country=KEN"


@pytest.mark.parametrize("export", EXPORTS, ids=SUFFIXES)
def test_a_format_is_known_everywhere(client: FlaskClient, ask: Ask, export: Export) -> None:
    address = f"/search.{export.suffix}"
    assert client.get(address).mimetype == export.media_type
    for_all = not export.kinds  # nothing here is for a calendar
    assert (address in [str(a.attributes["href"]) for a in page(client, "/search").css(".files a")]) == for_all
    assert ask("")["links"][export.suffix] == address
    assert f"Disallow: {address}\n" in client.get("/robots.txt").text
    assert f"| `.{export.suffix}` |" in (ROOT / "docs" / "researchers.md").read_text(encoding="utf-8")
    on_its_page = [str(a.attributes["href"]) for a in page(client, "/records/demo:bare").css(".files a")]
    assert (f"/records/demo:bare.{export.suffix}" in on_its_page) == (export.whole and for_all)


@pytest.mark.parametrize("export", OF_ALL, ids=[export.suffix for export in OF_ALL])
@pytest.mark.parametrize("identifier", ["demo:bare", "demo:a//b/../c?d#e%2F", "demo:arabic", "demo:script"])
def test_a_record_is_a_file_by_itself(client: FlaskClient, export: Export, identifier: str) -> None:
    tree = page(client, f"/records/{quote(identifier, safe=':')}")
    (address,) = [a for a in tree.css(".files a") if str(a.attributes["href"]).endswith(f".{export.suffix}")]
    response = client.get(str(address.attributes["href"]))
    assert response.status_code == 200 and response.mimetype == export.media_type and response.data
    assert response.headers["Content-Disposition"].endswith(f'.{export.suffix}"')


def test_a_record_whose_id_ends_like_a_file_is_a_page(authorities: Authorities, tmp_path: Path) -> None:
    own = Settings(data=tmp_path)
    contents = [Record(id=f"demo:{name}", title={"en": name}, source="demo") for name in ("list.csv", "list")]
    with open_index(own) as index, index.replacing(authorities) as writer:
        for record in contents:
            writer.add(record)
    client = visitor(create_app(own))
    assert client.get("/records/demo:list.csv").mimetype == "text/html"
    assert client.get("/records/demo:list.csv.csv").mimetype == "text/csv"
    assert client.get("/records/demo:list.ris").mimetype == "application/x-research-info-systems"
    missing = client.get("/records/demo:other.csv")
    assert missing.status_code == 404 and missing.mimetype == "text/plain"


def test_records_come_back_whole(client: FlaskClient) -> None:
    lines = client.get("/search.jsonl").text.splitlines()
    assert sorted(map(Record.from_json, lines), key=lambda r: r.id) == sorted(records(), key=lambda r: r.id)


def test_a_workbook_is_the_same_table(client: FlaskClient) -> None:
    response = client.get("/search.xlsx?source=demo")
    book = CalamineWorkbook.from_filelike(io.BytesIO(response.data))
    header, *rows = book.get_sheet_by_index(0).to_python()
    plain = {str(row[0]): dict(zip(header, row, strict=True)) for row in rows}
    for row in table(client, "source=demo"):
        same = plain[row["id"]]
        assert list(row) == header
        assert {name: f"{cell:.0f}" if isinstance(cell, float) else cell for name, cell in same.items()} == {
            name: cell.removeprefix("'") for name, cell in row.items()
        }


@pytest.fixture
def item(client: FlaskClient) -> dict[str, Any]:
    items: list[dict[str, Any]] = json.loads(client.get("/search.csl.json").text)
    assert len(items) == len(records())
    (found,) = [one for one in items if one["id"] == PENSION.id]
    return found


def test_an_item_has_the_words_of_csl(item: dict[str, Any]) -> None:
    assert item["type"] == "report" and item["issued"] == {"date-parts": [[2015, 3]]}
    assert item["author"][0] == {"family": "Ouma", "given": "Marion"} and item["DOI"] == PENSION.doi
    assert "Older persons" in item["keyword"] and item["publisher"] == "Nairobi Press"


@pytest.mark.parametrize("odd", ["{", "}", "50 % of A&B_c #1 $2 ~x ^y \\z", "Ünïcode “quotes” {a {b} c}"])
def test_bibtex_holds_any_title(odd: str) -> None:
    item: dict[str, Any] = dict.fromkeys(EMPTY.split(), "")
    item |= {"language": "", "abstract": odd, "work": REPORT, "accessed": {"date-parts": [[2026, 1, 2]]}}
    made = bibtex({**item, "id": "a:1", "title": odd, "type": "report", "author": [{"literal": odd}], "editor": [],
                  "issued": {}, "keyword": [odd]})  # fmt: skip
    depth = 0
    for before, sign in zip(f" {made}", made, strict=False):
        if sign in "{}" and before != "\\":
            depth += 1 if sign == "{" else -1
        assert depth >= 0
    assert depth == 0 and made.startswith("@techreport{a-1-")


def test_keys_of_bibtex_are_each_ones_own(client: FlaskClient) -> None:
    keys = re.findall(r"^@\w+\{([^,]+),$", client.get("/search.bib").text, re.MULTILINE)
    assert len(keys) == len(set(keys)) == len(records())
    assert keys == re.findall(r"^@\w+\{([^,]+),$", client.get("/search.bib").text, re.MULTILINE)


@pytest.mark.parametrize(
    ("value", "written"),
    [(3960410.0, "3960410"), (0.15, "0.15"), (25_000_000, "25000000"), (1e-7, "0.0000001"), (1e22, "1" + "0" * 22),
     (123456789.125, "123456789.125"), (-2.5, "-2.5")],
)  # fmt: skip
def test_numbers_keep_all_digits(value: float, written: str) -> None:
    assert digits(value) == written


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
def test_no_number_is_a_power_of_ten(value: float) -> None:
    assert "e" not in digits(value) and (abs(value) < 1e-9 or float(digits(value)) == pytest.approx(value, rel=1e-6))
