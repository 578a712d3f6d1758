"""In a real browser: frames of ours on strict pages of another origin get the height that they tell, and no other."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.webapp.pages import only, visitor
from tests.webapp.pages import page as read

from .conftest import serving

pytestmark = pytest.mark.browser

KENYA, SEARCH = "/embed/v1/country/KEN.html?height=auto", "/embed/v1/search?height=auto"
PATHS = [
    KENYA, f"{SEARCH}&compact=yes&lang=ar&size=1", "/embed/v1/evidence-map?height=auto",
    "/embed/v1/figures/KEN.html?height=auto", "/embed/v1/country/Atlantis.html?height=auto",
    "/embed/v1/nothing?height=auto", f"{SEARCH}&page=2000", "/embed/v1/country/SCG.html?height=auto",
]  # fmt: skip
SANDBOX = "allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox"
GIVEN = 640  # pixels, before a frame tells anything
BAD = ["'400'", "NaN", "Infinity", "-5", "0", "49", "10001", "null", "{}", "[400]"]
ADD = "src => document.body.append(Object.assign(document.createElement('script'), { src }))"
POST = "height => top.postMessage({ type: 'spindex:height', height }, '*')"
LOADED = """() => document.readyState === 'complete' ||
    new Promise(done => addEventListener('load', () => requestAnimationFrame(done)))"""

Around = Callable[..., Any]


@pytest.fixture
def around(browser: Any, site: str) -> Iterator[Around]:
    """`around(lines)` -> a page that holds them, of somebody else's, which lets in our frames and script alone."""
    with ExitStack() as pages:

        def opened(lines: str, frames: str = "", **options: Any) -> Any:
            policy = f"default-src 'none'; frame-src {site} {frames}; script-src {site}"

            def host(environ: Any, start: Any) -> list[bytes]:
                start("200 OK", [("Content-Type", "text/html"), ("Content-Security-Policy", policy)])
                return [f"<!doctype html><html lang='en'><title>x</title>{lines}".encode()]

            context = browser.new_context(**options)
            pages.callback(context.close)
            context.set_default_timeout(10_000)
            page = context.new_page()
            page.goto(pages.enter_context(serving(host)))
            return page

        yield opened


def frame(address: str, more: str = 'frameborder="0"') -> str:
    return f'<p><iframe src="{address}" width="100%" height="{GIVEN}" sandbox="{SANDBOX}" {more}></iframe>'


def loader(site: str) -> str:
    return f'<script src="{site}/embed/v1/loader.js" async></script>'


def height_of(page: Any, number: int = 0) -> int:
    """Of what a frame holds."""
    root = page.frame_locator("iframe").nth(number).locator("html:has(footer)")
    root.evaluate(LOADED)
    return int(root.evaluate("root => Math.ceil(root.getBoundingClientRect().height)"))


def follows(page: Any, number: int = 0) -> int:
    """The height that a frame has, once it is that of what it holds."""
    inside = height_of(page, number)
    expect(page.locator("iframe").nth(number)).to_have_js_property("clientHeight", inside)
    root = page.frame_locator("iframe").nth(number).locator("html")
    assert root.evaluate("root => root.scrollHeight - root.clientHeight") == 0  # nothing is to be scrolled
    return inside


def test_the_lines_of_the_builder_make_a_frame_that_follows_every_step(around: Around, app: Flask, site: str) -> None:
    lines = only(read(visitor(app), "/embed/builder?country=KEN"), "#following").text()
    page = around(lines.replace("https://YOUR-INDEX", site), viewport={"width": 1000, "height": 800})
    widget = page.frame_locator("iframe")
    wide = follows(page)
    widget.locator("summary").first.click()
    widget.locator("details[open] li").first.wait_for()
    assert follows(page) > wide
    widget.locator("summary").first.click()
    assert follows(page) == wide
    page.set_viewport_size({"width": 320, "height": 800})
    widget.locator("h1").wait_for()
    page.wait_for_timeout(100)  # for a browser to lay it out
    narrow = follows(page)
    assert narrow > wide
    widget.get_by_role("link", name="Next").click()
    widget.locator("#found", has_text="6 to").wait_for()
    follows(page)
    widget.get_by_role("searchbox").fill("zzzzxqy")
    widget.get_by_role("searchbox").press("Enter")
    widget.get_by_text("No record in this index").wait_for()
    assert follows(page) < narrow


def test_each_frame_has_its_own_height_and_an_error_page_one_too(around: Around, site: str) -> None:
    page = around(loader(site) + "".join(frame(site + path) for path in PATHS))
    heights = [follows(page, number) for number in range(len(PATHS))]
    assert len(set(heights)) >= 4 and max(heights[4:7]) < 300 < heights[0]
    page.wait_for_timeout(300)
    assert [follows(page, number) for number in range(len(PATHS))] == heights  # none runs away


@pytest.mark.parametrize("sizing", ["content-box", "border-box"])
def test_borders_come_on_top_however_the_page_reckons_them(around: Around, site: str, sizing: str) -> None:
    page = around(frame(site + KENYA, ""))
    page.locator("iframe").evaluate("(frame, sizing) => { frame.style.boxSizing = sizing }", sizing)
    page.evaluate(ADD, f"{site}/embed/v1/loader.js")
    follows(page)
    assert page.locator("iframe").evaluate("frame => frame.offsetHeight - frame.clientHeight") > 0


def test_a_frame_that_comes_later_is_followed(around: Around, site: str) -> None:
    page = around(loader(site) + frame(site + KENYA))
    follows(page)
    page.evaluate("lines => document.body.insertAdjacentHTML('beforeend', lines)", frame(f"{site}{SEARCH}&size=1"))
    assert follows(page, 1) < follows(page)


def test_a_frame_that_waits_to_be_seen_is_followed_then(around: Around, site: str) -> None:
    page = around(loader(site) + "<p>Words</p>" * 400 + frame(site + KENYA, 'loading="lazy" frameborder="0"'))
    page.wait_for_timeout(300)
    assert page.locator("iframe").evaluate("frame => frame.offsetHeight") == GIVEN
    page.locator("iframe").scroll_into_view_if_needed()
    assert follows(page) != GIVEN


def test_a_loader_that_comes_late_is_told_and_without_one_the_height_stays(around: Around, site: str) -> None:
    page = around(frame(site + KENYA))
    assert height_of(page) != GIVEN
    page.wait_for_timeout(300)
    assert page.locator("iframe").evaluate("frame => frame.offsetHeight") == GIVEN
    for _ in range(2):  # a second one does no harm
        page.evaluate(ADD, f"{site}/embed/v1/loader.js")
        follows(page)


def test_without_javascript_the_height_stays(around: Around, site: str) -> None:
    page = around(loader(site) + frame(site + KENYA), java_script_enabled=False)
    page.frame_locator("iframe").get_by_role("heading", name="Social protection in Kenya").wait_for()
    box = page.locator("iframe").bounding_box()
    assert box and box["height"] == GIVEN


@pytest.fixture
def stranger() -> Iterator[str]:
    """The address of a site that is neither ours nor that of the page around."""

    def answer(environ: Any, start: Any) -> list[bytes]:
        start("200 OK", [("Content-Type", "text/html")])
        return [b"<!doctype html><title>x</title><p>Of a stranger"]

    with serving(answer) as url:
        yield url


@pytest.mark.parametrize("sandbox", ["", f'sandbox="{SANDBOX}"'])
def test_a_page_or_frame_that_is_not_ours_changes_no_height(
    around: Around, site: str, stranger: str, sandbox: str
) -> None:
    theirs = f'<iframe src="{stranger}/embed/v1/search" height="300" frameborder="0" {sandbox}></iframe>'
    page = around(loader(site) + frame(site + KENYA) + theirs, stranger)
    right = follows(page)
    for where in (page.main_frame, page.frames[2]):
        where.evaluate(POST, 9999)
    page.wait_for_timeout(200)
    assert page.locator("iframe").evaluate_all("frames => frames.map(frame => frame.offsetHeight)") == [right, 300]


def test_a_frame_of_ours_that_was_led_elsewhere_changes_no_height(around: Around, site: str, stranger: str) -> None:
    page = around(loader(site) + frame(site + KENYA).replace(f'sandbox="{SANDBOX}"', ""), stranger)
    right = follows(page)
    page.frames[1].goto(stranger)
    page.frames[1].evaluate(POST, 9999)
    page.wait_for_timeout(200)
    assert page.locator("iframe").evaluate("frame => frame.offsetHeight") == right


@pytest.mark.parametrize("height", BAD)
def test_what_is_no_height_changes_nothing(around: Around, site: str, height: str) -> None:
    page = around(loader(site) + frame(site + KENYA))
    right = follows(page)
    for message in (f"{{ type: 'spindex:height', height: {height} }}", height, "{ type: 'spindex:height' }"):
        page.frames[1].evaluate(f"parent.postMessage({message}, '*')")
    page.wait_for_timeout(200)
    assert follows(page) == right


def test_on_paper_a_frame_is_as_high_as_what_is_printed(around: Around, site: str) -> None:
    page = around(loader(site) + frame(site + KENYA))
    seen = follows(page)
    page.emulate_media(media="print")
    page.frame_locator("iframe").locator("form").wait_for(state="hidden")
    page.wait_for_timeout(100)
    assert follows(page) < seen
