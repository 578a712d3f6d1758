"""Whatever is lost, cut, late or refused on the way: nothing is lost or doubled, or our own words say that it failed."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from search.countries import Countries
from search.engines import elasticsearch_writer, open_index
from search.index import Authorities, Index, Writer
from search.indicators import Indicators
from search.paths import data_file
from search.query import Query
from search.record import Record
from search.settings import Settings
from search.taxonomy import Taxonomy
from tests.contract.samples import records
from tests.faults.proxy import Fault, Proxy, beheaded, halved, lost, passed, put_off, refused, unsent

pytestmark = pytest.mark.elasticsearch

FIRST = records(seed=1, count=60)
SECOND = records(seed=2, count=50)
BUSY = refused(429, "es_rejected_execution_exception")
BULK = "/_bulk"


@pytest.fixture(scope="module")
def authorities() -> Authorities:
    taxonomy = Taxonomy.load(Path(__file__).parents[1] / "contract" / "taxonomy.yaml")
    countries = Countries.load(data_file("mappings") / "countries.yaml", taxonomy)
    return Authorities(taxonomy, countries, Indicators())


@pytest.fixture
def settings(elasticsearch_url: str) -> Iterator[Settings]:
    name = f"spindex-test-{secrets.token_hex(4)}"
    yield Settings().changed(engine="elasticsearch", index=name, elasticsearch_url=elasticsearch_url)
    with Elasticsearch(elasticsearch_url) as client:
        for found in [*client.indices.get(index=f"{name}*")]:
            client.indices.delete(index=found)


@pytest.fixture
def near(settings: Settings) -> Iterator[Index]:
    """The index as the server itself shows it."""
    with open_index(settings) as opened:
        yield opened


@pytest.fixture
def proxy(settings: Settings) -> Iterator[Proxy]:
    with Proxy(settings.elasticsearch_url.partition("//")[2]).serving() as serving:
        yield serving


@pytest.fixture
def far(settings: Settings, proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> Iterator[Index]:
    """The same index, through the proxy."""
    monkeypatch.setattr(elasticsearch_writer, "BATCH", 10)
    with open_index(settings.changed(elasticsearch_url=proxy.url)) as opened:
        yield opened


def write(writer: Writer, contents: list[Record]) -> None:
    for record in contents:
        writer.add(record)


def fill(index: Index, authorities: Authorities, contents: list[Record]) -> None:
    with index.replacing(authorities) as writer:
        write(writer, contents)
    assert writer.rejected == []


def update(index: Index, authorities: Authorities, new: list[Record], gone: list[Record]) -> None:
    with index.updating(authorities) as writer:
        write(writer, new)
        for record in gone:
            writer.remove(record.id)
    assert writer.rejected == []


def holds(index: Index, expected: list[Record]) -> bool:
    """Whether exactly these are live: by scan, total, and what the version says of itself."""
    found = list(index.scan(Query()))
    assert len(found) == index.search(Query()).total == index.count([Query()])[0] == index.status().records
    return {record.id: record for record in found} == {record.id: record for record in expected} and len(found) == len(
        expected
    )


SURVIVED: dict[str, list[Fault]] = {
    "cut before": [unsent, passed, unsent, passed, unsent],
    "cut after": [lost, passed, lost, lost, passed, lost],
    "half an answer": [halved, passed, halved, halved, passed, beheaded],
    "a busy server": [BUSY, BUSY, passed, BUSY, BUSY, BUSY, BUSY, BUSY, BUSY],
    "busy with single operations": [put_off, passed, put_off, put_off, lost],
}


@pytest.mark.parametrize("faults", SURVIVED.values(), ids=SURVIVED)
def test_a_build_and_an_update_lose_and_double_nothing(
    faults: list[Fault], proxy: Proxy, far: Index, near: Index, authorities: Authorities
) -> None:
    proxy.on(BULK, faults)
    fill(far, authorities, FIRST)
    assert holds(near, FIRST) and len(proxy.met()) == len([fault for fault in faults if fault is not passed])
    proxy.on(BULK, faults)
    new = [record.changed(id=f"new:{number}") for number, record in enumerate(SECOND)]
    update(far, authorities, new, FIRST[::2])
    assert holds(near, [*FIRST[1::2], *new])
