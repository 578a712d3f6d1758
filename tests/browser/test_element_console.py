"""In a real browser: what <sp-search> leaves out is named in the console, for whoever wrote the page around it."""

from typing import Any

import pytest

from .test_element import LINK, hosted, strict

pytestmark = pytest.mark.browser


def told_by(page: Any) -> list[str]:
    """What stands in the console of a page; each sentence names one attribute, and where it is explained."""
    page.wait_for_timeout(300)
    return [text.removeprefix("<sp-search> leaves out “") for text in page.warnings]


def test_what_it_leaves_out_is_named_once_in_the_console(browser: Any, site: str) -> None:
    ours = 'id="a" class="b" tabindex="-1" data-x="y" v-if="z" role="region" aria-label="Kenya"'
    body = f"""<sp-search {ours} contry="KEN" theme="drak" heading="9" size="99" programme="cash-transfers,none-such"
        search="/search?year.form=2010" country.not="PER" lang="en-GB">{LINK}</sp-search>
        <sp-search country="Atlantis" size="2">{LINK}</sp-search>
        <sp-search country="SCG" theme="drak">{LINK}</sp-search>"""
    with hosted(browser, site, body, strict(site)) as page:
        page.locator("sp-search #found").wait_for()
        names = sorted(text.partition("”")[0] for text in told_by(page))
        assert names == ["contry", "country", "country", "heading", "programme", "size", "theme", "year.form"]
        addresses = [text.partition("understand: ")[2].removesuffix(" says why.") for text in told_by(page)]
        for address in addresses:
            assert address.startswith(f"{site}/embed/builder?"), address
            assert page.context.request.get(address).text().count('class="notice"') == 1, address
        page.evaluate("document.querySelector('sp-search').setAttribute('size', '98')")
        page.evaluate("document.querySelector('sp-search').setAttribute('q', 'study')")
        page.locator("sp-search #found", has_text="record").wait_for()
        assert [text for text in told_by(page) if "size=98" in text] and len(told_by(page)) == len(addresses) + 1
        assert page.complaints == [text for text in page.complaints if "404" in text]


@pytest.mark.parametrize(
    "attributes", ['country="KEN" theme="auto" heading="yes"', 'q="study" lang="fr" facets="none"']
)
def test_of_what_is_understood_the_console_is_told_nothing(browser: Any, site: str, attributes: str) -> None:
    with hosted(browser, site, f'<div lang="de"><sp-search {attributes}>{LINK}</sp-search></div>') as page:
        page.locator("sp-search #found").wait_for()
        page.locator("sp-search summary, sp-search .pages a").first.click()
        assert told_by(page) == []
