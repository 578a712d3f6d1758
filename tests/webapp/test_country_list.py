"""The list of countries: found by any name in any language, by code or by a slip; in any order; dashes lead on."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from search.authorities import Authorities
from search.text import fold

from .pages import Node, number, only, page, text, total

Ask = Callable[[str], dict[str, Any]]


def rows(client: FlaskClient, address: str) -> dict[str, list[Node]]:
    """ISO3 -> the cells of its row, in the order of the page."""
    found = [row.css("th, td") for row in page(client, address).css("table.countries tbody tr")]
    by_code = {str(only(cells[0], "a").attributes["href"])[11:14]: cells for cells in found}
    assert len(by_code) == len(found)
    return by_code


def found(client: FlaskClient, address: str) -> set[str]:
    return set(rows(client, address))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("kenya", {"KEN"}),
        ("Quénia", {"KEN"}),
        ("كينيا", {"KEN"}),
        ("cote d", {"CIV"}),
        ("KE", {"KEN"}),
        ("ken", {"KEN"}),
        ("Congo", {"COD", "COG"}),
        ("Burma", {"MMR"}),
        ("Zimbabawe", {"ZWE"}),
    ],
)
def test_a_country_is_found_by_any_name(client: FlaskClient, asked: str, expected: set[str]) -> None:
    assert expected <= found(client, f"/countries?text={asked}")
    assert len(found(client, f"/countries?text={asked}&lang=ar")) <= 12


def test_what_names_no_country_says_so_and_leads_back(client: FlaskClient) -> None:
    tree = page(client, "/countries?text=<b>xyzzy&lang=fr")
    status = only(tree, "main [role=status]")
    assert "<b>xyzzy" in text(status) and not status.css("b") and not tree.css("table.countries")
    assert only(status, "a").attributes["href"] == "/countries?lang=fr"
    assert only(tree, "input[name=text]").attributes["value"] == "<b>xyzzy"


def test_the_form_keeps_the_language_and_all_lead_on(client: FlaskClient) -> None:
    tree = page(client, "/countries?lang=es")
    assert only(tree, "main form.find input[type=hidden]").attributes["value"] == "es"
    assert "/map?lang=es" in {a.attributes["href"] for a in tree.css("main a")}
    assert not page(client, "/countries?text=").css("main [role=status]")
    assert found(client, "/countries?text=") == found(client, "/countries")


def test_every_country_is_a_row_with_the_numbers_of_its_searches(client: FlaskClient, ask: Ask) -> None:
    shown = rows(client, "/countries")
    assert len(shown) > 240
    counts = {iso3: number(cells[3]) for iso3, cells in shown.items() if text(cells[3])[0].isdigit()}
    assert counts == {b["value"]: b["count"] for b in ask("")["facets"]["country"]["buckets"] if b["count"]}
    for iso3 in counts:
        for cell in shown[iso3][3:]:
            assert client.get(str(only(cell, "a").attributes["href"])).status_code == 200
        assert total(page(client, str(only(shown[iso3][3], "a").attributes["href"]))) == counts[iso3]
        newest = ask(f"country={iso3}&sort=newest&size=1")["hits"][0]["record"].get("year")
        assert text(shown[iso3][4]) == str(newest or "– No record with a year")


def test_where_a_country_belongs_leads_to_the_page_of_that(client: FlaskClient) -> None:
    shown = rows(client, "/countries")
    region, income = shown["KEN"][1], shown["KEN"][2]
    assert (text(region), text(income)) == ("Eastern and Southern Africa", "Lower-middle-income countries")
    for cell in (region, income):
        assert client.get(str(only(cell, "a").attributes["href"])).status_code == 200
    assert only(shown["TWN"][1], "a").attributes["href"] == "/countries/TWN#member"


def test_a_dash_leads_to_what_would_fill_it(client: FlaskClient) -> None:
    cells = rows(client, "/countries?lang=fr&text=tuvalu")["TUV"]
    assert [text(cell)[:1] for cell in cells[3:]] == ["–", "–"]
    form = page(client, str(only(cells[3], "a").attributes["href"]))
    assert only(form, "input[name=country]").attributes["value"] == "Tuvalu" and "lang=fr" in str(form.html)
    assert not only(page(client, "/suggest?country=<b>"), "input[name=country]").attributes["value"]


FALLING = ("records", "newest")


@pytest.mark.parametrize("sort", ["name", "region", "income", "records", "newest"])
def test_the_table_is_ordered_as_asked(client: FlaskClient, authorities: Authorities, sort: str) -> None:
    place = ("name", "region", "income", "records", "newest").index(sort)
    address = f"/countries?sort={sort}"
    said = [text(cells[place]) for cells in rows(client, address).values()]
    known = [one for one in said if not one.startswith("–")]
    assert len(known) > 1 and said[: len(known)] == known  # what is not known comes last
    incomes = [one.pref_label["en"] for one in authorities.taxonomy.schemes["country_group"].concepts.values()]
    keys = [int(one) if sort in FALLING else incomes.index(one) if sort == "income" else fold(one) for one in known]
    assert keys == sorted(keys, reverse=sort in FALLING)
    tree = page(client, address)
    (head,) = tree.css("th[aria-sort]")
    assert head.attributes["aria-sort"] == ("descending" if sort in FALLING else "ascending")
    (again,) = tree.css(".sorts [aria-current]")
    assert text(again) == text(head) and again.attributes["href"] == only(head, "a").attributes["href"]


def test_an_order_keeps_what_was_looked_for_and_the_language(client: FlaskClient) -> None:
    tree = page(client, "/countries?lang=fr&text=guin%C3%A9e&sort=records")
    asked = [parse_qs(urlsplit(str(a.attributes["href"])).query) for a in tree.css("table.countries thead a")]
    assert [one.get("sort", ["name"]) for one in asked] == [["name"], ["region"], ["income"], ["records"], ["newest"]]
    assert all((one["text"], one["lang"]) == (["guinée"], ["fr"]) for one in asked)
    assert only(tree, "main form.find input[name=sort]").attributes["value"] == "records"


def test_robots_are_shown_one_list_and_a_wrong_order_is_said(client: FlaskClient) -> None:
    for address in ("/countries?sort=newest", "/countries?text=ken"):
        tree = page(client, address)
        assert only(tree, "meta[name=robots]").attributes["content"] == "noindex,follow"
        assert str(only(tree, "link[rel=canonical]").attributes["href"]).endswith("/countries")
        assert client.get("/robots.txt").text.count("Disallow: /countries?\n") == 1
    assert not page(client, "/countries").css("meta[name=robots]")
    wrong = page(client, "/countries?sort=<b>size")
    assert "“<b>size” orders no list" in text(only(wrong, "main .notice")) and not wrong.css("meta[name=robots]")
    assert list(rows(client, "/countries?sort=size")) == list(rows(client, "/countries"))
