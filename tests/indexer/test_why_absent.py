"""`why` explains an absence and a value that was rejected; `find` finds the record in the first place."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Command

Write = Callable[[str, str | bytes], Path]
ROWS = """id,title,pays,programme,date,abstract
1,Cash for all,Atlantis,CCT,2015,Money for everybody
2,Pensions,PE,social pensionz,2016-03,
3,Whatever,,,Jan,
4,Both,Atlantis; Kenya,,,
"""


@pytest.fixture
def filled(spindex: Command, write: Write) -> Command:
    assert spindex("build", write("rows.csv", ROWS)).code == 0
    return spindex


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("rows:1 country", "The row says “Atlantis” (column pays, rows.csv:2): “Atlantis” is no country that we know"),
        ("rows:1 region", "The row says “Atlantis”"),
        ("rows:2 programme", "The row says “social pensionz” (column programme, rows.csv:3)"),
        ("rows:2 programme", "Perhaps: social-pensions"),
        ("rows:3 country", "The column pays is empty (rows.csv:4)."),
        ("rows:3 programme", "Title and abstract name no programme of the taxonomy."),
        ("rows:3 organisation", "No column of rows.csv feeds organisation."),
        ("rows:3 year", "The row says “Jan” (column date, rows.csv:4)"),
        ("rows:4 country", "country = KEN: stated from “Kenya”"),
        ("rows:4 country", "The row says “Atlantis”"),
        ("rows:4", "The row says “Atlantis”"),
    ],
)
def test_an_absence_has_its_reason(filled: Command, asked: str, said: str) -> None:
    done = filled("why", *asked.split())
    assert done.code == 0 and said in done.output


def test_machines_are_told_the_same(filled: Command) -> None:
    (missing,) = json.loads(filled("why", "rows:1", "country", "--json").output)["missing"]
    assert (missing["field"], missing["value"]) == ("country", "Atlantis")
    assert "missing" in json.loads(filled("why", "rows:2", "title", "--json").output)


def test_a_carried_record_keeps_no_row(spindex: Command, write: Write) -> None:
    line = '{"id": "a:1", "title": {"en": "One"}, "source": "a", "raw": []}\n'
    assert spindex("build", write("rows.jsonl", line)).code == 0
    assert "The record keeps no row that says more." in spindex("why", "a:1", "country").output


def test_find_prints_what_the_pages_would(filled: Command) -> None:
    done = filled("find", "cash", "for", "all")
    assert done.code == 0
    assert done.output.splitlines()[:2] == ["rows:1: Cash for all (2015)", "    Money for everybody"]
    told = json.loads(filled("find", "pensions", "--json").output)
    assert told["total"] == 1 and told["hits"][0]["id"] == "rows:2" and told["hits"][0]["year"] == 2016
    nothing = filled("find", "qqqqqq")
    assert nothing.code == 0 and nothing.output.startswith("Nothing was found for “qqqqqq”")
    assert filled("find", "x" * 600).code == 2
    assert "2 found; the first 1 are shown." in filled("find", "cash", "OR", "pensions", "--limit", "1").output
