"""A cluster of three nodes survives any one of them: no wrong count, nothing acknowledged lost, no human needed."""

import time
from collections import Counter
from collections.abc import Callable

import pytest

from search.authorities import Authorities
from search.engines import open_index
from search.errors import EngineUnavailable
from search.index import Index
from search.queries import Query
from search.settings import Settings

from .conftest import CONTENTS
from .nodes import Cluster
from .searching import searching, totals

pytestmark = [pytest.mark.slow, pytest.mark.elasticsearch]

SECONDS_OF_ERRORS = 10  # after a node died; then all is answered again
VICTIMS = {
    "the primary of what is live": lambda cluster, name: cluster.primary(name),
    "the elected master": lambda cluster, name: cluster.master(),
}
Victim = Callable[[Cluster, str], str]


@pytest.fixture(params=VICTIMS)
def victim(request: pytest.FixtureRequest) -> Victim:
    chosen: Victim = VICTIMS[request.param]
    return chosen


def test_every_index_of_ours_has_its_copy(cluster: Cluster, settings: Settings, index: Index) -> None:
    shards = cluster.get(f"_cat/shards/{settings.index}*", format="json")
    states = {(shard["index"].removeprefix(settings.index), shard["prirep"]): shard["state"] for shard in shards}
    live = index.status().version.removeprefix(settings.index)
    ours = {live, f"{live}-authorities", "-lock"}
    assert states == {(name, kind): "STARTED" for name in ours for kind in "pr"}


def test_searching_goes_on_when_a_node_dies(cluster: Cluster, settings: Settings, index: Index, victim: Victim) -> None:
    right = totals(index)
    assert right[""] == len(CONTENTS)
    with searching(settings) as told:
        time.sleep(3)
        killed = time.monotonic()
        cluster.kill(victim(cluster, settings.index))
        time.sleep(2 * SECONDS_OF_ERRORS)
    after = told.since(killed + SECONDS_OF_ERRORS)
    print(len(told.answers), len(told.errors), [(at - killed, error) for at, error in told.errors])
    assert not told.wrong(right)
    assert {type(error) for _, error in told.errors} <= {EngineUnavailable}
    assert len(after.answers) > 100 and not after.errors
    assert totals(index) == right


def test_a_killed_node_comes_back(cluster: Cluster, settings: Settings, index: Index) -> None:
    right = totals(index)
    cluster.kill("n1")
    cluster.wait(wait_for_nodes=2)
    cluster.start()
    cluster.wait(wait_for_nodes=3, wait_for_status="green")
    assert totals(index) == right


@pytest.mark.parametrize("gone", ["the records", "the vocabularies"])
def test_without_a_majority_nothing_is_wrong(
    cluster: Cluster, settings: Settings, index: Index, authorities: Authorities, gone: str
) -> None:
    companion = "-authorities" if gone == "the vocabularies" else ""
    right, holders = totals(index), cluster.holders(f"{index.status().version}{companion}")
    with searching(settings) as told:
        for name in holders:
            cluster.kill(name)
        time.sleep(10)
        with pytest.raises(EngineUnavailable), index.updating(authorities):
            pass
        if gone == "the records":
            with pytest.raises(EngineUnavailable):  # not: there is no such record
                index.get(CONTENTS[0].id)
        with pytest.raises(EngineUnavailable), open_index(settings) as newcomer:
            newcomer.search(Query())
    print(len(told.answers), Counter(repr(error) for _, error in told.errors))
    assert told.errors and not told.wrong(right)
    assert {type(error) for _, error in told.errors} <= {EngineUnavailable}
    cluster.start()
    assert totals(index) == right
