"""Feeds and files: the whole answer, in the order of the pages, safe to open, as their standards have it."""

import csv
import io
import xml.etree.ElementTree as xml
from collections.abc import Callable
from typing import Any

import pytest
import rispy
from flask.testing import FlaskClient

from .samples import records

Ask = Callable[[str], dict[str, Any]]
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
    assert row["author"].startswith("Ouma, Marion; Wanyama") and row["published"] == "2015-03"
    assert row["figures"] == "commitment=2.5e+07 USD" and row["page"] == "/records/demo:pension-1"


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
    assert "Not a record" in reference["abstract"] and reference["type_of_reference"] == "GEN"


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


@pytest.mark.parametrize("kind", ["csv", "ris", "atom"])
def test_files_are_strict(client: FlaskClient, kind: str) -> None:
    refused = client.get(f"/search.{kind}?contry=KEN")
    assert refused.status_code == 422 and refused.mimetype == "text/plain" and "country" in refused.text
    assert client.get(f"/search.{kind}?country=KE").headers["Location"] == f"/search.{kind}?country=KEN"
