"""In a real browser: frames of ours in all the places where editors may put them, on pages of another origin."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from search.authorities import Authorities
from search.engines import open_index
from search.errors import EngineUnavailable
from search.records import Record
from search.settings import Settings
from tests.webapp.test_errors import Broken
from webapp import create_app

from .conftest import OpenPage, serving

pytestmark = pytest.mark.browser

SANDBOX = "allow-forms allow-popups allow-popups-to-escape-sandbox"  # as the lines to copy have it
KENYA, FIGURES, MAP = "/embed/v1/country/KEN.html", "/embed/v1/figures/KEN.html", "/embed/v1/evidence-map"
LONG = "Donaudampfschifffahrtsgesellschaftskapitänspensionskasse" * 6
SITUATIONS = [
    (f"{KENYA}?theme=light", 600), (f"{KENYA}?theme=dark", 600), (f"{KENYA}?lang=ar", 320),
    ("/embed/v1/search?q=study&fields=names,facts,abstract", 320), ("/embed/v1/search?compact=yes", 320),
    ("/embed/v1/nothing", 320), ("/embed/v1/search?q=zzzzxqy", 320), ("/embed/v1/country/SCG.html", 320),
    (f"{MAP}?theme=dark&lang=ar", 320), (f"{MAP}?theme=light", 900),
    (f"{FIGURES}?theme=light", 320), (f"{FIGURES}?theme=dark&lang=ar", 320),
]  # fmt: skip
SEEN = """() => { const [ink, sheet] = ['color', 'backgroundColor'].map(name =>
    getComputedStyle(document.querySelector('main'))[name].match(/[\\d.]+/g).map(Number));
  const linear = c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
  const [red, green, blue] = [.2126, .7152, .0722];
  const light = ([r, g, b]) => red * linear(r / 255) + green * linear(g / 255) + blue * linear(b / 255);
  const [a, b] = [light(ink), light(sheet)].sort((x, y) => y - x);
  return {contrast: (a + .05) / (b + .05), dark: light(sheet) < .2, whole: sheet.length < 4 || sheet[3] === 1} }"""


@contextmanager
def hosted(browser: Any, addresses: list[str], **options: Any) -> Iterator[Any]:
    """A strict page of somebody else's, at another origin, with a link and a frame for each of these."""
    scheme = options.pop("host_scheme", "light")
    lines = "".join(
        f'<p><a href="{one}">A search</a></p><iframe src="{one}" height="400" sandbox="{SANDBOX}"></iframe>'
        for one in addresses
    )
    body = f'<!doctype html><html lang="en"><meta name="color-scheme" content="{scheme}"><title>x</title>{lines}'

    def host(environ: Any, start: Any) -> list[bytes]:
        policy = f"default-src 'none'; frame-src {' '.join({one.partition('/embed')[0] for one in addresses})}"
        start("200 OK", [("Content-Type", "text/html"), ("Content-Security-Policy", policy)])
        return [body.encode()]

    with serving(host) as url:
        context = browser.new_context(**options)
        page = context.new_page()
        page.goto(url)
        yield page
        context.close()


@pytest.mark.parametrize(("path", "width"), SITUATIONS)
def test_axe_finds_nothing_and_nothing_is_cut(open_page: OpenPage, axe: str, path: str, width: int) -> None:
    page = open_page(path, width, bypass_csp=True)
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    cut = "[...document.querySelectorAll('main, main *')].filter(e => getComputedStyle(e).textOverflow == 'ellipsis')"
    assert page.evaluate(f"{cut}.length") == 0
    assert page.locator("html").get_attribute("dir") == ("rtl" if "lang=ar" in path else "ltr")
    page.evaluate(axe)
    found = page.evaluate("axe.run()")["violations"]
    assert [(rule["id"], [node["target"] for node in rule["nodes"]][:3]) for rule in found] == []


def test_four_frames_stand_on_a_strict_page_without_javascript(browser: Any, site: str) -> None:
    paths = [KENYA, f"{KENYA}?lang=ar&compact=yes", MAP, FIGURES]
    with hosted(browser, [site + path for path in paths], java_script_enabled=False) as page:
        for number in range(4):
            page.frame_locator("iframe").nth(number).locator("h1").wait_for()
        form = page.frame_locator("iframe").first
        form.get_by_role("searchbox").fill("study")
        form.get_by_role("button").click()
        form.locator(".records mark").first.wait_for()
        assert page.context.cookies() == []


def test_where_nothing_answers_the_link_stays_and_a_rest_is_told_small(browser: Any, settings: Settings) -> None:
    with hosted(browser, [f"http://127.0.0.1:1{KENYA}"]) as page:
        assert page.get_by_role("link", name="A search").is_visible()
    resting = create_app(settings, Broken(EngineUnavailable("The engine rests: come back.")))
    with serving(resting) as url, hosted(browser, [url + KENYA]) as page:
        told = page.frame_locator("iframe")
        told.get_by_text("could not be answered just now").wait_for()
        assert told.locator("nav, form, script").count() == 0 and told.locator("a").count() == 1


@pytest.mark.parametrize("path", [KENYA, MAP, FIGURES])
@pytest.mark.parametrize(("scheme", "theme"), [("dark", "light"), ("light", "dark"), ("dark", "auto")])
def test_it_can_be_read_on_a_page_of_other_colours(browser: Any, site: str, path: str, scheme: str, theme: str) -> None:
    address = f"{site}{path}?theme={theme}"
    with hosted(browser, [address], host_scheme=scheme, color_scheme=scheme) as page:
        page.frame_locator("iframe").locator("h1").wait_for()
        seen = page.frames[1].evaluate(SEEN)
        assert seen["contrast"] >= 4.5 and seen["whole"]  # it has a ground of its own, whatever canvas is behind it
        assert seen["dark"] == ((scheme if theme == "auto" else theme) == "dark")


def test_print_leaves_the_form_out_and_keeps_the_records(open_page: OpenPage) -> None:
    page = open_page(f"{KENYA}?theme=dark", 600)
    page.emulate_media(media="print")
    assert not page.locator("form").is_visible() and page.locator(".records a").first.is_visible()
    seen = page.evaluate(SEEN)
    assert seen["contrast"] >= 4.5 and not seen["dark"]  # printers leave grounds out: pale ink would be lost


def test_long_names_without_a_space_are_broken(browser: Any, authorities: Authorities, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    with open_index(settings) as index, index.replacing(authorities) as writer:
        told = {"de": LONG}
        writer.add(Record(id="a:1", source="a", title=told, author=(LONG,), organisation=(LONG,), abstract=told))
    with serving(create_app(settings)) as url:
        context = browser.new_context(viewport={"width": 320, "height": 800})
        page = context.new_page()
        for more in ("", "&compact=yes", f"&q={LONG[:200]}"):
            page.goto(f"{url}/embed/v1/search?fields=names,facts,abstract&facets=author{more}")
            page.locator("summary").first.evaluate_all("all => all.forEach(one => one.click())")
            assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
        context.close()
