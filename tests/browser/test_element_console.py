"""In a real browser: what <sp-search> leaves out is named in the console, and the builder shows it as it will be."""

import re
from typing import Any

import pytest

from .conftest import OpenPage
from .test_element import LINK, hosted, strict

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", autouse=True)
def warm(site: str) -> None:
    """On a busy machine the first question of all may take longer than the element waits."""
    import requests

    for path in ("search?q=study", "country/KEN.html", "country/SCG.html"):
        requests.get(f"{site}/embed/v1/{path}", timeout=60)


def told_by(page: Any, least: int = 0) -> list[str]:
    """What stands in the console of a page, which is waited for; each sentence names one attribute, and its builder."""
    for _ in range(100):
        if len(page.warnings) >= least:
            break
        page.wait_for_timeout(100)
    page.wait_for_timeout(300)  # nothing more comes
    return [text.removeprefix("<sp-search> leaves out “") for text in page.warnings]


def test_what_it_leaves_out_is_named_once_in_the_console(browser: Any, site: str) -> None:
    ours = 'id="a" class="b" tabindex="-1" data-x="y" v-if="z" role="region" aria-label="Kenya"'
    body = f"""<sp-search {ours} contry="KEN" theme="drak" heading="9" size="99" programme="cash-transfers,none-such"
        search="/search?year.form=2010" country.not="PER" lang="en-GB">{LINK}</sp-search>
        <sp-search country="Atlantis" size="2">{LINK}</sp-search>
        <sp-search country="SCG" theme="drak">{LINK}</sp-search>"""
    with hosted(browser, site, body, strict(site)) as page:
        page.locator("sp-search #found").wait_for()
        names = sorted(text.partition("”")[0] for text in told_by(page, 8))
        assert names == ["contry", "country", "country", "heading", "programme", "size", "theme", "year.form"]
        addresses = [text.partition("understand: ")[2].removesuffix(" says why.") for text in told_by(page)]
        for address in addresses:
            assert address.startswith(f"{site}/embed/builder?"), address
            assert page.context.request.get(address).text().count('class="notice"') == 1, address
        page.evaluate("document.querySelector('sp-search').setAttribute('size', '98')")
        page.evaluate("document.querySelector('sp-search').setAttribute('q', 'study')")
        assert [text for text in told_by(page, 9) if "size=98" in text] and len(told_by(page)) == len(addresses) + 1
        assert page.complaints == [text for text in page.complaints if "404" in text]


@pytest.mark.parametrize(
    "attributes", ['country="KEN" theme="auto" heading="yes"', 'q="study" lang="fr" facets="none"']
)
def test_of_what_is_understood_the_console_is_told_nothing(browser: Any, site: str, attributes: str) -> None:
    with hosted(browser, site, f'<div lang="de"><sp-search {attributes}>{LINK}</sp-search></div>') as page:
        page.locator("sp-search #found").wait_for()
        page.locator("sp-search summary, sp-search .pages a").first.click()
        assert told_by(page) == []


@pytest.mark.parametrize(("width", "lang"), [(320, "ar"), (600, "en"), (900, "fr")])
def test_the_builder_shows_it_on_a_light_and_on_a_dark_page(open_page: OpenPage, width: int, lang: str) -> None:
    page = open_page(f"/embed/builder?country=KEN&size=3&facets=none&width={width}&lang={lang}")
    colours = []
    for place in range(2):
        frame = page.locator("iframe.ground").nth(place)
        frame.scroll_into_view_if_needed()
        inside = frame.content_frame
        inside.locator(f"sp-search section[lang={lang}] .records li").nth(2).wait_for()
        room, needed = inside.locator("html").evaluate("one => [innerHeight, one.getBoundingClientRect().height]")
        assert needed <= room <= needed + 120
        colours.append(inside.locator("sp-search #found").evaluate("one => getComputedStyle(one).color"))
        inside.get_by_role("button").click()
        inside.get_by_role("status").filter(has_text=re.compile(r"\d")).wait_for(state="attached")
    assert len(set(colours)) == 2 and page.complaints == []
