"""`kill -9` in the middle of a build or an update: the live index stays whole, and nobody stays locked out."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from search.authorities import Authorities
from search.index import Index
from search.queries import Query
from search.records import Record
from search.settings import Settings

from .samples import records

CONTENTS = [record.changed(id=f"kept:{n}") for n, record in enumerate(records(seed=5, count=60))]


def kill_in_the_middle(how: str, settings: Settings, seconds: float) -> None:
    command = [sys.executable, "-m", "tests.contract.killed", how]
    command += [settings.engine, settings.elasticsearch_url, settings.index, str(settings.data)]
    secrets = {
        "SPINDEX_ELASTICSEARCH_API_KEY": settings.elasticsearch_api_key,
        "SPINDEX_ELASTICSEARCH_CA": settings.elasticsearch_ca,
    }
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2], env={**os.environ, **secrets}
    )
    assert process.stdout
    assert process.stdout.readline() == "writing\n"
    time.sleep(seconds)
    assert process.poll() is None, "it ended before it could be killed"
    process.kill()
    process.communicate()


def write_after_it(index: Index, authorities: Authorities) -> list[Record]:
    """Write one more record at once: who was killed on this machine blocks nobody."""
    late = [Record(id="late:1", source="late", title={"en": "Late"})]
    with index.updating(authorities) as writer:
        writer.add(late[0])
    return late


@pytest.mark.parametrize("seed", [1, 2])
def test_a_killed_build_leaves_the_live_index(
    settings: Settings, index: Index, authorities: Authorities, seed: int
) -> None:
    with index.replacing(authorities) as writer:
        for record in CONTENTS:
            writer.add(record)
    before = index.status()
    kill_in_the_middle("build", settings, random.Random(seed).uniform(0, 0.8))
    assert index.status() == before
    assert {record.id for record in index.scan(Query())} == {record.id for record in CONTENTS}
    late = write_after_it(index, authorities)
    assert index.search(Query()).total == len(CONTENTS) + len(late)
    assert len(index.versions()) == 1
    if settings.engine == "embedded":
        assert len(list((settings.data / settings.index / "versions").iterdir())) == 1, "something half-built remains"


def test_a_killed_update_leaves_whole_records(settings: Settings, index: Index, authorities: Authorities) -> None:
    with index.replacing(authorities) as writer:
        for record in CONTENTS:
            writer.add(record)
    kill_in_the_middle("update", settings, 0.5)
    after = list(index.scan(Query()))
    assert {record.id for record in CONTENTS} <= {record.id for record in after}
    assert all(record.title and record.source for record in after)
    if settings.engine == "embedded":
        assert len(after) == len(CONTENTS)
    write_after_it(index, authorities)
    assert index.get("late:1").title == {"en": "Late"}
