"""Fixtures of the kills: a small world, `spindex` on an index of it, and others who read all the time."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.settings import Settings
from tests.kills.rounds import READERS, Game, reading
from tests.kills.steps import Command, compiled
from tests.kills.world import make_world

ENGINES = ["embedded", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)]
SEED = int(os.environ.get("SPINDEX_TEST_SEED", "1"))


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compiled(tmp_path_factory.mktemp("steps"))


@pytest.fixture(params=ENGINES)
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    name = f"spindex-test-{secrets.token_hex(4)}"
    made = Settings(data=tmp_path / "data").changed(index=name)
    if request.param == "embedded":
        yield made
        return
    from elasticsearch import Elasticsearch

    url = request.getfixturevalue("elasticsearch_url")
    yield made.changed(engine="elasticsearch", elasticsearch_url=url)
    with Elasticsearch(url) as client:
        for found in [*client.indices.get(index=f"{name}*")]:
            client.indices.delete(index=found)


@pytest.fixture
def game(settings: Settings, library: Path, tmp_path: Path) -> Iterator[Game]:
    """Started; when the test is over, nobody has seen anything wrong."""
    notes = [tmp_path / f"reader{number}" for number in range(READERS)]
    played = Game(make_world(tmp_path, SEED), Command(settings, library), notes)
    played.start()
    with reading(played.command, notes):
        yield played
    looks = played.judge()
    print(f"{settings.engine}: {played.killed} kills, {len(played.rounds)} rounds, {looks} sights")
