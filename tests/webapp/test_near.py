"""On the page of a record: what belongs to it, what else is on its programmes, and what is like it."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from search.authorities import Authorities
from search.engines import open_index
from search.records import Record
from search.settings import Settings
from webapp import create_app

from .pages import json_of, only, page, text, visitor


def _record(number: int, title: str, **fields: object) -> Record:
    return Record.checked({"id": f"n:{number}", "title": {"en": title}, "source": "n", **fields})


RECORDS = (
    _record(1, "Public works in dry seasons", programme=["public-works"], country=["ETH"], isbn=["9789221319672"],
            language=["en"], named_programme=["Bolsa Família"], related=["n:6"]),
    _record(2, "Public works and <b>food</b>", programme=["public-works"], country=["ETH"]),
    _record(3, "Travaux publics", isbn=["9789221319672"], language=["fr"]),
    _record(4, "Annex on wages", related=["n:1"]),
    *(_record(10 + n, f"Bolsa Família, year {n}", named_programme=["Bolsa Família"]) for n in range(7)),
    _record(6, "The study's data"),
    _record(30, "Of its own kind"),
)  # fmt: skip


@pytest.fixture(scope="module")
def near(authorities: Authorities, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    settings = Settings(data=Path(tmp_path_factory.mktemp("near")))
    with open_index(settings) as index, index.replacing(authorities) as writer:
        for record in RECORDS:
            writer.add(record)
    yield visitor(create_app(settings))


def test_what_belongs_together_stands_together_whoever_names_whom(near: FlaskClient) -> None:
    told = [text(item) for item in page(near, "/records/n:1").css("ul.related[aria-labelledby=related] li")]
    assert told == ["The study's data", "the same work in French: Travaux publics", "Annex on wages"]
    assert [text(item) for item in page(near, "/records/n:6").css("ul.related li")] == ["Public works in dry seasons"]


def test_all_on_a_programme_are_one_search_away(near: FlaskClient) -> None:
    tree = page(near, "/records/n:1")
    link = only(tree, "section[aria-labelledby^=programme] p a")
    answer = json_of(near.get("/api/v1/search?" + urlsplit(str(link.attributes["href"])).query))
    assert answer["total"] == 8 and text(link).endswith("(8)")
    assert len(tree.css("section[aria-labelledby^=programme] li")) == 5


def test_what_is_like_it_says_in_which(near: FlaskClient) -> None:
    (item,) = page(near, "/records/n:1?lang=fr").css("section[aria-labelledby=similar] li")
    assert "Public works and <b>food</b>" in text(item) and "En commun\N{NO-BREAK SPACE}: " in item.text()
    assert "Éthiopie" in text(item) and "Travaux publics" in text(item)
    alone = page(near, "/records/n:30")
    assert not alone.css("section[aria-labelledby=similar]") and not alone.css("ul.related")


def test_programs_are_told_the_same(near: FlaskClient) -> None:
    answer = json_of(near.get("/api/v1/similar/n:1"))
    assert [one["id"] for one in answer["similar"]] == ["n:2"]
    assert answer["similar"][0]["tags"] == {"programme": ["public-works"], "country": ["ETH"]}
    assert [one["id"] for one in answer["naming"]] == ["n:4"] and [one["id"] for one in answer["same_work"]] == ["n:3"]
    (programme,) = answer["programmes"]
    assert json_of(near.get(programme["url"]))["total"] == programme["total"] == 8
    assert (
        near.get("/api/v1/similar/n:99").status_code == 404 and near.get("/api/v1/similar/n:1?x=1").status_code == 422
    )
