"""/embed/builder and /oembed: lines that put a search on another site, and what makes a frame of a pasted link."""

from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from search.settings import Settings
from webapp import create_app

from .pages import HTMLParser, json_of, only, page, text, visitor

BASE = "https://index.example.org/sp"
BUILDER = "/embed/builder"


@pytest.fixture(scope="module")
def public(settings: Settings) -> FlaskClient:
    return visitor(create_app(settings.changed(base_url=BASE)))


def test_the_lines_are_those_of_the_preview(client: FlaskClient) -> None:
    tree = page(client, f"{BUILDER}?q=study&programme=public-works&theme=dark&size=3&compact=yes&heading=no")
    lines = HTMLParser(only(tree, "#html").text())
    frame, preview = only(lines, "iframe"), only(tree, "iframe.preview")
    address = str(preview.attributes["src"])
    assert frame.attributes["src"] == f"https://YOUR-INDEX{address}" and frame.attributes["frameborder"] == "0"
    assert frame.attributes["sandbox"] == preview.attributes["sandbox"]
    assert address.startswith("/embed/v1/search?q=study&programme=public-works&theme=dark&size=3&heading=no")
    assert only(lines, "p > a").attributes["href"] == "https://YOUR-INDEX/search?q=study&programme=public-works"
    framed = page(client, address)
    assert len(framed.css(".records li")) == 3 and only(framed, "h1.unseen") and only(framed, "main.compact")


def sent(tree: HTMLParser, **changed: str) -> str:
    """The address of the form of the builder as a browser sends it, with other things chosen."""
    form = only(tree, "form.builder")
    pairs = [(str(o.parent.attributes["name"]), str(o.attributes["value"])) for o in form.css("option[selected]")]  # type: ignore[union-attr]
    for box in form.css("input"):
        if box.attributes.get("type") == "hidden" or "checked" in box.attributes:
            pairs.append((str(box.attributes["name"]), str(box.attributes["value"])))
    pairs = [(name, changed.pop(name, value)) for name, value in pairs] + list(changed.items())
    return f"{BUILDER}?" + "&".join(f"{name}={quote(value)}" for name, value in pairs)


def test_the_form_keeps_what_is_asked_and_changes_what_is_changed(client: FlaskClient) -> None:
    first = page(client, f"{BUILDER}?country=KEN")
    light, dark = (str(frame.attributes["src"]) for frame in first.css("iframe.preview"))
    address = "/embed/v1/country/KEN.html"
    assert (light, dark) == (f"{address}?theme=light", f"{address}?theme=dark")
    assert only(page(client, sent(first)), "#html").text() == only(first, "#html").text()
    changed = page(client, sent(first, theme="dark", lang="fr"))
    assert str(only(changed, "iframe.preview").attributes["src"]) == f"{address}?lang=fr&theme=dark"
    none = page(client, f"{BUILDER}?country=KEN&facets=none&fields=none")
    assert not none.css("input[name=facets][checked]") and "facets=none" in sent(none)


def test_what_a_widget_leaves_out_in_silence_is_named_here(client: FlaskClient) -> None:
    said = text(
        only(page(client, f"{BUILDER}?theme=drak&contry=KEN&width=7&facets=topic,source,region,country"), ".notice")
    )
    for part in ("drak", "contry", "“7”", "at most 3 filters"):
        assert part in said
    assert not page(client, f"{BUILDER}?q=study").css(".notice")


def test_it_has_three_widths_and_a_policy_that_lets_the_preview_in(client: FlaskClient) -> None:
    answer = client.get(f"{BUILDER}?q=study&theme=dark")
    assert "frame-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    assert "frame-src" not in client.get("/search").headers["Content-Security-Policy"]
    links = [str(a.attributes["href"]) for a in HTMLParser(answer.text).css("a[href$='#preview']")]
    assert [only(page(client, link), "iframe.preview").attributes["width"] for link in links] == ["320", "600", "900"]


def test_a_site_that_knows_its_address_prints_it(public: FlaskClient) -> None:
    tree = page(public, f"{BUILDER}?country=KEN")
    assert f'src="{BASE}/embed/v1/country/KEN.html"' in only(tree, "#html").text()
    assert text(only(tree, "#policy-html")) == "frame-src https://index.example.org"
    assert text(only(tree, "#link")) == f"{BASE}/countries/KEN" and f"'{BASE}/oembed'" in text(only(tree, "#provider"))


@pytest.mark.parametrize("address", ["/countries/KEN", "/search?q=study", "/collections/covid-19-responses"])
def test_pages_lead_to_it(client: FlaskClient, address: str) -> None:
    leading = page(client, address).css(f"a[href^='{BUILDER}']:not([href*='show='])")
    (link,) = {str(a.attributes["href"]) for a in leading}
    framed = page(client, str(page(client, link).css("iframe.preview")[0].attributes["src"]))
    assert framed.css(".records")


def test_each_way_has_its_lines_and_what_a_policy_must_allow(public: FlaskClient) -> None:
    tree = page(
        public,
        f"{BUILDER}?country=KEN&programme=public-works&q=a%22b&size=3&theme=dark&facets=none&author=Ouma, Marion",
    )
    plain, following, element = (HTMLParser(only(tree, name).text()) for name in ("#html", "#following", "#element"))
    for one in (plain, following, element):
        assert only(one, "p > a").attributes["href"] and len(one.css("script")) == (one is not plain)
    assert "height=auto" not in str(only(plain, "iframe").attributes["src"])
    assert "height=auto" in str(only(following, "iframe").attributes["src"])
    assert str(only(following, "iframe").attributes["sandbox"]).startswith("allow-scripts ")
    assert only(following, "script").attributes["src"] == f"{BASE}/embed/v1/loader.js"
    assert only(element, "script").attributes["src"] == f"{BASE}/embed/v1/element.js"
    assert only(element, "sp-search").attributes == {
        "lang": "en", "q": 'a"b', "country": "KEN", "programme": "public-works", "author": "Ouma, Marion",
        "size": "3", "theme": "dark", "facets": "none",
    }  # fmt: skip
    site = "https://index.example.org"
    policies = [text(code) for code in tree.css("code[id^=policy-]")]
    scripts = f"script-src {site}"
    assert policies == [f"frame-src {site}", f"frame-src {site}; {scripts}", f"{scripts}; connect-src {site}"]


def test_what_no_attribute_holds_stands_in_one(public: FlaskClient) -> None:
    tree = page(
        public, f"{BUILDER}?author=A, B&author=C&programme=public-works&programme=funeral-grants&facets=topic,region"
    )
    told = only(HTMLParser(only(tree, "#element").text()), "sp-search").attributes
    assert told == {
        "lang": "en", "programme": "funeral-grants,public-works", "facets": "topic,region",
        "search": "author=A%2C+B&author=C",
    }  # fmt: skip


def test_a_frame_is_as_high_as_what_it_shows(client: FlaskClient) -> None:
    few, many = (page(client, f"{BUILDER}?q={words}") for words in ("zzzzqqqq", "study"))
    heights = [int(str(only(HTMLParser(only(t, "#html").text()), "iframe").attributes["height"])) for t in (few, many)]
    assert heights[0] + 150 < heights[1]


def embedded(client: FlaskClient, url: str, **more: Any) -> Any:
    return client.get("/oembed", query_string={"url": url, **more})


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/countries/KEN", "Social protection in Kenya"),
        ("/countries/KEN?lang=fr", "Protection sociale"),
        ("/search?q=study&country=PER&country=BRA", ""),
        ("/collections/covid-19-responses", "Responses"),
        ("/records/demo:pension-1", "Social pensions in Kenya"),
        ("/embed/v1/country/KEN.html?theme=dark", "Social protection in Kenya"),
        ("/embed/v1/search?size=3&q=study", ""),
        ("/evidence-map?country=KEN&rows=topic", "Evidence map: Topic"),
        ("/embed/v1/evidence-map?theme=dark&columns=year", "Evidence map: Programme"),
        ("/embed/v1/figures/KEN.html?theme=dark", "Figures on Kenya"),
    ],
)
def test_a_pasted_link_becomes_its_widget(public: FlaskClient, path: str, title: str) -> None:
    answer = embedded(public, BASE + path, maxwidth=400, maxheight=300)
    told = json_of(answer)
    assert (told["version"], told["type"], told["width"], told["height"]) == ("1.0", "rich", 400, 300)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert told["provider_name"] == "Social Protection Index"  # Drupal knows no other one
    frame = only(HTMLParser(told["html"]), "iframe")
    assert (frame.attributes["width"], frame.attributes["title"]) == ("400", told["title"])
    assert told["title"].startswith(title or "Social Protection Index")
    quote = only(HTMLParser(told["html"]), "blockquote")  # stays where frames are taken away
    assert only(quote, "a").attributes["href"] == BASE + path and "hidden" not in quote.attributes
    address = str(frame.attributes["src"])
    assert address.startswith(f"{BASE}/embed/v1/") and "height=auto" in address
    shown = page(public, address.removeprefix(BASE))
    assert shown.css("#found, table") and ("theme=dark" in address) == ("theme=dark" in path)


def test_a_record_is_found_alone(public: FlaskClient) -> None:
    address = str(
        only(HTMLParser(json_of(embedded(public, f"{BASE}/records/demo:script"))["html"]), "iframe").attributes["src"]
    )
    tree = page(public, address.removeprefix(BASE))
    assert [str(a.attributes["href"]) for a in tree.css(".records a")] == [f"{BASE}/records/demo:script"]


NOT_OURS = [
    "", "nonsense", "https://other.example/countries/KEN", f"{BASE}/about", f"{BASE}/countries/Atlantis",
    f"{BASE}/records/no:such", f"{BASE}/collections/none", "https://index.example.org/countries/KEN", "http://[",
    "ftp://index.example.org/sp/countries/KEN", f"{BASE}/countries",
]  # fmt: skip


@pytest.mark.parametrize("url", NOT_OURS)
def test_other_addresses_have_no_widget(public: FlaskClient, url: str) -> None:
    answer = embedded(public, url)
    assert answer.status_code == 404 and json_of(answer)["errors"][0]


def test_only_json_is_told_and_odd_sizes_ask_for_nothing(public: FlaskClient, client: FlaskClient) -> None:
    url = f"{BASE}/countries/KEN"
    refused = embedded(public, url, format="xml")
    assert refused.status_code == 501 and "JSON" in json_of(refused)["errors"][0]
    usual = json_of(embedded(public, url))
    assert json_of(embedded(public, url, maxwidth="x", maxheight="0", format="json")) == usual
    told = json_of(embedded(public, url, maxwidth=90, maxheight=5000))
    assert told["width"] == 90 and usual["height"] < told["height"] < 5000  # what is narrower is higher
    for path in ("/countries/KEN", "/embed/v1/figures/KEN.html", "/evidence-map"):
        heights = [json_of(embedded(public, BASE + path, maxwidth=width))["height"] for width in (1, 34, 320, 600)]
        assert heights == sorted(heights, reverse=True)
    assert embedded(client, url).status_code == 404  # without a public address none is known to be ours


PATHS = [
    "/countries/KEN", "/search?q=study", "/collections/covid-19-responses", "/records/demo:pension-1",
    "/evidence-map?country=KEN&rows=topic", "/embed/v1/figures/KEN.html?theme=dark",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_pages_name_it_where_they_know_their_address(public: FlaskClient, client: FlaskClient, path: str) -> None:
    kind = "link[type='application/json+oembed']"
    address = str(only(page(public, path), kind).attributes["href"])
    assert json_of(public.get(address.removeprefix(BASE)))["html"] and not page(client, path).css(kind)
