"""In a real browser: the height that is reckoned for a widget is about that of what it shows."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask

from search.queries import read_parameters
from webapp.presenters import OF_WIDGET, Framed, WidgetMaker, height_of, read_widget
from webapp.visit import visit

from .conftest import OpenPage

pytestmark = pytest.mark.browser

SPREAD = [
    "/embed/v1/country/KEN.html", "/embed/v1/country/TUV.html", "/embed/v1/search", "/embed/v1/search?size=1",
    "/embed/v1/search?size=20", "/embed/v1/search?fields=none&facets=none&heading=no",
    "/embed/v1/search?fields=names,facts,abstract", "/embed/v1/search?compact=yes",
    "/embed/v1/search?compact=yes&size=20", "/embed/v1/search?q=pension", "/embed/v1/search?q=pension&size=1",
    "/embed/v1/search?q=zzzzxqy", "/embed/v1/search?q=study&fields=abstract&size=10",
    "/embed/v1/country/KEN.html?lang=ar", "/embed/v1/search?lang=fr&size=10",
    "/embed/v1/search?facets=country,author,source",
]  # fmt: skip
LESS, MORE = 0.9, 1.25
ROOM = 24  # pixels: a step of the numbers, which is more than a quarter of no frame


def reckoned(app: Flask, address: str, width: int) -> int:
    with app.test_request_context(address):
        parts, here = urlsplit(address), visit()
        pairs = parse_qsl(parts.query)
        own = read_parameters([one for one in pairs if one[0] not in OF_WIDGET], here.snapshot.vocabulary).query
        iso3 = parts.path.rpartition("/")[2].removesuffix(".html") if "/country/" in parts.path else ""
        made = WidgetMaker(here.snapshot, Framed(own, read_widget(pairs)[0], iso3), here.labels, here.links)
        return height_of(made.widget(), width)


@pytest.mark.parametrize("width", [320, 600, 900])
def test_a_frame_is_as_high_as_what_it_shows(open_page: OpenPage, app: Flask, site: str, width: int) -> None:
    page = open_page("/embed/v1/nothing", width)
    wrong = []
    for address in SPREAD:
        page.goto(site + address)
        real = page.evaluate("document.body.getBoundingClientRect().height")
        given = reckoned(app, address, width)
        if not real * LESS <= given <= max(real * MORE, real + ROOM):
            wrong.append((address, real, given))
    assert not wrong
