"""One cell never costs a list: what is far too much or too large is left out or refused, and said."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from search.queries import Query
from search.records import LARGEST_RECORD, MOST_VALUES
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


@pytest.mark.slow
def test_thousands_of_values_in_a_cell(spindex: Command, write: Write) -> None:
    words = "; ".join(f"word{number}" for number in range(66_000))
    done = spindex("build", write("rows.csv", f'title,keyword\nMany,"{words}"\nFew,one; two\n'), "--json")
    assert done.code == 0
    assert [(p["kind"], p["field"]) for p in done.report["problems"]] == [
        ("too long", "keyword"),
        ("too many", "keyword"),
    ]
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


@pytest.mark.slow
def test_a_long_cell_is_cut_whatever_it_feeds(spindex: Command, write: Write) -> None:
    long = "word " * 1_000_000
    rows: list[dict[str, Any]] = [
        {"id": "a", "title": long, "abstract": long, "notes": long},
        {"id": "b", "title": {"en": "B", "fr": long}, "abstract": ["x", long]},
        {"id": "c", "title": "一" * 300_000, "abstract": "\u0000\ufffe\uffff\ud800x" * 100_000},
    ]
    for row in rows:
        row["keyword"] = "key"
    path = write("rows.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    done = spindex("build", path, "--json")
    assert (done.code, done.report["indexed"]) == (0, 3)
    said = {(p["row"], p["field"]): p["message"] for p in done.report["problems"] if p["kind"] == "too long"}
    assert said[1, "notes"] == "The notes is cut at 100,000 of 5,000,000 characters."
    assert {place for place in said if place[0] == 2} == {(2, "title"), (2, "abstract")}
    with spindex.index() as index:
        records = {record.id: record for record in index.scan(Query())}
        assert index.search(Query().with_("keyword", "key")).total == 3
    assert all(len(record.to_json()) < LARGEST_RECORD for record in records.values())
    assert not set("\0\ufffe\uffff\ud800") & set(records["rows:c"].abstract["und"])
    before = spindex("export").output
    done = spindex("reindex", "--json")
    assert (done.code, done.report["indexed"]) == (0, 3) and spindex("export").output == before


def test_a_record_of_megabytes_is_refused_and_kept_in_the_quarantine(spindex: Command, write: Write) -> None:
    many = {f"column {number}": "x" * 1000 for number in range(1500)}
    own = {"id": "a:1", "source": "a", "title": {"en": "y" * 1_200_000}, "raw": []}
    rows = [{"title": "Too much", **many}, own, {"title": "Good"}]
    done = spindex("build", write("rows.jsonl", "".join(json.dumps(row) + "\n" for row in rows)), "--json")
    assert (done.code, done.report["indexed"], done.report["quarantined"]) == (1, 1, 2)
    assert [p["row"] for p in done.report["problems"] if "the limit is 1,000,000" in p["message"]] == [1, 2]
    kept = [json.loads(line) for line in Path(done.report["quarantine"][0]).read_text().splitlines()]
    assert kept[0]["column 1499"] == "x" * 1000 and kept[1]["title"] == own["title"]


def test_a_record_at_the_limit_survives_export_and_build(spindex: Command, write: Write, tmp_path: Path) -> None:
    """The dates that it has since do not count."""
    row: dict[str, Any] = {"id": "a:1", "source": "a", "title": {"en": "T"}, "raw": [], "rights": "r"}
    row["abstract"] = {"en": "x" * (LARGEST_RECORD - len(json.dumps(row, separators=(",", ":"))) - 30)}
    assert spindex("build", write("rows.jsonl", json.dumps(row)), "--json").report["indexed"] == 1
    exported = spindex("export").output
    assert len(exported) > LARGEST_RECORD
    assert spindex("update", write("again.jsonl", exported), "--json").report["unchanged"] == 1


@pytest.mark.parametrize("backwards", [False, True])
def test_rows_of_one_id_become_no_record_without_end(spindex: Command, write: Write, backwards: bool) -> None:
    rows = [f"x,Paper,key {number},{'n' * 5000}\n" for number in range(1200)]
    path = write("rows.csv", "id,title,keyword,notes\n" + "".join(reversed(rows) if backwards else rows))
    done = spindex("build", path, write("good.csv", "id,title\ng,Good\n"), "--json")
    report = done.report
    assert done.code == 1 and report["indexed"] == 2 and report["merged"] > 100
    assert report["read"] == report["indexed"] + report["merged"] + report["quarantined"] == 1201
    assert sum("Too many rows have the id rows:x" in p["message"] for p in report["problems"]) == report["quarantined"]
    with spindex.index() as index:
        record = index.get("rows:x")
    assert len(record.to_json()) <= LARGEST_RECORD and "key 0" in record.keyword


def test_rows_of_one_id_give_a_field_no_more_values_than_one_row_may(spindex: Command, write: Write) -> None:
    rows = "".join(f"x,Paper,{';'.join(f'k{row}-{n}' for n in range(400))}\n" for row in range(4))
    done = spindex("build", write("rows.csv", f"id,title,keyword\n{rows}"), "--json")
    assert done.code == 0 and {p["kind"] for p in done.report["problems"]} == {"duplicate", "too many"}
    with spindex.index() as index:
        assert len(index.get("rows:x").keyword) == MOST_VALUES
    exported = write("all.jsonl", spindex("export").output)
    assert spindex("build", exported, "--json").report["indexed"] == 1


def test_an_address_that_no_engine_takes_is_refused(spindex: Command, write: Write) -> None:
    row = {"id": "a:1", "source": "a", "title": {"en": "T"}, "raw": [], "url": "https://example.org/" + "x" * 40_000}
    done = spindex("build", write("own.jsonl", json.dumps(row)), "--json")
    assert done.code == 1 and "url: expected" in done.report["problems"][0]["message"]
    done = spindex("build", write("rows.jsonl", json.dumps({"title": "T", "url": row["url"]})), "--json")
    assert done.code == 0 and [p["kind"] for p in done.report["problems"]] == ["too long"]
