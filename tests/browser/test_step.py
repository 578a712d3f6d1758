"""In a real browser: what a page around a tall frame shows when its reader turns to the next page within it."""

from typing import Any

import pytest

from .test_loader import SEARCH, Around, around, follows, frame, loader  # noqa: F401  `around` is a fixture

pytestmark = pytest.mark.browser


def at_its_end(opened: Around, lines: str) -> Any:
    """A page with a frame that is higher than the screen, and words below it; its reader sees the end of the frame."""
    page = opened(f"{lines}<p>Words</p>{'<p>Words' * 200}", viewport={"width": 400, "height": 500})
    follows(page)
    page.evaluate("scrollTo(0, document.querySelector('iframe').offsetHeight - 250)")
    assert top_of(page) < -100
    return page


def top_of(page: Any) -> float:
    """Where the frame begins on the reader's screen."""
    return float(page.locator("iframe").evaluate("frame => frame.getBoundingClientRect().top"))


def test_a_step_within_a_tall_frame_shows_its_top(around: Around, site: str) -> None:  # noqa: F811
    page = at_its_end(around, frame(site + SEARCH) + loader(site))
    widget = page.frame_locator("iframe")
    widget.get_by_role("link", name="Next").click()
    widget.locator("#found", has_text="6 to").wait_for()
    follows(page)
    assert top_of(page) == 0
    page.evaluate("scrollBy(0, -5)")
    widget.get_by_role("searchbox").fill("study")
    widget.get_by_role("searchbox").press("Enter")
    widget.locator(".records mark").first.wait_for()
    follows(page)
    assert top_of(page) == 5  # it was to be seen


@pytest.mark.parametrize("by", ["the page", "a reader who is elsewhere", "filters that open"])
def test_the_page_stays_where_it_is_for_anything_else(around: Around, site: str, by: str) -> None:  # noqa: F811
    page = at_its_end(around, frame(site + SEARCH) + loader(site))
    widget, before = page.frame_locator("iframe"), page.evaluate("scrollY")
    if by == "filters that open":
        page.frames[1].evaluate("document.querySelector('summary').click()")
    elif by == "the page":  # whose reader is in the frame
        widget.locator(".records").click(position={"x": 1, "y": 1})
        before = page.evaluate("scrollY")
        page.locator("iframe").evaluate("frame => { frame.src += '&q=study' }")
        widget.locator(".records mark").first.wait_for()
    else:
        page.frames[1].evaluate("document.querySelector('.pages a').click()")
        widget.locator("#found", has_text="6 to").wait_for()
    follows(page)
    assert page.evaluate("scrollY") == before
