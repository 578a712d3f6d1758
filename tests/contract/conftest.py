"""Fixtures of the contract tests: `engine` runs a test once on each engine, on an index of its own.

Take `index` for an empty index, `filled` for one with random records (built once an engine), `authorities` for the
small vocabularies of taxonomy.yaml beside this file.
"""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.authorities import Authorities, Countries, Indicators, Taxonomy
from search.engines import open_index
from search.engines.elasticsearch import make_keys
from search.index import Index
from search.paths import data_file
from search.records import Record
from search.settings import Settings
from tests.elasticsearch_server import Server

from .remembered import REMEMBERED
from .samples import records

ENGINES = ["embedded", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)]
SECURED = pytest.param("secured", marks=[pytest.mark.elasticsearch, pytest.mark.slow])  # by the indexing key


@pytest.fixture(scope="session")
def authorities() -> Authorities:
    taxonomy = Taxonomy.load(Path(__file__).with_name("taxonomy.yaml"))
    countries = Countries.load(data_file("mappings") / "countries.yaml", taxonomy)
    return Authorities(taxonomy, countries, Indicators("iso3,indicator,year,value\nKEN,population,2020,52.5\n"))


@pytest.fixture(scope="session", params=[*ENGINES, SECURED])
def engine(request: pytest.FixtureRequest) -> str:
    """The name of the engine; for Elasticsearch, a server is there."""
    if request.param != "embedded":
        request.getfixturevalue("secured" if request.param == "secured" else "elasticsearch_url")
    return str(request.param)


def make_settings(engine: str, request: pytest.FixtureRequest, folder: Path) -> Settings:
    """Settings for an index that nobody else uses."""
    name = f"spindex-test-{secrets.token_hex(4)}"
    settings = Settings(data=folder).changed(index=name)
    if engine == "secured":
        return with_key(settings, request.getfixturevalue("secured"), "indexing")
    if engine == "elasticsearch":
        url = request.getfixturevalue("elasticsearch_url")
        settings = settings.changed(engine=engine, elasticsearch_url=url)
    return settings


def with_key(settings: Settings, server: Server, purpose: str) -> Settings:
    """The settings of somebody who has the key for that purpose, and nothing else."""
    there = settings.changed(engine="elasticsearch", elasticsearch_url=server.url, elasticsearch_ca=server.ca)
    made = make_keys(there, "elastic", server.password, days=1, revoke_old=False)
    return there.changed(elasticsearch_api_key=next(key.encoded for key in made if key.purpose == purpose))


def drop(settings: Settings) -> None:
    """Leave nothing of a test behind on the server."""
    if settings.engine == "elasticsearch":
        from search.engines.elasticsearch.client import for_writing

        with for_writing(settings) as client:
            names = [name for name in client.indices.get(index=f"{settings.index}*") if "test" in name]
            for name in names:
                client.indices.delete(index=name)


@pytest.fixture
def settings(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    made = make_settings(engine, request, tmp_path)
    yield made
    drop(made)


@pytest.fixture
def index(settings: Settings) -> Iterator[Index]:
    with open_index(settings) as opened:
        yield opened


@pytest.fixture(scope="session")
def contents() -> list[Record]:
    return records(seed=7, count=400)


@pytest.fixture(scope="session")
def filled(
    engine: str,
    request: pytest.FixtureRequest,
    authorities: Authorities,
    contents: list[Record],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Index]:
    """An index of 400 random records, some of them changed and removed after it was built."""
    settings = make_settings(engine, request, tmp_path_factory.mktemp("filled"))
    extra = records(seed=8, count=40)
    with open_index(settings) as opened:
        with opened.replacing(authorities) as writer:
            for record in [*extra, *contents[: len(contents) // 2]]:
                writer.add(record)
        with opened.updating(authorities) as writer:
            for record in extra:
                writer.remove(record.id)
            for record in contents:
                writer.add(record)
        yield opened
    drop(settings)


@pytest.fixture(scope="session")
def seven(
    engine: str, request: pytest.FixtureRequest, authorities: Authorities, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Index]:
    """An index of the few records that are remembered."""
    settings = make_settings(engine, request, tmp_path_factory.mktemp("seven"))
    with open_index(settings) as opened:
        with opened.replacing(authorities) as writer:
            for record in REMEMBERED:
                writer.add(record)
        yield opened
    drop(settings)
