"""In a real browser: <sp-search> as a part of a page of somebody else's, strict or not, and when all fails."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from .conftest import serving

pytestmark = pytest.mark.browser

LINK = '<a href="https://example.org/real">Real link</a>'
KENYA = f'<sp-search id="kenya" country="KEN" size="3">{LINK}</sp-search>'
LOOKS = """[...document.querySelectorAll("sp-search")].map(one => {
    const box = one.shadowRoot.querySelector("section");
    return [box.lang, getComputedStyle(box).direction, box.querySelectorAll("li").length > 0];
})"""
UNFOLD = (
    "document.querySelector('sp-search').shadowRoot.querySelectorAll('details').forEach(one => { one.open = true })"
)
SHOWN = "document.querySelector('sp-search').shadowRoot !== null"


def strict(site: str) -> tuple[str, str]:
    """A policy that lets in nothing but the element, as /embed/builder prints it."""
    sources = f"script-src {site}; connect-src {site}"
    return "Content-Security-Policy", f"default-src 'none'; {sources}; require-trusted-types-for 'script'"


@contextmanager
def hosted(browser: Any, source: str, body: str, *headers: tuple[str, str], **options: Any) -> Iterator[Any]:
    """A page of another origin that holds the element; `page.asked` has all that it asked for, in `page.complaints`."""
    html = f'<!doctype html><html lang="en"><title>Host</title><main><h1>Host</h1>{body}</main>'
    html += f'<script src="{source}/embed/v1/element.js" async></script>'

    def host(environ: Any, start: Any) -> list[bytes]:
        start("200 OK", [("Content-Type", "text/html; charset=utf-8"), *headers])
        return [html.encode() if environ["PATH_INFO"] == "/" else b""]

    with serving(host) as url:
        context = browser.new_context(**options)
        page = context.new_page()
        page.asked, page.complaints, page.warnings = [], [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda told: page.complaints.append(told.text) if told.type == "error" else None)
        page.on("console", lambda told: page.warnings.append(told.text) if told.type == "warning" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(url)
        yield page
        context.close()


def test_it_lives_in_a_strict_page_and_keeps_nothing(browser: Any, site: str) -> None:
    with hosted(browser, site, KENYA, strict(site)) as page:
        element = page.locator("sp-search")
        element.get_by_role("heading", name="Social protection in Kenya", level=2).wait_for()
        script, first = [address for address in page.asked if address.startswith(site)]
        assert script == f"{site}/embed/v1/element.js" and first.startswith(f"{site}/embed/v1/country/KEN.html?")
        assert element.locator(".records li").count() == 3 and not page.get_by_text("Real link").is_visible()
        assert element.locator("section").evaluate("one => getComputedStyle(one).textAlign") == "start"  # its style
        assert page.complaints == [] and page.context.cookies(page.asked) == []
        kept = page.evaluate("[localStorage.length, sessionStorage.length, history.length]")
        assert kept[:2] == [0, 0]
        element.get_by_role("button", name="Search").click()
        element.get_by_role("status").filter(has_text="record").wait_for(state="attached")
        assert page.evaluate("history.length") == kept[2]


def test_by_keyboard_from_words_to_a_filter_to_a_page_and_back(browser: Any, site: str) -> None:
    body = f'<sp-search size="5" facets="content_type" heading="3">{LINK}</sp-search>'
    with hosted(browser, site, body, strict(site)) as page:
        element = page.locator("sp-search")
        status, found = element.get_by_role("status"), element.locator("#found")
        element.get_by_role("searchbox").fill("study")
        page.keyboard.press("Enter")
        status.filter(has_text="60 records").wait_for(state="attached")
        focused = "document.activeElement.shadowRoot.activeElement.id"
        assert page.evaluate(focused) == "q" and element.get_by_role("searchbox").input_value() == "study"
        element.locator("summary").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        element.locator(".chosen a").wait_for()
        assert page.evaluate(focused) == "found" and status.text_content() == found.text_content()
        element.locator(".chosen a").focus()
        page.keyboard.press("Enter")
        element.locator(".chosen").wait_for(state="detached")
        for name, place in (("Next", "6 to 10"), ("Previous", "1 to 5")):
            element.get_by_role("link", name=name).focus()
            page.keyboard.press("Enter")
            found.filter(has_text=place).wait_for()
            assert page.evaluate(focused) == "found"
        assert element.get_by_role("heading", level=4).count() == 1 and page.complaints == []


def test_a_new_attribute_asks_once_and_moving_asks_nothing(browser: Any, site: str) -> None:
    with hosted(browser, site, KENYA) as page:
        page.locator("#kenya #found").wait_for()
        before = len(page.asked)
        page.evaluate("const one = document.querySelector('sp-search'); document.body.append(one)")
        page.evaluate("one = document.querySelector('sp-search'); one.setAttribute('country', 'PER, BRA');"
                      "one.setAttribute('size', 7); one.setAttribute('year.from', 1990); one.lang = 'pt'")  # fmt: skip
        page.locator("#kenya section[lang=pt]").wait_for()
        (asked,) = page.asked[before:]
        assert asked.startswith(f"{site}/embed/v1/search?country=PER&country=BRA&year.from=1990&size=7")


def test_several_to_a_page_in_their_languages(browser: Any, site: str, axe: str) -> None:
    body = (
        KENYA
        + f"""<div lang="ar" dir="rtl"><sp-search search="/search?q=study" size="2">{LINK}</sp-search></div>
        <div lang="pt-BR"><sp-search country="PER,BRA" compact="yes" heading="no" theme="dark">{LINK}</sp-search>
        </div>"""
    )
    with hosted(browser, site, body, viewport={"width": 320, "height": 700}) as page:
        for number in range(3):
            page.locator("sp-search").nth(number).locator("#found").wait_for()
        told = page.evaluate(LOOKS)
        assert told == [["en", "ltr", True], ["ar", "rtl", True], ["pt", "ltr", True]]
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
        page.evaluate(axe)
        wrong = page.evaluate("axe.run()")["violations"]
        assert [(rule["id"], [node["target"] for node in rule["nodes"]][:3]) for rule in wrong] == []


@pytest.mark.parametrize("host", ["color: #e7e5df; background: #14181a", "color: #595959; background: #fff"])
@pytest.mark.parametrize("theme", ["", 'theme="auto"', 'theme="light"'])
def test_it_can_be_read_on_light_and_dark_pages(browser: Any, site: str, axe: str, host: str, theme: str) -> None:
    body = f'<div style="{host}"><sp-search q="study" fields="abstract,names,facts" {theme}>{LINK}</sp-search></div>'
    with hosted(browser, site, body, color_scheme="dark") as page:
        page.locator("sp-search mark").first.wait_for()
        page.evaluate(UNFOLD)
        page.evaluate(axe)
        wrong = page.evaluate("axe.run()")["violations"]
        assert [(rule["id"], [node["html"] for node in rule["nodes"]][:3]) for rule in wrong] == []


def refusing(environ: Any, start: Any) -> list[bytes]:
    start("503 Service Unavailable", [("Access-Control-Allow-Origin", "*"), ("Content-Type", "text/html")])
    return [b"<main><h1>No</h1></main>"]


@pytest.fixture(scope="module")
def element_script(site: str) -> bytes:
    import requests

    return requests.get(f"{site}/embed/v1/element.js", timeout=60).content


@contextmanager
def answering(script: bytes, answer: Any) -> Iterator[str]:
    """A site whose script arrives, and whose searches are answered so."""

    def index(environ: Any, start: Any) -> list[bytes]:
        if not environ["PATH_INFO"].endswith(".js"):
            found: list[bytes] = answer(environ, start)
            return found
        start("200 OK", [("Content-Type", "text/javascript")])
        return [script]

    with serving(index) as url:
        yield url


def stays(page: Any) -> bool:
    return bool(page.get_by_text("Real link").is_visible()) and not page.evaluate(SHOWN)


def test_links_stay_where_the_script_is_blocked_or_the_server_is_down(browser: Any, site: str) -> None:
    with hosted(browser, site, KENYA, ("Content-Security-Policy", "script-src 'none'")) as page:
        assert stays(page)
    with hosted(browser, "http://127.0.0.1:9", KENYA) as page:
        assert stays(page)
    with hosted(browser, site, KENYA, ("Content-Security-Policy", f"script-src {site}; connect-src 'none'")) as page:
        page.wait_for_timeout(500)
        assert stays(page)


@pytest.mark.parametrize("country", ["Atlantis", "SCG"])
def test_links_stay_where_nothing_is_to_be_shown(browser: Any, site: str, country: str) -> None:
    with hosted(browser, site, KENYA.replace("KEN", country)) as page:
        page.wait_for_timeout(700)
        assert stays(page) and any(country in address for address in page.asked)


def test_links_stay_where_the_index_refuses(browser: Any, element_script: bytes) -> None:
    with answering(element_script, refusing) as index, hosted(browser, index, KENYA) as page:
        page.wait_for_timeout(500)
        assert stays(page) and len([address for address in page.asked if "country/KEN" in address]) == 1


def test_a_server_that_never_answers_is_given_up_after_four_seconds(browser: Any, element_script: bytes) -> None:
    hanging = threading.Event()

    def answer(environ: Any, start: Any) -> list[bytes]:
        hanging.wait(20)
        return refusing(environ, start)

    with answering(element_script, answer) as index, hosted(browser, index, KENYA) as page:
        failed: list[str] = []
        page.on("requestfailed", lambda request: failed.append(request.url))
        page.wait_for_timeout(5000)
        given_up = list(failed)
        assert stays(page)
        hanging.set()
        assert len(given_up) == 1


def test_a_later_failure_is_one_sentence_and_what_is_shown_stays(browser: Any, site: str) -> None:
    with hosted(browser, site, KENYA.replace("<sp-search", '<sp-search lang="fr"')) as page:
        element = page.locator("sp-search")
        element.locator("#found").wait_for()
        page.route("**/embed/v1/country/**", lambda route: route.abort())
        element.get_by_role("searchbox").fill("étude")
        page.keyboard.press("Enter")
        told = element.locator(".failed", has_text="Votre recherche n’a pas pu aboutir")
        told.wait_for()
        address = told.get_by_role("link").get_attribute("href")
        assert address.startswith(f"{site}/search?") and "q=%C3%A9tude" in address and "country=KEN" in address
        assert element.locator(".records li").count() == 3
        page.unroute("**/embed/v1/country/**")
        element.get_by_role("searchbox").fill("study")
        page.keyboard.press("Enter")
        told.wait_for(state="detached")
