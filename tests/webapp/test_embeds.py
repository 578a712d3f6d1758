"""Widgets: a live search in a frame, whose addresses and markup sites of others rely on."""

import gzip
import random
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

import webapp
from search.errors import EngineUnavailable
from search.records import INTERFACE_LANGUAGES
from search.settings import Settings
from webapp.presenters import OF_WIDGET, WidgetAsked, read_widget
from webapp.presenters.widget_asked import CHOICES, FIELDS, NARROWING, THEMES

from .pages import HTMLParser, number, only, page, parameters, text
from .test_errors import asking

SEARCH, KENYA = "/embed/v1/search", "/embed/v1/country/KEN.html"
STAYING = "a[href]:not([target])"
LEAVING = "a[target=_blank][rel~=noopener]"


def found(tree: HTMLParser) -> int:
    return int(text(only(tree, "#found")).split()[0].replace(",", ""))


@pytest.mark.parametrize("address", [SEARCH, KENYA, f"{SEARCH}?country=PER&country=BRA", "/embed/v1/country/TUV.html"])
def test_what_sites_of_others_rely_on_stays(client: FlaskClient, address: str) -> None:
    """Addresses, parameters, ids and classes of version 1: more may come, none of these may go."""
    tree = page(client, address)
    assert not tree.css("script, [style], img") and tree.css_first("main > h1")
    form = only(tree, "form[role=search]")
    assert str(form.attributes["action"]) == address.partition("?")[0] and "target" not in form.attributes
    assert str(form.attributes["aria-label"]) == text(only(tree, "h1"))
    assert only(form, "label[for=q]") and only(form, "input#q[name=q][type=search]") and only(form, "button")
    assert only(tree, "h2#found") and only(tree, "ol.records") and only(tree, "footer")
    assert len(tree.css(".filters details > summary")) <= 3
    assert {str(a.attributes["href"]).partition("?")[0] for a in tree.css(STAYING)} <= {address.partition("?")[0]}
    assert len(tree.css("a")) == len(tree.css(STAYING)) + len(tree.css(LEAVING))
    assert len(tree.css(".records > li > a")) == min(5, found(tree)) > 0


def test_words_and_pages_stay_in_the_frame(client: FlaskClient) -> None:
    tree = page(client, f"{KENYA}?q=study&theme=dark&size=2&facets=programme")
    hidden = {str(i.attributes["name"]): i.attributes["value"] for i in tree.css("input[type=hidden]")}
    assert hidden == {"theme": "dark", "size": "2", "facets": "programme"}
    assert "dark" in str(only(tree, "html").attributes["class"]) and len(tree.css(".records li")) == 2
    seen, address = [], f"{SEARCH}?q=study&size=20"
    while address:
        step = page(client, address)
        seen += [str(a.attributes["href"]) for a in step.css(".records a")]
        address = next((str(a.attributes["href"]) for a in step.css(".pages a") if text(a) == "Next"), "")
    assert len(seen) == len(set(seen)) == found(step) == 60


@pytest.mark.parametrize("start", [SEARCH, f"{SEARCH}?q=study&facets=country,author", KENYA])
def test_each_number_is_the_total_of_what_it_opens(client: FlaskClient, start: str) -> None:
    chance, address = random.Random(18), start
    for _ in range(6):
        tree = page(client, address)
        links = tree.css(".counts a")
        assert links
        for link in chance.sample(links, min(3, len(links))):
            if "aria-current" not in link.attributes:
                assert found(page(client, str(link.attributes["href"]))) == number(link.css_first(".n"))
        address = str(chance.choice(links).attributes["href"])


def test_the_full_search_finds_as_many(client: FlaskClient) -> None:
    for address in (f"{SEARCH}?q=study&programme=public-works", KENYA, f"{KENYA}?content_type=project"):
        tree = page(client, address)
        whole = next(a for a in tree.css(LEAVING) if "full search" in text(a))
        there = page(client, str(whole.attributes["href"]))
        assert text(only(there, "#found")).startswith(f"{found(tree)} record")


def test_a_choice_can_be_taken_back(client: FlaskClient) -> None:
    tree = page(client, f"{SEARCH}?q=study&programme=public-works&facets=programme")
    (chosen,) = tree.css(".chosen a")
    assert text(chosen).startswith("Remove Public works")
    assert parameters(str(chosen.attributes["href"])) == [("q", "study"), ("facets", "programme")]
    fixed = page(client, f"{SEARCH}?q=study&programme=public-works&facets=population")
    assert not fixed.css(".chosen") and ("programme", "public-works") in parameters(
        str(fixed.css(".counts a")[0].attributes["href"])
    )


def test_what_is_not_understood_is_left_out_in_silence(client: FlaskClient) -> None:
    usual = page(client, SEARCH).html
    for odd in ("theme=blue", "size=99", "size=x", "heading=maybe", "compact=1", "contry=KEN", "country=Atlantis",
                "lang=xx", "fields=,", "utm_source=x", "page=x"):  # fmt: skip
        assert page(client, f"{SEARCH}?{odd}").html == usual, odd
    assert len(page(client, f"{SEARCH}?facets=nonsense,country,topic,source,language").css("summary")) <= 3


def test_it_looks_as_it_is_asked_to(client: FlaskClient) -> None:
    plain = page(client, f"{SEARCH}?q=pension&fields=none&facets=none&heading=no")
    assert only(plain, "h1.unseen") and not plain.css("h1 a, .filters, .records span")
    told = page(client, f"{SEARCH}?q=pension&fields=abstract,names")
    assert told.css(".records p") and "Ouma, Marion" in text(only(told, ".records"))
    for level, below in (("2", "3"), ("5", "6"), ("6", "6")):
        part = page(client, f"{SEARCH}?q=pension&heading={level}")
        assert only(part, f"main > h{level}.title") and only(part, f"h{below}#found") and not part.css("h1")
    compact = page(client, f"{SEARCH}?q=pension&compact=yes")
    assert only(compact, "main.compact") and not compact.css(".filters, .records span")
    light = page(client, f"{SEARCH}?theme=light")
    assert only(light, "meta[name=color-scheme]").attributes["content"] == "light"


def test_a_country_without_records_shows_those_of_its_regions(client: FlaskClient) -> None:
    tree = page(client, "/embed/v1/country/TUV.html")
    assert "no record on Tuvalu yet" in text(tree.body) and found(tree) == 1
    assert "World report" in text(only(tree, ".records"))
    assert found(page(client, "/embed/v1/country/TUV.html?q=study")) == 0
    assert "no record on" not in text(page(client, f"{KENYA}?q=zzzzxqy").body)


def test_codes_of_countries_that_are_no_more_lead_to_those_of_today(client: FlaskClient) -> None:
    for code, names in (("SCG", {"Serbia", "Montenegro"}), ("ANT", {"Curaçao", "Sint Maarten"})):
        tree = page(client, f"/embed/v1/country/{code}.html?theme=dark")
        links = {text(a): str(a.attributes["href"]) for a in tree.css(".counts a")}
        assert names <= set(links) and {client.get(link).status_code for link in links.values()} == {200}
        assert all(link.endswith("?theme=dark") for link in links.values())
    moved = client.get("/embed/v1/country/KE.html?theme=dark&q=a+b")
    assert moved.headers["Location"] == f"{KENYA}?theme=dark&q=a+b"


@pytest.mark.parametrize("lang", INTERFACE_LANGUAGES)
def test_what_goes_wrong_is_told_small(client: FlaskClient, settings: Settings, lang: str) -> None:
    down = asking(EngineUnavailable("The engine rests: come back."), settings)
    for answer in (
        client.get(f"/embed/v1/country/Atlantis.html?lang={lang}"),
        client.get(f"/embed/nothing?lang={lang}"),
        client.get(f"{SEARCH}?page=2000&lang={lang}"),
        client.post(f"{SEARCH}?lang={lang}"),
        down.get(f"{KENYA}?lang={lang}"),
    ):
        tree = HTMLParser(answer.text)
        assert answer.status_code in (404, 405, 422, 503) and len(answer.data) < 2500
        assert len(text(only(tree, "main > p"))) > 20 and not tree.css("nav, form, script")
        assert len(tree.css(LEAVING)) == 1 and answer.headers["Cache-Control"] == "no-store"
        assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]


def test_what_goes_wrong_has_the_colours_of_the_frame(client: FlaskClient) -> None:
    for address in ("/embed/v1/country/SCG.html", "/embed/v1/country/Atlantis.html", SEARCH, "/embed/none"):
        told = {}
        for theme in ("auto", "light", "dark"):
            tree = HTMLParser(client.get(f"{address}?theme={theme}&page=2000").text)
            assert not tree.css("form")
            scheme = only(tree, "meta[name=color-scheme]").attributes["content"]
            told[theme] = only(tree, "html").attributes.get("class"), scheme
        assert told == {"auto": (None, "light dark"), "light": ("light", "light"), "dark": ("dark", "dark")}


def test_isolated_pages_may_frame_it_and_a_cache_may_go_on(client: FlaskClient) -> None:
    answer = client.get(SEARCH)
    sheet = str(only(HTMLParser(answer.text), "link[rel=stylesheet]").attributes["href"])
    assert answer.headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    for one in (answer, client.get(sheet)):
        assert one.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "stale-if-error=" in answer.headers["Cache-Control"]
    assert client.get(SEARCH, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert "Cross-Origin-Embedder-Policy" not in client.get("/").headers


def test_lines_with_a_height_that_follows_have_the_loader(client: FlaskClient) -> None:
    builder = page(client, "/embed/builder?country=KEN")
    fixed, following = (HTMLParser(only(builder, way).text()) for way in ("#html", "#following"))
    assert not fixed.css("script") and only(fixed, "iframe").attributes["src"] == f"https://YOUR-INDEX{KENYA}"
    frame, loader = only(following, "p + iframe").attributes, only(following, "iframe + script").attributes
    assert frame["src"] == f"https://YOUR-INDEX{KENYA}?height=auto" and str(frame["height"]).isdigit()
    assert frame["sandbox"] == f"allow-scripts {only(fixed, 'iframe').attributes['sandbox']}"
    assert loader == {"src": "https://YOUR-INDEX/embed/v1/loader.js", "async": None}


def test_it_is_small(client: FlaskClient) -> None:
    css = (Path(webapp.__file__).parent / "static" / "widget.css").read_bytes()
    widest = client.get(f"{SEARCH}?q=study&size=20&fields=names,facts,abstract").data
    assert len(gzip.compress(css)) + len(gzip.compress(widest)) <= 8_000


some = st.lists(st.sampled_from(NARROWING), max_size=3, unique=True).map(tuple)
shown = st.sets(st.sampled_from(FIELDS)).map(lambda chosen: tuple(field for field in FIELDS if field in chosen))
headings = st.sampled_from(CHOICES["heading"])
looks = st.builds(
    WidgetAsked,
    st.sampled_from(THEMES),
    st.integers(1, 20),
    headings,
    st.booleans(),
    facets=some,
    fields=shown,
    follows=st.booleans(),
)


@given(looks)
def test_an_address_says_how_a_widget_looks(asked: WidgetAsked) -> None:
    pairs = [
        (name, value)
        for name, values in asked.parameters().items()
        for value in ([values] if isinstance(values, str) else values)
    ]
    assert read_widget(pairs) == (asked, [])


@given(st.lists(st.tuples(st.sampled_from(OF_WIDGET), st.sampled_from([*sum(CHOICES.values(), ()), ",", "x"]))))
def test_whatever_is_asked_is_a_widget_and_what_is_wrong_is_named(pairs: list[tuple[str, str]]) -> None:
    asked, wrong = read_widget(pairs)
    assert 1 <= asked.size <= 20 and len(asked.facets) <= 3 and set(asked.facets) <= set(NARROWING)
    odd = [(name, value) for name, value in pairs if value not in (*CHOICES[name], ",")]
    odd += [(name, value) for name, value in pairs if value == "," and name not in ("facets", "fields")]
    assert {(one.parameter, one.given) for one in wrong} >= set(odd)
