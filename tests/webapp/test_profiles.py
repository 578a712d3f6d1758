"""Records, countries, the taxonomy and the widget: each page says what the index holds, and every link leads on."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from .pages import HTMLParser, internal_links, number, only, page, parameters, text, total

Ask = Callable[[str], dict[str, Any]]


def rows(tree: HTMLParser) -> dict[str, str]:
    """Field -> what a record's page says of it, without the links to what that means."""
    return {
        text(div.css_first("dt")): text(div.css_first("dd")).replace(" ?", "")
        for div in tree.css(".record-body .fields div")
    }


def test_a_record_says_all_that_it_knows(client: FlaskClient) -> None:
    tree = page(client, "/records/demo:pension-1")
    assert text(only(tree, "h1")) == "Social pensions in Kenya"
    assert text(only(tree, ".other-title")) == "Pensions sociales au Kenya"
    assert text(only(tree, "header .facts")) == "Working paper, Kenya, March 2015, US$ 25 million, closed"
    said = rows(tree)
    assert said["Programme category"] == "Social pensions matched" and said["Country"] == "Kenya stated"
    assert said["Published"] == "March 2015" and said["DOI"] == "10.1234/pension.1" and said["Rights"] == "CC BY 4.0"
    assert said["Commitment"] == "US$ 25 million" and said["Author"].startswith("Ouma, Marion; Wanyama")


def test_a_record_says_how_it_was_tagged(client: FlaskClient) -> None:
    tree = page(client, "/records/demo:pension-1")
    traces = [text(div.css_first("dd")) for div in tree.css("section[aria-labelledby=origins] .fields div")]
    assert traces == [
        "Social pensions matched its name stands in the text “Social pensions” · column title",
        "Kenya stated another name of it was stated “Republic of Kenya” · demo.csv, 2",
        "English classified the language that the text is written in (probability 0.93) column Summary · demo.csv, 2",
    ]
    raw = only(tree, "details.raw")
    assert text(raw.css_first("summary")) == "The row as it was read: demo.csv, row 2"
    cells = {text(div.css_first("dt")): text(div.css_first("dd")) for div in raw.css(".fields div")}
    assert cells == {"Title": "Social pensions in Kenya", "n": "3"}


def test_a_record_can_be_cited(client: FlaskClient) -> None:
    tree = page(client, "/records/demo:pension-1")
    assert text(only(tree, ".citation")) == (
        "Ouma, Marion; Wanyama, Fredrick; Smith, Ann; Doe, Jan (2015). Social pensions in Kenya. Nairobi Press. "
        "https://doi.org/10.1234/pension.1"
    )
    meta = [(m.attributes["name"], m.attributes["content"]) for m in tree.css("meta[name^=citation]")]
    assert ("citation_title", "Social pensions in Kenya") in meta and ("citation_publication_date", "2015/03") in meta
    assert [content for name, content in meta if name == "citation_author"][1] == "Wanyama, Fredrick"


@pytest.mark.parametrize("identifier", ["demo:a//b/../c?d#e%2F", "demo:script", "demo:arabic", "demo:bare"])
def test_every_id_has_an_address(client: FlaskClient, identifier: str) -> None:
    hits = page(client, "/search?source=demo&source=bare&size=100").css(".card")
    (card,) = [card for card in hits if text(card.css_first(".id")) == identifier]
    tree = page(client, str(only(card, "h3 a").attributes["href"]))
    assert identifier in rows(tree)["Identifier"]


def test_a_title_stands_in_its_own_script(client: FlaskClient) -> None:
    title = only(page(client, "/records/demo:arabic"), "h1 bdi")
    assert (title.attributes["lang"], title.attributes["dir"]) == ("ar", "rtl")
    title = only(page(client, "/records/demo:pension-1?lang=fr"), "h1 bdi")
    assert (title.attributes["lang"], text(title)) == ("fr", "Pensions sociales au Kenya")


def test_codes_and_names_lead_to_the_country(client: FlaskClient) -> None:
    for name in ("KE", "ken", "Kenya", "Quénia"):
        assert client.get(f"/countries/{name}").headers["Location"] == "/countries/KEN"
    lost = client.get("/countries/Atlantis")
    assert lost.status_code == 404 and "not the name or code of a country" in lost.text
    assert "NER" not in client.get("/countries/Congo").text and client.get("/countries/Congo").status_code == 404


def test_a_country_s_numbers_are_searches(client: FlaskClient, ask: Ask) -> None:
    tree = page(client, "/countries/KEN")
    total_ = ask("country=KEN")["total"]
    assert f"{total_} records" in text(only(tree, "form.searchbox"))
    counts = tree.css(".thirds .counts a")
    assert len(counts) > 5
    for link in counts:
        address = str(link.attributes["href"])
        assert ("country", "KEN") in parameters(address)
        assert total(page(client, address)) == number(link.css_first(".n"))
    counts_of_groups = [number(node) for node in tree.css("section[aria-labelledby^=group-] h2 .aside")]
    assert sum(counts_of_groups) == total_ and counts_of_groups


def test_a_country_s_figures_have_year_and_source(client: FlaskClient) -> None:
    tree = page(client, "/countries/KEN")
    rows = {text(row.css_first("th")): [text(td) for td in row.css("td")] for row in tree.css(".indicators tbody tr")}
    (population,) = [name for name in rows if name.startswith("Population ") and "Everybody" in name]
    (coverage,) = [name for name in rows if name.startswith("Social protection coverage ")]
    assert rows[population][0] == "52 million people" and rows[population][1].startswith("2020")
    assert rows[coverage][0] == "27.4 % of the population" and rows[coverage][1].startswith("2015")
    assert "World Bank" in population and "ASPIRE" in coverage
    assert len(tree.css(".spark")) == 1  # one value makes no line


def test_regional_records_are_those_of_its_own_regions(client: FlaskClient) -> None:
    tree = page(client, "/countries/KEN")
    shown = {text(node) for node in tree.css("section[aria-labelledby=regional] .id")}
    assert shown == {"r:east", "r:africa", "r:world"}
    link = str(tree.css("section[aria-labelledby=regional] > p > a")[0].attributes["href"])
    assert total(page(client, link)) == 3


def test_a_country_without_records_says_so(client: FlaskClient) -> None:
    tree = page(client, "/countries/TUV")
    assert "holds no record on Tuvalu yet" in tree.text() and "11,000 people" in tree.text()
    assert {text(node) for node in tree.css("section[aria-labelledby=regional] .id")} == {"r:world"}


def test_editors_find_the_lines_to_copy(client: FlaskClient) -> None:
    link = only(page(client, "/countries/KEN"), "main > p a[href^='/embed/builder']").attributes["href"]
    snippet = only(page(client, str(link)), "#html").text()
    frame = only(HTMLParser(snippet), "iframe")
    assert str(frame.attributes["src"]).endswith("/embed/v1/country/KEN.html")
    assert frame.attributes["title"] == "Social protection in Kenya" and "allow-same-origin" not in snippet


def test_the_taxonomy_shows_every_term_with_its_count(client: FlaskClient, ask: Ask) -> None:
    tree = page(client, "/taxonomy")
    links = {str(a.attributes["href"]) for a in tree.css(".tree a")}
    buckets = [(f, b) for f in ("programme", "topic", "region") for b in ask("")["facets"][f]["buckets"] if b["count"]]
    assert buckets
    for facet, bucket in buckets:
        assert f"/taxonomy/{facet}/{bucket['value']}" in links
    assert client.get("/taxonomy/programme").headers["Location"] == "/taxonomy#programme"


def test_a_term_says_what_it_means(client: FlaskClient, ask: Ask) -> None:
    tree = page(client, "/taxonomy/programme/cash-transfers?lang=fr")
    assert text(only(tree, "h1")) == "Transferts monétaires"
    tree = page(client, "/taxonomy/programme/cash-transfers")
    count = ask("programme=cash-transfers")["total"]
    assert text(only(tree, "a.button")).startswith(str(count))
    assert "Money paid" in tree.text() and "IATI-CashVoucher:1" in tree.text()
    assert client.get("/taxonomy/programme/nothing").status_code == 404
    assert client.get("/taxonomy/nothing/x").status_code == 404


def test_about_counts_what_is_missing(client: FlaskClient, ask: Ask) -> None:
    tree = page(client, "/about")
    gaps = {text(a.css_first("span")): number(a.css_first(".n")) for a in tree.css("h3 ~ ul.counts a")}
    assert gaps["Country"] == ask("")["facets"]["country"]["missing"]["count"]
    version = ask("")["index"]["version"]
    assert version in tree.text()


def test_the_foot_of_every_page_names_the_index(client: FlaskClient, ask: Ask) -> None:
    version = ask("")["index"]["version"]
    for address in ("/", "/search", "/records/demo:script", "/countries", "/countries/KEN", "/taxonomy", "/about"):
        foot = text(only(page(client, address), "footer"))
        assert version in foot and "built" in foot and "taxonomy 2026" in foot


START = [
    "/",
    "/search?q=study",
    "/records/demo:pension-1",
    "/countries/KEN",
    "/taxonomy/programme/cash-transfers",
    "/about",
]


@pytest.mark.parametrize("start", START)
@pytest.mark.parametrize("lang", ["", "lang=ar"])
def test_every_link_leads_somewhere(client: FlaskClient, start: str, lang: str) -> None:
    address = start + (("&" if "?" in start else "?") + lang if lang else "")
    for link in internal_links(page(client, address)):
        response = client.get(link)
        assert response.status_code == 200, (address, link)  # no link needs a redirect
        if lang and not link.startswith(("/static", "/api/v1/records")) and response.mimetype == "text/html":
            assert ("lang", "ar") in parameters(link) or 'aria-current="true"' in response.text


def test_a_tag_leads_to_what_it_means_and_a_concept_folds_what_few_read(client: FlaskClient) -> None:
    tree = page(client, "/records/demo:pension-1")
    means = [str(a.attributes["href"]) for a in tree.css(".fields a.means")]
    assert "/taxonomy/programme/social-pensions" in means and "/taxonomy/content_type/publication" in means
    concept = page(client, "/taxonomy/programme/social-pensions")
    folded = concept.css("details table")
    assert folded and not concept.css("main table:not(details table)")
    assert (
        text(only(concept, "main a.button")).endswith("records") or text(only(concept, "main a.button")) == "1 record"
    )
