"""Of an answer of few records or none: what would find more, each with the count that its link leads to."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from .pages import page, text, total

Ask = Callable[[str], dict[str, Any]]

FEW = [
    "q=social+pensions+Kenya&year.from=2014&year.to=2016",
    "country=KEN&country=PER&programme=public-works&year.from=1993&year.to=1993",
    "q=children+Kenya+transfers&words=all&country=KEN&keyword=pensions",
    "q=pension+in+Kenya+%22study+7%22&country=PER&names=typed",
    "programme.all=school-feeding&programme.all=conditional-cash-transfers",
    "region=eastern-and-southern-africa&q=report",
    "q=(cash+OR+voucher)+Kenya+-zebra&population=children&year.to=1991",
    "q=pensoin+studdy&author=Ouma,+Marion&country=PER",
    "q=children&year=1995&year=1996&country.not=KEN&country.not=UGA&country.not=PER",
]  # fmt: skip


@pytest.mark.parametrize("question", FEW)
def test_what_is_offered_finds_as_many_as_it_says_and_more(client: FlaskClient, ask: Ask, question: str) -> None:
    answer, tree = ask(question), page(client, f"/search?{question}")
    assert answer["total"] <= 5 and answer["relax"]
    totals = [one["total"] for one in answer["relax"]]
    assert totals == sorted(totals, reverse=True) and totals[-1] > answer["total"]
    for one in answer["relax"]:
        assert ask(one["url"].partition("?")[2])["total"] == one["total"]
        assert one["without"]
    shown = [(str(a.attributes["href"]), int(text(a.css_first(".n")))) for a in tree.css(".nothing .counts a")]
    api = [(one["url"].replace("/api/v1/search", "/search"), one["total"]) for one in answer["relax"]]
    assert shown == api[:8]
    assert ("No record in this index" in tree.text()) == (total(tree) == 0)


def without(ask: Ask, question: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    return [(one["without"], one["instead"]) for one in ask(question)["relax"]]


def test_each_part_of_the_words_is_left_out(ask: Ask) -> None:
    found = ask("q=school+feeding+in+Kenya&country=PER&words=all")["relax"]
    left = {one["without"]["q"][0]: one["url"] for one in found if "q" in one["without"]}
    assert "q=school+feeding&" in left["Kenya"]  # and not "school feeding in"


def test_the_rest_of_the_words_stays_as_it_was_typed(ask: Ask) -> None:
    question = 'q="cash transfers" title:study (cash OR voucher) Peru -zebra&country=KEN&words=all'
    left = {one["without"]["q"][0]: one["url"] for one in ask(question)["relax"] if "q" in one["without"]}
    assert "Peru" in left and left["Peru"].startswith(
        "/api/v1/search?q=%22cash+transfers%22+title%3Astudy+%28cash+OR+voucher%29+-zebra&"
    )


def test_the_broader_is_offered_in_place_of_what_is_chosen(ask: Ask) -> None:
    found = without(ask, "country=KEN&programme=social-pensions&year.from=2014&year.to=2016")
    assert ({"country": ["KEN"]}, {}) in found
    ranged = {"year.from": ["1999"], "year.to": ["1999"]}
    found = without(ask, "country=KEN&year.from=1999&year.to=1999")
    assert (ranged, {"year.from": ["1994"], "year.to": ["2004"]}) in found
    wider = without(ask, "country=UGA&content_type=publication&document_type=working-paper")
    assert ({"country": ["UGA"]}, {"region": ["eastern-and-southern-africa"]}) in wider
    concepts = without(ask, "programme=social-pensions&year.from=1990&year.to=1992")
    assert any(lost == {"programme": ["social-pensions"]} and instead.get("programme") for lost, instead in concepts)


def test_one_of_several_that_are_all_required_or_refused_is_left_out(ask: Ask) -> None:
    found = without(ask, "programme.all=school-feeding&programme.all=conditional-cash-transfers")
    assert ({"programme.all": ["school-feeding"]}, {}) in found


def test_nothing_is_offered_where_there_is_enough_or_nothing_to_leave_out(client: FlaskClient, ask: Ask) -> None:
    for question in ("q=study", "q=study&programme=cash-transfers", "", "q=zzzz", "q=social+pensions+Kenya"):
        assert not ask(question)["relax"]
        assert not page(client, f"/search?{question}").css(".nothing .counts")
