"""/embed/preview: the element as the builder puts it together, on pages of ours that nobody else shows."""

import pytest
from flask.testing import FlaskClient

from .pages import HTMLParser, only, page
from .test_builder import BUILDER

KIND = "iframe.ground"
ASKED = [
    "country=KEN", "q=a%22b&programme=public-works&size=3&theme=dark&facets=none&lang=fr",
    "programme=public-works&facets=programme,population,content_type", "author=A, B&author=C&compact=yes&heading=3",
]  # fmt: skip


@pytest.mark.parametrize("asked", ASKED)
def test_what_is_shown_is_what_is_copied(client: FlaskClient, asked: str) -> None:
    builder = page(client, f"{BUILDER}?{asked}")
    copied = only(HTMLParser(only(builder, "#element").text()), "sp-search").attributes
    previews = [str(frame.attributes["src"]) for frame in builder.css(KIND)]
    assert len(previews) == (1 if "theme" in asked else 2)
    grounds = []
    for address in previews:
        tree = page(client, address)
        assert only(tree, "sp-search").attributes == copied
        assert not only(tree, "sp-search > p > a").attributes["href"].startswith("https://YOUR-INDEX")  # type: ignore[union-attr]
        assert only(tree, "script").attributes["src"] == "/embed/v1/element.js"
        assert only(tree, "meta[name=robots]").attributes["content"] == "noindex,nofollow"
        grounds.append(only(tree, "html").attributes["class"])
    assert grounds == (["dark"] if "theme" in asked else ["light", "dark"])


def test_filters_that_were_chosen_stay_at_another_width(client: FlaskClient) -> None:
    tree = page(client, f"{BUILDER}?programme=public-works&facets=programme,population,content_type")
    lines = only(tree, "#html").text()
    for link in tree.css("a[href$='#preview']"):
        assert only(page(client, str(link.attributes["href"])), "#html").text() == lines


def test_what_is_not_understood_is_left_out(client: FlaskClient) -> None:
    usual = page(client, "/embed/preview?q=study").html
    assert page(client, "/embed/preview?q=study&ground=green&theme=drak&contry=KEN&show=figures").html == usual
    policy = client.get("/embed/preview").headers["Content-Security-Policy"]
    assert "script-src 'self'; connect-src 'self'" in policy and "frame-ancestors 'self'" in policy
