"""In a real browser: posts of a real WordPress with several links, of accounts with fewer rights, and in its editor."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.test_house import ROOT
from tests.webapp.pages import only, visitor
from tests.webapp.pages import page as read

from .conftest import HERE
from .test_loader import height_of
from .test_wordpress import PROVIDER, Paste, follows, paste  # noqa: F401  `paste` is a fixture

pytestmark = pytest.mark.browser

BLOCK = (
    '<!-- wp:embed {{"url":"{0}"}} -->\n<figure class="wp-block-embed"><div>\n{0}\n</div></figure>\n<!-- /wp:embed -->'
)
EDITOR = f"require '{HERE}/pasted/editor.php';"
SAVED = "add_filter( 'the_content', 'wp_kses_post', 1 );"  # as for accounts without the right `unfiltered_html`


@pytest.mark.parametrize(
    ("path", "title"),
    [("/collections/covid-19-responses", "Responses to COVID-19"), ("/embed/v1/figures/KEN.html", "Figures on Kenya")],
)
def test_collections_and_figures_become_frames(paste: Paste, path: str, title: str) -> None:  # noqa: F811
    page = paste(path)
    expect(page.locator("iframe")).to_have_attribute("title", title)
    expect(page.locator("blockquote")).to_be_hidden()
    follows(page)


def agrees(page: Any, number: int) -> None:
    """A frame comes to be as high as what it holds; both are looked at anew, as either may still be growing."""
    frame = page.locator("iframe").nth(number)
    for _ in range(50):
        if frame.evaluate("frame => frame.clientHeight") == height_of(page, number):
            return
        page.wait_for_timeout(100)
    assert frame.evaluate("frame => frame.clientHeight") == height_of(page, number)


@pytest.mark.parametrize("layout", ["{0}\n\nWords\n\n{1}", f"{BLOCK}\n\n{BLOCK.replace('{0}', '{1}')}"])
def test_two_links_have_each_their_own_secret_and_height(paste: Paste, named: str, layout: str) -> None:  # noqa: F811
    page = paste(layout.format(f"{named}/countries/KEN", f"{named}/search?q=zzzzxqy"), SAVED)
    frames = page.locator("iframe")
    assert len(set(frames.evaluate_all("frames => frames.map(frame => frame.dataset.secret)"))) == frames.count() == 2
    for number in range(2):
        expect(page.locator("blockquote").nth(number)).to_be_hidden()
        agrees(page, number)
    page.frame_locator("iframe").nth(1).get_by_role("searchbox").fill("study")
    page.frame_locator("iframe").nth(1).get_by_role("button").click()
    page.frame_locator("iframe").nth(1).locator(".records mark").first.wait_for()
    for number in range(2):
        agrees(page, number)


@pytest.mark.parametrize("way", ["#html", "#following", "#element"])
def test_of_pasted_lines_such_accounts_keep_the_link(paste: Paste, app: Any, named: str, way: str) -> None:  # noqa: F811
    lines = only(read(visitor(app), "/embed/builder?country=KEN"), way).text().replace("https://YOUR-INDEX", named)
    page = paste(f"Before\n\n{lines}\n\nAfter", SAVED)
    assert page.locator("iframe, script, sp-search").count() == 0
    assert page.locator("body").inner_text().split("\n\n") == ["Before", "Social protection in Kenya", "After"]
    page.get_by_role("link", name="Social protection in Kenya").click()
    page.wait_for_url(f"{named}/countries/KEN")


def test_the_block_editor_previews_a_link_of_a_site_that_it_does_not_know(paste: Paste) -> None:  # noqa: F811
    page = paste("/countries/KEN", EDITOR)
    frame = page.locator(".wp-block-embed iframe")
    frame.content_frame.get_by_role("heading", name="Social protection in Kenya").wait_for()
    expect(page.locator(".wp-block-embed blockquote")).to_have_count(0)
    assert frame.get_attribute("sandbox") == "allow-scripts"
    expect(frame).to_have_js_property("clientHeight", height_of(page))


def test_the_block_editor_previews_a_link_of_a_site_that_it_knows(paste: Paste, named: str) -> None:  # noqa: F811
    (line,) = PROVIDER.findall((ROOT / "docs/editors.md").read_text(encoding="utf-8"))
    page = paste("/countries/KEN", EDITOR + line.replace("https://YOUR-INDEX", named))
    preview = page.frame_locator("iframe.components-sandbox")
    preview.frame_locator("iframe").get_by_role("heading", name="Social protection in Kenya").wait_for()
    expect(preview.locator("blockquote")).to_have_count(0)
    expect(preview.locator("iframe")).to_have_js_property("clientHeight", height_of(preview))
    inside, outside = (
        one.evaluate("one => one.offsetHeight") for one in (preview.locator("body"), page.locator("iframe"))
    )
    assert inside <= outside
