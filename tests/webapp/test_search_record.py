"""A search is reported by a file, and the file says later what has changed since."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.authorities import Authorities
from search.engines import open_index
from search.index import Index
from search.settings import Settings
from webapp import create_app

from .pages import HTMLParser, json_of, only, text, visitor
from .samples import records
from .test_search_page import QUESTIONS


def record_of(client: FlaskClient, question: str) -> dict[str, Any]:
    answer = client.get(f"/search/record?{question}", follow_redirects=True)
    assert answer.status_code == 200 and answer.mimetype == "application/json"
    assert answer.headers["Content-Disposition"].endswith('.record.json"')
    made: dict[str, Any] = json_of(answer)
    return made


def verified(client: FlaskClient, record: object, status: int = 200) -> HTMLParser:
    data = record if isinstance(record, bytes) else json.dumps(record).encode()
    answer = client.post("/search/verify", data={"record": (io.BytesIO(data), "record.json")})
    assert answer.status_code == status, answer.text
    return HTMLParser(answer.text)


@pytest.mark.parametrize("question", QUESTIONS)
def test_it_says_what_was_asked_and_found(client: FlaskClient, question: str) -> None:
    made, answer = record_of(client, question), json_of(client.get(f"/api/v1/search?{question}"))
    assert made["total"] == answer["total"] == len(made["ids"]) == len(set(made["ids"]))
    assert {hit["id"] for hit in answer["hits"]} <= set(made["ids"])
    assert sum(rung["records"] for rung in made["rungs"]) == made["total"]
    assert made["index"]["version"] == answer["index"]["version"]
    kinds = made["known"]["country"]
    assert sum(kinds.values()) >= sum(bool(hit["record"]["country"]) for hit in answer["hits"])
    assert client.get(made["address"]).status_code == 200
    assert "The same search finds the same records today." in verified(client, made).text()


@pytest.fixture
def changing(authorities: Authorities, tmp_path: Path) -> tuple[Index, FlaskClient]:
    """An index of its own that changes, and a visitor to it."""
    made = Settings(data=tmp_path)
    index = open_index(made)
    with index.replacing(authorities) as writer:
        for one in records():
            writer.add(one)
    return index, visitor(create_app(made))


def test_it_says_what_has_changed(changing: tuple[Index, FlaskClient], authorities: Authorities) -> None:
    index, client = changing
    then = record_of(client, "country=KEN")
    gone, moved, *_ = then["ids"]
    with index.updating(authorities) as writer:
        writer.remove(gone)
        writer.add(index.get(moved).changed(country=()))
        writer.add(next(one for one in records() if one.id == gone).changed(id="demo:new"))
    page = verified(client, then)
    assert text(page.css("h2")[0]) == "Found now, not then (1)" and text(page.css("h2")[1]) == "Found then, not now (2)"
    assert "No longer in the index: 1" in page.text()
    listed = [text(node) for node in page.css("main li .id")]
    assert sorted(listed) == sorted(["demo:new", gone, moved])
    assert len(page.css("main li a")) == 2  # what the index has no longer leads nowhere


def test_a_file_that_was_changed_by_hand_is_told(client: FlaskClient) -> None:
    made = record_of(client, "country=KEN")
    assert not verified(client, made).css(".notice")
    made["ids"] = made["ids"][1:]
    page = verified(client, made)
    assert "do not fit its check sum" in text(only(page, ".notice")) and "Found now, not then (1)" in page.text()


def test_what_cannot_be_asked_any_more_is_told(client: FlaskClient) -> None:
    made = record_of(client, "country=KEN")
    made["parameters"] += [["programme", "no-such-thing"]]
    assert "no-such-thing" in text(only(verified(client, made), ".notice ul"))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200) | st.text(max_size=50).map(str.encode) | st.sampled_from([b"", b"{}", b"[]", b"null"]))
def test_any_other_file_is_refused_in_a_sentence(client: FlaskClient, data: bytes) -> None:
    assert text(only(verified(client, data, 422), ".notice")).endswith(".")


def test_what_is_too_large_or_no_form_is_refused(client: FlaskClient) -> None:
    assert client.post("/search/verify", data=b"x", content_type="text/plain").status_code == 422
    answer = client.post("/search/verify", headers={"Content-Length": "30000000"}, data=b"")
    assert answer.status_code == 413
    assert client.get("/search/record?contry=KEN").status_code == 422
