"""One cell never costs a list: what is far too much or too large is left out or refused, and said."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from search.queries import Query
from search.records import MOST_VALUES
from search.settings import Settings
from webapp import create_app

from .conftest import Command

Write = Callable[[str, str | bytes], Path]
BANK = "id,countryname,project_name,boardapprovaldate,curr_total_commitment\n"
PAGES = [
    "/search",
    "/search?lang=ar",
    "/records/world-bank:P1",
    "/countries/KEN",
    "/search.atom",
    "/embed/v1/country/KEN.html",
]


def test_thousands_of_values_in_a_cell(spindex: Command, write: Write) -> None:
    words = "; ".join(f"word{number}" for number in range(66_000))
    done = spindex("build", write("rows.csv", f'title,keyword\nMany,"{words}"\nFew,one; two\n'), "--json")
    (problem,) = done.report["problems"]
    assert done.code == 0 and (problem["kind"], problem["field"]) == ("too many", "keyword")
    with spindex.index() as index:
        found = {record.title["und"]: record.keyword for record in index.scan(Query())}
    assert len(found["Many"]) == MOST_VALUES and found["Few"] == ("one", "two")


@pytest.mark.parametrize("number", ["1e40", "-1e19", "1e999"])
def test_numbers_of_another_world(spindex: Command, write: Write, number: str) -> None:
    rows = write("bank.csv", f"{BANK}P1,Kenya,Pensions,2015-01-01,{number}\nP2,Kenya,Cash,2015-01-01,5\n")
    done = spindex("build", rows, "--json")
    assert done.code == 0 and [problem["value"] for problem in done.report["problems"]] == [number]
    client = create_app(Settings(data=spindex.data)).test_client()
    assert {client.get(page).status_code for page in PAGES} == {200}


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("figures", [{"measure": "cost", "value": 1e40, "unit": "USD"}], "figures: a number is too large"),
        ("keyword", [f"w{number}" for number in range(MOST_VALUES + 1)], "keyword: at most 1,000 values are kept"),
    ],
)
def test_a_record_of_ours_with_too_much_is_refused(
    spindex: Command, write: Write, field: str, value: object, said: str
) -> None:
    row = {"id": "a:1", "source": "a", "title": {"en": "A"}, "raw": [], field: value}
    done = spindex("build", write("own.jsonl", json.dumps(row)), "--json")
    assert done.code == 1 and said in done.report["problems"][0]["message"]
