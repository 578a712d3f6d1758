"""Years on pages and in the API: chosen one by one, as a range, or as none, each an alternative to the others."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from .pages import json_of, only, page, parameters, text, total

Ask = Callable[[str], dict[str, Any]]


def test_a_reversed_range_of_years_is_read_the_right_way_round_and_said(client: FlaskClient) -> None:
    reversed_, right = (
        page(client, "/search?year.from=2005&year.to=1995"),
        page(client, "/search?year.from=1995&year.to=2005"),
    )
    assert total(reversed_) == total(right) > 0 and not right.css(".notice")
    assert text(only(reversed_, ".notice")) == "The range of years ends before it begins: it is read as 1995 to 2005."
    assert parameters(str(only(reversed_, "link[rel=canonical]").attributes["href"])) == [
        ("year.from", "1995"),
        ("year.to", "2005"),
    ]


def test_bars_and_years_choose_and_take_away_what_is_chosen(client: FlaskClient) -> None:
    address = "/search?q=study&year.to=1993"
    counts: dict[str, int] = {}
    for chosen in (["1991"], ["1991", "1997"], ["1997"]):
        tree = page(client, address)
        links = {text(link.css_first("span")): link for link in tree.css(".by-year a")}
        year = next(iter({*chosen} ^ {value for name, value in parameters(address) if name == "year"}))
        bar = next(bar for bar in tree.css(".histogram a") if text(bar.css_first("title")).startswith(f"{year}:"))
        counts[year] = int(text(links[year].css_first(".n")))
        address = str(links[year].attributes["href"])
        assert bar.attributes["href"] == address
        tree = page(client, address)
        assert total(tree) == sum(counts[one] for one in chosen)
        assert [name for name, _ in parameters(address) if name.startswith("year")] == ["year"] * len(chosen)
        current = [text(link.css_first("span")) for link in tree.css(".by-year a[aria-current]")]
        assert sorted(current) == chosen and len(tree.css(".histogram .inside")) == len(chosen)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("year=2015&year=2016&year.from=2018", "dated 2015 or 2016 or from 2018"),
        ("year=2015&year.from=2018&year.to=2020&year.not=2019", "dated 2015 or from 2018 until 2020, not dated 2019"),
        ("year=none&year.to=2000", "Year: No value or until 2000"),
        ("year.from=2018&year.to=2020", "from 2018 until 2020"),
    ],
)
def test_chosen_years_and_a_range_read_as_alternatives(client: FlaskClient, question: str, said: str) -> None:
    tree = page(client, f"/search?{question}")
    assert (
        text(only(tree, ".chips")).replace("Remove these ", "").replace("Remove ", "").startswith(said.replace(",", ""))
    )
    assert text(tree.css_first("title")).startswith(said)


def test_of_alternatives_none_is_left_out_alone(client: FlaskClient, ask: Ask) -> None:
    answer = ask("country=KEN&year=1900&year.from=2990")
    without = [part["without"] for part in answer["relax"]]
    assert [part for part in without if {"year", "year.from"} & set(part)] == [
        {"year": ["1900"], "year.from": ["2990"]}
    ]


def test_a_reversed_range_of_years_is_answered_and_said(client: FlaskClient, ask: Ask) -> None:
    answer, right = ask("year.from=2005&year.to=1995"), ask("year.from=1995&year.to=2005")
    assert answer["query"] == right["query"] == {"year.from": 1995, "year.to": 2005}
    assert answer["total"] == right["total"] > 0 and right["notes"] == []
    assert answer["notes"] == ["The range of years ends before it begins: it is read as 1995 to 2005."]
    assert "de 1995 à 2005" in ask("year.from=2005&year.to=1995&country=KE&lang=fr")["notes"][0]
    facet = json_of(client.get("/api/v1/facets/author?year.from=2005&year.to=1995"))
    assert facet["notes"] == answer["notes"] and facet["query"] == right["query"]
    whole = [
        client.get(f"/search.jsonl?{years}").data
        for years in ("year.from=2005&year.to=1995", "year.to=2005&year.from=1995")
    ]
    assert whole[0] == whole[1] != b""


def test_years_none_and_a_range_are_alternatives(ask: Ask) -> None:
    missing = ask("year.from=2000&year.to=2005")["facets"]["year"]["missing"]["count"]
    in_range, later = ask("year.to=1994")["total"], ask("year=1995")["total"]
    assert missing and in_range and later
    assert ask("year.to=1994&year=none")["total"] == in_range + missing
    assert ask("year=1995&year.to=1994")["total"] == in_range + later
    assert ask("year=1995&year=1996")["total"] == later + ask("year=1996")["total"]
    assert ask("year=1995&year=1996")["query"] == {"year": ["1995", "1996"]}
