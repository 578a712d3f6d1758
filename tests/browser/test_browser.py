"""In a real browser: everybody can use it, on a phone, with the keyboard, and without JavaScript."""

import pytest

from .conftest import OpenPage

pytestmark = pytest.mark.browser

PAGES = [
    "/", "/search", "/search?q=pension&country=KEN", "/search?q=zzz&country=KEN&status=active", "/search?contry=KEN",
    "/records/demo:pension-1", "/records/demo:script", "/countries", "/countries/KEN", "/countries/TUV", "/taxonomy",
    "/taxonomy/programme/cash-transfers", "/about", "/nothing", "/embed/v1/country/KEN.html", "/programmes",
    "/programmes/hsnp-kenya",
    "/search?q=pension&lang=ar", "/search?q=social+pensions+Kenya&year.from=2014", "/search?q=CBT+pensions",
    "/search?q=pensoin+studdy", "/search/facets/programme?q=study", "/search/facets/country?text=pe",
    "/records/demo:pension-1.cite", "/search/follow?q=pension&country=KEN", "/list",
    "/list?id=demo:pension-1&id=demo:script&id=no:such&style=apa",
    "/search/profile?population=children", "/compare?side=country%3DKEN&side=q%3Dpension", "/search/as?q=x",
    "/collections", "/collections/covid-19-responses", "/collections/covid-19-responses/table", "/new?since=2026-01-10",
    "/insights/demand",
    "/map?q=study", "/insights", "/countries?text=con", "/countries?sort=income",
    "/evidence-map?rows.open=social-assistance&split=content_type", "/evidence-map?q=study&rows=country&columns=year",
    "/embed/v1/evidence-map?country=KEN", "/embed/v1/search?q=study&page=2&fields=abstract", "/embed/v1/nothing",
    "/embed/v1/figures/KEN.html", "/embed/v1/figures/TUV.html?theme=light", "/embed/v1/figures/ANT.html",
    "/embed/v1/country/SCG.html", "/embed/builder?country=KEN&compact=maybe&width=900",
    "/embed/builder?show=figures&country=KEN&width=320", "/embed/builder?show=evidence-map&rows=topc",
    "/embed/preview?q=study&ground=dark", "/embed/preview?country=KEN&theme=light",
]  # fmt: skip
MOST_STOPS = 25  # of the Tab key before the first result
UNFOLD = "document.querySelectorAll('details').forEach(part => { part.open = true })"


LIGHT = [(path, 1280, "light") for path in PAGES]
DARK = [
    (path, 360, "dark")
    for path in (
        "/",
        "/search?q=pension&country=KEN",
        "/search?q=CBT+pensions",
        "/records/demo:pension-1",
        "/countries/KEN",
        "/list?id=demo:pension-1&id=demo:script&id=no:such&style=apa",
        "/evidence-map?split=content_type",
        "/embed/v1/search?q=study&fields=abstract",
    )
]


@pytest.mark.parametrize(("path", "width", "scheme"), [*LIGHT, *DARK])
def test_axe_finds_nothing(open_page: OpenPage, axe: str, path: str, width: int, scheme: str) -> None:
    page = open_page(path, width, color_scheme=scheme, bypass_csp=True)
    page.evaluate(UNFOLD)
    page.evaluate(axe)
    found = page.evaluate("axe.run()")["violations"]
    assert [(rule["id"], [node["target"] for node in rule["nodes"]][:3]) for rule in found] == []


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_nothing_is_wider_than_a_phone_and_the_browser_complains_of_nothing(
    open_page: OpenPage, path: str, lang: str
) -> None:
    page = open_page(path if lang == "en" else f"{path}{'&' if '?' in path else '?'}lang={lang}", 360)
    page.evaluate(UNFOLD)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 360
    complaints = [text for text in page.complaints if "404" not in text or not path.endswith("/nothing")]
    assert complaints == []
    assert page.context.cookies() == []


def test_a_search_without_javascript_on_a_phone(open_page: OpenPage) -> None:
    page = open_page("/", 360, java_script_enabled=False)
    page.get_by_role("searchbox").fill("study")
    page.get_by_role("button", name="Search").click()
    assert page.get_by_role("heading", name="60 records").is_visible()
    assert not page.get_by_role("checkbox", name="Brazil").first.is_visible()
    page.get_by_role("link", name="Filters", exact=True).click()
    page.locator("input[name=country][value=BRA]").check()
    page.get_by_label("From", exact=True).fill("1995")
    page.get_by_role("button", name="Apply filters").first.click()
    assert page.url.endswith("/search?q=study&country=BRA&year.from=1995#results")
    assert page.get_by_role("link", name="Remove Brazil").is_visible()
    page.get_by_role("link", name="Clear filters").first.click()
    assert page.url.endswith("/search?q=study")


def test_filters_are_open_where_there_is_room(open_page: OpenPage) -> None:
    page = open_page("/search?q=study")
    assert page.locator("input[name=country][value=BRA]").is_visible()
    assert not page.get_by_role("link", name="Filters", exact=True).is_visible()
    filters, results = (page.locator(css).bounding_box() for css in (".filters", ".results"))
    assert filters["x"] + filters["width"] <= results["x"]


def test_everything_can_be_done_with_the_keyboard(open_page: OpenPage) -> None:
    page = open_page("/search?q=study")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").first.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    box = page.locator("input[name=country][value=BRA]")
    box.focus()
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**country=BRA**")


def test_an_arabic_page_runs_from_right_to_left(open_page: OpenPage) -> None:
    page = open_page("/search?q=study&lang=ar")
    filters, results = (page.locator(css).bounding_box() for css in (".filters", ".results"))
    assert filters["x"] >= results["x"] + results["width"]


@pytest.mark.parametrize(
    "question",
    [
        "",
        "q=study",
        "q=social+pensions+Kenya&year.from=2014",
        "q=study&country=KEN&country=PER&programme.not=none&lang=ar",
    ],
)
@pytest.mark.parametrize("width", [360, 1280])
def test_few_stops_lead_to_the_first_result(open_page: OpenPage, question: str, width: int) -> None:
    page = open_page(f"/search?{question}", width)
    stops = 0
    while page.evaluate("document.activeElement.closest('.card') === null"):
        page.keyboard.press("Tab")
        stops += 1
        assert stops <= MOST_STOPS
    page.reload()
    page.get_by_role("link", name="Skip to the results" if "lang" not in question else "الانتقال إلى النتائج").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "results"


@pytest.mark.parametrize("script", [True, False])
def test_a_value_is_found_required_and_excluded(open_page: OpenPage, script: bool) -> None:
    page = open_page("/search?q=study", java_script_enabled=script)
    facet = page.locator("fieldset:has(input[name='country'])")
    facet.locator("summary", has_text="Show all").click()
    facet.get_by_role("searchbox").fill("peru" if script else "pér")  # accents and other languages count for nothing
    if script:
        facet.locator("input[name=country][value=BRA]").wait_for(state="hidden")
    else:
        facet.get_by_role("button", name="Find").click()
        assert "/search/facets/country" in page.url and page.get_by_role("checkbox").count() == 2
    page.get_by_role("checkbox", name="Exclude: Peru").check()
    page.get_by_role("button", name="Apply filters").first.click()
    page.wait_for_url("**/search?q=study&country.not=PER#results")
    assert not page.get_by_role("checkbox", name="Peru (excluded)").is_checked()
    assert page.get_by_role("checkbox", name="Exclude: Peru").is_checked()


def test_a_record_leads_back_to_the_results_and_on(open_page: OpenPage) -> None:
    page = open_page("/search?q=study&size=3&page=2")
    titles = [link.inner_text() for link in page.locator(".card .card-title a").all()]
    page.get_by_role("link", name=titles[1], exact=True).first.click()
    way = page.locator("#way")
    way.get_by_role("link", name="Next").click()
    assert page.locator("h1").inner_text() == titles[2]
    assert "page=3" in str(way.get_by_role("link", name="Next").get_attribute("href"))
    way.get_by_role("link", name="Previous").click()
    assert page.locator("h1").inner_text() == titles[1]
    way.get_by_role("link", name="Back to the results").click()
    assert page.url.endswith("/search?q=study&page=2&size=3#results")


def test_a_record_that_was_not_found_leads_nowhere_back(open_page: OpenPage) -> None:
    assert not open_page("/records/demo:pension-1").locator("#way").is_visible()


def test_a_printed_answer_is_the_answer(open_page: OpenPage) -> None:
    page = open_page("/search?q=study")
    page.emulate_media(media="print")
    assert page.locator(".card").first.is_visible()
    assert not page.locator(".filters").is_visible() and not page.get_by_role("button").first.is_visible()


def test_one_click_copies_a_citation(open_page: OpenPage) -> None:
    page = open_page("/records/demo:pension-1.cite", permissions=["clipboard-read", "clipboard-write"])
    citation = page.locator(".citation").nth(1)
    button = page.locator("main button").nth(1)
    assert button.inner_text() == "Copy"
    button.click()
    page.wait_for_function("document.querySelectorAll('main button')[1].textContent === 'Copied'")
    assert page.evaluate("navigator.clipboard.readText()") == citation.inner_text()
    assert page.complaints == []


def test_without_a_script_a_citation_is_text(open_page: OpenPage) -> None:
    page = open_page("/records/demo:pension-1.cite", java_script_enabled=False)
    assert page.locator(".citation").count() == 5 and page.locator("main button:visible").count() == 0
