"""In a real browser: what of a frame works in which sandbox, as the table in docs/editors.md has it."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from .conftest import serving

pytestmark = pytest.mark.browser

TABLE = Path(__file__).parents[2] / "docs" / "editors.md"
HEAD = "| `sandbox` of the frame |"
PATIENCE = {"yes": 10_000, "no": 1200}  # ms: what works may be slow on a busy machine


def table() -> dict[str, list[str]]:
    """Sandbox, as the document names it -> what works, in its columns."""
    lines = TABLE.read_text(encoding="utf-8").partition(HEAD)[2].partition("\n\n")[0].splitlines()[2:]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {row[0]: row[1:] for row in rows}


ROWS = table()


@pytest.mark.parametrize("named", ROWS)
def test_the_table_tells_what_works_in_a_sandbox(browser: Any, site: str, named: str) -> None:
    attribute = "" if named == "none" else f'sandbox="{named.strip("`") if named != "empty" else ""}"'
    address = f"{site}/embed/v1/country/KEN.html?height=auto&size=2"
    frame = f'<iframe src="{address}" width="600" height="300" {attribute}></iframe>'
    lines = f'<!doctype html>{frame}<script src="{site}/embed/v1/loader.js" async></script>'

    def host(environ: Any, start: Any) -> list[bytes]:
        start("200 OK", [("Content-Type", "text/html")])
        return [lines.encode()]

    with serving(host) as url:
        context = browser.new_context()
        page = context.new_page()
        page.goto(url)
        tried = zip((shown, followed, opened, narrowed, searched), ROWS[named], strict=True)
        works = ["yes" if attempt(page, PATIENCE[cell]) else "no" for attempt, cell in tried]
        context.close()
    assert works == ROWS[named], named


def test_there_is_a_row_for_each_choice_that_matters() -> None:
    assert {"none", "empty", "`allow-scripts`", "`allow-forms`", "`allow-popups`"} <= set(ROWS) and len(ROWS) >= 7
    assert all(cell in ("yes", "no") for row in ROWS.values() for cell in row)


def shown(page: Any, patience: int) -> bool:
    records = page.frame_locator("iframe").locator(".records li")
    with suppress(Exception):
        records.nth(1).wait_for(timeout=patience)
    return bool(records.count() == 2)


def followed(page: Any, patience: int) -> bool:
    higher = "() => document.querySelector('iframe').clientHeight !== 300"
    with suppress(Exception):
        page.wait_for_function(higher, timeout=patience)
    return bool(page.evaluate(higher))


def opened(page: Any, patience: int) -> bool:
    """A record, in a tab of its own that is a page like any other."""
    with suppress(Exception), page.context.expect_page(timeout=patience):
        page.frame_locator("iframe").locator(".records a").first.click(no_wait_after=True)
    tabs = page.context.pages[1:]
    return bool(tabs) and bool(tabs[0].evaluate("origin") != "null")


def narrowed(page: Any, patience: int) -> bool:
    widget = page.frame_locator("iframe")
    widget.locator("summary").last.click()
    widget.locator(".counts a").last.click(no_wait_after=True)
    with suppress(Exception):
        widget.locator(".chosen a").wait_for(timeout=patience)
    return bool(widget.locator(".chosen a").count())


def searched(page: Any, patience: int) -> bool:
    widget = page.frame_locator("iframe")
    widget.locator("#q").fill("zzzz")
    widget.locator("form button").click(no_wait_after=True)
    with suppress(Exception):
        widget.locator(".records li").first.wait_for(state="detached", timeout=patience)
    return bool(widget.locator(".records li").count() == 0)
