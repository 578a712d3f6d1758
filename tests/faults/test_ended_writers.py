"""A writer that ended in the middle: what readers are told then, who may write after it and when, and a full disk."""

import os
import subprocess
import sys
import threading
import time
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from search.authorities import Authorities
from search.engines import open_index
from search.errors import EngineUnavailable, IndexBusy
from search.index import Index
from search.queries import Query
from search.records import Record
from search.settings import Settings
from tests.faults.writing import FIRST, UPDATED, fill, holds, update

pytestmark = pytest.mark.elasticsearch


@pytest.fixture
def client(settings: Settings) -> Elasticsearch:
    return Elasticsearch(settings.elasticsearch_url)


def leave(client: Elasticsearch, settings: Settings, **held: Any) -> None:
    """The lock, as another writer has left it."""
    lock: dict[str, Any] = {"index": f"{settings.index}-lock", "id": "writer", "refresh": True}
    there = client.get(index=lock["index"], id="writer")["_source"]
    client.index(**lock, document={**there, "owner": "somebody", "token": "another", **held})


def test_what_an_unfinished_update_shows_is_counted_and_not_to_be_kept(
    near: Index, settings: Settings, client: Elasticsearch, authorities: Authorities
) -> None:
    fill(near, authorities)
    states = [near.status().state]
    with pytest.raises(ZeroDivisionError), near.updating(authorities) as writer:
        writer.add(Record(id="new:1", source="new", title={"en": "New"}))
        writer.flush()
        raise ZeroDivisionError
    client.indices.refresh(index=settings.index)  # as a node does that starts
    snapshot = near.snapshot()
    assert snapshot.status.records == snapshot.search(Query()).total == len(FIRST) + 1
    assert snapshot.status.state == ""
    for changed in (FIRST[0].changed(title={"en": "A"}), FIRST[0].changed(title={"en": "B"})):  # within a second
        with near.updating(authorities) as writer:
            writer.add(changed)
        states.append(near.status().state)
    assert all(states) and len(set(states)) == 3


def test_a_dead_owner_on_this_machine_blocks_nobody(
    near: Index, settings: Settings, client: Elasticsearch, authorities: Authorities
) -> None:
    fill(near, authorities)
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    leave(client, settings, process=gone.pid, until=time.time() + 1000)
    began = time.monotonic()
    update(near, authorities)
    assert time.monotonic() - began < 10
    holds(near, UPDATED)


def test_a_living_owner_on_this_machine_is_named_at_once(
    near: Index, settings: Settings, client: Elasticsearch, authorities: Authorities
) -> None:
    fill(near, authorities)
    leave(client, settings, process=os.getpid(), until=time.time() + 1000)
    with pytest.raises(IndexBusy, match=r"^somebody is writing to this index: wait until it has finished\.$"):
        update(near, authorities)


def test_a_silent_owner_of_another_machine_is_waited_for(
    near: Index, settings: Settings, client: Elasticsearch, authorities: Authorities
) -> None:
    fill(near, authorities)
    leave(client, settings, machine="another", until=time.time() + 2)
    update(near, authorities)
    holds(near, UPDATED)


def test_an_owner_of_another_machine_that_renews_its_lease_is_named(
    near: Index, settings: Settings, client: Elasticsearch, authorities: Authorities
) -> None:
    fill(near, authorities)
    leave(client, settings, machine="another", until=time.time() + 1000)
    renewed = threading.Timer(1, leave, (client, settings), {"machine": "another", "until": time.time() + 1001})
    renewed.start()
    with pytest.raises(IndexBusy, match="somebody is writing"):
        update(near, authorities)
    renewed.join()


@pytest.mark.parametrize("block", ["write", "read_only_allow_delete"])  # the second is what a full disk sets
def test_the_same_command_works_when_the_disk_has_space_again(
    near: Index, settings: Settings, client: Elasticsearch, authorities: Authorities, block: str
) -> None:
    fill(near, authorities)
    client.indices.put_settings(index=settings.index, settings={f"index.blocks.{block}": True})
    with pytest.raises(EngineUnavailable, match="disk is full"):
        update(near, authorities)
    with open_index(settings) as reader:
        holds(reader, FIRST)
    client.indices.put_settings(index=settings.index, settings={f"index.blocks.{block}": None})
    update(near, authorities)
    holds(near, UPDATED)
