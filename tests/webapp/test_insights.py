"""Insights: every number is the total of the search behind it, whatever the index holds."""

import csv
import io
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from search.authorities import Authorities
from search.engines import open_index
from search.records import INTERFACE_LANGUAGES, Record
from search.settings import Settings
from webapp import create_app

from .pages import HTMLParser, Node, json_of, number, only, page, text, visitor
from .samples import records

TABLES = ("published", "entered", "regions", "incomes", "most", "least", "terms-most", "terms-least", "freshness",
          "missing", "languages", "origin")  # fmt: skip


ZEROS = ("entered", "incomes", "least", "terms-least")  # lead nowhere, as nothing in these samples is so


def _total(client: FlaskClient, link: Node) -> int:
    return int(json_of(client.get(f"/api/v1/search?{urlsplit(str(link.attributes['href'])).query}"))["total"])


def _rows(tree: HTMLParser, name: str) -> list[list[Node]]:
    section = only(tree, f"[data-table={name}]")
    return [row.css("th, td") for row in section.css("tbody tr")]


def _file(client: FlaskClient, name: str, lang: str = "en") -> list[list[str]]:
    answer = client.get(f"/insights.csv?table={name}&lang={lang}")
    assert answer.status_code == 200 and "attachment" in answer.headers["Content-Disposition"]
    separator = ";" if lang in ("fr", "es", "pt") else ","
    return list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")), delimiter=separator))


@pytest.mark.parametrize("name", TABLES)
def test_each_number_is_the_total_of_the_search_behind_it(client: FlaskClient, name: str) -> None:
    links = only(page(client, "/insights"), f"[data-table={name}]").css("td a")
    assert bool(links) != (name in ZEROS)
    for link in links[:: max(1, len(links) // 12)]:
        assert number(link) == _total(client, link) > 0, link.attributes["href"]


def test_what_is_published_adds_up_to_all_that_has_a_year(client: FlaskClient) -> None:
    rows = [[text(cell) for cell in row] for row in _rows(page(client, "/insights"), "published")]
    assert [row[0] for row in rows] == sorted((row[0] for row in rows), reverse=True)
    new, in_all = [int(row[-2]) for row in rows], [int(row[-1]) for row in rows]
    assert in_all[0] == sum(new) == sum(1 for record in records() if record.year)
    assert all(sum(map(int, row[1:-2])) == int(row[-2]) for row in rows)
    assert [in_all[n] - new[n] for n in range(len(rows))] == [*in_all[1:], 0]


def test_a_chart_stands_on_its_table(client: FlaskClient) -> None:
    section = only(page(client, "/insights"), "[data-table=published]")
    drawn = {text(link.css_first("title")).partition(":")[0]: link for link in section.css(".stacks a")}
    for row in section.css("tbody tr"):
        year, total = text(row.css_first("th")), text(row.css("td")[-1])
        assert f"{total} in all" in text(drawn[year].css_first("title"))
    heights = [sum(int(str(r.attributes["height"])) for r in link.css("rect")) for link in drawn.values()]
    assert heights == sorted(heights) and heights[-1] == 100
    assert only(section, ".stacks svg").attributes["aria-hidden"] == "true"


def test_what_has_no_value_is_every_filter_with_such_records(client: FlaskClient) -> None:
    facets = json_of(client.get("/api/v1/search"))["facets"]
    without = sorted((one["missing"]["count"] for one in facets.values() if one["missing"]["count"]), reverse=True)
    assert [number(row[1].css_first("a")) for row in _rows(page(client, "/insights"), "missing")] == without


def test_the_least_covered_countries_come_with_the_most_people_first(client: FlaskClient) -> None:
    rows = _rows(page(client, "/insights"), "least")
    assert text(rows[0][0]) == "Tuvalu"  # the only one without a record of which these samples know the people
    assert {text(row[1]) for row in rows} == {"0"}


@pytest.mark.parametrize("name", TABLES)
def test_each_table_is_a_file(client: FlaskClient, name: str) -> None:
    rows, shown = _file(client, name), _rows(page(client, "/insights"), name)
    assert [row[0] for row in rows[1:]] == [text(row[0]) for row in shown]
    assert all(len(row) == len(rows[0]) for row in rows)


def test_programs_are_told_the_same(client: FlaskClient) -> None:
    answer = json_of(client.get("/api/v1/insights"))
    assert [table["name"] for table in answer["tables"]] == list(TABLES) and answer["records"] == len(records())
    for table in answer["tables"]:
        shown = _rows(page(client, "/insights"), table["name"])
        assert [row[0]["value"] for row in table["rows"]] == [text(row[0]) for row in shown] or table[
            "name"
        ] == "entered"


def test_a_file_that_there_is_not_is_refused(client: FlaskClient) -> None:
    answer = client.get("/insights.csv?table=banana")
    assert answer.status_code == 422 and "regions" in answer.text
    assert client.get("/insights.csv?table=regions&contry=KEN").status_code == 422


@pytest.mark.parametrize("lang", INTERFACE_LANGUAGES)
def test_it_speaks_the_languages_of_the_pages(client: FlaskClient, lang: str) -> None:
    tree = page(client, f"/insights?lang={lang}")
    assert len(tree.css(".insights h3")) == len(TABLES)
    assert lang == "en" or "Records" not in text(only(tree, "main"))
    assert _file(client, "freshness", lang)[1][1].isdecimal()


def _site(authorities: Authorities, folder: Path, several: list[Record]) -> FlaskClient:
    settings = Settings(data=folder)
    with open_index(settings) as index, index.replacing(authorities) as writer:
        for record in several:
            writer.add(record)
    return visitor(create_app(settings))


def test_an_empty_index_has_a_page(authorities: Authorities, tmp_path: Path) -> None:
    client = _site(authorities, tmp_path, [])
    tree = page(client, "/insights")
    assert text(tree.css(".figures dd")[0]) == "0" and not tree.css(".stacks") and not tree.css("td a")
    assert {len(_file(client, name)) for name in ("published", "entered", "languages")} == {1}
    assert "0 records" in text(only(page(client, "/map"), ".lede"))


def test_years_of_entry_and_years_far_back_are_told(authorities: Authorities, tmp_path: Path) -> None:
    moments = ("2019-12-31T23:59:59Z", "2020-01-01T00:00:00Z", "2023-05-05T05:05:05Z", None)
    several = [
        Record(id=f"x:{n}", source="x", title={"en": f"Title {n}"}, added=added, content_type="publication", year=year)
        for n, (added, year) in enumerate(zip(moments, (1890, 1901, 2020, 2021), strict=True))
    ]
    client = _site(authorities, tmp_path, several)
    tree = page(client, "/insights")
    new = {text(row[0]): (text(row[-2]), text(row[-1])) for row in _rows(tree, "entered")}
    assert new["2019"] == ("1", "1") and new["2020"] == ("1", "2") and new["2021"] == ("0", "2")
    assert new["2023"] == ("1", "3") and new[max(new)][1] == "3"
    assert "1 record does not tell when it entered" in text(only(tree, "[data-table=entered]"))
    first = only(tree, "[data-table=published]").css(".stacks a title")[0]
    assert text(first) == "1962: 0 new, 2 in all"
