"""What takes too long is refused in a sentence, and what is long in one that says the limit."""

import subprocess
import sys
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from search.index import deadline
from search.queries import LONGEST_Q, SCALARS
from search.settings import Settings

from .pages import HTMLParser, json_of


@pytest.mark.parametrize("address", ["/search", "/api/v1/search", "/api/v1/facets/author", "/search.atom"])
def test_a_question_that_takes_too_long(client: FlaskClient, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadline, "SECONDS", 0)
    answer = client.get(f"{address}?q=trop&lang=fr")
    assert answer.status_code == 422 and "trop de temps" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_empty_answer_stands_where_there_is_no_time_for_more(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spent(_: object) -> list[int]:
        deadline.worked(deadline.SECONDS + 1)
        deadline.go_on()
        return []

    address = "/api/v1/search?q=study&country=KEN&country.not=KEN"
    assert json_of(client.get(address))["relax"]
    monkeypatch.setattr("search.engines.embedded.snapshot.EmbeddedSnapshot.totals", lambda *_: spent(_))
    answer = client.get(address)
    assert answer.status_code == 200 and json_of(answer)["total"] == 0 and not json_of(answer)["relax"]


def test_parameters_without_number_are_not_all_looked_up(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search?" + urlencode([("topic", f"nothing {n}") for n in range(500)]))
    assert answer.status_code == 422 and len(json_of(answer)["errors"]) <= 100 + len(SCALARS) + 1
    assert any("100 facet values" in error for error in json_of(answer)["errors"])


def test_the_text_of_a_facet_has_the_limit_of_words(client: FlaskClient) -> None:
    assert client.get("/api/v1/facets/author?text=" + "x" * LONGEST_Q).status_code == 200
    assert client.get("/api/v1/facets/author?text=" + "x" * (LONGEST_Q + 1)).status_code == 422


@pytest.mark.parametrize("address", ["/", "/search", "/countries/KEN", "/embed/v1/country/KEN.html", "/nothing"])
def test_forms_take_what_the_limit_allows(client: FlaskClient, address: str) -> None:
    boxes = HTMLParser(client.get(address, follow_redirects=True).text).css("input[name=q]")
    assert boxes and {box.attributes["maxlength"] for box in boxes} == {str(LONGEST_Q)}


FIRST = """
import sys
from pathlib import Path
from search.index import deadline
from search.settings import Settings
from webapp import create_app
deadline.SECONDS = 0.75
print(create_app(Settings(data=Path(sys.argv[1]))).test_client().get("/search?q=pensoin+kenya").status_code)
"""


def test_the_first_question_does_not_pay_for_reading_vocabularies(settings: Settings) -> None:
    done = subprocess.run([sys.executable, "-c", FIRST, settings.data], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "200"
