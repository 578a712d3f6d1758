"""Sentences: each can be said in every language of the interface, and no page says one in English by accident."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from flask.testing import FlaskClient

import webapp
from search.queries import Query
from search.records import INTERFACE_LANGUAGES
from search.sentences import Choice, Sentence
from tests.webapp.test_translations import KEYWORDS, METHODS, OPTIONS
from webapp.languages import language

from .pages import HTMLParser, text

ROOT = Path(webapp.__file__).parents[1]
OTHERS = INTERFACE_LANGUAGES[1:]
BLANK = re.compile(r"%\((\w+)\)s")


@cache
def templates() -> list[str]:
    """Every sentence with or without values that visitors may read."""
    found = (
        message
        for folder in ("search", "webapp")
        for _, _, message, _, _ in extract_from_dir(ROOT / folder, METHODS, OPTIONS, KEYWORDS)
    )
    return sorted({one for message in found for one in ([message] if isinstance(message, str) else message)})


@pytest.mark.parametrize("code", INTERFACE_LANGUAGES)
def test_every_sentence_can_be_said(code: str) -> None:
    voice = language(code)
    assert len(templates()) > 200
    for template in templates():
        values = {name: Choice(["KEN", "UGA"]) if name == "nearest" else "«x»" for name in BLANK.findall(template)}
        said = Sentence(template, **values).said(voice)
        counted = code == "ar" and set(values) in ({"num"}, {"count"})  # one is a word in Arabic
        assert said and "%(" not in said and (counted or not values or "«x»" in said or "UGA" in said), template


def test_numbers_are_written_as_the_language_does() -> None:
    sentence = Sentence("%(limit)s", limit=10_000)
    assert str(sentence) == "10,000"
    assert (
        sentence.said(language("fr")).replace("\u202f", " ") == "10 000" and sentence.said(language("es")) == "10.000"
    )


ADDRESSES = [
    "/search?contry=KEN", "/search?country=Atlantis", "/search?programme=cash-transfer", "/search?size=500",
    "/search?page=0", "/search?page=5000", "/search?year.from=abc", "/search?size=many", "/search?sort=best",
    f"/search?q={'x' * 600}", "/records/none", "/taxonomy/programme/foo", "/taxonomy/colours", "/countries/Atlantis",
    "/countries/Zimbabawe", "/search?q=!!!", "/search?q=cash+transfers", "/search?q=zebra+pension+study",
    "/search?q=10.1234/pension.1", "/search?q=title:pension", "/search?q=%22social+pensions%22", "/search?q=protec*",
    "/search?q=pension+-study", "/search?q=pension+OR+study", "/nothing", "/search.csv?contry=KEN",
    "/api/v1/search?contry=KEN", "/api/v1/records/none",
]  # fmt: skip


@cache
def english() -> list[str]:
    """Stretches of English sentences that are long enough to be nothing else."""
    parts = (part.strip(" :;.,?!“”") for template in templates() for part in BLANK.split(template)[::2])
    return sorted({part for part in parts if len(part) > 14 and " " in part})


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("address", ADDRESSES)
def test_no_sentence_is_english_by_accident(client: FlaskClient, address: str, code: str) -> None:
    response = client.get(f"{address}{'&' if '?' in address else '?'}lang={code}", follow_redirects=True)
    page = HTMLParser(response.text)
    for node in page.css("[lang=en], script, style"):
        node.decompose()
    said = text(page.body) if response.mimetype == "text/html" else response.text
    voice = language(code)
    wrong = [part for part in english() if part in said and part not in voice.gettext(part)]
    assert not wrong


@pytest.mark.parametrize("code", OTHERS)
def test_what_is_refused_is_told_in_the_language(client: FlaskClient, code: str) -> None:
    response = client.post(f"/search?lang={code}")
    heading = text(HTMLParser(response.text).css_first("h1"))
    assert response.status_code == 405 and "GET" in response.headers["Allow"]
    assert heading == language(code).gettext("This address can only be read") != "This address can only be read"


def test_words_are_read_aloud_in_the_language(client: FlaskClient) -> None:
    def told(address: str) -> str:
        return str((client.get(address).json or {})["read_as"])

    assert told("/api/v1/search?q=writer+-study") == "writer and not study"
    assert told("/api/v1/search?q=writer+-study&lang=fr") == "writer, sauf study"
    assert told("/api/v1/search?q=title:pension&lang=es") == "pension en el campo title"
    said = "«\u00a0cash transfers\u00a0»\u00a0; et aussi le descripteur Transferts"
    assert told("/api/v1/search?q=cash+transfers&lang=fr").startswith(said)


def test_questions_are_compared_by_what_they_ask() -> None:
    assert Query() == Query() and Sentence("a %(b)s", b=1) == Sentence("a %(b)s", b=1) != Sentence("a %(b)s", b=2)
