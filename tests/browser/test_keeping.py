"""What a browser keeps for its reader: ticked records over searches and tabs, and when a search was last seen."""

import json
import re
from typing import Any

import pytest

from .conftest import OpenPage

pytestmark = pytest.mark.browser

BOX = "input[form=list][value='{}']"
SEEN = "spindex.seen"
FORBIDDEN = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden') } })"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"


def counter(page: Any) -> str:
    return str(page.locator("#my-list").inner_text())


def shown(page: Any) -> list[str]:
    return list(page.locator(".card .source .id").all_inner_texts())


def test_records_are_ticked_over_searches_and_tabs(open_page: OpenPage) -> None:
    page = open_page("/search?q=demo:script")
    origin = page.url.partition("/search")[0]
    page.locator(BOX.format("demo:script")).check()
    assert counter(page) == "My list (1)"
    other = page.context.new_page()
    other.goto(f"{origin}/search?q=study&lang=fr")
    other.locator("input[form=list]").first.check()
    second = other.locator("input[form=list]").first.get_attribute("value")
    assert counter(other) == "Ma liste (2)"
    page.wait_for_function("document.getElementById('my-list').innerText === 'My list (2)'")
    page.locator("#list button").click()
    page.wait_for_url("**/list?**")
    assert shown(page) == ["demo:script", second]
    page.locator("button[name=without]").first.click()
    page.wait_for_url(lambda url: "demo" not in url)
    assert shown(page) == [second] and counter(page) == "My list (1)"
    page.goto(f"{origin}/list")
    page.wait_for_url("**/list?id=**")
    page.locator("[data-mine=clear]").click()
    page.wait_for_url("**/list")
    assert counter(page) == "My list" and page.complaints == []


def test_a_list_of_somebody_else_is_added_when_asked(open_page: OpenPage) -> None:
    page = open_page("/list?id=demo:script&id=demo:pension-1")
    assert counter(page) == "My list"
    page.locator("[data-mine=add]").click()
    assert counter(page) == "My list (2)" and not page.locator("[data-mine=add]").is_visible()


def test_without_a_script_a_form_does_it_for_a_page(open_page: OpenPage) -> None:
    page = open_page("/search?source=demo&size=100", java_script_enabled=False)
    for identifier in ("demo:script", "demo:arabic"):
        page.locator(BOX.format(identifier)).check()
    page.locator("#list button").click()
    assert sorted(shown(page)) == ["demo:arabic", "demo:script"]


@pytest.mark.parametrize("trouble", [FORBIDDEN, FULL])
def test_a_browser_that_keeps_nothing_says_so(open_page: OpenPage, trouble: str) -> None:
    page = open_page("/about")
    page.add_init_script(trouble)
    page.goto(page.url.replace("/about", "/search?q=demo:script"))
    page.locator(BOX.format("demo:script")).check()
    assert "keeps no list" in page.locator("#list-told").inner_text()
    page.locator("#list button").click()
    page.wait_for_url("**/list?**")
    assert shown(page) == ["demo:script"] and page.complaints == []


def test_what_is_new_since_the_last_visit(open_page: OpenPage) -> None:
    page = open_page("/search?q=pensions")
    assert page.locator("#since").is_hidden()
    seen = json.loads(page.evaluate(f"localStorage.getItem('{SEEN}')"))
    assert list(seen) == ["/search?q=pensions"]
    asked = "fetch('/api/v1/search?q=pensions&sort=added&size=100').then(answer => answer.json())"
    added = [hit["record"].get("added") or "" for hit in page.evaluate(asked)["hits"]]
    since = next(moment for moment in added if moment < added[0])
    new = sum(moment > since for moment in added)
    before = json.dumps({"/search?q=pensions": since})
    page.evaluate(f"sessionStorage.clear(); localStorage.setItem('{SEEN}', '{before}')")
    page.reload()
    page.locator("#since").wait_for()
    assert re.search(rf"New since \d+ [A-Z][a-z]+ 20\d\d: {new}\b", page.locator("#since").inner_text())
    page.locator("#since a").click()
    page.wait_for_url("**sort=added**")
    page.locator("#since").wait_for()
    if new < 10:  # a line behind the last new one
        cards = "[...document.querySelectorAll('.results > .card, .results > p.tier')].map(one => one.innerText)"
        line = next(place for place, told in enumerate(page.evaluate(cards)) if told.startswith("Above: new since"))
        assert line == new
    page.locator("#since button").click()
    assert page.locator("#since").is_hidden() and page.evaluate(f"localStorage.getItem('{SEEN}')") is None
    assert page.complaints == []
