"""Widgets with height=auto: their one script, the loader of the page around them, and what else must go along."""

import gzip

import pytest
from flask.testing import FlaskClient

from search.errors import EngineUnavailable
from search.settings import Settings

from .pages import HTMLParser, page, text
from .test_errors import asking

KENYA, SEARCH = "/embed/v1/country/KEN.html", "/embed/v1/search"
WIDGETS = [KENYA, SEARCH, f"{SEARCH}?q=study&theme=dark&facets=country", "/embed/v1/country/TUV.html",
           "/embed/v1/evidence-map", "/embed/v1/figures/KEN.html"]  # fmt: skip
WRONG = ["/embed/v1/country/Atlantis.html", "/embed/v1/nothing", f"{SEARCH}?page=2000", "/embed/v1/country/SCG.html"]
LOADER = "/embed/v1/loader.js"


def auto(address: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}height=auto"


def scripts(client: FlaskClient, address: str) -> tuple[list[str], str]:
    """Those of a page, and whence its policy lets them come."""
    answer = client.get(address)
    allowed = answer.headers["Content-Security-Policy"].partition("script-src ")[2].partition(";")[0]
    return [str(one.attributes["src"]) for one in HTMLParser(answer.text).css("script")], allowed


@pytest.mark.parametrize("address", [*WIDGETS, *WRONG])
def test_only_a_height_that_follows_has_a_script(client: FlaskClient, address: str) -> None:
    for plain in (address, auto(address).replace("auto", "400")):
        assert scripts(client, plain) == ([], "'none'")
    (one,), allowed = scripts(client, auto(address))
    assert one.startswith("/static/height.js?v=") and allowed == "'self'"
    script = client.get(one)
    assert script.status_code == 200 and script.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_what_goes_wrong_within_has_the_script_too(settings: Settings) -> None:
    down = asking(EngineUnavailable("The engine rests: come back."), settings)
    assert scripts(down, KENYA) == ([], "'none'")
    (one,), allowed = scripts(down, auto(KENYA))
    assert "height.js" in one and allowed == "'self'"


@pytest.mark.parametrize("address", [*WIDGETS, "/embed/v1/country/SCG.html"])
def test_every_step_within_the_frame_keeps_it(client: FlaskClient, address: str) -> None:
    tree = HTMLParser(client.get(auto(address)).text)
    links = [str(a.attributes["href"]) for a in tree.css("a[href]:not([target])")]
    steps = [link for link in links if link.startswith("/embed/")]
    assert all("height=auto" in link for link in steps) and (steps or not tree.css(".counts"))
    hidden = [(i.attributes["name"], i.attributes["value"]) for i in tree.css("form input[type=hidden]")]
    assert not tree.css("form") or ("height", "auto") in hidden
    assert not [a for a in tree.css("a[target=_blank]") if "height=" in str(a.attributes["href"])]


def test_the_loader_is_small_kept_by_caches_and_let_in_by_isolated_pages(client: FlaskClient) -> None:
    answer = client.get(LOADER)
    assert answer.status_code == 200 and answer.mimetype == "text/javascript"
    assert len(answer.data) <= 1_000
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "max-age=300" in answer.headers["Cache-Control"] and "stale-if-error=" in answer.headers["Cache-Control"]
    assert client.get(LOADER, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    (own,), _ = scripts(client, auto(KENYA))
    assert len(gzip.compress(client.get(own).data)) <= 1_200


@pytest.mark.parametrize("start", [auto(f"{KENYA}?size=2"), auto(f"{SEARCH}?country=KEN&size=2")])
def test_its_pages_hold_every_record_once(client: FlaskClient, start: str) -> None:
    seen, address = [], start
    while address:
        step = page(client, address)
        seen += [str(a.attributes["href"]) for a in step.css(".records a")]
        address = next((str(a.attributes["href"]) for a in step.css(".pages a") if text(a) == "Next"), "")
        assert len(seen) < 100
    assert len(seen) == len(set(seen)) == int(text(step.css_first("#found")).split()[0]) > 2
