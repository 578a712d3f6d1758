"""Addresses: made quickly for hundreds of values, and the same as those made one by one."""

import random
import re
from urllib.parse import unquote

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from search.queries import Query, Selection
from search.records import FACETS, NONE
from search.settings import Settings
from webapp import create_app
from webapp.links import Links
from webapp.spelling import Name, Text, read, spelled

from .pages import internal_links, page, visitor
from .samples import records
from .test_search_page import random_question


@pytest.mark.parametrize("seed", range(30))
def test_addresses_of_choices_are_canonical(seed: int) -> None:
    query = random_question(random.Random(seed))
    query = query.with_years(None, None) if seed % 2 else query
    query = query.with_page(seed % 3 + 1)
    links = Links()
    address = links.choosing(query)
    for facet, value in [
        ("country", "KEN"),
        ("country", "PER"),
        ("organisation", "A & B=_/ü"),
        ("keyword", "year.from=1"),
        ("source", "_"),
    ]:
        assert address(facet, value) == links.search(query.with_(facet, value))
    for year in (1995, 2020):
        assert address("year", str(year)) == links.search(query.with_years(None, None).with_("year", str(year)))
    assert address("year", NONE) == links.search(query.with_("year", NONE))


@pytest.mark.parametrize("facet", [facet.name for facet in FACETS])
def test_no_facet_is_taken_for_another(facet: str) -> None:
    query = Query(q=f"{facet}=KEN", selections={other.name: Selection(any=frozenset({"KEN"})) for other in FACETS})
    query = query.without_facet(facet)
    address = Links().choosing(query)
    for value in ("none", "KEN", "UGA") if facet != "year" else ("none", "2015", "none", "2016"):
        assert address(facet, value) == Links().search(query.with_(facet, value))


def test_a_site_may_live_below_a_path() -> None:
    links = Links("https://example.org/sp", "fr")
    assert links.page("/about") == "/sp/about?lang=fr"
    assert links.absolute(links.search(Query(q="a b", lang="fr"))) == "https://example.org/sp/search?q=a+b&lang=fr"
    assert links.record("a:b/c d") == "/sp/records/a:b/c~20d?lang=fr"


@given(st.text(st.sampled_from("a:/.~%2F?#\\é +") | st.characters(exclude_categories=["C"])))
def test_a_text_in_a_path_is_what_nobody_changes_and_comes_back(text: str) -> None:
    written = spelled(text)
    assert re.fullmatch(r"[A-Za-z0-9:._/~-]*", written) and read(written) == text
    assert "//" not in f"/{written}/" or not written
    assert not {".", ".."} & set(written.split("/"))


def test_ordinary_ids_stay_readable() -> None:
    assert Links().record("world-bank:P117310") == "/records/world-bank:P117310"
    assert Links().record("nber:papers/w1.2", ".csv") == "/records/nber:papers/w1.2.csv"


def test_all_parts_of_our_addresses_are_spelled_so(app: Flask) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
    kinds = {type(converter) for rule in rules for converter in rule._converters.values()}
    assert kinds == {Name, Text}


OTHERS = {  # another spelling -> the one
    "/search/": "/search",
    "//search": "/search",
    "/s%65arch?q=a&country=KEN": "/search?q=a&country=KEN",
    "/%73earch%2F": "/search",
    "//": "/",
    "///evil.example/%2e%2e//": None,
    "//evil.example": None,
    "/search//": None,
    "/SEARCH": None,
    "/./search": None,
    "/about/../search": None,
    "/%2e%2e/search": None,
    "/about%2f..%2fsearch": None,
    "/records/demo%3Ascript": "/records/demo:script",
    "/records/demo:script/?lang=fr": "/records/demo:script?lang=fr",
    "//records/demo:script": "/records/demo:script",
    "/records/demo:scr~69pt": "/records/demo:script",
    "/records//demo:script": None,
    "/records/./demo:script": None,
    "/records/demo:a%2F%2Fb/../c%3Fd%23e%252F": "/records/demo:a~2F~2Fb/~2E~2E/c~3Fd~23e~252F",
    "/records/demo:a//b/%2E%2E/c%3Fd%23e%252F": "/records/demo:a~2F~2Fb/~2E~2E/c~3Fd~23e~252F",
    "/records/demo:a~2f~2fb": None,
    "/api/v1/records/demo%3Ascript": "/api/v1/records/demo:script",
    "/countries/KEN/": "/countries/KEN",
    "/countries/%4BEN": "/countries/KEN",
    "/taxonomy/programme/cash%2Dtransfers": "/taxonomy/programme/cash-transfers",
    "/embed/v1/country/KEN%2Ehtml": "/embed/v1/country/KEN.html",
    "/search.csv/": "/search.csv",
    "/static//site.css": None,
    "/static/./site.css": None,
    "/static/fonts/../site.css": None,
    "/static/site%2Ecss": "/static/site.css",
    "/static/site.css/": None,
    "/healthz/": "/healthz",
}


def sent(address: str) -> dict[str, str]:
    """As a server tells what was sent to it; the client of the tests takes `//search` for a host."""
    path, _, question = address.partition("?")
    return {"RAW_URI": address, "PATH_INFO": unquote(path, "latin-1"), "QUERY_STRING": question}


@pytest.mark.parametrize("base", ["", "https://example.org/sp"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_nothing_is_answered_under_two_spellings(settings: Settings, base: str, method: str) -> None:
    client = visitor(create_app(settings.changed(base_url=base) if base else settings))
    root = base.removeprefix("https://example.org")
    for other, one in OTHERS.items():
        headers = {"Host": "evil.example", "If-None-Match": client.get(one or "/").headers.get("ETag", "")}
        answer = client.open(method=method, headers=headers, environ_overrides=sent(other))
        if one is None:
            nowhere = answer.status_code in (404, 405)  # OPTIONS does not ask whether there is such a record
            assert nowhere or (method == "OPTIONS" and answer.headers["Location"].startswith(f"{root}/records/")), other
        elif method == "OPTIONS" and "/api/" in other:
            assert answer.status_code == 204 and "Location" not in answer.headers  # a preflight follows no redirect
        else:
            assert (answer.status_code, answer.headers["Location"]) == (301, root + one), other
            assert client.get(one).status_code == 200, one
        assert answer.headers["Cache-Control"] == "no-store" and "Content-Security-Policy" in answer.headers


def test_names_lead_to_the_code_at_once(settings: Settings) -> None:
    client = visitor(create_app(settings))
    assert client.get("/countries/C%C3%B4te%20d%27Ivoire").headers["Location"] == "/countries/CIV"


def test_a_path_below_that_the_server_keeps_is_no_other_spelling(settings: Settings) -> None:
    client = visitor(create_app(settings))
    asked = {"SCRIPT_NAME": "/below", "RAW_URI": "/below/search?q=a"}
    assert client.get("/search?q=a", environ_overrides=asked).status_code == 200
    whole = {"RAW_URI": "http://evil.example/search"}  # RFC 9112, section 3.2.2: to be taken
    assert client.get("/search", environ_overrides=whole).status_code == 200


def test_every_link_to_a_record_is_its_one_address(settings: Settings) -> None:
    client = visitor(create_app(settings))
    for record in records():
        for address in (Links().record(record.id), Links().record_in_api(record.id), Links().record(record.id, ".csv")):
            assert client.get(address).status_code == 200, address
        inside = [link for link in internal_links(page(client, Links().record(record.id))) if "/records/" in link]
        assert len(inside) > 8  # its files, itself in other languages, in the API
        assert {client.get(link).status_code for link in inside} == {200}, record.id
