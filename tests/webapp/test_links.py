"""No link carries the question that a page asked for itself: its size, its order or its page."""

import pytest
from flask.testing import FlaskClient

from .pages import internal_links, page, parameters

PAGES = [
    "/", "/about", "/countries", "/countries/KEN", "/countries/TUV", "/taxonomy", "/taxonomy/programme/cash-transfers",
    "/taxonomy/region/africa", "/programmes", "/programmes/hsnp-kenya", "/records/demo:pension-1", "/suggest",
    "/nothing", "/embed/v1/country/KEN.html",
]  # fmt: skip
OWN = {"size", "page", "sort"}
NEWEST = {"/search?sort=newest", "/search?sort=newest&lang=fr"}  # of the first page: "All records, newest first"


@pytest.mark.parametrize("lang", ["", "?lang=fr"])
@pytest.mark.parametrize("address", PAGES)
def test_pages_ask_for_themselves(client: FlaskClient, address: str, lang: str) -> None:
    response = client.get(address + lang, follow_redirects=True)
    links = set(internal_links(type(page(client, "/"))(response.text)))
    kept = {link for link in links if OWN & {name for name, _ in parameters(link)}}
    assert kept <= (NEWEST if address == "/" else set())
    assert len(links) > 3


def test_who_asks_for_an_order_keeps_it(client: FlaskClient) -> None:
    links = internal_links(page(client, "/search?q=study&size=20&sort=title"))
    asked = [dict(parameters(link)) for link in links if link.startswith("/search?")]
    assert sum(one.get("sort") == "title" and one.get("size") == "20" for one in asked) > 20
