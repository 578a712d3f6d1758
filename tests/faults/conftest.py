"""An index seen from two sides: `near` asks the server itself, `far` goes through the faulty `proxy`."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from search.authorities import Authorities, Countries, Indicators, Taxonomy
from search.engines import open_index
from search.engines.elasticsearch import live as elasticsearch_live
from search.engines.elasticsearch import writer as elasticsearch_writer
from search.index import Index
from search.paths import data_file
from search.settings import Settings
from tests.faults.proxy import Proxy


@pytest.fixture(scope="session")
def authorities() -> Authorities:
    taxonomy = Taxonomy.load(Path(__file__).parents[1] / "contract" / "taxonomy.yaml")
    countries = Countries.load(data_file("mappings") / "countries.yaml", taxonomy)
    return Authorities(taxonomy, countries, Indicators())


@pytest.fixture(autouse=True)
def _asks_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two sides swap versions here faster than any two builds: each question asks which version is live."""
    monkeypatch.setattr(elasticsearch_live, "FRESH", -1)


@pytest.fixture
def settings(elasticsearch_url: str) -> Iterator[Settings]:
    name = f"spindex-test-{secrets.token_hex(4)}"
    yield Settings().changed(engine="elasticsearch", index=name, elasticsearch_url=elasticsearch_url)
    with Elasticsearch(elasticsearch_url) as client:
        for found in [*client.indices.get(index=f"{name}*")]:
            client.indices.delete(index=found)


@pytest.fixture
def near(settings: Settings) -> Iterator[Index]:
    with open_index(settings) as opened:
        yield opened


@pytest.fixture
def proxy(settings: Settings) -> Iterator[Proxy]:
    with Proxy(settings.elasticsearch_url.partition("//")[2]).serving() as serving:
        yield serving


@pytest.fixture
def far(settings: Settings, proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> Iterator[Index]:
    monkeypatch.setattr(elasticsearch_writer, "BATCH", 10)
    with open_index(settings.changed(elasticsearch_url=proxy.url)) as opened:
        yield opened
