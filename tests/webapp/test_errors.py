"""Errors: every SearchError has its status and its sentence, on pages, in the API and in files."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from flask.testing import FlaskClient

from search.answers import Status
from search.authorities import Authorities
from search.errors import QueryError, SearchError
from search.index import Index, Snapshot, Writer
from search.sentences import Sentence
from search.settings import Settings
from webapp import create_app
from webapp.errors import ANSWERS
from webapp.exports import EXPORTS

from .pages import HTMLParser, json_of, text, visitor

STATUS = {
    "QueryError": 422,
    "TooCostly": 422,
    "RecordNotFound": 404,
    "IndexNotReady": 503,
    "IndexBusy": 503,
    "EngineUnavailable": 503,
    "IndexDamaged": 503,
    "ConfigurationError": 500,
    "SourceError": 500,
}


class Broken(Index):
    """An index that answers everything with one error."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def snapshot(self) -> Snapshot:
        raise self.error

    def content(self) -> str:
        raise self.error

    def replacing(
        self,
        authorities: Authorities,
        approve: Callable[[Snapshot], None] = lambda _: None,
        since: str | None = None,
    ) -> AbstractContextManager[Writer]:
        raise self.error

    def updating(self, authorities: Authorities, since: str | None = None) -> AbstractContextManager[Writer]:
        raise self.error

    def rollback(self, since: str | None = None, noting: Callable[[], None] = lambda: None) -> Status:
        raise self.error

    def versions(self) -> list[Status]:
        raise self.error


def below(kind: type[SearchError]) -> Iterator[type[SearchError]]:
    for child in kind.__subclasses__():
        yield child
        yield from below(child)


def asking(error: Exception, settings: Settings) -> FlaskClient:
    return visitor(create_app(settings, Broken(error)))


def ours() -> list[type[SearchError]]:
    return [kind for kind in below(SearchError) if kind.__module__ == "search.errors"]


def test_the_table_knows_every_error() -> None:
    assert {kind.__name__ for kind in ours()} == set(STATUS)
    assert set(ours()) <= set(ANSWERS)


@pytest.mark.parametrize("kind", ours(), ids=lambda kind: kind.__name__)
def test_each_error_has_its_status_and_its_sentence(kind: type[SearchError], settings: Settings) -> None:
    sentence = "The secret <b>folder</b> /srv is gone: restore it."
    client = asking(kind(Sentence(sentence)) if issubclass(kind, QueryError) else kind(sentence), settings)
    told = STATUS[kind.__name__] in (404, 422)  # what a visitor can do something about
    for address in ("/", "/search", "/countries/KEN", "/about", "/embed/v1/country/KEN.html"):
        response = client.get(address)
        assert response.status_code == STATUS[kind.__name__]
        assert (sentence in text(HTMLParser(response.text).css_first("body"))) == told
        assert "<b>folder" not in response.text and "Traceback" not in response.text
    for address in ("/api/v1/search", "/api/v1/records/a:1"):
        response = client.get(address)
        assert response.status_code == STATUS[kind.__name__]
        assert (json_of(response)["errors"] == [sentence]) == told
    for address in (f"/search.{export.suffix}" for export in EXPORTS):
        response = client.get(address)
        assert response.status_code == STATUS[kind.__name__] and (sentence in response.text) == told
    assert ("Retry-After" in response.headers) == (STATUS[kind.__name__] == 503)


def test_a_child_of_an_error_is_answered_as_its_parent(settings: Settings) -> None:
    class Later(QueryError):
        pass

    assert asking(Later(Sentence("No.")), settings).get("/api/v1/search").status_code == 422


def test_what_nobody_foresaw_is_told_without_its_inside(settings: Settings) -> None:
    client = asking(ZeroDivisionError("inside"), settings)
    for address in ("/", "/api/v1/search", "/search.csv"):
        response = client.get(address)
        assert response.status_code == 500 and "inside" not in response.text and "log of this site" in response.text


def test_ready_and_alive_are_two_things(settings: Settings, client: FlaskClient) -> None:
    from search.errors import EngineUnavailable

    down = asking(EngineUnavailable("The engine rests: come back."), settings)
    assert down.get("/healthz").status_code == 200
    asked = down.get("/readyz")
    assert asked.status_code == 503 and json_of(asked)["reason"].startswith("The engine rests")
    assert asking(ZeroDivisionError("inside"), settings).get("/readyz").json == {
        "ready": False,
        "reason": "ZeroDivisionError",
    }
    ready = client.get("/readyz")
    assert ready.status_code == 200 and json_of(ready)["ready"] is True and json_of(ready)["records"] > 0


def test_no_such_page(client: FlaskClient) -> None:
    response = client.get("/nothing/here")
    tree = HTMLParser(response.text)
    assert response.status_code == 404 and tree.css_first("form[action='/search']") is not None
    assert "Index" in text(tree.css_first("footer"))


def test_other_methods_are_refused(client: FlaskClient) -> None:
    response = client.post("/search")
    assert response.status_code == 405 and "GET" in response.headers["Allow"]


def test_nothing_is_opened_before_it_is_asked(settings: Settings, tmp_path: object) -> None:
    app = create_app(settings.changed(data=str(tmp_path)))
    assert app.test_client().get("/healthz").status_code == 200
    assert app.test_client().get("/").status_code == 503
