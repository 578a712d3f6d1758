"""No link carries the question that a page asked for itself: its size, its order or its page."""

import pytest
from flask.testing import FlaskClient

from .pages import internal_links, page, parameters, text

PAGES = [
    "/", "/about", "/countries", "/countries/KEN", "/countries/TUV", "/taxonomy", "/taxonomy/programme/cash-transfers",
    "/taxonomy/region/africa", "/programmes", "/programmes/hsnp-kenya", "/records/demo:pension-1", "/suggest",
    "/nothing", "/embed/v1/country/KEN.html", "/evidence-map?rows.open=social-assistance",
]  # fmt: skip
OWN = {"size", "page", "sort"}
NEWEST = {"/search?sort=newest", "/search?sort=newest&lang=fr"}  # of the first page: "All records, newest first"


@pytest.mark.parametrize("lang", ["", "?lang=fr"])
@pytest.mark.parametrize("address", PAGES)
def test_pages_ask_for_themselves(client: FlaskClient, address: str, lang: str) -> None:
    response = client.get(address + lang, follow_redirects=True)
    links = set(internal_links(type(page(client, "/"))(response.text)))
    kept = {link for link in links if OWN & {name for name, _ in parameters(link)} and "/embed/" not in link}
    if address == "/countries":  # the columns of its own table
        kept = {link for link in kept if not link.startswith(address + "?")}
    assert kept <= (NEWEST if address == "/" else set())
    assert len(links) > 3


def test_who_asks_for_an_order_keeps_it(client: FlaskClient) -> None:
    links = internal_links(page(client, "/search?q=study&size=20&sort=title"))
    asked = [dict(parameters(link)) for link in links if link.startswith("/search?")]
    assert sum(one.get("sort") == "title" and one.get("size") == "20" for one in asked) > 20


@pytest.mark.parametrize(
    "address", [*(one for one in PAGES if "embed" not in one), "/search?q=study", "/search/facets/country"]
)
def test_every_page_of_the_site_can_search_all_of_it(client: FlaskClient, address: str) -> None:
    tree = type(page(client, "/"))(client.get(address, follow_redirects=True).text)
    forms = [
        form for form in tree.css("form[action='/search'], form#filters") if not form.css("[name=country][type=hidden]")
    ]
    assert forms and tree.css("input[name=q]")


def test_cards_say_when_they_were_added_where_that_is_their_order(client: FlaskClient) -> None:
    facts = [text(node) for node in page(client, "/search?q=study&sort=added").css(".card .facts")]
    assert facts and all("added " in one for one in facts)
    assert not any("added " in text(node) for node in page(client, "/search?q=study").css(".card .facts"))
