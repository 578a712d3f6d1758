"""/api/v1/cross: what the evidence map shows, for programs; and which of its cells are surprising."""

from collections import Counter
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from webapp.presenters import expected
from webapp.presenters.surprising import unlikely

from .pages import json_of, number, only, page, parameters, text


def _total(client: FlaskClient, question: str) -> int:
    return int(json_of(client.get(f"/api/v1/search?{question}"))["total"])


@pytest.mark.parametrize(
    ("question", "rows", "columns"),
    [
        ("", "programme", "population"),
        ("q=pension&country.not=KEN", "country", "year"),
        ("programme=cash-transfers&how=stated", "programme", "programme"),
    ],
)
def test_each_cell_is_the_total_of_its_search(client: FlaskClient, question: str, rows: str, columns: str) -> None:
    answer = json_of(client.get(f"/api/v1/cross?{question}&rows={rows}&columns={columns}"))
    assert (answer["rows"], answer["columns"], answer["total"]) == (rows, columns, _total(client, question))
    counts = {one["value"]: one["count"] for one in answer["row_values"]}
    beside = {one["value"]: one["count"] for one in answer["column_values"]}
    assert answer["cells"]
    for cell in answer["cells"][:4] + answer["cells"][-4:]:
        asked = f"{question}&{rows}.all={cell['row']}&{columns}.all={cell['column']}"
        assert cell["count"] == _total(client, asked)
        assert cell["expected"] == round(counts[cell["row"]] * beside[cell["column"]] / answer["total"], 1)


def test_it_has_the_numbers_of_the_page_and_leads_to_it(client: FlaskClient) -> None:
    answer = json_of(client.get("/api/v1/cross?rows=region&columns=content_type&split=language&lang=fr"))
    tree = page(client, answer["html"])
    link = next(a for a in tree.css(".files a") if text(a) == "JSON")
    assert json_of(client.get(str(link.attributes["href"]))) == answer
    told = Counter(one["count"] for one in answer["cells"])
    assert not Counter(number(a) for a in tree.css("tbody td:not(.whole) a")) - told
    assert {one["label"] for one in answer["column_values"]} >= {"Publication"}
    for cell in answer["cells"]:
        assert max(cell["parts"].values(), default=0) <= cell["count"]
    assert answer["parts"] and all(part["count"] for part in answer["parts"])


def test_what_is_above_a_value_is_told(client: FlaskClient) -> None:
    values = json_of(client.get("/api/v1/cross"))["row_values"]
    above = {one["value"]: one["broader"] for one in values}
    assert above["cash-transfers"] == ["social-transfers"] and above["social-assistance"] == []
    assert values[-1]["value"] == "none"


WRONG = ["rows=author", "columns=how", "split=nonsense", "rows.open=x", "foo=1", "country=Atlantis"]


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_address_is_refused_with_what_is_wrong(client: FlaskClient, wrong: str) -> None:
    answer = client.get(f"/api/v1/cross?{wrong}")
    assert answer.status_code == 422
    assert [problem["parameter"] for problem in json_of(answer)["problems"]] == [wrong.partition("=")[0]]


def test_surprising_cells_are_said_with_their_searches(client: FlaskClient) -> None:
    tree = page(client, "/evidence-map?rows=country")
    told = tree.css("section[aria-labelledby=surprises] li")
    assert told
    for one in told:
        link = str(only(one, "a").attributes["href"])
        shown, wanted = text(one).rsplit(": ", 1)[1].split(" record", 1)
        assert int(shown) == _total(client, urlsplit(link).query)
        values = [value for name, value in parameters(link) if name in ("country", "population")]
        assert len(values) == 2 and "none" not in values and "would be expected" in wanted


def test_nothing_that_follows_from_itself_is_surprising(client: FlaskClient) -> None:
    for sides in ("rows=country&columns=region", "rows=content_type&columns=content_type"):
        tree = page(client, f"/evidence-map?{sides}")
        assert tree.css("table.evidence td a") and not tree.css("#surprises")
    tree = page(client, "/evidence-map?columns=programme&rows.open=social-assistance&rows.open=social-transfers")
    named = [
        {value for name, value in parameters(str(link.attributes["href"])) if name == "programme.all"}
        for link in tree.css("section[aria-labelledby=surprises] a")
    ]
    assert named and all(len(pair) == 2 for pair in named)
    within = {"social-assistance", "social-transfers", "cash-transfers"}
    assert not any(pair <= within for pair in named)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_a_cell_is_unlikely_where_it_is_not_what_is_expected(both: int, row: int, column: int, rest: int) -> None:
    total = both + row + column + rest
    found = unlikely(both, both + row, both + column, total)
    assert found >= 0
    wanted = expected(both + row, both + column, total)
    if total and both + row < total and abs(both - wanted) > 1e-9:
        assert found > 0
    elif total:
        assert found < 1e-6
    assert abs(found - unlikely(both, both + column, both + row, total)) < 1e-6 or total in (both + row, both + column)
