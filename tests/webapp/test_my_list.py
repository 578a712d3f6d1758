"""A list of records in an address: in its order, with files and citations, and honest about what it cannot find."""

import csv
import io
import json

import pytest
import rispy
from flask.testing import FlaskClient

from webapp.exports import EXPORTS, Export

from .pages import HTMLParser, only, page, submitted, text

IDS = ["demo:script", "demo:pension-1", "demo:arabic"]
LIST = "id=" + "&id=".join(IDS)


def shown(tree: HTMLParser) -> list[str]:
    return [text(node) for node in tree.css(".card .id")]


def test_records_are_ticked_in_results_and_shown_in_that_order(client: FlaskClient) -> None:
    results = page(client, "/search?source=demo&size=100")
    boxes = [str(box.attributes["value"]) for box in results.css("input[name=id][form=list][type=checkbox]")]
    assert set(IDS) <= set(boxes) and not results.css("form form")
    assert submitted(results, "list") == "/list?" and only(results, "form#list button")
    assert shown(page(client, f"/list?{LIST}")) == IDS
    assert shown(page(client, f"/list?{LIST}&id={IDS[0]}&lang=fr")) == IDS
    assert "Nothing is on the list yet" in text(only(page(client, "/list"), "main .lede"))


def test_a_record_is_ticked_on_its_own_page_too(client: FlaskClient) -> None:
    record = page(client, "/records/demo:script?lang=fr")
    assert only(record, "input[name=id][form=list][type=checkbox]").attributes["value"] == "demo:script"
    assert submitted(record, "list") == "/list?lang=fr" and only(record, "form#list button")


def test_what_is_taken_away_is_gone_from_the_address(client: FlaskClient) -> None:
    tree = page(client, f"/list?{LIST}&lang=fr")
    buttons = tree.css("button[name=without][form=listed]")
    assert [button.attributes["value"] for button in buttons] == IDS
    answer = client.get(f"{submitted(tree, 'listed')}&without=demo:pension-1")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/list?id=demo:script&id=demo:arabic&lang=fr"


def test_ids_in_other_letters_and_unknown_ones_are_told(client: FlaskClient) -> None:
    answer = client.get("/list?id=no:such&id=DEMO:Pension-1&id=demo:pension-1&id=demo:script")
    assert answer.status_code == 302
    tree = page(client, answer.headers["Location"])
    assert shown(tree) == ["demo:pension-1", "demo:script"]
    assert text(only(tree, ".notice[role=status] li")) == "no:such"
    assert "no:such" not in client.get("/list.csv?id=no:such&id=demo:script").text


@pytest.mark.parametrize("export", EXPORTS, ids=[export.suffix for export in EXPORTS])
def test_every_format_is_had_of_a_list(client: FlaskClient, export: Export) -> None:
    suffix = export.suffix
    tree = page(client, f"/list?{LIST}")
    offered = tree.css(f"button[form=listed][formaction='/list.{suffix}'], #listed button[formaction='/list.{suffix}']")
    assert bool(offered) == (not export.kinds)  # no meeting is on it
    answer = client.get(f"/list.{suffix}?{LIST}")
    assert answer.status_code == 200 and answer.mimetype == export.media_type
    if suffix == "csv":
        assert [row["id"] for row in csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")))] == IDS
    if suffix == "ris":
        assert [one["id"] for one in rispy.loads(answer.text)] == IDS
    if suffix == "jsonl":
        assert [json.loads(line)["id"] for line in answer.text.splitlines()] == IDS
    if suffix == "csl.json":
        assert [one["id"] for one in json.loads(answer.text)] == IDS
    if suffix == "atom":
        assert answer.text.count("<entry>") == 3 and f"/list.atom?{LIST.replace('&', '&amp;')}" in answer.text
        known = client.get(f"/list.atom?{LIST}", headers={"If-None-Match": answer.headers["ETag"]})
        assert known.status_code == 304


def test_a_list_is_cited_in_a_style(client: FlaskClient) -> None:
    assert not page(client, f"/list?{LIST}").css("#citations")
    for style in ("plain", "apa", "vancouver"):
        tree = page(client, f"/list?{LIST}&style={style}")
        cited = [text(node) for node in tree.css("#cited .citation")]
        assert len(cited) == 3 and any("Ouma" in one and "2015" in one for one in cited)
        assert only(tree, "button[name=style][aria-current]").attributes["value"] == style
        (alone,) = page(client, f"/list?id=demo:pension-1&style={style}").css("#cited .citation")
        assert text(alone) in cited
    pages = {text(node) for node in page(client, "/records/demo:pension-1.cite").css(".citation")}
    assert text(page(client, "/list?id=demo:pension-1&style=apa").css_first("#cited .citation")) in pages


def test_the_limits_are_said(client: FlaskClient) -> None:
    many = client.get("/list?" + "&".join(f"id=a:{n}" for n in range(501)))
    long = client.get("/list?" + "&".join(f"id=demo:{'x' * 100}{n}" for n in range(80)))
    assert many.status_code == long.status_code == 422
    assert "500" in many.text and "7,900" in long.text
    assert client.get("/list?" + "&".join(f"id=a:{n}" for n in range(500))).status_code == 200


def test_a_list_is_for_people_alone(client: FlaskClient) -> None:
    assert only(page(client, f"/list?{LIST}"), "meta[name=robots]").attributes["content"] == "noindex,follow"
    assert only(page(client, f"/list?{LIST}&style=apa"), "link[rel=canonical]").attributes["href"] == f"/list?{LIST}"
