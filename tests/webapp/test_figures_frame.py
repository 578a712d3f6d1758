"""The figures of a country in a frame, and how frames of figures and maps look."""

import gzip
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import webapp

from .pages import HTMLParser, only, page, text

FIGURES, MAP = "/embed/v1/figures/KEN.html", "/embed/v1/evidence-map"
STATIC = Path(webapp.__file__).parent / "static"


def test_the_figures_of_a_country_stand_alone(client: FlaskClient) -> None:
    framed, whole = page(client, FIGURES), page(client, "/countries/KEN")
    assert not framed.css("script, [style], form, img") and text(only(framed, "h1")) == "Figures on Kenya"
    told = [text(row.css_first("td")).split()[0] for row in framed.css(".figures tbody tr")]
    there = [text(row.css_first("td")) for row in whole.css(".indicators tbody tr:not(.absent)")]
    assert told and len(told) == len(there)
    assert all(value.startswith(first) for first, value in zip(told, there, strict=True))
    assert all(str(a.attributes["target"]) == "_blank" for a in framed.css("a"))


def test_the_page_of_a_country_leads_to_the_lines_to_copy(client: FlaskClient) -> None:
    link = only(page(client, "/countries/KEN"), ".figures-of a[href^='/embed/builder']").attributes["href"]
    lines = HTMLParser(only(page(client, str(link)), "#html").text())
    frame = only(lines, "iframe")
    assert str(frame.attributes["src"]).endswith(FIGURES) and int(str(frame.attributes["height"])) >= 200
    assert str(only(lines, "p > a").attributes["href"]).endswith("/countries/KEN#figures")


def test_codes_that_are_no_more_and_other_names_lead_on(client: FlaskClient) -> None:
    choices = page(client, "/embed/v1/figures/SCG.html?theme=dark").css(".counts a")
    assert {text(a) for a in choices} >= {"Serbia", "Montenegro"}
    for link in choices:
        assert client.get(str(link.attributes["href"])).status_code == 200
    moved = client.get("/embed/v1/figures/Kenya.html?theme=dark")
    assert moved.status_code == 302 and moved.headers["Location"] == f"{FIGURES}?theme=dark"
    nowhere = client.get("/embed/v1/figures/Atlantis.html")
    assert nowhere.status_code == 404 and len(nowhere.data) < 2500


@pytest.mark.parametrize("address", [FIGURES, MAP])
def test_frames_of_figures_and_maps_look_as_they_are_asked_to(client: FlaskClient, address: str) -> None:
    usual = page(client, address).html
    for odd in ("theme=blue", "heading=maybe", "size=x", "colour=red", "lang=xx"):
        assert page(client, f"{address}?{odd}").html == usual, odd
    tree = page(client, f"{address}?theme=dark&heading=no&lang=ar")
    root = only(tree, "html").attributes
    assert (root["class"], root["lang"], root["dir"]) == ("dark", "ar", "rtl") and only(tree, "h1.unseen")
    assert only(tree, "meta[name=color-scheme]").attributes["content"] == "dark"


def test_what_is_opened_in_a_map_looks_alike(client: FlaskClient) -> None:
    tree = page(client, f"{MAP}?theme=dark&heading=no&all=1")
    toggles = [str(a.attributes["href"]) for a in tree.css(".toggle")]
    assert toggles and all("theme=dark" in link and "heading=no" in link for link in toggles)
    assert "theme" not in str(only(tree, "link[rel=canonical]").attributes["href"])


def test_their_styles_are_small(client: FlaskClient) -> None:
    sheets = sum(len(gzip.compress((STATIC / name).read_bytes())) for name in ("widget.css", "evidence.css"))
    assert sheets <= 4_000
    assert "site.css" not in client.get(MAP).text and "site.css" not in client.get(FIGURES).text
