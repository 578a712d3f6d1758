"""/search/facets/<field>: all values of a facet within a question, as the API counts them, to choose from."""

import random
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from search.records import FACETS, NONE

from .pages import facet_counts, only, page, parameters, submitted, text
from .test_search_page import QUESTIONS, random_question

Ask = Callable[[str], dict[str, Any]]
LISTED = [facet.name for facet in FACETS if facet.name != "year"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_it_counts_as_the_api_does(client: FlaskClient, ask: Ask, question: str) -> None:
    facets = ask(question)["facets"]
    for name in LISTED:
        tree = page(client, f"/search/facets/{name}?{question}")
        told = {b["value"]: b["count"] for b in facets[name]["buckets"] if b["count"] or b["selected"] or b["excluded"]}
        shown = facet_counts(tree).get(name, {})
        assert shown.pop(NONE) == facets[name]["missing"]["count"]
        assert shown == told, name


def test_it_goes_by_number_or_from_a_to_z(client: FlaskClient) -> None:
    by_count = page(client, "/search/facets/country")
    counts = [int(text(node)) for node in by_count.css("#filters label .n")][:-1]  # the last: no value
    assert counts == sorted(counts, reverse=True)
    by_name = page(client, str(by_count.css(".sorts a")[1].attributes["href"]))
    names = [text(node) for node in by_name.css("#filters label > span:first-of-type")]
    assert names[:-1] == sorted(names[:-1]) and text(only(by_name, ".sorts a[aria-current]")) == "A to Z"


@pytest.mark.parametrize("typed", ["peru", "PÉR", "بيرو", "PER"])
def test_values_are_found_by_how_a_word_begins_in_any_language_or_by_code(client: FlaskClient, typed: str) -> None:
    tree = page(client, f"/search/facets/country?{urlencode({'text': typed, 'q': 'study'})}")
    assert [node.attributes["value"] for node in tree.css("input[name=country]")] == ["PER"]
    assert parameters(submitted(tree)) == [("q", "study")]


def test_what_begins_so_nowhere_is_said(client: FlaskClient) -> None:
    tree = page(client, "/search/facets/country?text=zzz")
    assert "No value in these results begins like this." in tree.text() and not tree.css("#filters")


def test_a_concept_says_what_it_means(client: FlaskClient) -> None:
    item = only(page(client, "/search/facets/programme?text=school+feeding"), "#filters li")
    assert text(only(item, ".hint")).startswith("Meals")


@pytest.mark.parametrize("seed", range(12))
def test_sending_its_form_as_it_stands_asks_the_same_again(client: FlaskClient, seed: int) -> None:
    query = random_question(random.Random(seed))
    for name in ("programme", "country", "organisation"):
        tree = page(client, f"/search/facets/{name}?{urlencode(query.parameters())}")
        sent = client.get(submitted(tree))
        assert parameters(sent.headers.get("Location", submitted(tree))) == query.parameters()


def test_the_box_of_a_facet_leads_there(client: FlaskClient) -> None:
    found = client.get("/search?q=study&country=KEN&find.programme=&find.country=per&year.from=")
    assert found.headers["Location"] == "/search/facets/country?q=study&country=KEN&text=per"
    applied = client.get("/search?q=study&country=KEN&find.country=per&apply=1")
    assert applied.headers["Location"] == "/search?q=study&country=KEN"


def test_any_or_all_of_several_values(client: FlaskClient) -> None:
    asked = "/search?programme=school-feeding&programme=conditional-cash-transfers"
    links = {text(a): str(a.attributes["href"]) for a in page(client, asked).css(".ways a")}
    assert parameters(links["any of these"]) == parameters(asked)[::-1]
    required = page(client, links["all of these"])
    boxes = required.css("input[name='programme.all'][checked]")
    assert {box.attributes["value"] for box in boxes} == {"school-feeding", "conditional-cash-transfers"}
    assert not required.css("input[name=programme]")
    assert not page(client, "/search?programme=school-feeding").css(".ways")


def test_several_values_are_taken_away_at_once(client: FlaskClient) -> None:
    tree = page(client, "/search?q=study&country=KEN&country=PER&year.from=1990")
    assert parameters(str(only(tree, ".phrase .clear").attributes["href"])) == [("q", "study"), ("year.from", "1990")]


@pytest.mark.parametrize("name", ["year", "colour", "title"])
def test_what_is_no_list_of_values_is_said(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/search/facets/{name}")
    assert answer.status_code == 422 and name in answer.text
