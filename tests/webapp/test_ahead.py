"""Suggestions over the web: for scripts, for programs and for the search box of a browser."""

import gzip
import json
from typing import Any
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from search.errors import TooCostly
from search.records import INTERFACE_LANGUAGES
from search.settings import Settings
from webapp import create_app

from .pages import json_of, only, page, visitor
from .test_errors import asking

SCRIPTS = 20_000  # bytes, compressed, of all scripts of a page
STYLE = 12_000
PAGE = 40_000


def suggested(client: FlaskClient, text: str, lang: str = "en") -> dict[str, list[dict[str, Any]]]:
    """Kind -> entries."""
    response = client.get("/api/v1/suggest", query_string={"text": text, "lang": lang})
    assert response.status_code == 200, response.text
    return {group["kind"]: group["entries"] for group in json_of(response)["groups"]}


LEADS = {  # what is typed -> kind, where its first entry leads
    "cash tr": ("concept", "/search?programme=cash-transfers"),
    "older": ("concept", "/search?population=older-persons"),
    "KEN": ("country", "/search?country=KEN"),
    "Kenya I": ("organisation", "/search?organisation=Kenya+Institute"),
    "social pensions in": ("title", "/records/demo:pension-1"),
    "An id like": ("title", "/records/demo:a~2F~2Fb/~2E~2E/c~3Fd~23e~252F"),
}


@pytest.mark.parametrize("text", LEADS)
def test_each_leads_to_what_it_says(client: FlaskClient, text: str) -> None:
    kind, address = LEADS[text]
    first = suggested(client, text)[kind][0]
    assert first["url"] == address
    if kind == "title":
        assert json_of(client.get(f"/api/v1{first['url']}"))["id"] == first["value"]
    else:
        assert json_of(client.get(f"/api/v1{first['url']}"))["total"] == first["count"] > 0


def test_names_are_in_the_language_of_the_page_with_the_one_that_was_typed(client: FlaskClient) -> None:
    english, french = (suggested(client, "transferencias mon", lang)["concept"][0] for lang in ("en", "fr"))
    assert (english["label"], english["also"]) == ("Cash transfers", "Transferencias monetarias")
    assert french["label"] == "Transferts monétaires" and french["url"].endswith("&lang=fr")
    assert french["marked"]["also"][0] == {"text": "Transferencias", "hit": True}
    assert english["about"] != french["about"]


def test_how_many_there_are_is_said_in_every_language(client: FlaskClient) -> None:
    said = {lang: json_of(client.get(f"/api/v1/suggest?text=zzzz&lang={lang}")) for lang in INTERFACE_LANGUAGES}
    assert all(answer["groups"] == [] for answer in said.values())
    assert len({answer["said"] for answer in said.values()}) == len(INTERFACE_LANGUAGES)
    assert json_of(client.get("/api/v1/suggest?text=KEN"))["said"] == "3 suggestions"


@pytest.mark.parametrize("question", ["q=x", "text=x&country=KEN", "text=x&size=2", "text=x&lang=xx", "txt=x"])
def test_another_parameter_is_refused(client: FlaskClient, question: str) -> None:
    answer = client.get(f"/api/v1/suggest?{question}")
    assert answer.status_code == 422 and json_of(answer)["errors"]


def test_limits_hold_here_too(client: FlaskClient, settings: Settings) -> None:
    assert client.get("/api/v1/suggest?text=" + "a" * 513).status_code == 422
    assert client.get("/api/v1/suggest?text=x&utm_source=mail").status_code == 200
    late = asking(TooCostly(), settings)
    for address in ("/api/v1/suggest?text=pen", "/opensearch/suggest?q=pen"):
        assert late.get(address).status_code == late.get("/api/v1/search?q=pen").status_code != 200


def test_a_browser_may_take_the_index_for_its_box(settings: Settings) -> None:
    client = visitor(create_app(settings.changed(base_url="https://index.example.org/sp/")))
    link = only(page(client, "/countries?lang=fr"), "link[rel=search]").attributes
    assert link["type"] == "application/opensearchdescription+xml" and link["href"] == "/sp/opensearch.xml?lang=fr"
    answer = client.get("/opensearch.xml?lang=fr")
    assert answer.mimetype == link["type"]
    described = LexborHTMLParser(answer.text)
    assert len(only(described, "ShortName").text()) <= 16
    templates = {url.attributes["type"]: str(url.attributes["template"]) for url in described.css("Url")}
    assert templates["text/html"] == "https://index.example.org/sp/search?q={searchTerms}&lang=fr"
    place = templates["application/x-suggestions+json"].removeprefix("https://index.example.org/sp")
    suggestions = client.get(place.replace("{searchTerms}", "transferts mon"))
    assert suggestions.mimetype == "application/x-suggestions+json"
    text, names, told, addresses = json.loads(suggestions.text)
    assert text == "transferts mon" and names[0] == "Transferts monétaires"
    assert told[0].endswith("notices") and len(names) == len(told) == len(addresses)
    assert unquote(addresses[0]) == "https://index.example.org/sp/search?programme=cash-transfers&lang=fr"


def test_nothing_is_suggested_where_there_is_no_index(tmp_path: Any) -> None:
    client = visitor(create_app(Settings(data=tmp_path)))
    assert client.get("/api/v1/suggest?text=pen").status_code == client.get("/api/v1/search").status_code
    assert client.get("/opensearch.xml").status_code == 200


@pytest.mark.parametrize("address", ["/", "/search?q=study&lang=ar", "/records/demo:pension-1", "/countries/KEN"])
def test_a_page_stays_small(client: FlaskClient, address: str) -> None:
    tree = page(client, address)
    loaded = [str(one.attributes["src"]) for one in tree.css("script[src]")]
    assert any("ahead.js" in one for one in loaded)
    assert sum(len(gzip.compress(client.get(one).data)) for one in loaded) <= SCRIPTS
    assert len(gzip.compress(client.get("/static/site.css").data)) <= STYLE
    assert len(gzip.compress(client.get(address).data)) <= PAGE
    assert len(client.get("/static/ahead.js").data) <= 6_000
