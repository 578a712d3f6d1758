"""What belongs together is shown as one group with its parts, counted as each; a merged id leads to what it became."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from search.authorities import Authorities
from search.engines import open_index
from search.records import Record
from search.settings import Settings
from webapp import create_app

from .pages import json_of, only, page, text, total, visitor


def event(number: int, title: str, *related: int, **more: Any) -> Record:
    named = tuple(f"talks:{n}" for n in related)
    fields: dict[str, Any] = {"title": {"en": title}, "year": 2020, "source": "talks", "related": named}
    return Record(id=f"talks:{number}", **fields | more)


RECORDS = (
    event(1, "Webinar: cash in crises", 2, 3, content_type="webinar", merged=("old:9", "Odd:ü/7.csv")),
    event(2, "Slides: cash in crises", 1, content_type="multimedia"),
    event(3, "Summary: cash in crises of 2020", 1),
    event(4, "Cash in crises, a book", 5),
    event(5, "Nothing of that", *range(10, 18)),
    *(event(n, f"Chapter {n}") for n in range(10, 18)),
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    settings = Settings(data=tmp_path_factory.mktemp("groups"))
    with open_index(settings) as index, index.replacing(Authorities.shipped()) as writer:
        for record in RECORDS:
            writer.add(record)
        assert writer.rejected == []
    return visitor(create_app(settings))


def titles(client: FlaskClient, address: str) -> dict[str, list[str]]:
    """Title of each card -> what stands among its parts, in order."""
    cards = page(client, address).css("article.card")
    return {text(card.css_first(".card-title")): [text(item) for item in card.css("ul.related li")] for card in cards}


def test_hits_of_a_group_stand_together_and_count_as_each(client: FlaskClient) -> None:
    tree = page(client, "/search?q=crises&sort=title")
    assert total(tree) == 4
    assert titles(client, "/search?q=crises&sort=title") == {
        "Cash in crises, a book": ["Nothing of that (2020)"],
        "Slides: cash in crises": ["Webinar: Webinar: cash in crises (2020) talks:1"],
        "Summary: cash in crises of 2020": ["Webinar: Webinar: cash in crises (2020)"],
    }
    assert len(tree.css("li.found")) == 1 and len(only(tree, "li.found").css("mark")) == 1


def test_the_first_has_the_others_as_its_parts(client: FlaskClient) -> None:
    tree = page(client, "/search?q=cash+crises&content_type=webinar&content_type=multimedia&sort=oldest")
    assert total(tree) == 2 and len(tree.css("article.card")) == 1
    assert len(tree.css("li.found")) == 1 and len(only(tree, "li.found").css("mark")) == 2


def test_the_page_says_how_what_is_folded_counts(client: FlaskClient) -> None:
    said = "Each record is counted; those that belong together are shown as one."
    assert said in text(page(client, "/search?q=crises&sort=title").body)
    assert said not in text(page(client, "/search?q=book").body)
    french = text(page(client, "/search?q=crises&sort=title&lang=fr").body)
    assert "Chaque notice est comptée" in french and "Fait partie du même ensemble :" in french


def test_parts_that_are_no_hits_are_named_and_too_many_are_counted(client: FlaskClient) -> None:
    (parts,) = titles(client, "/search?q=%22Nothing+of+that%22").values()
    assert parts == [*(f"Chapter {n} (2020)" for n in range(10, 15)), "and 3 more records"]


def test_the_api_and_files_have_each_record(client: FlaskClient) -> None:
    answer = json_of(client.get("/api/v1/search?q=crises"))
    assert (answer["total"], len(answer["hits"])) == (4, 4)
    assert client.get("/search.csv?q=crises").text.count("talks:") >= 4


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("/records/old:9", "/records/talks:1"),
        ("/records/old:9.ris", "/records/talks:1.ris"),
        ("/records/old:9?lang=fr", "/records/talks:1?lang=fr"),
        ("/api/v1/records/old:9", "/api/v1/records/talks:1"),
        ("/records/Odd:~C3~BC/7.csv", "/records/talks:1"),
    ],
)
def test_a_merged_id_leads_to_what_it_became(client: FlaskClient, asked: str, there: str) -> None:
    answer = client.get(asked)
    assert (answer.status_code, answer.headers["Location"]) == (301, there)
    assert client.get(there).status_code == 200


def test_what_was_never_there_is_still_not_found(client: FlaskClient) -> None:
    for asked in ("/records/old:8", "/records/9", "/records/old:8.ris", "/api/v1/records/old:8", "/api/v1/records/9"):
        assert client.get(asked).status_code == 404, asked
