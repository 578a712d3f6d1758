"""In a real browser: what a real WordPress makes of a pasted link, with its own script, lives on its page."""

import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from mimetypes import guess_type
from pathlib import Path
from typing import Any

import pytest
import requests
from playwright.sync_api import expect

from tests.test_house import ROOT

from .conftest import HERE, serving

pytestmark = pytest.mark.browser

LEAST, MOST = 200, 1000  # pixels: wp-embed.js gives a frame no other height
PROVIDER = re.compile(r"wp_oembed_add_provider\(.*\);")
LOADED = """() => document.readyState === 'complete' ||
    new Promise(done => addEventListener('load', () => requestAnimationFrame(done)))"""

Paste = Callable[..., Any]


@contextmanager
def posted(wordpress: Path, post: str, ours: str, line: str = "") -> Iterator[str]:
    """The address of a site, at another origin, with this post alone. line: of its functions.php."""
    shown: list[bytes] = []

    def host(environ: Any, start: Any) -> list[bytes]:
        path = wordpress / str(environ["PATH_INFO"]).lstrip("/")
        start("200 OK", [("Content-Type", (path.is_file() and guess_type(path)[0]) or "text/html; charset=utf-8")])
        return [path.read_bytes()] if path.is_file() else shown

    with serving(host) as url:
        command = ["php", str(HERE / "pasted" / "post.php"), str(wordpress), url, post, ours, line]
        done = subprocess.run(command, capture_output=True)
        assert done.returncode == 0 and done.stdout, done.stdout + done.stderr[-2000:]
        shown += [b'<!doctype html><html lang="en"><title>A post</title>', done.stdout]
        yield url


@pytest.fixture
def paste(browser: Any, named: str, wordpress: Path) -> Iterator[Paste]:
    """`paste("/countries/KEN")` -> the page of a post that is this link of ours alone, opened; or of a whole post."""
    with ExitStack() as sites:

        def pasted(post: str, line: str = "", **options: Any) -> Any:
            post = named + post if post.startswith("/") else post
            if post.startswith(named):
                requests.get(post, timeout=60)  # the first answer of all takes longer than WordPress waits
            url = sites.enter_context(posted(wordpress, post, named, line))
            context = browser.new_context(**options)
            sites.callback(context.close)
            context.set_default_timeout(10_000)
            page = context.new_page()
            page.goto(url)
            return page

        yield pasted


def widget(page: Any) -> Any:
    return page.frame_locator("iframe")


def loaded(page: Any) -> Any:
    """The root of what the frame holds, whose script has run: before that, a sandbox drops what is sent."""
    root = widget(page).locator("html:has(footer)")
    root.evaluate(LOADED)
    return root


def height_of(page: Any) -> int:
    """Of what the frame holds."""
    return int(loaded(page).evaluate("root => Math.ceil(root.getBoundingClientRect().height)"))


def follows(page: Any) -> None:
    expect(page.locator("iframe")).to_have_js_property("clientHeight", min(MOST, max(LEAST, height_of(page))))


def test_the_frame_takes_the_place_of_the_quote_and_is_as_high_as_what_it_holds(paste: Paste, named: str) -> None:
    page = paste("/countries/KEN")
    widget(page).get_by_role("heading", name="Social protection in Kenya").wait_for()
    expect(page.locator("blockquote")).to_be_hidden()
    frame = page.locator("iframe")
    assert frame.get_attribute("sandbox") == "allow-scripts" and frame.get_attribute("style") is None
    assert str(frame.get_attribute("src")).startswith(f"{named}/embed/v1/country/KEN.html?height=auto#?secret=")
    follows(page)
    assert LEAST < height_of(page) < MOST


def test_it_grows_as_far_as_wordpress_lets_it_and_shrinks_again(paste: Paste) -> None:
    page = paste("/search?q=study")
    summary = widget(page).locator("summary")
    before = height_of(page)
    summary.first.click()
    follows(page)
    assert height_of(page) > before
    page.set_viewport_size({"width": 320, "height": 600})
    page.locator("iframe").evaluate("frame => { frame.width = 220 }")
    for number in range(1, summary.count()):
        summary.nth(number).click()
    expect(page.locator("iframe")).to_have_js_property("clientHeight", MOST)
    assert height_of(page) > MOST
    page.frames[1].evaluate("scrollTo(0, 1e6)")
    assert page.frames[1].evaluate("scrollY") == height_of(page) - MOST  # its end can be read
    page.locator("iframe").evaluate("frame => { frame.width = 500 }")
    for number in range(summary.count()):
        summary.nth(number).click()
    expect(page.locator("iframe")).to_have_js_property("clientHeight", before)


def test_an_error_page_is_no_lower_than_wordpress_lets_it_be(paste: Paste) -> None:
    page = paste("/countries/KEN")
    follows(page)
    page.locator("iframe").evaluate("frame => { frame.src = frame.src.replace('KEN', 'Atlantis') }")
    widget(page).get_by_role("link", name="Social Protection Index").wait_for()
    expect(page.locator("iframe")).to_have_js_property("clientHeight", LEAST)


def test_narrowing_and_pages_stay_in_the_frame(paste: Paste, named: str) -> None:
    page = paste("/search?q=study")
    start, secret = page.url, page.locator("iframe").get_attribute("data-secret")
    widget(page).locator("summary", has_text="Content type").click()
    widget(page).get_by_role("link", name="Project").click()
    widget(page).locator(".chosen a", has_text="Remove").wait_for()
    follows(page)
    widget(page).locator(".chosen a").click()
    widget(page).locator(".chosen").wait_for(state="detached")
    loaded(page)
    for step, told in (("Next", "6 to 10"), ("Next", "11 to 15"), ("Previous", "6 to 10")):
        widget(page).get_by_role("link", name=step).click()
        widget(page).locator("#found", has_text=told).wait_for()
        follows(page)
    assert page.frames[1].url.endswith(f"#?secret={secret}") and page.frames[1].url.startswith(f"{named}/embed/v1/")
    assert page.url == start


@pytest.mark.parametrize("by", ["Enter", "button"])
def test_words_are_searched_in_the_frame(paste: Paste, named: str, by: str) -> None:
    page = paste("/countries/KEN")
    start, secret = page.url, page.locator("iframe").get_attribute("data-secret")
    for words, told in (("zzzzxqy & lang=fr", "No record in this index"), ("study", "Content type")):
        loaded(page)
        widget(page).get_by_role("searchbox").fill(words)
        button, box = widget(page).get_by_role("button"), widget(page).get_by_role("searchbox")
        button.click() if by == "button" else box.press("Enter")
        widget(page).get_by_text(told).wait_for()
    widget(page).locator(".records mark", has_text="Study").first.wait_for()
    follows(page)
    assert page.frames[1].url == f"{named}/embed/v1/country/KEN.html?q=study&height=auto#?secret={secret}"
    assert page.url == start


@pytest.mark.parametrize("link", [".records a >> nth=0", "a:text('full search')", "h1 a", "footer a"])
def test_a_link_to_a_page_of_ours_goes_there(paste: Paste, named: str, link: str) -> None:
    page = paste("/countries/KEN")
    follows(page)
    there = widget(page).locator(link).get_attribute("href")
    widget(page).locator(link).click()
    page.wait_for_url(str(there))
    assert str(there).startswith(named) and page.title()


def test_a_link_to_another_site_is_not_followed(paste: Paste, named: str) -> None:
    page = paste("/countries/KEN")
    start, link = page.url, widget(page).locator(".records a").first
    links = widget(page).locator("a[target=_blank]").evaluate_all("all => all.map(link => link.href)")
    assert all(one.startswith(f"{named}/") for one in links)  # we have none
    link.evaluate("link => { link.href = 'http://127.0.0.2:9/' }")
    link.click()
    page.wait_for_timeout(300)
    assert page.url == start and len(page.context.pages) == 1
    follows(page)


def test_a_pasted_record_is_a_frame_of_that_record(paste: Paste, named: str) -> None:
    page = paste("/countries/KEN")
    record = widget(page).locator(".records a").first
    name, path = record.inner_text(), str(record.get_attribute("href")).removeprefix(named)
    page = paste(path)
    widget(page).locator(".records").get_by_role("link", name=name).wait_for()
    assert widget(page).locator(".records li").count() == 1
    follows(page)


def test_a_pasted_map_is_a_frame_whose_links_lead_here(paste: Paste, named: str) -> None:
    page = paste("/evidence-map")
    follows(page)
    expect(page.locator("blockquote")).to_be_hidden()
    link = widget(page).locator("table a").first
    there = str(link.evaluate("link => link.href"))
    link.click()
    page.wait_for_url(there)
    assert there.startswith(f"{named}/search")


def test_without_javascript_the_quote_stays_with_its_link(paste: Paste, named: str) -> None:
    page = paste("/countries/KEN", java_script_enabled=False)
    link = page.locator("blockquote").get_by_role("link", name="Social protection in Kenya")
    link.click()
    page.wait_for_url(f"{named}/countries/KEN")


def test_a_site_that_knows_ours_has_the_frame_as_it_is_sent(paste: Paste, named: str) -> None:
    (line,) = PROVIDER.findall((ROOT / "docs/editors.md").read_text(encoding="utf-8"))
    page = paste("/countries/KEN", line.replace("https://YOUR-INDEX", named))
    widget(page).get_by_role("heading", name="Social protection in Kenya").wait_for()
    expect(page.locator("blockquote")).to_be_hidden()
    expect(page.locator("iframe")).to_have_js_property("clientHeight", height_of(page))
    with page.context.expect_page() as opened:
        widget(page).locator(".records a").first.click()
    assert opened.value.url.startswith(f"{named}/records/") and page.url != opened.value.url
