"""Why a record was found, where nothing on its card is marked for a part of the question: on pages and in the API."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from search.authorities import Authorities
from search.engines import open_index
from search.records import Record
from search.settings import Settings
from webapp import create_app

from .pages import json_of, page, text, visitor
from .test_understood import QUESTIONS

Ask = Callable[[str], dict[str, Any]]


def record(identifier: str, **fields: Any) -> Record:
    named = {"title": {"en": f"Report of the year {identifier}"}, "source": "r"}
    return Record(id=f"r:{identifier}", **{**named, **fields})


RECORDS = (
    record("tagged", programme=("public-works",), country=("KEN",)),
    record("told", title={"en": "Public works in Kenya"}, programme=("public-works",), country=("KEN",)),
    record("span", title={"en": "Floods"}, year=2009, start="2009", end="2011"),
    record("one", title={"en": "Floods"}, year=2010, published="2010-05", keyword=("Cadastre",)),
    record("goes", title={"en": "Floods"}, year=2003, start="2003", status="active"),
    record("names", author=("Ouma, Marion", "Doe, Jan", "Silva, Ana", "Berg, Nils"), organisation=("Office of Quito",)),
    record("words", abstract={"en": "An account.", "es": "Un relato de los subsidios."}),
    record("numbered", doi="10.1234/floods.1", isbn=("9780306406157",), url="https://www.example.org/floods-of-1"),
    record("p117310", title={"en": "A project"}),
    record("printed", publisher="Nairobi Press", title={"en": "A book", "fr": "Un livre sur les crues"}),
)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    settings = Settings(data=tmp_path_factory.mktemp("matched"))
    with open_index(settings) as index, index.replacing(Authorities.shipped()) as writer:
        for one in RECORDS:
            writer.add(one)
        assert writer.rejected == []
    return visitor(create_app(settings))


def why(client: FlaskClient, q: str, more: str = "") -> dict[str, str]:
    """Id of each card -> what it says; empty where it says nothing."""
    cards = page(client, f"/search?q={quote(q)}{more}").css("article.card")
    return {text(card.css_first(".id")): " ".join(text(said) for said in card.css(".why")) for card in cards}


@pytest.mark.parametrize(
    ("q", "more", "identifier", "said"),
    [
        ("obras públicas", "", "tagged", "Tagged Public works, from “obras públicas”"),
        ("public works", "", "tagged", "Tagged Public works"),
        ("social assistance", "", "tagged", "Tagged Public works, narrower than “social assistance”"),
        ("Kenia", "", "tagged", "Country: Kenya, from “Kenia”"),
        ("Kenia", "&names=typed", "tagged", "Country: Kenya, from “Kenia”"),
        ("country:Ken*", "", "tagged", "Country: Kenya, from “ken”"),
        ("public works Kenia", "", "tagged", "Tagged Public works; Country: Kenya, from “Kenia”"),
        ("report public works", "", "tagged", "Tagged Public works"),
        ("floods 2010", "", "span", "Year: 2009–2011, from “2010”"),
        ("floods 2010", "", "one", "Year: 2010"),
        ("floods since 2010", "", "goes", "Year: since 2003, from “since 2010”"),
        ("floods before 2011", "", "span", "Year: 2009–2011, from “until 2010”"),
        ("cadastre", "", "one", "Keyword: Cadastre"),
        ("Berg", "", "names", "Author: Berg, Nils, from “Berg”"),
        ("Office of Quito", "", "names", "Organisation: Office of Quito"),
        ("subsidios", "", "words", "Abstract: Spanish, from “subsidios”"),
        ("doi:10.1234/floods.1", "", "numbered", "DOI: 10.1234/floods.1"),
        ("978-0-306-40615-7", "", "numbered", "ISBN: 9780306406157"),
        ("example.org/floods-of-1", "", "numbered",
         "Link: https://www.example.org/floods-of-1, from “example.org/floods-of-1”"),
        ("r:p117310", "", "p117310", "Identifier: r:p117310"),
        ("Press Nairobi", "", "printed", "Publisher: Nairobi Press, from “Press Nairobi”"),
        ("livre", "", "printed", "Title: Un livre sur les crues, from “livre”"),
        ("Kenia", "&lang=fr", "tagged", "Pays\u00a0: Kenya, d’après «\u00a0Kenia\u00a0»"),
        ("social assistance", "&lang=fr", "tagged",
         "Descripteur\u00a0: Travaux publics, terme spécifique de «\u00a0social assistance\u00a0»"),
        ("public works Kenia", "&lang=ar", "tagged",
         "الوسم: الأشغال العامة، استنادًا إلى «public works»؛ البلد: كينيا، استنادًا إلى «Kenia»"),
    ],
)  # fmt: skip
def test_a_card_says_why(few: FlaskClient, q: str, more: str, identifier: str, said: str) -> None:
    assert why(few, q, more)[f"r:{identifier}"] == " ".join(said.split())


@pytest.mark.parametrize(
    ("q", "identifier"),
    [("public works", "told"), ("Kenya", "told"), ("Ouma", "names"), ("report", "tagged"), ("", "tagged")],
)
def test_what_is_marked_says_it_by_itself(few: FlaskClient, q: str, identifier: str) -> None:
    assert why(few, q)[f"r:{identifier}"] == ""


def test_the_api_says_it_with_the_records_own_value(few: FlaskClient) -> None:
    answer = json_of(few.get("/api/v1/search?q=social+assistance+Kenia&lang=fr"))
    found = {hit["id"]: hit["matched"] for hit in answer["hits"]}
    assert found["r:tagged"] == [
        {"facet": "programme", "value": "public-works", "label": "Travaux publics", "typed": "social assistance"},
        {"facet": "country", "value": "KEN", "label": "Kenya", "typed": "Kenia"},
    ]
    answer = json_of(few.get("/api/v1/search?q=public+works+Kenia"))
    assert [one["facet"] for one in next(hit for hit in answer["hits"] if hit["id"] == "r:told")["matched"]] == [
        "country"
    ]


@pytest.mark.parametrize("question", [*QUESTIONS, "q=estudio", "q=Nairobi", "q=plain:7", "q=african+pensioner"])
@pytest.mark.parametrize("more", ["", "&lang=ar", "&names=typed&sort=newest"])
def test_nothing_is_found_without_a_reason(client: FlaskClient, ask: Ask, question: str, more: str) -> None:
    """What is said is true of the record, and of no part that it lacks."""
    for hit in ask(f"{question}{more}&size=60")["hits"]:
        marked = [hit["highlights"][field] for field in ("title", "abstract") if field in hit["highlights"]]
        names = [name for name in ("author", "organisation") if name in hit["highlights"]]
        assert marked or names or hit["matched"], hit["id"]
        for one in hit["matched"]:
            own = hit["record"][one["facet"]]
            assert one["value"] in (own if isinstance(own, list | dict) else [str(own)])
            assert one["typed"] not in hit["lacks"]


def test_why_and_what_lacks_stand_side_by_side(client: FlaskClient, ask: Ask) -> None:
    question = "q=school+feeding+Kenia+zebra&sort=newest&size=20"
    cards = {text(card.css_first(".id")): card for card in page(client, f"/search?{question}").css("article.card")}
    assert any(hit["matched"] and hit["lacks"] for hit in ask(question)["hits"])
    for hit in ask(question)["hits"]:
        said = " ".join(text(one) for one in cards[hit["id"]].css(".why"))
        assert bool(said) == bool(hit["matched"]) and all(one["label"] in said for one in hit["matched"])
