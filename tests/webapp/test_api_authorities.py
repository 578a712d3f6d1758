"""The vocabularies and countries of the API: what they say is what searches, pages and files of the index say."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from search.authorities import Authorities, Taxonomy
from search.engines import open_index
from search.records import BY_NAME
from search.settings import Settings
from webapp import create_app

from .pages import json_of, only, page, text, visitor

Ask = Callable[[str], dict[str, Any]]


def test_every_concept_is_told_in_the_words_of_skos(client: FlaskClient, authorities: Authorities) -> None:
    answer = json_of(client.get("/api/v1/taxonomy"))
    schemes = {scheme["id"]: scheme for scheme in answer["schemes"]}
    assert set(schemes) == set(authorities.taxonomy.schemes)
    for name, scheme in schemes.items():
        assert scheme["facet"] == (name in BY_NAME)
        assert [one["id"] for one in scheme["concepts"]] == list(authorities.taxonomy.schemes[name].concepts)
    (one,) = [one for one in schemes["programme"]["concepts"] if one["id"] == "social-pensions"]
    assert one["prefLabel"]["fr"] and one["definition"]["en"] and "cash-transfers" in one["broader"]
    (above,) = [one for one in schemes["programme"]["concepts"] if one["id"] == "cash-transfers"]
    assert "social-pensions" in above["narrower"] and "wording" not in above


def test_a_concept_counts_what_its_search_finds(client: FlaskClient) -> None:
    (scheme,) = json_of(client.get("/api/v1/taxonomy/programme?lang=es"))["schemes"]
    counted = [one for one in scheme["concepts"] if one["count"]]
    assert len(counted) > 3
    for one in counted:
        found = json_of(client.get(one["search"]))
        assert found["total"] == one["count"] and found["query"]["lang"] == "es"
        assert json_of(client.get(one["api"]))["concept"] == one
        assert client.get(one["url"]).status_code == 200


def test_a_retired_concept_leads_to_its_successor(authorities: Authorities, tmp_path: Path) -> None:
    retired = "      cash-transfers-of-old: {prefLabel: {en: Transfers of old}, replacedBy: cash-transfers}\n"
    changed = authorities.taxonomy.text.replace("      cash-transfers:\n", retired + "      cash-transfers:\n", 1)
    taxonomy = Taxonomy.parse(changed)
    made = Settings(data=tmp_path)
    with open_index(made) as index, index.replacing(replace(authorities, taxonomy=taxonomy)):
        pass
    moved = visitor(create_app(made)).get("/api/v1/taxonomy/programme/cash-transfers-of-old?lang=fr")
    assert moved.status_code == 302
    assert moved.headers["Location"] == "/api/v1/taxonomy/programme/cash-transfers?lang=fr"


def test_every_country_counts_what_its_search_finds(client: FlaskClient, authorities: Authorities) -> None:
    countries = json_of(client.get("/api/v1/countries?lang=fr"))["countries"]
    assert [one["iso3"] for one in countries] == sorted(authorities.countries.codes)
    counted = [one for one in countries if one["count"]]
    assert len(counted) > 2
    for one in counted:
        assert json_of(client.get(one["search"]))["total"] == one["count"]
        assert json_of(client.get(one["api"]))["country"] == one
    (one,) = [one for one in countries if one["iso3"] == "CIV"]
    assert one["iso2"] == "CI" and one["names"]["fr"] == one["label"] == "Côte d'Ivoire"


def test_a_country_tells_what_its_page_does(client: FlaskClient, ask: Ask) -> None:
    answer, profile = json_of(client.get("/api/v1/countries/KEN")), page(client, "/countries/KEN")
    assert {one["id"] for one in answer["memberships"]} == {
        *answer["country"]["region"], *answer["country"]["country_group"],
    }  # fmt: skip
    assert answer["facets"] == ask("country=KEN")["facets"]
    for one in answer["indicators"]:
        assert one["latest"] == one["series"][-1] and one["source"]
        assert one["label"] in text(profile.body) and str(one["latest"]["year"]) in text(profile.body)
    assert answer["indicators"] and answer["memberships"] and answer["programmes"]
    assert json_of(client.get(answer["regional"]["search"]))["total"] == answer["regional"]["total"]
    assert answer["country"]["label"] in text(only(profile, "h1"))
    for address in (answer["widget"], *(one["url"] for one in (*answer["memberships"], *answer["programmes"]))):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("name", ["KE", "Kenya", "ke", "Quénia"])
def test_other_names_of_a_country_lead_to_its_code(client: FlaskClient, name: str) -> None:
    moved = client.get(f"/api/v1/countries/{name}")
    assert moved.status_code in (301, 302)
    final = client.get(f"/api/v1/countries/{name}", follow_redirects=True)
    assert json_of(final)["country"]["iso3"] == "KEN"


def test_what_is_meant_is_told_of_no_country(client: FlaskClient) -> None:
    response = client.get("/api/v1/countries/Zimbabawe")
    assert response.status_code == 404 and "ZWE" in json_of(response)["errors"][0]
