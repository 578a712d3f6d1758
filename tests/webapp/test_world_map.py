"""The map of a search: each number is the total of its link, classes hold all countries, the table says the same."""

import csv
import io
import random
import re
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from search.authorities import Authorities
from search.records import INTERFACE_LANGUAGES
from webapp.presenters.world_map import Land, classified

from .pages import HTMLParser, Node, json_of, number, only, page, text, total

QUESTIONS = ("", "q=study", "country=KEN&country=PER", "region=sub-saharan-africa", "how=stated", "country.not=KEN",
             "country=none", "year.from=2014&programme=social-pensions")  # fmt: skip


def _total(client: FlaskClient, link: object) -> int:
    return int(json_of(client.get(f"/api/v1/search?{urlsplit(str(link)).query}"))["total"])


def _rows(tree: HTMLParser) -> dict[str, list[Node]]:
    return {text(row.css_first("th")): row.css("td") for row in tree.css(".lands tbody tr")}


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_number_is_the_total_of_the_search_behind_it(client: FlaskClient, question: str) -> None:
    tree = page(client, f"/map?{question}")
    rows = _rows(tree)
    for cells in random.Random(question).sample(list(rows.values()), min(4, len(rows))):
        link = cells[0].css_first("a")
        assert link is not None and number(link) == _total(client, link.attributes["href"]) > 0
    for nowhere in tree.css("#table ~ p > a[href*=none]"):
        assert int(text(nowhere).split()[0]) == _total(client, nowhere.attributes["href"])
    counted = sum(number(cells[0]) for cells in rows.values())
    assert bool(rows) == (question != "country=none") and counted >= len(rows)


@pytest.mark.parametrize("question", ["", "q=study&by=share", "country=KEN"])
def test_the_picture_leads_where_the_table_does_and_its_classes_hold_all(client: FlaskClient, question: str) -> None:
    tree = page(client, f"/map?{question}")
    rows = {name: cells[0].css_first("a") for name, cells in _rows(tree).items()}
    drawn: dict[str, set[str]] = {}
    for link in tree.css("svg.world a"):
        name, _, told = text(link.css_first("title")).partition(": ")
        shown = rows[name]
        assert shown is not None and shown.attributes["href"] == link.attributes["href"]
        assert told.split()[0] == text(shown) and link.attributes["tabindex"] == "-1"
        drawn.setdefault(str(link.attributes["class"]), set()).add(name)
    assert set().union(*drawn.values()) == set(rows)
    legend = {str(one.css("span")[0].attributes["class"]): text(one.css_first(".n")) for one in tree.css(".steps li")}
    assert {step: len(names) for step, names in drawn.items()} == {
        step: int(re.sub(r"\D", "", told)) for step, told in legend.items() if step != "k0"
    }
    assert only(tree, "svg.world").attributes["aria-hidden"] == "true"


def test_every_country_is_drawn_or_a_dot(client: FlaskClient, authorities: Authorities) -> None:
    names = [text(title).partition(": ")[0] for title in page(client, "/map").css("svg.world title")]
    expected = {authorities.countries.name(iso3) for iso3 in authorities.countries.codes if iso3 != "ATA"}
    assert set(names) == expected


def test_a_share_is_of_all_records_of_the_country(client: FlaskClient) -> None:
    tree = page(client, "/map?q=study&by=share")
    cells = _rows(tree)["Kenya"]
    whole = _total(client, "/search?country=KEN")
    assert text(cells[2]) == f"{100 * number(cells[0]) / whole:.1f}".removesuffix(".0") + " %"
    assert text(cells[1]) == f"{100 * number(cells[0]) / total(page(client, '/search?q=study')):.1f} %".replace(
        ".0", ""
    )
    shares = [float(text(row[2]).split()[0]) for row in _rows(tree).values()]
    assert shares == sorted(shares, reverse=True)


def test_the_file_says_what_the_table_does(client: FlaskClient) -> None:
    rows = list(csv.reader(io.StringIO(client.get("/map.csv?q=study").text.removeprefix("\ufeff"))))
    table = _rows(page(client, "/map?q=study"))
    assert [(row[1], row[2]) for row in rows[1:]] == [(name, text(cells[0])) for name, cells in table.items()]
    french = client.get("/map.csv?q=study&lang=fr").text
    assert ";Notices;" in french.splitlines()[0] and ";8,3;" in french
    assert client.get("/map.csv?q=study").headers["Content-Disposition"].endswith('.csv"')


def test_programs_are_told_the_same(client: FlaskClient) -> None:
    answer, table = json_of(client.get("/api/v1/map?q=study")), _rows(page(client, "/map?q=study"))
    assert {one["label"]: str(one["count"]) for one in answer["countries"]} == {
        name: text(cells[0]) for name, cells in table.items()
    }
    assert answer["nowhere"] == _total(client, "/search?q=study&country=none") and answer["total"] > answer["nowhere"]


def test_what_is_not_understood_is_said(client: FlaskClient) -> None:
    assert "Atlantis" in text(only(page(client, "/map?country=Atlantis"), ".notice"))
    assert "banana" in text(only(page(client, "/map?by=banana"), ".notice"))
    answer = client.get("/map.csv?by=banana&contry=KEN")
    assert answer.status_code == 422 and "banana" in answer.text and "contry" in answer.text
    assert not _rows(page(client, "/map?q=nothingofthekind"))


@pytest.mark.parametrize("lang", INTERFACE_LANGUAGES[1:])
def test_it_speaks_the_languages_of_the_pages(client: FlaskClient, lang: str, authorities: Authorities) -> None:
    tree = page(client, f"/map?lang={lang}&q=study")
    assert authorities.countries.name("KEN", lang) in _rows(tree)
    assert all(f"lang={lang}" in str(a.attributes["href"]) for a in tree.css(".lands a, svg.world a"))


def test_pages_lead_there(client: FlaskClient) -> None:
    for address, expected in (("/search?q=study&page=2", "/map?q=study"), ("/countries", "/map")):
        assert expected in [a.attributes["href"] for a in page(client, address).css("a")]


@pytest.mark.parametrize("counts", [[], [1], [2, 2], [1, 2, 3], [1] * 46 + [2] * 19 + [3] * 10 + list(range(4, 20))])
def test_classes_are_in_order_and_equal_numbers_are_in_one(counts: list[int]) -> None:
    lands = [Land(str(n), "", count, 0.0, 0.0, "", "", count) for n, count in enumerate(counts)]
    steps = classified(lands, "count")
    assert [step.countries for step in steps] == [sum(1 for one in lands if one.step == s.number) for s in steps]
    assert len(steps) == min(5, len(set(counts))) and all(1 <= step.number <= 5 for step in steps)
    assert all(a.most < b.least and a.number < b.number for a, b in pairwise(steps))
    assert all(s.least <= one.count <= s.most for one in lands for s in steps if s.number == one.step)
