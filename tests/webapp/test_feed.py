"""The feed of a search: called after it, as new as its newest entry, and the same bytes until its records change."""

import secrets
import xml.etree.ElementTree as xml
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from search.authorities import Authorities
from search.engines import open_index
from search.settings import Settings
from webapp import create_app

from .pages import only, page, text, visitor
from .samples import PENSION, records

ATOM = "{http://www.w3.org/2005/Atom}"
ENGINES = ["embedded", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)]
FOLLOWED = "/search.atom?q=pensions&country=KEN"


@pytest.mark.parametrize("engine", ENGINES)
def test_only_its_own_records_change_a_feed(
    engine: str, authorities: Authorities, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    there = {"elasticsearch_url": request.getfixturevalue("elasticsearch_url")} if engine == "elasticsearch" else {}
    settings = Settings(data=tmp_path).changed(engine=engine, index=f"spindex-test-{secrets.token_hex(4)}", **there)
    other = next(one for one in records() if one.id == "demo:formula")
    with open_index(settings) as index:
        with index.replacing(authorities) as writer:
            writer.add(PENSION)
            writer.add(other)
        client = visitor(create_app(settings, index))
        assert 200 in (client.get(FOLLOWED).status_code for _ in range(10))  # one that just started may be too slow
        before, state = client.get(FOLLOWED), index.status().state
        with index.updating(authorities) as writer:
            writer.add(other.changed(updated="2027-01-01T00:00:00Z"))
            writer.add(PENSION)
        after = client.get(FOLLOWED)
        assert index.status().state != state and PENSION.title["en"] in before.text
        assert (after.data, after.headers["ETag"]) == (before.data, before.headers["ETag"])
        known = {"If-None-Match": before.headers["ETag"]}
        for method in ("GET", "HEAD"):
            same = client.open(FOLLOWED, method=method, headers=known)
            assert (same.status_code, same.data, same.headers["ETag"]) == (304, b"", before.headers["ETag"])
        with index.updating(authorities) as writer:
            writer.add(PENSION.changed(updated="2027-02-01T00:00:00Z"))
        changed = client.get(FOLLOWED, headers=known)
        assert changed.status_code == 200 and changed.headers["ETag"] != before.headers["ETag"]
    feeds = [xml.fromstring(one.data) for one in (before, changed)]
    assert [one.findtext(f"{ATOM}updated") for one in feeds] == ["2026-01-03T10:00:00Z", "2027-02-01T00:00:00Z"]
    assert len({one.findtext(f"{ATOM}entry/{ATOM}id") for one in feeds}) == 1


@pytest.mark.parametrize(("lang", "called"), [
    ("", "Social protection: “pensions”, in Kenya"), ("fr", "Protection sociale\u00a0: “pensions”, Kenya"),
])  # fmt: skip
def test_a_feed_is_called_after_its_search(settings: Settings, lang: str, called: str) -> None:
    client = visitor(create_app(settings.changed(base_url="https://example.org")))
    more = f"&lang={lang}" if lang else ""
    feed = xml.fromstring(client.get(FOLLOWED + more).data)
    title = str(feed.findtext(f"{ATOM}title"))
    assert title.split()[0] == called.split()[0] and "pensions" in title and "Kenya" in title
    links = {link.attrib["rel"]: link.attrib["href"] for link in feed.findall(f"{ATOM}link")}
    own = f"https://example.org{FOLLOWED}{more}"
    assert links == {"self": own, "alternate": own.replace(".atom", "")}


def test_a_search_says_how_to_follow_it(client: FlaskClient) -> None:
    results = page(client, "/search?q=pensions&country=KEN&sort=title&page=1")
    (way,) = [a for a in results.css("a") if text(a) == "Follow this search"]
    there = page(client, str(way.attributes["href"]))
    assert "pensions" in text(only(there, ".lede")) and "Kenya" in text(only(there, ".lede"))
    assert only(there, "link[rel=canonical]").attributes["href"] == FOLLOWED.replace(".atom", "/follow")
    assert only(there, "a#feed").attributes["href"] == FOLLOWED
    assert client.get(FOLLOWED).mimetype == "application/atom+xml"
