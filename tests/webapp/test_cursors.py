"""Cursors of the API: a whole answer in steps, and what is said of one that leads nowhere."""

import json

import pytest
from flask.testing import FlaskClient

from .pages import json_of


@pytest.mark.parametrize("question", ["", "q=study&sort=newest", "q=pension+kenya&country=KEN&lang=fr", "q=zzzz"])
def test_cursors_lead_through_a_whole_answer(client: FlaskClient, question: str) -> None:
    found, address = [], f"/api/v1/search?{question}&size=7&cursor=*"
    while address:
        answer = json_of(client.get(address))
        assert answer["links"]["self"] and json_of(client.get(answer["links"]["self"]))["hits"] == answer["hits"]
        found += [hit["id"] for hit in answer["hits"]]
        address = answer["links"]["next"]
        assert (len(found) < answer["total"]) == bool(address)
    assert "cursor" not in answer["query"] and len(set(found)) == len(found) == answer["total"]
    assert found == [json.loads(line)["id"] for line in client.get(f"/search.jsonl?{question}").text.splitlines()]


def test_a_cursor_that_leads_nowhere_is_refused_with_what_to_do(client: FlaskClient) -> None:
    link = json_of(client.get("/api/v1/search?q=study&size=5&cursor=*"))["links"]["next"]
    for address, said in (
        (link.replace("study", "pension"), "another question"), (link[:-2], "cannot be read"),
        (link + "&page=2", "leave page out"), ("/api/v1/search?cursor=1", "cursor=*"),
    ):  # fmt: skip
        response = client.get(address)
        (told,) = json_of(response)["problems"]
        assert response.status_code == 422 and said in told["sentence"]
        assert told["parameter"] in ("cursor", "page") and told["sentence"].endswith(".")
    moved = client.get("/api/v1/search?country=KE&cursor=*")
    assert moved.headers["Location"] == "/api/v1/search?country=KEN&cursor=%2A"
