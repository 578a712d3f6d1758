"""The head of a record's page and the cards of a list, for those who collect references: truthful, type by type."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from flask.testing import FlaskClient

from search.authorities import Authorities
from search.engines import open_index
from search.records import Record
from search.settings import Settings
from webapp import create_app

from .pages import HTMLParser, only, page, visitor

RECORDS = (
    Record(id="a:paper", title={"en": "A paper"}, content_type="publication", document_type="working-paper",
           author=("Ouma, Marion", "World Bank"), organisation=("Office",), container="Papers", number="7", year=2015,
           published="2015-03", source="a", doi="10.1234/a(b)", rights="https://creativecommons.org/licenses/by/4.0/"),
    Record(id="a:loan", title={"en": "A loan"}, content_type="project", organisation=("World Bank",),
           start="2011-03-08", end="2015", year=2011, source="a", country=("PER",)),
    Record(id="a:meeting", title={"en": "A meeting"}, content_type="event", organisation=("ILO",), start="2020-10-05",
           end="2020-10-08", year=2020, source="a", country=("IND",)),
    Record(id="a:law", title={"en": "A law"}, content_type="legal-framework", number="No. 1", published="2001",
           year=2001, source="a", country=("KEN",)),
    Record(id="a:article", title={"en": "An article"}, document_type="journal-article", author=("Roe, R.",),
           container="Global Policy", volume="12", issue="3", pages="17-42", published="2019", year=2019, source="a"),
)  # fmt: skip
SITE = "https://index.example.org"


@pytest.fixture(scope="module")
def site(authorities: Authorities, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    settings = Settings(data=tmp_path_factory.mktemp("heads"), base_url=SITE)
    with open_index(settings) as index, index.replacing(authorities) as writer:
        for record in RECORDS:
            writer.add(record)
    yield visitor(create_app(settings))


def metas(client: FlaskClient, identifier: str) -> list[tuple[str, str]]:
    said = page(client, f"/records/{identifier}").css("head > meta[content]")
    named = [(one.attributes.get("name") or one.attributes.get("property"), one.attributes["content"]) for one in said]
    return [(str(name), str(content)) for name, content in named]


def data(client: FlaskClient, identifier: str) -> dict[str, Any]:
    script = only(page(client, f"/records/{identifier}"), "script[type='application/ld+json']")
    found: dict[str, Any] = json.loads(script.text())
    return found


def test_a_paper_has_the_words_of_reports(site: FlaskClient) -> None:
    said = metas(site, "a:paper")
    expected = [
        ("citation_title", "A paper"), ("citation_technical_report_institution", "Office"),
        ("citation_technical_report_number", "7"), ("citation_publication_date", "2015/03"), ("DC.date", "2015-03"),
        ("og:url", f"{SITE}/records/a:paper"), ("og:title", "A paper"),
    ]  # fmt: skip
    assert not set(expected) - set(said)


def test_an_organisation_is_nowhere_a_person(site: FlaskClient) -> None:
    for identifier in ("a:paper", "a:loan"):
        persons = [text for name, text in metas(site, identifier) if name in ("citation_author", "DC.creator")]
        assert set(persons) <= {"Ouma, Marion"}
    assert ("DC.publisher", "World Bank") in metas(site, "a:loan")


@pytest.mark.parametrize("identifier", ["a:loan", "a:meeting", "a:law"])
def test_what_is_no_publication_has_none_of_its_words(site: FlaskClient, identifier: str) -> None:
    assert not [name for name, _ in metas(site, identifier) if name.startswith("citation_")]


def test_when_a_project_began_is_no_date_of_publication(site: FlaskClient) -> None:
    assert not [text for name, text in metas(site, "a:loan") if "date" in name.lower()]
    told = data(site, "a:loan")
    assert "datePublished" not in told and told["temporalCoverage"] == "2011-03-08/2015"
    for suffix in ("ris", "bib", "csl.json"):
        text = site.get(f"/records/a:loan.{suffix}").text
        assert "2011" not in text and "2015" not in text


def test_each_type_has_its_word_of_schema_org(site: FlaskClient) -> None:
    types = {record.id: data(site, record.id)["@type"] for record in RECORDS}
    assert types == {
        "a:paper": "Report", "a:loan": "CreativeWork", "a:meeting": "Event", "a:law": "Legislation",
        "a:article": "ScholarlyArticle",
    }  # fmt: skip
    meeting = data(site, "a:meeting")
    assert (meeting["startDate"], meeting["endDate"]) == ("2020-10-05", "2020-10-08")
    assert "datePublished" not in meeting and meeting["location"][0]["name"] == "India"
    assert data(site, "a:law")["legislationIdentifier"] == "No. 1"
    assert data(site, "a:article")["isPartOf"] == {"@type": "Periodical", "name": "Global Policy", "volumeNumber": "12"}


def test_signposts_lead_to_the_files_and_say_how_to_cite(site: FlaskClient) -> None:
    link = site.get("/records/a:paper").headers["Link"]
    assert '<https://doi.org/10.1234/a%28b%29>; rel="cite-as"' in link
    assert '<https://schema.org/Report>; rel="type"' in link and 'rel="license"' in link
    for suffix, kind in (("ris", "application/x-research-info-systems"), ("bib", "application/x-bibtex")):
        assert f'<{SITE}/records/a:paper.{suffix}>; rel="describedby"; type="{kind}"' in link
    assert f'<{SITE}/records/a:loan>; rel="cite-as"' in site.get("/records/a:loan").headers["Link"]


def test_a_list_can_be_saved_entry_by_entry(site: FlaskClient) -> None:
    spans = HTMLParser(site.get("/search?sort=title").text).css("span.Z3988")
    found = [parse_qs(str(span.attributes["title"])) for span in spans]
    assert len(found) == len(RECORDS)
    forms = {(one.get("rft.atitle") or one.get("rft.btitle") or one["rft.title"])[0]: one for one in found}
    assert forms["An article"]["rft.jtitle"] == ["Global Policy"] and forms["A paper"]["rft.genre"] == ["report"]
    assert forms["A loan"]["rft_val_fmt"] == ["info:ofi/fmt:kev:mtx:dc"] and "rft.date" not in forms["A loan"]
    assert forms["A paper"]["rft.series"] == ["Papers"]


def test_without_a_public_address_nothing_names_one(client: FlaskClient, tmp_path: Path) -> None:
    assert not [text for name, text in metas(client, "demo:bare") if name == "og:url" or "/records/" in text]
    for suffix in ("csv", "ris", "bib", "csl.json"):
        assert "/records/" not in client.get(f"/search.{suffix}").text
