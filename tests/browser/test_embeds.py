"""In a real browser: a search in a frame of a page of somebody else's, which may be a strict one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from .conftest import OpenPage, serving

pytestmark = pytest.mark.browser

SANDBOX = "allow-forms allow-popups allow-popups-to-escape-sandbox"  # as the lines to copy have it
ISOLATED = [("Cross-Origin-Embedder-Policy", "require-corp"), ("Cross-Origin-Opener-Policy", "same-origin")]


@contextmanager
def framed(browser: Any, address: str, *headers: tuple[str, str]) -> Iterator[Any]:
    """A page of somebody else's, at another origin, that frames one of ours as a visitor's browser shows it."""
    frame = f'<iframe src="{address}" width="100%" height="640" sandbox="{SANDBOX}"></iframe>'

    def host(environ: Any, start: Any) -> list[bytes]:
        start("200 OK", [("Content-Type", "text/html"), *headers])
        return [frame.encode()]

    with serving(host) as url:
        context = browser.new_context()
        page = context.new_page()
        page.goto(url)
        yield page
        context.close()


def strict(site: str) -> tuple[str, str]:
    """A policy that lets in nothing but our frame, as /embed/builder prints it."""
    return "Content-Security-Policy", f"default-src 'none'; frame-src {site}"


@pytest.mark.parametrize("isolated", [False, True])
def test_a_search_lives_in_a_page_of_somebody_else(browser: Any, site: str, isolated: bool) -> None:
    headers = [strict(site), *(ISOLATED if isolated else [])]
    with framed(browser, f"{site}/embed/v1/country/KEN.html?facets=content_type", *headers) as page:
        widget = page.frame_locator("iframe")
        widget.get_by_role("heading", name="Social protection in Kenya").wait_for()
        margin = widget.locator("body").evaluate("element => getComputedStyle(element).margin")
        assert margin == "0px"  # its style sheet was let in
        widget.get_by_role("searchbox").fill("study")
        widget.get_by_role("searchbox").press("Enter")
        widget.locator(".records mark", has_text="Study").first.wait_for()
        widget.get_by_text("Content type").click()
        widget.get_by_role("link", name="Project").click()
        widget.locator(".chosen a", has_text="Remove").wait_for()
        assert widget.get_by_role("searchbox").input_value() == "study"
        with page.context.expect_page() as opened:
            widget.get_by_role("link", name="Open in the full search, in a new tab").click()
        opened.value.wait_for_load_state()
        assert opened.value.url == f"{site}/search?q=study&country=KEN&content_type=project"
        assert page.url != opened.value.url and page.context.cookies() == []


def test_no_other_page_can_be_framed(browser: Any, site: str) -> None:
    for path in ("/search?q=study", "/embed/builder?q=study"):
        with framed(browser, f"{site}{path}") as page:
            page.wait_for_timeout(300)
            assert page.frame_locator("iframe").locator("main").count() == 0


def test_the_builder_shows_what_it_makes_without_javascript(open_page: OpenPage) -> None:
    page = open_page("/embed/builder?country=KEN", 360, java_script_enabled=False)
    page.get_by_label("Records at once").select_option("3")
    page.get_by_label("Compact").check()
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="320").click()
    preview = page.frame_locator("iframe.preview").first
    preview.get_by_role("heading", name="Social protection in Kenya").wait_for()
    assert preview.locator(".records li").count() == 3 and preview.locator("details").count() == 0
    assert "size=3&amp;compact=yes" in page.locator("#html").inner_text()
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 360
