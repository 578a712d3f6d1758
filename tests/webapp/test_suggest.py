"""The page on which visitors suggest a resource: it checks, keeps, limits, and shows what was sent to nobody."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from search import inbox
from search.records import INTERFACE_LANGUAGES
from search.settings import Settings
from webapp import create_app
from webapp.serving import senders

from .pages import HTMLParser, only, page, text, visitor

GOOD = {"title": "A study of pensions", "url": "https://example.org/study"}
FULL = GOOD | {
    "content_type": "publication", "country": "Kenia", "year": "2015", "organisation": "ILO", "language": "es",
    "why": "It counts.\r\nAnd more.", "email": "reader@example.org",
}  # fmt: skip


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    """A data folder of its own, with the index of the others."""
    (tmp_path / settings.index).symlink_to(settings.data / settings.index)
    return tmp_path


@pytest.fixture
def app(settings: Settings, folder: Path) -> Flask:
    return create_app(settings.changed(data=str(folder)))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return visitor(app)


def kept(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(path.read_text()) for path in sorted((folder / "inbox").glob("*.json"))]


def test_what_is_sent_waits_as_a_row_without_who_sent_it(client: FlaskClient, folder: Path) -> None:
    answer = client.post("/suggest?lang=fr", data=FULL, environ_base={"REMOTE_ADDR": "203.0.113.7"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/suggest/thanks?lang=fr")
    assert answer.headers["Cache-Control"] == "no-store" and "Set-Cookie" not in answer.headers
    (one,) = kept(folder)
    assert one["row"] == {
        "title": "A study of pensions", "url": "https://example.org/study", "content_type": "publication",
        "country": "KEN", "year": "2015", "organisation": "ILO", "language": "es",
    }  # fmt: skip
    assert (one["why"], one["email"]) == ("It counts.\nAnd more.", "reader@example.org")
    assert set(one) == {"id", "at", "row", "why", "email"} and "203.0.113" not in json.dumps(one)
    assert "Merci" in text(only(page(client, "/suggest/thanks?lang=fr"), "h1"))
    for address in ("/", "/suggest", "/search?q=pensions", "/suggest/thanks"):
        assert "reader@example.org" not in client.get(address).text


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("title", " ", "Write the title"), ("title", "x" * 501, "at most 500"), ("url", "javascript:alert(1)", "http://"),
        ("url", "", "http://"), ("url", "https://[x", "http://"), ("content_type", "nonsense", "Choose"),
        ("country", "Atlantis", "“Atlantis”"), ("country", "Congo", "“Congo”"), ("year", "15", "four digits"),
        ("year", "٢٠١٥x", "four digits"), ("language", "klingon", "Choose"), ("email", "a b@c", "e-mail address"),
        ("why", "x" * 2001, "at most 2,000"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field_and_what_was_written_stays(
    client: FlaskClient, folder: Path, field: str, value: str, says: str
) -> None:
    answer = client.post("/suggest", data=FULL | {field: value})
    tree = HTMLParser(answer.text)
    assert answer.status_code == 422 and kept(folder) == []
    where = only(tree, f"#{field}").attributes
    assert where["aria-invalid"] == "true" and says in text(only(tree, f"#{where['aria-describedby']}"))
    assert says in text(only(tree, f"[role=alert] li:has(a[href='#{field}'])"))
    other = "title" if field != "title" else "url"
    assert only(tree, f"#{other}").attributes["value"] == FULL[other]


@pytest.mark.parametrize("code", INTERFACE_LANGUAGES)
def test_every_field_has_a_label_in_every_language(client: FlaskClient, code: str) -> None:
    tree = page(client, f"/suggest?lang={code}")
    form = only(tree, "form.suggest")
    assert form.attributes["method"] == "post" and not tree.css("script:not([src]), [style]")
    for field in form.css("input, select, textarea"):
        assert text(only(form, f"label[for={field.attributes['id']}]"))
    wrong = HTMLParser(client.post(f"/suggest?lang={code}", data={"title": ""}).text)
    assert len(wrong.css("[role=alert] li")) == 2 and len(wrong.css("[aria-invalid]")) == 2


def test_nothing_that_was_sent_is_markup(client: FlaskClient) -> None:
    answer = client.post("/suggest", data=dict.fromkeys(FULL, '"><script>alert(1)</script>'))
    assert answer.status_code == 422 and not HTMLParser(answer.text).css("script:not([src])")


def test_a_trap_takes_robots_in(client: FlaskClient, folder: Path) -> None:
    assert client.post("/suggest", data=FULL | {"website": "x"}).status_code == 303 and kept(folder) == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403), ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://evil.example"}, 403), ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}, 303), ({"Origin": "http://localhost"}, 303),
        ({}, 303),
    ],
)  # fmt: skip
def test_only_a_page_of_ours_sends(client: FlaskClient, folder: Path, headers: dict[str, str], status: int) -> None:
    assert client.post("/suggest", data=GOOD, headers=headers).status_code == status
    assert len(kept(folder)) == (status == 303)


def test_more_than_a_form_holds_is_not_read(client: FlaskClient, folder: Path) -> None:
    answer = client.post("/suggest", data=GOOD | {"why": "x" * 50_000})
    assert answer.status_code == 413 and "shorten it" in answer.text and kept(folder) == []


def test_one_address_sends_a_few_an_hour(client: FlaskClient, folder: Path) -> None:
    one = {"REMOTE_ADDR": "203.0.113.7"}
    codes = [client.post("/suggest", data=GOOD, environ_base=one).status_code for _ in range(senders.OF_ONE + 1)]
    assert codes == [303] * senders.OF_ONE + [429]
    assert client.post("/suggest", data=GOOD, environ_base={"REMOTE_ADDR": "203.0.113.8"}).status_code == 303
    assert len(kept(folder)) == senders.OF_ONE + 1


def test_after_an_hour_it_may_again(app: Flask) -> None:
    now = [0.0]
    several = senders.Senders(lambda: now[0])
    with app.test_request_context(environ_base={"REMOTE_ADDR": "203.0.113.7"}):
        assert [several.may() for _ in range(senders.OF_ONE + 1)] == [True] * senders.OF_ONE + [False]
        now[0] = senders.HOUR
        assert several.may()


def test_a_full_inbox_takes_no_more(client: FlaskClient, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "MOST", 1)
    assert client.post("/suggest", data=GOOD).status_code == 303
    answer = client.post("/suggest", data=GOOD)
    assert answer.status_code == 503 and "come back later" in answer.text and len(kept(folder)) == 1


def test_where_nothing_can_be_written_it_is_said(client: FlaskClient, folder: Path) -> None:
    (folder / "inbox").write_text("a file")
    answer = client.post("/suggest", data=GOOD)
    assert answer.status_code == 503 and "try again later" in answer.text


def test_the_foot_and_an_empty_answer_lead_there(client: FlaskClient) -> None:
    assert page(client, "/about").css("footer a[href='/suggest']")
    assert page(client, "/search?q=xyzzyqwerty").css(".nothing a[href='/suggest']")
