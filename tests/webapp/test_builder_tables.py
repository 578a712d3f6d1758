"""/embed/builder for the figures of a country and for maps of the evidence: lines, looks, and what is named."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from search.settings import Settings
from webapp import create_app

from .pages import HTMLParser, Node, json_of, only, page, text, visitor
from .test_builder import BASE, BUILDER, sent

FIGURES, MAP = f"{BUILDER}?show=figures&country=KEN", f"{BUILDER}?show=evidence-map&country=KEN&rows=topic"
FRAMES = {FIGURES: "/embed/v1/figures/KEN.html", MAP: "/embed/v1/evidence-map?country=KEN&rows=topic"}


@pytest.fixture(scope="module")
def public(settings: Settings) -> Iterator[FlaskClient]:
    yield visitor(create_app(settings.changed(base_url=BASE)))


def frame(tree: HTMLParser, way: str = "#html") -> Node:
    return only(HTMLParser(only(tree, way).text()), "iframe")


@pytest.mark.parametrize("address", FRAMES)
def test_there_are_two_ways_and_what_each_must_be_allowed(public: FlaskClient, address: str) -> None:
    tree, site = page(public, address), "https://index.example.org"
    assert [str(one.id) for one in tree.css("pre")] == ["html", "following", "link", "provider"]
    plain, following = HTMLParser(only(tree, "#html").text()), HTMLParser(only(tree, "#following").text())
    for lines in (plain, following):
        link = str(only(lines, "p + iframe").parent.css_first("p > a").attributes["href"])  # type: ignore[union-attr]
        assert link.startswith(
            f"{BASE}/countries/KEN#figures" if address == FIGURES else f"{BASE}/evidence-map?country="
        )
        assert page(public, link.removeprefix(BASE).partition("#")[0]).css("h1")
    assert not plain.css("script") and only(following, "iframe + script").attributes["src"].endswith("/loader.js")  # type: ignore[union-attr]
    assert frame(tree).attributes["src"] == BASE + FRAMES[address]
    assert "height=auto" in str(frame(tree, "#following").attributes["src"])
    sandbox = str(frame(tree).attributes["sandbox"])
    assert frame(tree, "#following").attributes["sandbox"] == f"allow-scripts {sandbox}"
    assert sandbox == frame(page(public, f"{BUILDER}?country=KEN")).attributes["sandbox"]
    assert [text(code) for code in tree.css("code[id^=policy-]")] == [
        f"frame-src {site}", f"frame-src {site}; script-src {site}",
    ]  # fmt: skip
    pasted = public.get("/oembed", query_string={"url": text(only(tree, "#link"))})
    assert only(HTMLParser(json_of(pasted)["html"]), "iframe").attributes["title"] == frame(tree).attributes["title"]


@pytest.mark.parametrize("address", FRAMES)
def test_the_form_has_what_such_a_frame_can_be_asked(client: FlaskClient, address: str) -> None:
    first = page(client, address)
    assert [str(frame.attributes["src"]) for frame in first.css("iframe.preview")] == [
        f"{FRAMES[address]}{'&' if '?' in FRAMES[address] else '?'}theme={theme}" for theme in ("light", "dark")
    ]
    assert not first.css("fieldset, [name=size], [name=compact]") and not first.css(".notice")
    assert only(page(client, sent(first)), "#html").text() == only(first, "#html").text()
    changed = page(client, sent(first, theme="dark", lang="fr", heading="no"))
    shown = page(client, str(only(changed, "iframe.preview").attributes["src"]))
    assert only(shown, "html").attributes["lang"] == "fr" and only(shown, "html.dark h1.unseen")
    links = [str(a.attributes["href"]) for a in changed.css("a[href$='#preview']")]
    wide = [only(page(client, link), "iframe.preview").attributes for link in links]
    assert [one["width"] for one in wide] == ["320", "600", "900"]
    assert {one["src"] for one in wide} == {only(changed, "iframe.preview").attributes["src"]}


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("show=figurs&country=KEN", ["figurs", "figures"]),
        ("show=figures&country=KEN&q=study&size=3&theme=drak&compact=yes", ["“q”", "size", "drak", "compact"]),
        ("show=figures", ["one country"]),
        ("show=figures&country=none", ["one country"]),
        ("show=figures&country=KEN&country=PER", ["one country"]),
        ("show=figures&country=Atlantis", ["Atlantis", "one country"]),
        ("show=evidence-map&rows=topc&contry=KEN&fields=names&width=7", ["topc", "contry", "fields", "“7”"]),
        ("show=search&rows=topic", ["rows"]),
    ],
)
def test_what_a_frame_leaves_out_in_silence_is_named_here(client: FlaskClient, asked: str, named: list[str]) -> None:
    tree = page(client, f"{BUILDER}?{asked}")
    said = text(only(tree, ".notice"))
    assert [one for one in named if one not in said] == [] and frame(tree).attributes["src"]


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/countries/KEN?lang=fr", "Insérer ces chiffres dans votre site"),
        ("/evidence-map?q=study&rows=country&rows.open=x&page=1", "Put this map on your site"),
    ],
)
def test_pages_lead_to_it(client: FlaskClient, address: str, heading: str) -> None:
    (link,) = {str(a.attributes["href"]) for a in page(client, address).css(f"a[href^='{BUILDER}'][href*='show=']")}
    tree = page(client, link)
    assert text(only(tree, "h1")) == heading and not tree.css(".notice")
    assert page(client, str(tree.css("iframe.preview")[0].attributes["src"])).css("table")


def test_a_frame_is_as_high_as_what_it_shows(client: FlaskClient) -> None:
    def height(asked: str) -> int:
        return int(str(frame(page(client, f"{BUILDER}?{asked}")).attributes["height"]))

    assert height("show=figures&country=PER") < height("show=figures&country=TUV") < height(FIGURES.partition("?")[2])
    some, none = "show=evidence-map&rows=country", "show=evidence-map&q=zzzzxqy"
    assert height(none) + 300 < height(some)
    assert height(f"{some}&heading=no") < height(some)
