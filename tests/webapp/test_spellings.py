"""Names in addresses: another spelling leads to the one of the records; what no record has is said."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from .pages import json_of, only, page, parameters, text, total

Ask = Callable[[str], dict[str, Any]]


@pytest.mark.parametrize("spelt", ["kenya+institute", "KENYA++INSTITUTE", "Kénya-Institute"])
def test_another_spelling_of_a_name_leads_to_its_own(client: FlaskClient, ask: Ask, spelt: str) -> None:
    moved = client.get(f"/search?organisation={spelt}&lang=fr")
    assert moved.status_code == 302
    assert sorted(parameters(moved.headers["Location"])) == [("lang", "fr"), ("organisation", "Kenya Institute")]
    moved = client.get(f"/api/v1/search?organisation={spelt}")
    assert moved.status_code == client.get("/api/v1/search?country=KE").status_code == 302
    answer = ask(moved.headers["Location"].partition("?")[2])
    assert answer["query"] == {"organisation": ["Kenya Institute"]} and answer["total"] > 0 and not answer["notes"]
    assert answer["total"] == total(page(client, f"/search?organisation={spelt}"))


def test_a_name_that_no_record_has_is_said_on_page_and_in_answers(client: FlaskClient, ask: Ask) -> None:
    address = "organisation=Kenya+Institut"
    said = "No record has the organisation “Kenya Institut”. Did you mean Kenya Institute?"
    tree, answer = page(client, f"/search?{address}"), ask(address)
    assert text(only(tree, ".notice")) == said
    assert answer["total"] == 0 and answer["notes"] == [said]
    assert "Vouliez-vous dire Kenya Institute" in ask(f"{address}&lang=fr")["notes"][0]
    assert json_of(client.get(f"/api/v1/facets/author?{address}"))["notes"] == [said]


def test_what_the_form_leaves_empty_goes_from_the_address_and_the_note_stays(client: FlaskClient) -> None:
    moved = client.get("/search?q=&author=Nobody&year.from=")
    assert moved.status_code == 302 and parameters(moved.headers["Location"]) == [("author", "Nobody")]
    assert "Nobody" in text(only(page(client, moved.headers["Location"]), ".notice"))


def test_keywords_are_asked_for_in_any_letters_and_unknown_ones_are_said(client: FlaskClient, ask: Ask) -> None:
    moved = client.get("/search?keyword=PENSIONS")
    assert moved.status_code == 302 and parameters(moved.headers["Location"]) == [("keyword", "pensions")]
    assert ask("keyword=pensionz")["notes"] == ["No record has the keyword “pensionz”. Did you mean pensions?"]
