"""/search: the page shows what the API says, keeps what was chosen, and its every link does what it says."""

import random
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from search.queries import Query
from search.records import NONE

from .pages import facet_counts, only, page, parameters, submitted, text, total

Ask = Callable[[str], dict[str, Any]]

QUESTIONS = [
    "",
    "q=pensions",
    "q=cash+transfers&country=KEN&country=PER",
    "programme=cash-transfers&country.not=BRA",
    "programme.all=school-feeding&programme.all=conditional-cash-transfers",
    "country=none&year=none",
    "year.from=1995&year.to=2000&status=active",
    "q=zzz&country=KEN",
    "organisation=Office+59&author.not=Writer+1",
    "q=pension&sort=newest&size=3&page=2",
    "year.not=1995&language=es&lang=es",
    "year=1995&year=1996&year.not=1996",
    "year=1995&year=none&year.from=2005",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_page_shows_what_the_api_says(client: FlaskClient, ask: Ask, question: str) -> None:
    tree, answer = page(client, f"/search?{question}"), ask(question)
    assert total(tree) == answer["total"]
    own = [text(node) for node in tree.css(".card .source .id")]  # the others stand with what they belong to
    assert own == [hit["id"] for hit in answer["hits"] if hit["id"] in own]
    assert sorted(text(node) for node in tree.css(".card .id")) == sorted(hit["id"] for hit in answer["hits"])
    shown = facet_counts(tree)
    for name, facet in answer["facets"].items():
        told = {b["value"]: b["count"] for b in facet["buckets"] if b["count"] or b["selected"] or b["excluded"]}
        if name == "year":  # a chosen year at zero is a chip, not a bar
            told = {value: count for value, count in told.items() if count}
        missing = facet["missing"]
        if told and (missing["count"] or missing["selected"] or missing["excluded"]):
            told[NONE] = missing["count"]
        assert told.items() <= shown.get(name, {}).items(), name


def random_question(chance: random.Random) -> Query:
    values = {
        "programme": ["cash-transfers", "social-pensions", "public-works", NONE],
        "country": ["KEN", "PER", "TUV", NONE],
        "region": ["africa", "global"],
        "year": [NONE, "1995", "2003", "1900"],
        "content_type": ["project"],
        "organisation": ["Office 3", "Office 58", "Nobody & Co"],
        "keyword": ["pensions"],
        "status": [NONE, "active"],
    }
    query = Query(q=chance.choice(["", "pension", "a & b = c", "“x”"]), lang=chance.choice(["en", "ar"]))
    for _ in range(chance.randint(0, 5)):
        name = chance.choice(list(values))
        query = query.with_(name, chance.choice(values[name]), chance.choice(["any", "any", "all", "not"]))
    if chance.random() < 0.3:
        query = query.with_years(chance.choice([None, 1995]), chance.choice([None, 2005]))
    return query.with_sort(chance.choice(["relevance", "title"]))


@pytest.mark.parametrize("seed", range(25))
def test_sending_the_form_as_it_stands_asks_the_same_again(client: FlaskClient, seed: int) -> None:
    query = random_question(random.Random(seed))
    tree = page(client, f"/search?{urlencode(query.parameters())}")
    sent = client.get(submitted(tree))
    location = sent.headers.get("Location", submitted(tree))
    assert parameters(location) == query.parameters()


@pytest.mark.parametrize("seed", range(12))
def test_each_chip_takes_one_thing_away(client: FlaskClient, seed: int) -> None:
    query = random_question(random.Random(seed))
    tree = page(client, f"/search?{urlencode(query.parameters())}")
    chips = tree.css("a.chip")
    asked = set(query.parameters())
    taken = [asked - set(parameters(str(chip.attributes["href"]))) for chip in chips]
    assert all(len(one) == 1 for one in taken)
    chosen = {pair for pair in asked if pair[0] not in ("sort", "lang")}
    assert set().union(*taken) == chosen


def test_chips_read_as_a_sentence(client: FlaskClient) -> None:
    tree = page(
        client, "/search?q=study&programme=social-pensions&country=KEN&country=UGA&source.not=plain&year.from=1990"
    )
    said = text(only(tree, ".chips")).replace("Remove these ", "").replace("Remove ", "")
    assert said.startswith("“study” about Social pensions in Kenya or Uganda from 1990 not taken from plain")


def test_clear_filters_keeps_words_and_order(client: FlaskClient) -> None:
    tree = page(client, "/search?q=study&country=KEN&year.from=1990&sort=title")
    assert parameters(str(only(tree, ".chips a.clear").attributes["href"])) == [("q", "study"), ("sort", "title")]


def test_the_address_is_canonical(client: FlaskClient) -> None:
    untidy = client.get("/search?year.to=&sort=relevance&country=Kenya&q=++cash++transfers&utm_source=x&year.from=1990")
    assert untidy.status_code == 302
    assert untidy.headers["Location"] == "/search?q=cash+transfers&country=KEN&year.from=1990"
    assert client.get(untidy.headers["Location"]).status_code == 200
    assert client.get("/search?year=1995").status_code == 200


def test_what_is_not_understood_is_named_and_left_out(client: FlaskClient) -> None:
    tree = page(client, "/search?contry=KEN&country=Atlantis&country=PER&foo=1")
    notice = text(only(tree, ".notice"))
    assert "contry" in notice and "did you mean country" in notice and "Atlantis" in notice
    assert "Peru" in text(only(tree, ".chips"))


def test_beyond_a_limit_the_page_says_which(client: FlaskClient) -> None:
    for question in (f"q={'a' * 513}", "page=2000", "size=101", "&".join(f"author={n}" for n in range(101))):
        response = client.get(f"/search?{question}")
        assert response.status_code == 422
        assert "This search cannot be run" in response.text


def test_an_empty_answer_offers_itself_without_each_part(client: FlaskClient, ask: Ask) -> None:
    question = "q=study&country=KEN&country=PER&programme.not=school-feeding&keyword=nothing&year.from=1990"
    tree, answer = page(client, f"/search?{question}"), ask(question)
    offered = {str(a.attributes["href"]): text(a.css_first(".n")) for a in tree.css(".nothing .counts a")}
    assert len(offered) == len(answer["relax"]) == 1
    for link, count in offered.items():
        assert total(page(client, link)) == int(count) > 0
    assert [part["without"] for part in answer["relax"]] == [{"keyword": ["nothing"]}]


def test_a_page_behind_the_last_one_leads_back(client: FlaskClient) -> None:
    tree = page(client, "/search?q=study&page=50")
    assert "beyond the last page" in tree.text()
    assert total(tree) == 60


def test_pages_hold_every_record_once(client: FlaskClient) -> None:
    address: str | None = "/search?q=study&size=7"
    seen: list[str] = []
    while address:
        tree = page(client, address)
        seen += [text(node) for node in tree.css(".card .id")]
        following = tree.css("a[rel~=next]")
        address = str(following[0].attributes["href"]).partition("#")[0] if following else None
    assert len(seen) == len(set(seen)) == 60


def test_what_was_found_is_marked(client: FlaskClient) -> None:
    tree = page(client, "/search?q=pension&source=demo")
    marked = {text(node) for node in tree.css("mark")}
    assert {"pension", "pensions"} & {word.lower() for word in marked}


def test_tags_say_how_they_came_about(client: FlaskClient) -> None:
    tree = page(client, "/search?q=demo:pension-1")
    tags = {text(node): node.attributes.get("class") for node in tree.css(".tags li")}
    assert tags == {"Social pensions matched": "matched", "Older persons stated": "stated"}
    words = [text(node) for node in tree.css(".results .kinds dt")]
    assert words == ["stated", "mapped", "matched", "classified"]


def test_facets_are_a_tree_with_what_is_chosen_in_sight(client: FlaskClient) -> None:
    tree = page(client, "/search?programme=social-pensions")
    box = only(tree, "input[name=programme][value=social-pensions]")
    assert not [n for n in _above(box) if n.tag == "details" and "open" not in n.attributes]
    assert "1 selected" in text(only(tree, "fieldset.facet:has(input[name=programme]) legend"))


def _above(node: Any) -> list[Any]:
    found = []
    while node is not None:
        found.append(node)
        node = node.parent
    return found


def test_many_filters_are_not_for_robots(client: FlaskClient) -> None:
    assert not page(client, "/search?country=KEN&content_type=project").css("meta[name=robots]")
    assert page(client, "/search?country=KEN&content_type=project&year.from=1990").css(
        "meta[name=robots][content='noindex,follow']"
    )
    canonical = only(page(client, "/search?country=KEN"), "link[rel=canonical]")
    assert canonical.attributes["href"] == "/search?country=KEN"


def test_facet_links_are_not_followed_by_robots(client: FlaskClient) -> None:
    tree = page(client, "/search?q=study")
    for link in tree.css(".facts a, .tags a, .names a, .histogram a, .by-year a, .chips a"):
        assert "nofollow" in str(link.attributes.get("rel"))


@pytest.mark.parametrize(("question", "marked"), [("q=bureau", ["Bureau", "Bureau"]), ("q=%22er+ty+book%22", [])])
def test_a_name_that_holds_a_semicolon_is_one_name(client: FlaskClient, question: str, marked: list[str]) -> None:
    names = only(page(client, f"/search?{question}"), ".names")
    assert [text(mark) for mark in names.css("mark")] == marked
    links = {text(link): parameters(str(link.attributes["href"]))[-1] for link in names.css("a")}
    assert links == {name: ("author", name) for name in ("Bureau; Lines", "Doe, Jan", "Bureau of Lines")}


def test_how_values_are_known_is_a_filter_that_can_be_taken_away(client: FlaskClient) -> None:
    tree = page(client, "/search?programme=social-pensions&how=matched")
    assert text(only(tree, "input[name=how][checked]").parent).startswith("matched")
    chip = only(tree, ".chips a[href*='programme=social-pensions']:not([href*='how='])")
    assert "matched" in text(chip)
    described = str(only(tree, "fieldset:has(input[name=how])").attributes["aria-describedby"])
    assert text(only(tree, f"#{described}"))
    stated = page(client, "/search?programme=social-pensions&how=stated")
    assert "demo:pension-1" not in {text(node) for node in stated.css(".card .id")}


def test_a_word_that_names_a_concept_states_nothing(client: FlaskClient) -> None:
    tree = page(client, "/search?q=social pensions demo:pension-1")
    assert {text(tag) for tag in tree.css(".tags li") if "Social pensions" in text(tag)} >= {"Social pensions matched"}
