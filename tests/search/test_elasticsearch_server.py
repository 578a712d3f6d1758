"""What only a server can get wrong: lost answers, foreign indexes, blocks, locks, refusals, remains."""

import secrets
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from elasticsearch import Elasticsearch

from search.authorities import Authorities, Countries, Indicators, Taxonomy
from search.engines import open_index
from search.errors import ConfigurationError, EngineUnavailable, IndexBusy
from search.index import Index, Writer
from search.paths import data_file
from search.queries import Query
from search.records import RawRow, Record
from search.settings import Settings
from tests.contract.samples import records

pytestmark = pytest.mark.elasticsearch

FIRST = records(seed=1, count=30)
SECOND = records(seed=2, count=20)


@pytest.fixture(scope="module")
def authorities() -> Authorities:
    taxonomy = Taxonomy.load(Path(__file__).parents[1] / "contract" / "taxonomy.yaml")
    countries = Countries.load(data_file("mappings") / "countries.yaml", taxonomy)
    return Authorities(taxonomy, countries, Indicators())


@pytest.fixture
def client(elasticsearch_url: str) -> Iterator[Elasticsearch]:
    with Elasticsearch(elasticsearch_url) as opened:
        yield opened


@pytest.fixture
def settings(elasticsearch_url: str, client: Elasticsearch) -> Iterator[Settings]:
    name = f"spindex-test-{secrets.token_hex(4)}"
    yield Settings().changed(engine="elasticsearch", index=name, elasticsearch_url=elasticsearch_url)
    for found in [*client.indices.get(index=f"{name}*")]:
        client.indices.delete(index=found)


@pytest.fixture
def index(settings: Settings) -> Iterator[Index]:
    with open_index(settings) as opened:
        yield opened


def write(writer: Writer, contents: list[Record]) -> None:
    for record in contents:
        writer.add(record)


def fill(index: Index, authorities: Authorities, contents: list[Record]) -> None:
    with index.replacing(authorities) as writer:
        write(writer, contents)
    assert writer.rejected == []


def ids(index: Index) -> set[str]:
    return {record.id for record in index.scan(Query())}


def versions(client: Elasticsearch, settings: Settings) -> list[str]:
    found = client.indices.get(index=f"{settings.index}-*")
    return sorted(name for name in found if not name.endswith(("-lock", "-authorities")))


class Deaf(BaseHTTPRequestHandler):
    """Passes everything on to the server, and hangs up instead of giving back the first answer about aliases."""

    target = ""
    lost: ClassVar[list[str]]

    def pass_on(self) -> None:
        connection = HTTPConnection(self.target)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {k: v for k, v in self.headers.items() if k.lower() not in ("host", "connection")}
        connection.request(self.command, self.path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        if self.path.startswith("/_aliases") and not self.lost:
            self.lost.append(self.path)
            self.close_connection = True
            return
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("content-length", "transfer-encoding"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = pass_on

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def deaf(settings: Settings) -> Iterator[Settings]:
    class Handler(Deaf):
        target = settings.elasticsearch_url.partition("//")[2]
        lost: ClassVar[list[str]] = []

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        threading.Thread(target=http.serve_forever, args=(0.05,), daemon=True).start()
        yield settings.changed(elasticsearch_url=f"http://127.0.0.1:{http.server_port}")
        http.shutdown()
    assert Handler.lost, "nothing was lost"


@pytest.mark.slow  # a server of its own
def test_a_swap_whose_answer_is_lost_has_happened(
    deaf: Settings, index: Index, client: Elasticsearch, settings: Settings, authorities: Authorities
) -> None:
    fill(index, authorities, FIRST)
    with open_index(deaf) as far:
        fill(far, authorities, SECOND)
    assert ids(index) == {record.id for record in SECOND}
    assert [status.records for status in index.versions()] == [len(SECOND), len(FIRST)]
    assert len(versions(client, settings)) == 2


def test_an_update_is_seen_when_it_is_finished_and_not_before(index: Index, authorities: Authorities) -> None:
    fill(index, authorities, FIRST)
    new = Record(id="new:1", source="new", title={"en": "New"})
    with pytest.raises(ZeroDivisionError), index.updating(authorities) as writer:
        writer.add(new)
        writer.remove(FIRST[0].id)
        writer.flush()
        assert new.id not in index.snapshot().fetch([new.id])
        assert ids(index) == {record.id for record in FIRST}
        raise ZeroDivisionError
    assert index.get(FIRST[0].id) == FIRST[0] and index.status().records == len(FIRST)
    with index.updating(authorities) as writer:
        writer.add(new)
        writer.remove(FIRST[0].id)
    assert ids(index) == {record.id for record in FIRST[1:]} | {new.id}


def test_an_index_of_somebody_else_is_left_alone(
    index: Index, client: Elasticsearch, settings: Settings, authorities: Authorities
) -> None:
    client.index(index=settings.index, id="1", document={"theirs": 1}, refresh=True)
    with pytest.raises(ConfigurationError, match="SPINDEX_INDEX"):
        index.status()
    with pytest.raises(ConfigurationError, match="SPINDEX_INDEX"):
        fill(index, authorities, FIRST)
    assert client.count(index=settings.index)["count"] == 1 and versions(client, settings) == []


def test_remains_are_swept_and_neighbours_are_not(
    index: Index, client: Elasticsearch, settings: Settings, authorities: Authorities
) -> None:
    neighbour = f"{settings.index}-staging-20260101t000000000000z-0123abcd"
    remains = f"{settings.index}-20260101t000000000000z-0123abcd"
    for name in (neighbour, remains, f"{settings.index}-20260102t000000000000z-0123abcd-authorities"):
        client.indices.create(index=name, mappings={"dynamic": "strict"})  # as every index of ours begins
    fill(index, authorities, FIRST)
    left = set(client.indices.get(index=f"{settings.index}-*"))
    live = index.status().version
    assert left == {neighbour, live, f"{live}-authorities", f"{settings.index}-lock"}


@pytest.mark.parametrize("block", ["write", "read_only_allow_delete"])  # the second is what a full disk sets
def test_a_full_disk_is_said_in_our_words(
    index: Index, client: Elasticsearch, settings: Settings, authorities: Authorities, block: str
) -> None:
    fill(index, authorities, FIRST)
    client.indices.put_settings(index=settings.index, settings={f"index.blocks.{block}": True})
    with pytest.raises(EngineUnavailable, match="disk is full"), index.updating(authorities) as writer:
        write(writer, SECOND)
    assert ids(index) == {record.id for record in FIRST}


def test_a_writer_taken_for_dead_shows_nothing(
    index: Index, client: Elasticsearch, settings: Settings, authorities: Authorities
) -> None:
    fill(index, authorities, FIRST)
    with pytest.raises(IndexBusy, match="taken over"), index.replacing(authorities) as writer:
        write(writer, SECOND)
        other = {"owner": "another", "token": "another", "term": 1, "until": 0}
        client.index(index=f"{settings.index}-lock", id="writer", document=other)
    assert ids(index) == {record.id for record in FIRST}
    fill(index, authorities, SECOND)
    assert len(versions(client, settings)) == 2


def test_an_earlier_writer_does_not_undo_what_a_later_one_wrote(
    index: Index, client: Elasticsearch, settings: Settings, authorities: Authorities
) -> None:
    fill(index, authorities, FIRST)
    live = index.status().version
    later = client.get(index=live, id=FIRST[0].id)
    with pytest.raises(IndexBusy, match="taken over"), index.updating(authorities) as writer:
        client.index(
            index=live, id=FIRST[0].id, document=later["_source"], version=later["_version"] + 2**45,
            version_type="external",
        )  # fmt: skip
        write(writer, FIRST)


def test_each_writer_has_a_higher_term_even_when_the_clock_goes_back(
    index: Index, client: Elasticsearch, settings: Settings, authorities: Authorities
) -> None:
    fill(index, authorities, FIRST)
    lock: dict[str, Any] = {"index": f"{settings.index}-lock", "id": "writer"}
    ahead = client.get(**lock)["_source"]
    assert ahead["until"] == 0
    client.index(**lock, document={**ahead, "term": ahead["term"] + 10**9})
    changed = FIRST[0].changed(title={"en": "Changed"})
    for record in (changed, FIRST[0], changed):
        with index.updating(authorities) as writer:
            writer.add(record)
    assert index.get(changed.id) == changed
    assert client.get(**lock)["_source"]["term"] == ahead["term"] + 10**9 + 3


def test_refused_records_are_named_and_the_others_are_there(index: Index, authorities: Authorities) -> None:
    long = Record(id="bad:long", source="bad", title={"en": "T"}, url="https://example.org/" + "x" * 40_000)
    half = Record(
        id="bad:half", source="bad", title={"en": "T"}, raw=(RawRow(file="f", row=1, columns={"a": "\ud800"}),)
    )
    with index.replacing(authorities) as writer:
        write(writer, [*FIRST, long, half])
    assert {rejection.id for rejection in writer.rejected} == {"bad:long", "bad:half"}
    assert not any("Exception" in str(rejection.reason) for rejection in writer.rejected)
    assert ids(index) == {record.id for record in FIRST}


def test_a_scan_that_is_left_early_keeps_nothing_open(
    index: Index, client: Elasticsearch, authorities: Authorities
) -> None:
    fill(index, authorities, records(seed=3, count=1200))
    assert len(ids(index)) == 1200
    scan = index.snapshot().scan(Query())
    next(scan)
    del scan
    found = client.indices.stats(index=index.status().version, metric="search")["_all"]["total"]["search"]
    assert found["query_total"] and found["open_contexts"] == 0
