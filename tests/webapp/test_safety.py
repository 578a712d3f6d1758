"""Safety: what browsers may do with our pages, and that nothing from a record is ever more than text."""

import gzip
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

import webapp
from search.settings import Settings
from webapp import create_app
from webapp.exports import EXPORTS

from .pages import HTMLParser, json_of, only, page, text, visitor
from .samples import records

EVERYWHERE = [
    "/", "/search", "/search?q=script", "/records/demo:script", "/countries", "/countries/KEN", "/taxonomy",
    "/countries/KEN/figures.csv", "/countries?text=ken", "/countries?sort=records",
    "/taxonomy/programme/cash-transfers", "/programmes", "/programmes/bolsa-familia", "/about",
    "/embed/v1/country/KEN.html", "/embed/v1/figures/KEN.html", "/api/v1/search",
    "/api/v1/records/demo:script", "/api/v1/taxonomy/programme", "/api/v1/countries/KEN",
    "/healthz", "/readyz", "/metrics", "/robots.txt", "/suggest", "/suggest?country=KEN",
    "/nothing", "/static/site.css", "/search?page=2000", "/search/facets/programme?text=cash",
    "/search/verify", "/search/record", "/search/profile?q=pension", "/compare?side=country%3DKEN&side=country%3DUGA",
    "/search/as?q=x", "/insights/demand", "/mcp", "/llms.txt", "/collections",
    "/collections/covid-19-responses",
    "/collections/adaptive-social-protection.atom", "/collections/covid-19-responses/table", "/new",
    "/new?since=2026-01-10",
    "/map?q=study", "/map.csv?q=study", "/insights", "/insights.csv?table=regions",
    "/evidence-map?q=pension&split=content_type", "/evidence-map.csv",
    "/evidence-map.xlsx?rows=country", "/api/v1/cross", "/embed/v1/evidence-map?country=KEN",
    "/records/demo:script.as",
    "/api/v1/suggest?text=pen", "/opensearch.xml", "/opensearch/suggest?q=pen",
    "/embed/v1/search?q=script&theme=dark", "/embed/v1/nothing", "/embed/builder?q=script", "/oembed",
    "/embed/builder?show=figures&country=KEN", "/embed/builder?show=evidence-map&q=script",
    "/embed/preview?q=script",
    "/embed/v1/search?height=auto", "/embed/v1/evidence-map?height=auto", "/embed/v1/none?height=auto",
    "/embed/v1/loader.js", "/search?height=auto",
    "/sitemap.xml", "/sitemaps/pages.xml", "/favicon.ico",
    "/.well-known/security.txt", "/search/follow?q=cash", "/list?id=demo:script&id=no:such&style=apa",
    *(f"/{name}.{export.suffix}" for name in ("search", "list") for export in EXPORTS),
]  # fmt: skip


@pytest.mark.parametrize("address", EVERYWHERE)
def test_every_answer_has_the_headers(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'" and policy["base-uri"] == "'none'"
    framed = address.startswith("/embed/v1/")
    assert policy["connect-src"] == ("'none'" if framed else "'self'")
    follows = framed and address.endswith("?height=auto")
    assert policy["script-src"] == (policy["connect-src"] if not follows else "'self'")  # as files; none within a page
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert policy["frame-ancestors"] == ("*" if framed else "'self'")
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["Referrer-Policy"]
    assert "Set-Cookie" not in headers and "X-Frame-Options" not in headers
    assert headers["Cache-Control"]


def test_the_rules_cover_all_that_can_be_asked(app: Flask) -> None:
    covered = {address.partition("?")[0].strip("/").split("/")[0] for address in EVERYWHERE}
    assert {rule.rule.strip("/").split("/")[0] for rule in app.url_map.iter_rules()} <= covered


PAGES = [
    "/search?q=demo:script", "/search?source=demo&size=100", "/records/demo:script", "/", "/records/demo:lines",
    "/search?author=%22%3E%3Csvg+onload=alert(9)%3E", "/search?q=%3Cscript%3Ealert(9)%3C/script%3E",
    "/search?foo=%3Cscript%3E", "/list?id=demo:script&id=%3Cscript%3E&style=plain",
    "/countries/%3Cscript%3E", "/records/x:%3Cscript%3E", "/records/demo:arabic",
    "/embed/v1/search?q=%22%3E%3Cscript%3Ealert(9)%3C/script%3E", "/embed/v1/country/%3Cscript%3E.html",
]  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_nothing_from_a_record_or_an_address_is_markup(client: FlaskClient, address: str) -> None:
    tree = HTMLParser(client.get(address, follow_redirects=True).text)
    scripts = tree.css("script")
    ours = [script for script in scripts if str(script.attributes.get("src")).startswith("/static/")]
    assert not [script for script in ours if script.text().strip()]
    assert all(script.attributes.get("type") == "application/ld+json" for script in scripts if script not in ours)
    assert not [node for node in tree.css("*") for name in node.attributes if name.startswith("on") or name == "style"]
    assert not tree.css("img, iframe, object, base, [srcdoc]") and "49" not in text(only(tree, "head > title"))
    for node in tree.css("[href], [src], [action]"):
        target = str(node.attributes.get("href") or node.attributes.get("src") or node.attributes.get("action") or "")
        assert target.startswith(("/", "#", "https://", "http://"))


def test_data_about_a_record_cannot_end_its_element(client: FlaskClient) -> None:
    data = only(page(client, "/records/demo:script"), "script[type='application/ld+json']").text()
    assert "<" not in data and "\\u003cscript" in data


def test_links_to_other_sites_give_nothing_away(client: FlaskClient) -> None:
    tree = page(client, "/records/demo:script")
    outside = [node for node in tree.css("a[href]") if str(node.attributes["href"]).startswith("http")]
    assert outside and all("noopener" in str(node.attributes.get("rel")) for node in outside)


def test_the_host_header_is_never_trusted(settings: Settings) -> None:
    plain = visitor(create_app(settings))
    public = visitor(create_app(settings.changed(base_url="https://index.example.org/sp/")))
    for address in EVERYWHERE:
        for client in (plain, public):
            answer = client.get(address, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})
            assert "evil.example/" not in answer.get_data().decode(errors="replace") and "evil.example" not in str(
                answer.headers
            )
    moved = plain.get("/search?country=KE", headers={"Host": "evil.example"})
    assert moved.headers["Location"] == "/search?country=KEN"


STRANGE = {
    "Host": "other.example", "X-Forwarded-Host": "other.example", "X-Forwarded-Proto": "https",
    "X-Forwarded-Prefix": "/x", "X-Original-URL": "/x", "X-Rewrite-URL": "/x",
    "Forwarded": "host=other.example;proto=https", "Cookie": "lang=fr", "Accept": "application/json",
    "Accept-Language": "fr", "User-Agent": "other", "Referer": "https://other.example/", "Authorization": "Basic x",
    "Origin": "https://other.example", "X-HTTP-Method-Override": "POST", "Purpose": "prefetch",
}  # fmt: skip


@pytest.mark.parametrize("address", [one for one in EVERYWHERE if one not in ("/metrics", "/readyz")])
def test_no_header_of_one_visitor_changes_what_a_cache_gives_to_others(client: FlaskClient, address: str) -> None:
    """What an answer depends on beside its address stands in `Vary`: only how it is packed does."""
    plain, strange = client.get(address), client.get(address, headers=STRANGE)
    assert plain.status_code == strange.status_code and plain.headers["Vary"] == "Accept-Encoding"
    told = [
        sorted((k, v) for k, v in answer.headers if k not in ("Date", "Content-Length")) for answer in (plain, strange)
    ]
    assert told[0] == told[1]
    if not address.endswith(".xlsx"):  # whose parts carry the time at which they were made
        clock = rb'"took_ms":[0-9.]+|"searched_at": "[^"]+"'  # of this answer, whoever asks
        assert re.sub(clock, b"", plain.get_data()) == re.sub(clock, b"", strange.get_data())


def test_a_public_address_stands_in_what_leaves_the_site(settings: Settings) -> None:
    client = visitor(create_app(settings.changed(base_url="https://index.example.org/sp/")))
    answer = json_of(client.get("/api/v1/search?q=demo:pension-1"))
    assert answer["hits"][0]["url"] == "https://index.example.org/sp/records/demo:pension-1"
    assert (
        only(page(client, "/about"), "link[rel=canonical]").attributes["href"] == "https://index.example.org/sp/about"
    )
    widget = client.get("/embed/v1/country/KEN.html")
    links = [str(a.attributes["href"]) for a in HTMLParser(widget.text).css("a")]
    stay = [link for link in links if link.startswith("/sp/embed/v1/country/KEN.html?")]
    leave = [link for link in links if link.startswith("https://index.example.org/sp/")]
    assert stay and leave and len(stay) + len(leave) == len(links)
    assert "form-action 'self' https://index.example.org;" in widget.headers["Content-Security-Policy"]


def test_an_unchanged_answer_is_not_sent_again(client: FlaskClient) -> None:
    for address in ("/", "/search?q=study", "/records/demo:script", "/api/v1/search?q=study", "/search.csv"):
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert (first.status_code, again.status_code) == (200, 304) and again.data == b""
        assert again.headers["ETag"] == first.headers["ETag"] and "Content-Security-Policy" in again.headers
    other = client.get("/search?q=other", headers={"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200


def test_a_changed_index_changes_the_tag(settings: Settings, tmp_path: Path, authorities: object) -> None:
    from search.authorities import Authorities
    from search.engines import open_index

    assert isinstance(authorities, Authorities)
    own = Settings(data=tmp_path)
    client = visitor(create_app(own))
    tags = []
    for record in records()[:2]:
        with open_index(own) as index, index.replacing(authorities) as writer:
            writer.add(record)
        tags.append(client.get("/").headers["ETag"])
    for title in ("One", "Another"):  # within a second, and of as many records
        with open_index(own) as index, index.updating(authorities) as writer:
            writer.add(record.changed(title={"en": title}))
        tags.append(client.get("/").headers["ETag"])
    assert len(set(tags)) == 4


def test_errors_are_never_kept(client: FlaskClient) -> None:
    assert client.get("/nothing").headers["Cache-Control"] == "no-store"
    assert client.get("/search?page=2000").headers["Cache-Control"] == "no-store"


def test_texts_are_compressed_for_whoever_takes_it(client: FlaskClient) -> None:
    plain = client.get("/search")
    small = client.get("/search", headers={"Accept-Encoding": "br, gzip"})
    assert small.headers["Content-Encoding"] == "gzip" and len(small.data) < len(plain.data) / 3
    assert gzip.decompress(small.data) == plain.data and small.headers["Vary"] == "Accept-Encoding"


def test_files_that_never_change_are_kept_for_ever(client: FlaskClient) -> None:
    tree = page(client, "/")
    for link in tree.css("link[rel=stylesheet], link[rel=icon], link[rel=preload]"):
        response = client.get(str(link.attributes["href"]))
        assert response.status_code == 200 and "immutable" in response.headers["Cache-Control"]
    assert "immutable" not in client.get("/static/site.css").headers["Cache-Control"]
    for other in (
        "/static/site.css?v=0",
        "/static/none.css?v=1",
        "/static/none.woff2",
    ):  # another stamp, and what is not there
        assert "immutable" not in client.get(other).headers["Cache-Control"]


def test_nothing_comes_from_third_parties(client: FlaskClient) -> None:
    sheets = [client.get(f"/static/{name}").text for name in ("site.css", "widget.css", "favicon.svg")]
    assert not [sheet for sheet in sheets if "//" in sheet.replace("http://www.w3.org/2000/svg", "")]
    for address in ("/", "/search", "/countries/KEN", "/embed/v1/country/KEN.html"):
        loaded = page(client, address).css("link[rel=stylesheet], link[rel=preload], link[rel=icon], [src]")
        assert all(str(n.attributes.get("href") or n.attributes.get("src")).startswith("/") for n in loaded)


def test_only_sentences_of_ours_are_taken_for_markup() -> None:
    """`_(...)` in a template trusts its message: it may only be given one that is written there."""
    for template in (Path(webapp.__file__).parent / "templates").iterdir():
        calls = re.findall(r"\b(?:_|gettext|ngettext)\(\s*(.)", template.read_text(encoding="utf-8"))
        assert set(calls) <= {'"', "'"}, template.name
        assert "|safe" not in template.read_text(encoding="utf-8").replace(" ", "")
