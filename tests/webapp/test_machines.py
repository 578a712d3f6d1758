"""What search engines get: a sitemap, one address for everything, and no way into what is endless."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree

from search.errors import ConfigurationError
from search.records import INTERFACE_LANGUAGES
from search.settings import Settings
from webapp import create_app
from webapp.pages import sitemaps

from .pages import HTMLParser, only, page, visitor
from .samples import records

BASE = "https://example.org"
PLAIN = {
    "/",
    "/search",
    "/about",
    "/countries",
    "/programmes",
    "/taxonomy",
    "/suggest",
    "/collections",
    "/new",
    "/map",
    "/insights",
    "/evidence-map",
}
FOLDERS = ("/records/", "/countries/", "/programmes/", "/taxonomy/", "/collections/")


@pytest.fixture(scope="module")
def public(settings: Settings) -> FlaskClient:
    return visitor(create_app(settings.changed(base_url=BASE)))


def locations(client: FlaskClient, address: str) -> list[tuple[str, str]]:
    """(address, last change) of every line of a sitemap."""
    answer = client.get(address)
    assert answer.status_code == 200 and answer.mimetype == "application/xml"
    tree = etree.fromstring(answer.data)
    return [(one.findtext("{*}loc"), one.findtext("{*}lastmod") or "") for one in tree]


def test_the_sitemap_holds_every_record_and_every_plain_page_once(public: FlaskClient) -> None:
    parts = [address.removeprefix(BASE) for address, _ in locations(public, "/sitemap.xml")]
    found = [one for part in parts for one in locations(public, part)]
    addresses = [address for address, _ in found]
    assert len(set(addresses)) == len(addresses) and all(one.startswith(f"{BASE}/") for one in addresses)
    changed = {address: when for address, when in found if "/records/" in address}
    assert len(changed) == len(records())
    assert changed[f"{BASE}/records/demo:pension-1"] == "2026-01-03T10:00:00Z"
    assert PLAIN - {"/search"} < {address.removeprefix(BASE) for address in addresses}
    for folder in FOLDERS:
        some = [address.removeprefix(BASE) for address in addresses if address.startswith(BASE + folder)]
        assert {public.get(address).status_code for address in some[:20]} == {200}, folder


def test_a_part_is_no_larger_than_it_may_be(public: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [address for address, _ in locations(public, "/sitemaps/records-1.xml")]
    monkeypatch.setattr(sitemaps, "MOST", 7)
    parts = [address.removeprefix(BASE) for address, _ in locations(public, "/sitemap.xml")]
    cut = [[address for address, _ in locations(public, part)] for part in parts if "records" in part]
    assert len(cut) > 2 and {len(one) for one in cut[:-1]} == {7} and [one for part in cut for one in part] == whole
    for none in (f"/sitemaps/records-{len(cut) + 1}.xml", "/sitemaps/records-0.xml", "/sitemaps/x.xml"):
        assert public.get(none).status_code == 404


def test_without_a_public_address_there_is_none_and_that_is_said(client: FlaskClient, public: FlaskClient) -> None:
    answer = client.get("/sitemap.xml")
    assert answer.status_code == 404 and answer.mimetype == "text/plain" and "SPINDEX_BASE_URL" in answer.text
    assert "Sitemap:" not in client.get("/robots.txt").text
    assert public.get("/robots.txt").text.splitlines()[-1] == f"Sitemap: {BASE}/sitemap.xml"


def longest_rule(rules: str, address: str) -> bool:
    """Whether a robot may ask, as RFC 9309 has it: the longest rule that fits counts, of equals the one that allows."""
    fitting = [(0, True)]
    for kind, path in re.findall(r"^(Allow|Disallow): (\S+)$", rules, re.MULTILINE):
        pattern = "".join(".*" if c == "*" else re.escape(c) for c in path.removesuffix("$"))
        if re.match(pattern + ("$" if path.endswith("$") else ""), address):
            fitting.append((len(path), kind == "Allow"))
    return max(fitting)[1]


def reached(client: FlaskClient, may: object) -> Iterator[str]:
    """What a robot that obeys comes to see, from the first page on: robots.txt, nofollow, noindex and canonical."""
    waiting, seen = ["/"], {"/"}
    while waiting:
        address = waiting.pop()
        answer = client.get(address)
        if answer.status_code in (301, 302):
            links = [answer.headers["Location"]]
        else:
            assert answer.status_code == 200, address
            yield address
            if answer.mimetype != "text/html":
                continue
            tree = HTMLParser(answer.text)
            if tree.css("meta[name=robots]"):  # what is not to be kept is not even asked for, but for a widget
                assert address.startswith("/embed/v1/country/"), address
                continue
            nodes = [*tree.css("a[href]"), *tree.css("link[rel=alternate][hreflang]")]
            links = [str(n.attributes["href"]) for n in nodes if "nofollow" not in str(n.attributes.get("rel"))]
        for link in (one.partition("#")[0].removeprefix(BASE) for one in links):
            if link.startswith("/") and link not in seen and may(link):  # type: ignore[operator]
                seen.add(link)
                waiting.append(link)


def test_a_robot_that_obeys_sees_every_record_and_nothing_endless(public: FlaskClient) -> None:
    """In whichever way it takes the rules, and in English: other languages are the same pages again."""
    rules = public.get("/robots.txt").text
    parser = RobotFileParser()
    parser.parse(rules.splitlines())

    def may(link: str) -> bool:
        allowed = parser.can_fetch("*", BASE + link) or longest_rule(rules, link)
        return allowed and not urlsplit(link).query.startswith("lang=")

    seen = set(reached(public, may))
    for address in seen:
        assert "?" not in address and not re.search(r"\.(cite|csv|xlsx|ris|bib|json|jsonl|atom)$", address), address
        assert address in PLAIN or address.startswith((*FOLDERS, "/embed/v1/country/")), address
    mapped = {one.removeprefix(BASE) for one, _ in locations(public, "/sitemaps/pages.xml")}
    assert len(seen) < 1500 and mapped <= seen
    assert len({f"/records/{one.id}" for one in records()} & seen) > 5  # others by the sitemap


ENDLESS = (
    "/search?q=a", "/search?country=KEN&lang=fr", "/search?sort=added", "/search.atom?country=KEN", "/search.csv",
    "/search/record?q=a", "/search/verify", "/search/facets/country?q=a", "/search/follow?q=a", "/api/v1/search",
    "/list?id=a", "/records/demo:a.ris", "/records/demo:a.cite", "/records/demo:a.ris?lang=fr",
    "/search/verify?lang=fr", "/list?lang=fr", "/records/demo:a?x=1", "/search?lang=fr&x=1",
    "/embed/builder", "/embed/preview?q=a", "/embed/v1/search?q=a", "/oembed?url=a",
    "/metrics", "/collections/x.csv", "/collections/x.atom?lang=fr",
)  # fmt: skip
OPEN = ("/", "/search", "/search?lang=fr", "/records/demo:a", "/records/demo:a?lang=ar", "/countries/KEN?lang=fr",
        "/collections", "/collections/x?lang=fr",
        "/static/site.css?v=1", "/sitemap.xml", "/sitemaps/pages.xml", "/favicon.ico")  # fmt: skip


def test_the_rules_close_what_is_endless_and_nothing_else(client: FlaskClient) -> None:
    rules = client.get("/robots.txt").text
    assert not [address for address in ENDLESS if longest_rule(rules, address)]
    assert not [address for address in OPEN if not longest_rule(rules, address)]


@pytest.mark.parametrize("address", ["/", "/about", "/records/demo:pension-1", "/countries/KEN", "/search?country=KEN",
                                     "/programmes/hsnp-kenya", "/taxonomy/programme/cash-transfers"])  # fmt: skip
def test_a_page_names_itself_and_itself_in_other_languages(public: FlaskClient, address: str) -> None:
    for lang in ("", "fr"):
        asked = f"{address}{'&' if '?' in address else '?'}lang={lang}" if lang else address
        tree = page(public, asked)
        assert only(tree, "link[rel=canonical]").attributes["href"] == BASE + asked
        others = {n.attributes["hreflang"]: str(n.attributes["href"]) for n in tree.css("link[hreflang]")}
        assert set(others) == {*INTERFACE_LANGUAGES, "x-default"}
        assert others["x-default"] == others["en"] == BASE + address and others[lang or "en"] == BASE + asked
    spoilt = page(public, f"/records/demo:pension-1?foo={address}")
    assert str(only(spoilt, "link[rel=canonical]").attributes["href"]) == f"{BASE}/records/demo:pension-1"


@pytest.mark.parametrize(
    "address",
    ["/search?sort=title", "/search?page=2", "/search?size=20", "/search/facets/topic", "/records/demo:pension-1.cite"],
)
def test_other_orders_and_pages_are_not_kept(public: FlaskClient, address: str) -> None:
    tree = page(public, address)
    assert only(tree, "meta[name=robots]").attributes["content"] == "noindex,follow"
    assert only(tree, "link[rel=canonical]") and len(tree.css("link[hreflang]")) in (0, 6)
    assert str(only(page(public, "/search?sort=title"), "link[rel=canonical]").attributes["href"]) == f"{BASE}/search"


OTHER_LETTERS = {
    "/records/DEMO:Pension-1": "/records/demo:pension-1",
    "/records/Demo:PENSION-1/?lang=fr": "/records/demo:pension-1?lang=fr",
    "/records/DEMO:pension-1.ris": "/records/demo:pension-1.ris",
    "/countries/ken": "/countries/KEN",
    "/countries/Ken/": "/countries/KEN",
    "/taxonomy/Programme/Cash-Transfers": "/taxonomy/programme/cash-transfers",
    "/programmes/HSNP-Kenya": "/programmes/hsnp-kenya",
}


def test_ids_in_other_letters_lead_to_the_one_address(client: FlaskClient) -> None:
    for other, one in OTHER_LETTERS.items():
        answer = client.get(other)
        assert (answer.status_code, answer.headers["Location"]) == (301, one), other
        assert client.get(one).status_code == 200
    for nothing in ("/records/demo:no-such", "/taxonomy/Programme/no-such", "/programmes/No-Such"):
        assert client.get(nothing).status_code == 404


def test_there_is_an_icon_where_browsers_look(app: Flask, client: FlaskClient) -> None:
    answer = client.get("/favicon.ico")
    assert answer.status_code == 200 and answer.data[:4] == b"\0\0\1\0" and len(answer.data) < 4000
    assert client.get("/favicon.ico", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    icons = [str(link.attributes["href"]) for link in page(client, "/").css("link[rel=icon]")]
    assert len(icons) == 2 and {client.get(icon).status_code for icon in icons} == {200}


def test_whom_to_tell_of_a_hole(settings: Settings, client: FlaskClient) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
    given = settings.changed(security_contact="mailto:security@example.org 2027-06-30", base_url=BASE)
    answer = visitor(create_app(given)).get("/.well-known/security.txt")
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.text.splitlines() == [
        "Contact: mailto:security@example.org", "Expires: 2027-06-30T00:00:00Z",
        "Preferred-Languages: en, fr, es, pt, ar", f"Canonical: {BASE}/.well-known/security.txt",
    ]  # fmt: skip
    for wrong in ("security@example.org", "mailto:a@b.c", "mailto:a@b.c soon", "2027-06-30", "mailto:a\n@b 2027-06-30"):
        with pytest.raises(ConfigurationError, match="SPINDEX_SECURITY_CONTACT"):
            settings.changed(security_contact=wrong)
