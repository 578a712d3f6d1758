"""A country's records by what a thing is: each group counted and led to, and peers to compare."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from search.authorities import Authorities
from search.engines import open_index
from search.records import Figure, Record
from search.settings import Settings
from webapp import create_app

from .pages import json_of, number, only, page, text, visitor


def _record(number: int, title: str, kind: str | None = None, **fields: object) -> Record:
    values = {"title": {"en": title}, "source": "c", "country": ["KEN"], "content_type": kind, **fields}
    return Record.checked({"id": f"c:{number}", **values})


PEOPLE = Figure(measure="recipients", value=1_200_000, unit="people", year=2019)
DOLLARS = Figure(measure="commitment", value=50_000_000, unit="USD")
AUTHORS = ["Mensah, Ama", "Ouma, Jo"]
RECORDS = (
    _record(1, "Inua Jamii", "programme", start="2013", organisation=["State Department"],
            programme=["cash-transfers"], figures=[PEOPLE]),
    _record(2, "Safety net", "project", start="2013-07-01", related=["c:3"], figures=[DOLLARS]),
    _record(3, "More for the safety net", "project", start="2017", related=["c:2"], status="closed",
            status_date="2025-03-31"),
    _record(4, "Another loan", "project", start="2020"),
    *(_record(10 + n, f"Study {n}", "publication", published=f"20{10 + n}", author=AUTHORS) for n in range(9)),
    _record(30, "An act", "legal-framework"),
    _record(31, "A letter", "newsletter"),
    _record(32, "Of no kind"),
    _record(40, "Tanzania", country=["TZA"]), _record(41, "Zambia", country=["ZMB"]),
    _record(42, "Zambia", country=["ZMB"]),
    _record(43, "Peru", country=["PER"]), _record(44, "A fund", "programme", country=["PER"], start="2001"),
)  # fmt: skip


@pytest.fixture(scope="module")
def site(authorities: Authorities, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    settings = Settings(data=Path(tmp_path_factory.mktemp("groups")))
    with open_index(settings) as index, index.replacing(authorities) as writer:
        for record in RECORDS:
            writer.add(record)
    yield visitor(create_app(settings))


def test_each_group_has_the_number_of_its_search_and_its_newest(site: FlaskClient) -> None:
    groups = page(site, "/countries/KEN").css("section[aria-labelledby^=group-]")
    told = {text(group.css_first("h2")): group for group in groups}
    assert list(told) == [
        "Programmes 1", "Laws and policies 1", "Loans and grants 3", "Evaluations and publications 9",
        "Everything else 2",
    ]  # fmt: skip
    for group in groups:
        (link,) = group.css("p > a")
        answer = json_of(site.get("/api/v1/search?" + urlsplit(str(link.attributes["href"])).query + "&sort=newest"))
        assert answer["total"] == number(group.css_first("h2 .aside"))
        shown = [str(a.attributes["href"]).rpartition("/")[2] for a in group.css("li > a, th > a")]
        assert set(shown) <= {hit["id"] for hit in answer["hits"]}
    studies = told["Evaluations and publications 9"].css("li")
    assert [text(item) for item in studies[:2]] == [
        "Study 8 2018, Mensah, Ama; Ouma, Jo",
        "Study 7 2017, Mensah, Ama; Ouma, Jo",
    ]
    assert len(studies) == 3


def test_names_in_another_script_are_kept_apart_from_what_stands_beside_them(site: FlaskClient) -> None:
    tree = page(site, "/countries/KEN?lang=ar")
    study = tree.css("section[aria-labelledby=group-publications] li")[0]
    assert [text(one) for one in study.css(".hint bdi")] == ["2018", "Mensah, Ama؛ Ouma, Jo"]
    assert "State Department" in [text(one) for one in tree.css("section[aria-labelledby=group-programmes] td > bdi")]


def test_what_a_programme_is_stands_in_its_row(site: FlaskClient) -> None:
    (row,) = page(site, "/countries/KEN").css("section[aria-labelledby=group-programmes] tbody tr")
    cells = [text(cell) for cell in row.css("th, td")]
    assert cells == ["Inua Jamii", "Cash transfers", "2013", "State Department", "1,200,000 people (2019)"]


def test_what_is_known_of_no_programme_has_no_column(site: FlaskClient) -> None:
    table = "section[aria-labelledby=group-programmes] table"
    assert [text(cell) for cell in page(site, "/countries/PER").css(f"{table} :is(th, td)")] == [
        "Name", "Since", "A fund", "2001",
    ]  # fmt: skip
    assert len(page(site, "/countries/KEN").css(f"{table} thead th")) == 5


def test_further_loans_stand_under_their_project(site: FlaskClient) -> None:
    group = only(page(site, "/countries/KEN"), "section[aria-labelledby=group-loans]")
    heads = [text(item.css_first("a")) for item in group.css("section > ul > li")]
    assert heads == ["Another loan", "Safety net"]
    (below,) = group.css("ul ul li")
    assert text(below) == "More for the safety net 2017, closed (as of 31 March 2025)"
    assert "US$ 50 million" in text(group)


def test_peers_share_region_and_income_and_are_compared(site: FlaskClient) -> None:
    section = only(page(site, "/countries/KEN"), "section[aria-labelledby=peers]")
    names = [text(a) for a in section.css("li a")]
    assert names == ["Zambia", "Tanzania"]
    for link in section.css("a"):
        sides = page(site, str(link.attributes["href"])).css("thead th[scope=col]")
        assert len(sides) >= 2
    assert not page(site, "/countries/PER").css("section[aria-labelledby=peers]")


def test_a_programme_stands_on_the_page_once(site: FlaskClient) -> None:
    tree = page(site, "/countries/KEN")
    other = only(tree, "section[aria-labelledby=programmes]")
    assert text(only(other, "h2")) == "Other programmes by name"
    names = [text(a) for a in other.css("a")]
    assert "Hunger Safety Net Programme" in names and "Inua Jamii" not in names  # it is a row of the table
    assert text(only(page(site, "/countries/ETH"), "#programmes")) == "Programmes by name"
    for link in other.css("a"):
        assert site.get(str(link.attributes["href"])).status_code == 200
