"""The page of a country on a phone: figures with their years at a glance, and all about each a tap away."""

import pytest

from .conftest import OpenPage

pytestmark = pytest.mark.browser
KENYA, PHONE, DESK = "/countries/KEN", 390, 1280
FIGURE = "#figure-population"


@pytest.mark.parametrize("script", [True, False])
def test_what_is_about_a_figure_opens_with_it_on_a_phone(open_page: OpenPage, script: bool) -> None:
    page = open_page(KENYA, PHONE, java_script_enabled=script)
    row = page.locator(FIGURE)
    about = row.locator("th > .about")
    assert row.locator("td").first.is_visible() and not any(one.is_visible() for one in about.all())
    row.locator("summary").click()
    assert about.count() >= 2 and all(one.is_visible() for one in about.all())
    assert row.locator(".citation").is_visible()
    absent = page.locator("tr.absent").first
    absent.locator("summary").click()
    assert absent.locator("th > .about").first.is_visible()


@pytest.mark.parametrize("media", ["screen", "print"])
def test_nothing_about_a_figure_is_hidden_where_there_is_room_or_on_paper(open_page: OpenPage, media: str) -> None:
    page = open_page(KENYA, DESK if media == "screen" else PHONE)
    page.emulate_media(media=media)
    row = page.locator(FIGURE)
    assert all(one.is_visible() for one in row.locator("th > .about:not(.phone)").all())
    assert row.locator("td").nth(2).is_visible()  # the column of the median, which is no line of its own then
    assert not any(one.is_visible() for one in row.locator(".phone").all())


def test_links_at_the_top_lead_to_every_part(open_page: OpenPage) -> None:
    page = open_page(KENYA, PHONE)
    links = page.locator(".jumps a")
    assert page.locator(".jumps").bounding_box()["y"] < 844  # on the first screen
    for link in links.all():
        assert page.locator(str(link.get_attribute("href"))).count() == 1
    page.locator('.jumps a[href="#figures"]').click()
    assert abs(page.locator("#figures").bounding_box()["y"]) < 100
