"""The list of countries: found by any name in any language, by code, or by a slip; dashes lead on, too."""

import pytest
from flask.testing import FlaskClient

from .pages import only, page, text


def found(client: FlaskClient, address: str) -> set[str]:
    return {str(a.attributes["href"])[11:14] for a in page(client, address).css("ul.countries a")}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("kenya", {"KEN"}),
        ("Quénia", {"KEN"}),
        ("كينيا", {"KEN"}),
        ("cote d", {"CIV"}),
        ("KE", {"KEN"}),
        ("ken", {"KEN"}),
        ("Congo", {"COD", "COG"}),
        ("Burma", {"MMR"}),
        ("Zimbabawe", {"ZWE"}),
    ],
)
def test_a_country_is_found_by_any_name(client: FlaskClient, asked: str, expected: set[str]) -> None:
    assert expected <= found(client, f"/countries?text={asked}")
    assert len(found(client, f"/countries?text={asked}&lang=ar")) <= 12


def test_what_names_no_country_says_so_and_leads_back(client: FlaskClient) -> None:
    tree = page(client, "/countries?text=<b>xyzzy&lang=fr")
    status = only(tree, "main [role=status]")
    assert "<b>xyzzy" in text(status) and not status.css("b") and not tree.css("ul.countries")
    assert only(status, "a").attributes["href"] == "/countries?lang=fr"
    assert only(tree, "input[name=text]").attributes["value"] == "<b>xyzzy"


def test_the_form_keeps_the_language_and_all_lead_on(client: FlaskClient) -> None:
    tree = page(client, "/countries?lang=es")
    assert only(tree, "main form.find input[type=hidden]").attributes["value"] == "es"
    assert "/map?lang=es" in {a.attributes["href"] for a in tree.css("main a")}
    dash = next(a for a in tree.css("ul.countries a") if text(a.css_first(".n")) == "–")
    assert client.get(str(dash.attributes["href"])).status_code == 200
    assert not page(client, "/countries?text=").css("main [role=status]")
    assert found(client, "/countries?text=") == found(client, "/countries")
