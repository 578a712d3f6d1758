"""The pages of collections: every number is the total of its search, and what is not there is said."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from search.settings import Settings
from webapp import create_app

from .pages import HTMLParser, json_of, number, only, page, text, visitor

TEXTS = """\
title: {en: "Cash <b>&</b> more", fr: Argent et plus, es: Dinero y más, pt: Dinheiro e mais, ar: نقد}
introduction: {en: Where to begin., fr: Par où commencer., es: Por dónde empezar., pt: Por onde começar., ar: البداية.}
"""
WHOLE = (
    TEXTS
    + """\
search: /search?source=demo&source=plain&lang=fr
pins: [demo:script, no:such, demo:pension-1]
sections:
  - title: {en: Kenya}
    search: country=KEN
  - title: {en: Nowhere}
    search: country=ATA
matrix: {rows: country, columns: programme}
table:
  - raw: Title
    title: {en: As it was called}
    values: {Social pensions in Kenya: {en: as it is, fr: tel quel}}
  - {raw: n, title: {en: Number}}
"""
)
READINGS = TEXTS + "pins: [demo:pension-1, plain:3]\n"


@pytest.fixture(scope="module")
def own(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("collections")
    for name, written in {"whole": WHOLE, "readings": READINGS, "broken": "title: 1"}.items():
        (folder / f"{name}.yaml").write_text(written, encoding="utf-8")
    (folder / "words.yaml").write_text(TEXTS + "search: pensions\n", encoding="utf-8")
    return visitor(create_app(settings.changed(collections=str(folder))))


def _total(client: FlaskClient, address: str) -> int:
    return int(json_of(client.get(f"/api/v1/search?{urlsplit(address).query}"))["total"])


def test_the_list_says_how_much_each_holds(own: FlaskClient) -> None:
    tree = page(own, "/collections")
    assert len(tree.css("article")) == 3  # what is broken is for the log
    for link in tree.css("article .hint a[href^='/search']"):
        assert int(text(link).split()[0]) == _total(own, str(link.attributes["href"]))
    assert "2 key readings" in text(tree.body) and not tree.css("article b")
    assert "Cash <b>&</b> more" in text(tree.body)
    assert "/collections/whole" in {a.attributes["href"] for a in page(own, "/").css("section .places a")}


def test_every_number_is_the_total_of_its_search(own: FlaskClient) -> None:
    tree = page(own, "/collections/whole")
    links = tree.css("table.matrix a, section[aria-labelledby=filters] .counts a")
    assert len(links) > 40
    for link in links[::5]:
        shown = link.css_first(".n") or link
        assert number(shown) == _total(own, str(link.attributes["href"])), link.html
    assert tree.css(".matrix tbody tr")[-1].css_first("th") is not None
    for place, total in ((1, 7), (2, 0)):
        heading = only(tree, f"#section-{place}")
        link = only(heading, "a")
        assert int(text(link).split()[0]) == _total(own, str(link.attributes["href"])) and (total == 0) == (
            text(link) == "0 records"
        )
    assert "no record on it yet" in text(tree.body)


def test_key_readings_stand_in_their_order_and_what_is_gone_is_said(own: FlaskClient) -> None:
    tree = page(own, "/collections/whole")
    links = [str(a.attributes["href"]) for a in tree.css(".readings .card-title a")]
    assert links == ["/records/demo:script", "/records/demo:pension-1"]
    assert text(only(tree, ".notice")) == "1 key reading is not in this index: no:such"
    assert not tree.css("main script")


def test_one_of_key_readings_alone_has_files_of_these(own: FlaskClient) -> None:
    tree = page(own, "/collections/readings")
    assert len(tree.css(".readings li .card")) == 2 and not tree.css("form.searchbox")
    lines = own.get("/collections/readings.jsonl").text.splitlines()
    assert len(lines) == 2 and "demo:pension-1" in lines[0]
    assert own.get("/collections/readings.atom").text.count("<entry>") == 2


def test_the_feed_and_the_files_are_those_of_the_search(own: FlaskClient) -> None:
    feed = own.get("/collections/whole.atom?lang=fr")
    assert feed.mimetype == "application/atom+xml" and "Argent et plus" in feed.text
    assert 'rel="self" type="application/atom+xml" href="/collections/whole.atom?lang=fr"' in feed.text
    again = own.get("/collections/whole.atom?lang=fr", headers={"If-None-Match": feed.headers["ETag"]})
    assert again.status_code == 304
    mine, search = (own.get(f"/{path}") for path in ("collections/whole.csv", "search.csv?source=demo&source=plain"))
    assert mine.data == search.data and mine.data
    assert "whole" in mine.headers["Content-Disposition"]
    assert own.get("/collections/whole.csv?country=KEN").status_code == 422


def test_the_table_shows_what_rows_say(own: FlaskClient) -> None:
    rows = page(own, "/collections/whole/table").css("table.facts-table tbody tr")
    assert [text(cell) for cell in rows[0].css("td, th")] == [
        "Kenya", "Social pensions in Kenya", "Social pensions", "as it is", "3",
    ]  # fmt: skip
    assert len(rows) == 1
    file = own.get("/collections/whole/table.csv?lang=fr")
    assert file.text.splitlines()[1] == (
        "Kenya;Pensions sociales au Kenya;Pensions sociales;tel quel;3;/records/demo:pension-1?lang=fr"
    )
    for path in ("readings/table", "readings/table.csv", "no", "no.csv", "no/table", "broken"):
        answer = own.get(f"/collections/{path}")
        assert answer.status_code == 404 and re.search("see its page|choose one at /collections", answer.text)


def test_words_lead_to_their_search(own: FlaskClient) -> None:
    link = only(page(own, "/collections/words"), "form.searchbox a.button")
    assert str(_total(own, str(link.attributes["href"]))) in text(link)


def test_a_page_speaks_the_language_of_its_visitor_or_says_that_it_does_not(own: FlaskClient) -> None:
    tree = page(own, "/collections/whole?lang=ar")
    assert text(only(tree, "h1")) == "نقد"
    assert only(tree, "#section-1 bdi").attributes["lang"] == "en"
    assert all("lang=ar" in str(a.attributes["href"]) for a in tree.css(".matrix a"))


def test_a_changed_file_is_shown_at_once(settings: Settings, tmp_path: Path) -> None:
    client = visitor(create_app(settings.changed(collections=str(tmp_path))))
    first = client.get("/collections")
    assert "no collection here yet" in first.text
    (tmp_path / "readings.yaml").write_text(READINGS, encoding="utf-8")
    second = client.get("/collections", headers={"If-None-Match": first.headers["ETag"]})
    assert second.status_code == 200 and "/collections/readings" in second.text


def test_a_search_that_passes_a_limit_costs_its_numbers_alone(settings: Settings, tmp_path: Path) -> None:
    client = visitor(create_app(settings.changed(collections=str(tmp_path))))
    (tmp_path / "long.yaml").write_text(f"{READINGS}search: {'x' * 600}\n", encoding="utf-8")
    (tmp_path / "part.yaml").write_text(
        f"{TEXTS}search: pensions {'a ' * 240}\nsections: [{{title: {{en: A}}, search: {'b' * 100}}}]\n",
        encoding="utf-8",
    )
    for address in ("/", "/collections", "/collections/long", "/collections/long.csv", "/collections/part"):
        assert client.get(address).status_code == 200, address
    assert page(client, "/collections/long").css(".readings .card")


def test_a_folder_that_is_none_is_told_at_the_start(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(Exception, match="SPINDEX_COLLECTIONS"):
        create_app(settings.changed(collections=str(tmp_path / "none")))


def test_what_a_licence_says_stands_with_the_files(own: FlaskClient) -> None:
    tree = HTMLParser(own.get("/collections/whole").text)
    assert "rights" in text(only(tree, "section[aria-labelledby=files]"))
