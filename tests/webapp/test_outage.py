"""When nothing answers: visitors read a sentence meant for them, whoever runs the site reads why, once."""

import logging
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from search.authorities import Authorities
from search.engines import open_index
from search.errors import EngineUnavailable, SearchError
from search.records import INTERFACE_LANGUAGES, Record
from search.settings import Settings
from webapp import create_app
from webapp.errors import LATER, NOT_YET
from webapp.exports import EXPORTS
from webapp.languages import language
from webapp.serving import Logbook
from webapp.serving.log import PAUSE

from .pages import HTMLParser, json_of, text, visitor
from .samples import records

PAGES = (
    "/", "/search?q=pension", "/records/demo:1", "/countries", "/countries/KEN", "/taxonomy", "/about",
    "/taxonomy/programme/cash-transfers", "/embed/v1/country/KEN.html", "/evidence-map",
)  # fmt: skip
API = ("/api/v1/search?q=pension", "/api/v1/records/demo:1")
FILES = tuple(f"/search.{export.suffix}" for export in EXPORTS)
NOT_FOR_VISITORS = ("elastic", "spindex_", "127.0.0.1", "traceback", "urllib", "connection", "/tmp", "spindex build")


@pytest.fixture(scope="module")
def away() -> Iterator[Settings]:
    """Elasticsearch at a port that is ours and on which nobody listens."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
        yield Settings().changed(engine="elasticsearch", elasticsearch_url=url)


@pytest.fixture(scope="module")
def down(away: Settings) -> FlaskClient:
    return visitor(create_app(away))


def fit_for_visitors(body: str) -> bool:
    return not [word for word in NOT_FOR_VISITORS if word in body.lower()]


@pytest.mark.parametrize("address", [*PAGES, *API, *FILES])
def test_a_server_that_is_away(down: FlaskClient, address: str) -> None:
    response = down.get(address)
    assert response.status_code == 503 and int(response.headers["Retry-After"]) > 0
    assert response.headers["Cache-Control"] == "no-store"
    assert fit_for_visitors(response.text)
    if address in API:
        assert json_of(response)["errors"] == [LATER]
    else:
        assert LATER in (text(HTMLParser(response.text).body) if address in PAGES else response.text)


@pytest.mark.parametrize("code", INTERFACE_LANGUAGES)
def test_it_is_told_in_the_language_of_the_page(down: FlaskClient, code: str) -> None:
    tree = HTMLParser(down.get(f"/search?q=pension&lang={code}").text)
    assert " ".join(language(code).gettext(LATER).split()) in text(tree.css_first("main"))  # French has no-break spaces


def test_the_operator_reads_why_in_one_line(away: Settings, caplog: pytest.LogCaptureFixture) -> None:
    client = visitor(create_app(away))
    for _ in range(30):
        client.get("/search?q=pension")
    reason = json_of(client.get("/readyz"))["reason"]
    assert "SPINDEX_ELASTICSEARCH_URL" in reason
    ours = [record.getMessage() for record in caplog.records if record.name == "webapp"]
    assert ours == [f"EngineUnavailable: {reason}"]


def test_a_sentence_comes_again_after_a_pause_with_how_often_it_was_kept_back(caplog: pytest.LogCaptureFixture) -> None:
    now = [1000.0]
    logbook = Logbook(logging.getLogger("test_outage"), lambda: now[0])
    for seconds in (0.0, 1.0, 2.0, PAUSE):
        now[0] += seconds
        logbook.note(EngineUnavailable("It rests:\ncome back."))
    logbook.note(SearchError("Another.", detail="/srv/data"))
    assert [record.getMessage() for record in caplog.records] == [
        "EngineUnavailable: It rests: come back.",
        "EngineUnavailable: It rests: come back. [2 more]",
        "SearchError: Another. (/srv/data)",
    ]


def test_a_log_remembers_few_sentences(caplog: pytest.LogCaptureFixture) -> None:
    logbook = Logbook(logging.getLogger("test_outage"))
    for number in range(10_000):
        logbook.note(SearchError(f"Number {number}."))
    assert len(caplog.records) == 10_000 and len(logbook._written) < 100


@pytest.fixture
def damaged(settings: Settings, tmp_path: Path) -> Settings:
    """An index whose files of the engine are gone."""
    shutil.copytree(settings.data, tmp_path, dirs_exist_ok=True)
    for folder in (tmp_path / settings.index / "versions").glob("*/tantivy"):
        for file in folder.iterdir():
            file.unlink()
        (folder / "meta.json").write_text("{}")
    return Settings(data=tmp_path)


def test_a_folder_is_named_to_the_operator_only(damaged: Settings, tmp_path: Path) -> None:
    for own, told in ((damaged, LATER), (Settings(data=tmp_path / "nothing"), NOT_YET)):
        client = visitor(create_app(own))
        for address in (*PAGES, *API, *FILES, "/readyz"):
            response = client.get(address)
            assert response.status_code == 503 and str(tmp_path) not in response.text, address
            if address != "/readyz":
                assert fit_for_visitors(response.text) and told in (response.text + str(response.json or ""))
        assert "spindex build" in json_of(client.get("/readyz"))["reason"]


def test_the_log_names_the_folder(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    visitor(create_app(Settings(data=tmp_path))).get("/")
    assert str(tmp_path) in caplog.text


@pytest.mark.parametrize("address", ["/healthz", "/robots.txt", "/api/v1/openapi.json"])
def test_what_needs_no_index_does_not_wait_for_one(address: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:  # takes connections, and never answers
        url = f"http://127.0.0.1:{mute.getsockname()[1]}"
        client = visitor(create_app(Settings(engine="elasticsearch", elasticsearch_url=url)))
        mute.settimeout(0.2)
        response = client.get(address)
        again = client.get(address, headers={"If-None-Match": response.headers["ETag"]})
        assert (response.status_code, again.status_code) == (200, 304)
        with pytest.raises(TimeoutError):
            mute.accept()  # nobody has even connected


@pytest.fixture
def harmed(settings: Settings, tmp_path: Path) -> Callable[[str, bytes], Settings]:
    """A copy of the index, in which the files of a pattern are others."""

    def made(pattern: str, content: bytes) -> Settings:
        shutil.copytree(settings.data, tmp_path, dirs_exist_ok=True)
        for file in (tmp_path / settings.index / "versions").glob(pattern):
            file.unlink()
            file.write_bytes(content + b"x" * 100)
        return Settings(data=tmp_path)

    return made


@pytest.mark.parametrize("pattern", ["*/tantivy/*.store", "*/tantivy/*.pos", "*/taxonomy.yaml", "*/version.json"])
def test_ready_is_what_answers_visitors(harmed: Callable[[str, bytes], Settings], pattern: str) -> None:
    client = visitor(create_app(harmed(pattern, b"")))
    assert client.get("/readyz").status_code == client.get("/search?q=pension").status_code == 503


def test_the_version_before_is_shown_and_whoever_runs_it_is_told(
    authorities: Authorities, settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    own = Settings(data=tmp_path)
    with open_index(own) as index:
        for number in (1, 2):
            with index.replacing(authorities) as writer:
                for record in records()[: 10 * number]:
                    writer.add(record)
    live = max((tmp_path / "spindex" / "versions").iterdir())
    (live / "taxonomy.yaml").write_text("")
    client = visitor(create_app(own))
    ready = json_of(client.get("/readyz"))
    assert ready["records"] == 10 and ready["damaged"]
    assert json_of(client.get("/api/v1/search"))["total"] == 10
    assert caplog.text.count("IndexDamaged") == 1 and "taxonomy.yaml: it is not what was written" in caplog.text


@pytest.fixture
def odd(authorities: Authorities, tmp_path: Path) -> Settings:
    """An index in which one record cannot be shown: its address is none."""
    made = Settings(data=tmp_path)
    odd = Record(id="demo:odd", source="demo", title={"en": "Odd pensions"}, country=("KEN",), url="http://[odd")
    with open_index(made) as index, index.replacing(authorities) as writer:
        for record in (*records()[:5], odd):
            writer.add(record)
    return made


@pytest.mark.parametrize("address", ["/search?country=KEN", "/", "/countries/KEN", "/embed/v1/country/KEN.html"])
def test_one_record_costs_no_list(odd: Settings, address: str, caplog: pytest.LogCaptureFixture) -> None:
    response = visitor(create_app(odd)).get(address)
    assert response.status_code == 200 and "Social pensions in Kenya" in response.text
    if address.startswith("/search"):
        assert "cannot be shown in a list" in response.text
        assert "demo:odd" in response.text and "The record demo:odd cannot be shown" in caplog.text


@pytest.mark.parametrize("address", FILES)
def test_one_record_costs_no_file(odd: Settings, address: str) -> None:
    response = visitor(create_app(odd)).get(address)
    assert response.status_code == 200 and len(response.data) > (50 if address.endswith(".ics") else 1000)
