"""The evidence map: every number is the total of the search behind it, on the page and in its files."""

import csv
import io
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook

from search.engines.embedded.snapshot import EmbeddedSnapshot

from .pages import HTMLParser, Node, json_of, number, only, page, parameters, text

MAPS = [
    "/evidence-map",
    "/evidence-map?q=pension&rows.open=social-assistance&columns.open=women-and-girls",
    "/evidence-map?programme=social-assistance&country.not=KEN&rows.open=social-assistance",
    "/evidence-map?rows=country&columns=year&year.from=2010&year.to=2018",
    "/evidence-map?rows=region&columns=language&order=name&all=1",
    "/evidence-map?rows=programme&columns=programme&how=stated",
]


def _total(client: FlaskClient, link: str) -> int:
    return int(json_of(client.get("/api/v1/search?" + urlsplit(link).query))["total"])


def _links(row: Node) -> list[Node]:
    return row.css("td a:not(.toggle)")


@pytest.mark.parametrize("address", MAPS)
def test_every_number_is_the_total_of_its_search(client: FlaskClient, address: str) -> None:
    tree = page(client, address)
    links = _links(only(tree, "table.evidence"))
    assert len(links) > 5
    for link in [*links[:9], *links[9::11]]:
        assert number(link) == _total(client, str(link.attributes["href"])), link.attributes["href"]


def test_a_table_reads_well_aloud(client: FlaskClient) -> None:
    tree = page(client, "/evidence-map?lang=fr")
    table = only(tree, "table.evidence")
    assert text(only(table, "caption")).startswith("Notices par")
    heads, rows = table.css("thead tr:first-child th"), table.css("tbody tr")
    assert rows and all(head.attributes["scope"] == "col" for head in heads)
    for row in rows:
        assert len(row.css("th[scope=row]")) == 1 and len(row.css("td")) == len(heads)
    assert "aucune" in {text(cell.css_first(".unseen")) for cell in table.css("td.gap")}


def test_the_question_and_what_is_opened_stay_in_every_link(client: FlaskClient) -> None:
    tree = page(client, "/evidence-map?q=pension&rows.open=social-assistance")
    closed = next(a for a in tree.css("a.toggle") if text(a) == "−")
    assert parameters(str(closed.attributes["href"])) == [("q", "pension")]
    below = [text(th.css_first("span")) for th in tree.css("tbody th.level1")]
    assert "Social transfers" in below and "Social insurance" not in below
    opened = next(a for a in tree.css("tbody .level1 a.toggle"))
    deeper = parameters(str(opened.attributes["href"]))
    assert deeper[0] == ("q", "pension") and ("rows.open", "social-assistance") in deeper and len(deeper) == 3
    swapped = next(a for a in tree.css("form a") if "Swap" in text(a))
    assert parameters(str(swapped.attributes["href"])) == [
        ("q", "pension"), ("rows", "population"), ("columns", "programme"), ("columns.open", "social-assistance"),
    ]  # fmt: skip


def test_one_map_has_one_address(client: FlaskClient) -> None:
    for address, kept in (("", True), ("?lang=fr", True), ("?q=pension", False), ("?rows=country&lang=fr", False)):
        assert bool(page(client, f"/evidence-map{address}").css("meta[name=robots]")) != kept
    sent = client.get("/evidence-map?q=pension&rows=programme&columns=country&split=&order=total&size=20&sort=newest")
    assert sent.status_code == 302
    assert sent.headers["Location"] == "/evidence-map?q=pension&columns=country"
    assert client.get("/evidence-map?q=pension&columns=country").status_code == 200
    assert client.get("/evidence-map?rows.open=housing-nonsense").status_code == 200


def test_order_is_by_records_or_by_name_and_what_has_no_value_comes_last(client: FlaskClient) -> None:
    def rows(address: str) -> list[tuple[str, int]]:
        found = page(client, address).css("table.evidence tbody tr")
        return [(text(row.css_first("th")), number(row.css_first("td.whole"))) for row in found]

    total = rows("/evidence-map?rows=country")
    assert [count for _, count in total[:-1]] == sorted((count for _, count in total[:-1]), reverse=True)
    named = rows("/evidence-map?rows=country&order=name")
    assert [name for name, _ in named[:-1]] == sorted(name for name, _ in named[:-1])
    assert total[-1][0] == named[-1][0] == "No value" and sorted(total) == sorted(named)
    years = [name for name, _ in rows("/evidence-map?rows=year")][:-1]
    assert years == sorted(years, reverse=True)


def test_all_values_are_shown_page_by_page_where_wanted(client: FlaskClient) -> None:
    some, whole = page(client, "/evidence-map?rows=country"), page(client, "/evidence-map?rows=country&all=1")
    assert some.css_first("nav.pages") is None and len(whole.css("tbody tr")) == 50
    later = next(a for a in whole.css("nav.pages a") if text(a) == "Next")
    names = {text(row) for row in whole.css("tbody th")}
    following = page(client, str(later.attributes["href"]))
    assert not names & {text(row) for row in following.css("tbody th")}
    pages = text(only(whole, "nav.pages span")).removeprefix("Page 1 of ")
    last = page(client, "/evidence-map?rows=country&all=1&page=900")
    assert text(only(last, "nav.pages span")) == f"Page {pages} of {pages}" and last.css("tbody td")


def test_the_parts_of_a_cell_are_told_and_no_more_than_it(client: FlaskClient) -> None:
    tree = page(client, "/evidence-map?split=content_type")
    pictures = tree.css("td svg[role=img]")
    assert pictures
    for picture in pictures:
        whole = number(picture.parent.css_first("a") if picture.parent else None)
        told = [int(one.rsplit(" ", 1)[1]) for one in text(only(picture, "title")).split(", ")]
        assert 0 < sum(told) <= whole


def test_a_split_map_takes_two_requests_of_an_engine(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def noting(name: str) -> Callable[..., Any]:
        whole = getattr(EmbeddedSnapshot, name)

        def noted(*given: Any) -> Any:
            asked.append(name)
            return whole(*given)

        return noted

    for name in ("ask", "crossed", "totals"):
        monkeypatch.setattr(EmbeddedSnapshot, name, noting(name))
    page(client, "/evidence-map?country=KEN&split=content_type&rows.open=social-assistance")
    assert asked == ["crossed", "crossed"]


def test_what_is_not_understood_is_said(client: FlaskClient) -> None:
    tree = page(client, "/evidence-map?rows=contry&order=size&rows.open=nonsense&foo=1&all=yes&split=year&split=status")
    said = text(only(tree, ".notice"))
    assert all(one in said for one in ("contry", "size", "nonsense", "foo", "yes", "split stands twice"))
    assert tree.css("table.evidence td a")
    many = "&".join(f"rows.open=nothing-{n}" for n in range(300))
    assert "At most 100 facet values" in text(only(page(client, f"/evidence-map?{many}"), ".notice"))
    for wrong, named in (("rows=author", "author"), ("columns=how", "how"), ("foo=1", "foo"), ("all=yes", "yes")):
        refused = client.get(f"/evidence-map.csv?{wrong}")
        assert refused.status_code == 422 and f"“{named}”" in refused.text


def test_a_frame_holds_the_same_table_and_leads_out_of_it(client: FlaskClient) -> None:
    own = page(client, "/evidence-map?country=KEN")
    builder = page(client, str(only(own, ".files a[href^='/embed/builder']").attributes["href"]))
    address = str(only(HTMLParser(only(builder, "#html").text()), "iframe").attributes["src"]).partition("INDEX")[2]
    framed = page(client, address)
    assert address == "/embed/v1/evidence-map?country=KEN"
    assert [text(cell) for cell in framed.css("td")] == [text(cell) for cell in own.css("td")]
    assert only(framed, "base").attributes["target"] == "_blank"
    for toggle in framed.css("a.toggle"):
        assert toggle.attributes["target"] == "_self"
        assert str(toggle.attributes["href"]).startswith("/embed/v1/evidence-map?country=KEN&")
    assert page(client, "/embed/v1/evidence-map?rows=nonsense&q=zzzzxqy").css_first("table") is None


def test_pages_lead_there_with_their_question(client: FlaskClient) -> None:
    def link(address: str) -> str:
        found = (str(a.attributes["href"]) for a in page(client, address).css("main a"))
        return next(one for one in found if one.startswith("/evidence-map"))

    assert link("/search?q=pension&country=KEN&sort=newest&page=2") == "/evidence-map?q=pension&country=KEN"
    assert link("/taxonomy/programme/cash-transfers") == "/evidence-map?programme=cash-transfers&rows=country"
    assert link("/taxonomy/population/children?lang=fr") == "/evidence-map?population=children&lang=fr"
    assert link("/") == "/evidence-map"


def test_nothing_found_is_nothing_to_map(client: FlaskClient) -> None:
    tree = page(client, "/evidence-map?q=zzzzxqy")
    assert not tree.css("table") and "0 records" in text(only(tree, "main .lede a"))


def test_a_table_holds_every_level_and_its_numbers_are_totals(client: FlaskClient) -> None:
    answer = client.get("/evidence-map.csv?columns=content_type&split=language&q=pension")
    assert 'filename="social-protection-pension-' in answer.headers["Content-Disposition"]
    header, totals, *lines = csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")))
    assert header[:6] == ["programme", "Programme category", "level", "language", "Language", "Total"]
    assert int(totals[5]) == _total(client, "?q=pension")
    ids = [line[0] for line in lines if not line[3]]
    assert len(ids) == len(set(ids)) and {"cash-transfers", "social-assistance", "none"} <= set(ids)
    for line in lines[::6]:
        asked = f"?q=pension&programme.all={line[0]}" + (f"&language={line[3]}" if line[3] else "")
        assert int(line[5]) == _total(client, asked), line
    assert ";" in client.get("/evidence-map.csv?lang=fr").text.splitlines()[0]


def test_a_workbook_has_the_same_numbers_as_numbers(client: FlaskClient) -> None:
    told = client.get("/evidence-map.csv").text.removeprefix("\ufeff")
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get("/evidence-map.xlsx").data))
    rows = book.get_sheet_by_index(0).to_python()
    cells = [[str(int(cell)) if isinstance(cell, float) else cell for cell in row] for row in rows]
    assert cells == list(csv.reader(io.StringIO(told))) and isinstance(rows[1][3], float)
