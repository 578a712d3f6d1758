"""/new: what was added or changed since a day, as the digest tells it."""

from urllib.parse import urlsplit

from flask.testing import FlaskClient

from .pages import json_of, only, page, text
from .samples import records


def _told(client: FlaskClient, address: str) -> str:
    return text(only(page(client, address), ".lede"))


def test_it_tells_what_was_added_since_a_day(client: FlaskClient) -> None:
    new = sum(1 for one in records() if (one.added or "") >= "2026-01-20")
    assert _told(client, "/new?since=2026-01-20").endswith(f": {new} new records")
    assert "Nothing was added" in page(client, "/new?since=2027-01-01").text()


def test_the_search_behind_each_subject_has_the_number_that_is_said(client: FlaskClient) -> None:
    sections = page(client, "/new?since=2026-01-10").css("main section")
    assert len(sections) > 2
    for section in sections:
        link = section.css("a")[-1]
        total = json_of(client.get(f"/api/v1/search?{urlsplit(str(link.attributes['href'])).query}"))["total"]
        assert text(link).endswith(f"({total})")
        listed = len(section.css("li a"))
        assert 1 <= listed <= 3


def test_without_a_day_it_is_the_month_before_the_last_addition(client: FlaskClient) -> None:
    newest = max(one.added or "" for one in records())
    assert newest.startswith("2026-01-28")
    day = only(page(client, "/new"), "input[name=since]").attributes["value"]
    assert day == "2025-12-29"


def test_what_is_wrong_with_the_address_is_said(client: FlaskClient) -> None:
    tree = page(client, "/new?since=%3Cb%3E&contry=KEN")
    notice = only(tree, ".notice")
    assert "<b>" in text(notice) and "contry" in text(notice) and not notice.css("b")
    for day in ("0000-00-00", "2026-02-30", "0001-01-01", "9999-12-31", "2026", "20260110", "2026-W02-1"):
        assert client.get(f"/new?since={day}").status_code == 200


def test_it_speaks_the_language_of_the_page_and_leads_to_the_feed(client: FlaskClient) -> None:
    tree = page(client, "/new?lang=fr")
    assert "Nouveautés" in text(only(tree, "h1")) and "nouvelles notices" in text(only(tree, ".lede"))
    assert all("lang=fr" in str(a.attributes["href"]) for a in tree.css("main section a"))
    feed = only(tree, "link[type='application/atom+xml']").attributes["href"]
    assert client.get(str(feed)).mimetype == "application/atom+xml"
    assert page(client, "/").css("a[href='/new']")
