"""In a real browser: the height that the builder reckons for a frame is about that of what the frame shows."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.webapp.figure_samples import sample  # noqa: F401  a fixture of several files
from tests.webapp.pages import page as read
from tests.webapp.pages import visitor

from .conftest import serving

pytestmark = pytest.mark.browser

SEARCHES = [
    "country=KEN", "country=TUV", "", "size=1", "size=20", "fields=none&facets=none&heading=no",
    "fields=names,facts,abstract", "compact=yes", "compact=yes&size=20", "q=pension", "q=pension&size=1",
    "q=zzzzxqy", "q=study&fields=abstract&size=10", "country=KEN&lang=ar", "lang=fr&size=10",
    "facets=country,author,source",
]  # fmt: skip
MAPS = [
    "", "rows=country&columns=programme", "rows=country&columns=year&lang=fr", "country=KEN&rows=topic&lang=ar",
    "split=content_type", "rows.open=social-assistance&lang=fr", "rows=content_type&columns=status&heading=no",
    "rows=country&all=1", "rows=language&columns=country&lang=ar", "rows=region&columns=region&q=study", "q=zzzzxqy",
    "q=zzzzxqy&lang=fr&heading=no",
]  # fmt: skip
COUNTRIES = ["KEN", "IND", "SRB", "SSD", "TUV", "PRK", "VAT"]  # with many figures, few, and none
FIGURES = [f"country={iso3}&lang={lang}" for iso3 in COUNTRIES for lang in ("en", "fr", "ar")]
FIGURES += ["country=BRA&lang=pt&heading=no", "country=PER&lang=es", "country=VAT&heading=no"]
WIDTHS = [320, 600, pytest.param(900, marks=pytest.mark.slow)]
LESS, MORE = 0.9, 1.25
ROOM = 24  # pixels: a step of the numbers, which is more than a quarter of no frame
Wrong = list[tuple[str, float, int]]


@pytest.fixture(scope="module")
def figures(sample: FlaskClient) -> Iterator[tuple[FlaskClient, str]]:  # noqa: F811
    """A site with the figures of the sample, and its address."""
    with serving(sample.application) as address:
        yield sample, address


def compared(browser: Any, client: FlaskClient, site: str, asked: list[str], width: int) -> Wrong:
    """(question of the builder, real height, height that it reckoned) where the two are far from each other."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    page, wrong = context.new_page(), []
    for question in asked:
        preview = read(client, f"/embed/builder?{question}&width={width}").css("iframe.preview")[0].attributes
        page.goto(site + str(preview["src"]))
        real, given = page.evaluate("document.body.getBoundingClientRect().height"), int(str(preview["height"]))
        if not real * LESS <= given <= max(real * MORE, real + ROOM):
            wrong.append((question, real, given))
    context.close()
    return wrong


@pytest.mark.parametrize("width", WIDTHS)
def test_a_frame_of_a_search_is_as_high_as_what_it_shows(browser: Any, app: Flask, site: str, width: int) -> None:
    assert compared(browser, visitor(app), site, SEARCHES, width) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_a_frame_of_a_map_is_as_high_as_what_it_shows(browser: Any, app: Flask, site: str, width: int) -> None:
    asked = [f"show=evidence-map&{question}" for question in MAPS]
    assert compared(browser, visitor(app), site, asked, width) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_a_frame_of_figures_is_as_high_as_what_it_shows(
    browser: Any, figures: tuple[FlaskClient, str], width: int
) -> None:
    asked = [f"show=figures&{question}" for question in FIGURES]
    assert compared(browser, *figures, asked, width) == []
