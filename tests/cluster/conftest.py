"""Fixtures of the cluster's tests: one cluster a module, whole again before each test."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.authorities import Authorities
from search.engines import open_index
from search.index import Index
from search.settings import Settings
from tests.conftest import lacking
from tests.contract.conftest import authorities  # noqa: F401  a fixture that is the same
from tests.contract.samples import records
from tests.elasticsearch_release import Unavailable

from .nodes import Cluster
from .nodes import cluster as running

CONTENTS = records(seed=5, count=400)


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    try:
        with running(tmp_path_factory.mktemp("cluster-logs")) as started:
            yield started
    except Unavailable as why:
        lacking("Elasticsearch", str(why))


@pytest.fixture
def cluster(nodes: Cluster) -> Cluster:
    """All three run, and nothing lacks a copy, whatever the test before did."""
    nodes.start()
    return nodes


@pytest.fixture
def settings(cluster: Cluster, tmp_path: Path) -> Settings:
    """Settings that know all three addresses, and an index that nobody else uses."""
    name = f"spindex-test-{secrets.token_hex(4)}"
    return Settings(data=tmp_path).changed(engine="elasticsearch", elasticsearch_url=cluster.url, index=name)


@pytest.fixture
def index(settings: Settings, authorities: Authorities) -> Iterator[Index]:  # noqa: F811
    """An index of CONTENTS."""
    with open_index(settings) as opened:
        with opened.replacing(authorities) as writer:
            for record in CONTENTS:
                writer.add(record)
        yield opened
