"""Files of a search: what they are called, and tables as the spreadsheets of a language expect them."""

import csv
import io
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("q=pension&country=KEN", "social-protection-pension-in-kenya-"),
        ("q=pension&country=CIV&lang=fr", "social-protection-pension-lieu-cote-d-ivoire-"),
        ("q=معاش", "social-protection-search-"),
        ("", "social-protection-all-records-"),
        (f"q={'pension+' * 30}x", "social-protection-pension-pension-"),
    ],
)
def test_a_file_is_called_after_its_search_and_the_day_of_the_index(
    client: FlaskClient, question: str, named: str
) -> None:
    told = client.get(f"/search.csv?{question}", follow_redirects=True).headers["Content-Disposition"]
    name = told.removeprefix('attachment; filename="').removesuffix('"')
    assert name.startswith(named) and re.fullmatch(r"[a-z0-9-]{1,110}-\d{4}-\d\d-\d\d\.csv", name)


@pytest.mark.parametrize(("language", "separator"), [("en", ","), ("fr", ";"), ("es", ";"), ("pt", ";"), ("ar", ",")])
def test_tables_are_parted_as_spreadsheets_of_that_language_expect(
    client: FlaskClient, language: str, separator: str
) -> None:
    text = client.get(f"/search.csv?q=study&lang={language}").data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator))
    assert text.startswith(f"id{separator}title{separator}") and len(rows) == 60 and all(row["title"] for row in rows)


def test_years_of_a_workbook_are_numbers_and_all_else_is_text(client: FlaskClient) -> None:
    book = load_workbook(client.get("/search.xlsx?q=study").data)
    header, *rows = book
    year = header.index("year")
    assert {type(row[year]) for row in rows if row[year] != ""} == {float}
    assert {type(cell) for row in rows for place, cell in enumerate(row) if place != year} == {str}


def load_workbook(data: bytes) -> list[list[Any]]:
    return list(CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python())
