"""A node dies in the middle of an update or a build: nothing acknowledged is lost, and repeating makes it right."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from search.authorities import Authorities
from search.errors import EngineUnavailable, IndexBusy
from search.index import Index, Writer
from search.queries import Query
from search.settings import Settings
from tests.contract.samples import records

from .conftest import CONTENTS
from .nodes import Cluster
from .searching import searching, totals

pytestmark = [pytest.mark.slow, pytest.mark.elasticsearch]

MORE = [record.changed(id=f"more:{n}") for n, record in enumerate(records(seed=6, count=6000))]
ACKNOWLEDGED = 2000  # of them, before a node dies
KILLED = 3000
VICTIMS: dict[str, Callable[[Cluster, str], str]] = {
    "the primary of what is written": lambda cluster, name: cluster.primary(name),
    "the elected master": lambda cluster, name: cluster.master(),
}


@pytest.fixture(params=VICTIMS)
def victim(request: pytest.FixtureRequest) -> Callable[[Cluster, str], str]:
    return VICTIMS[request.param]


def write(writer: Writer, kill: Callable[[], None] = lambda: None) -> None:
    """Write MORE; in the middle a node dies."""
    for number, record in enumerate(MORE):
        if number == ACKNOWLEDGED:
            writer.flush()
        if number == KILLED:
            kill()
        writer.add(record)


def attempt(writing: Callable[[], None]) -> EngineUnavailable | None:
    """How it ended: well, or with the one error that is worth trying again."""
    try:
        writing()
    except EngineUnavailable as error:
        return error
    return None


def repeated(writing: Callable[[], None]) -> None:
    """Write once more, as soon as nobody is taken for writing."""
    for _ in range(60):
        try:
            return writing()
        except IndexBusy:
            time.sleep(1)
    raise AssertionError("a dead owner still holds the lock")


def ids(index: Index) -> list[str]:
    return sorted(record.id for record in index.scan(Query()))


def counts(cluster: Cluster, index: str) -> list[int]:
    """How many records each copy of an index shows, once all are there: a node that comes back takes a while."""
    cluster.get(f"_cluster/health/{index}", wait_for_status="green", timeout="60s")
    shards = cluster.get(f"_cat/shards/{index}", format="json", h="state,id")
    asked: list[dict[str, Any]] = [
        cluster.get(f"{index}/_search", size=0, track_total_hits="true", preference=f"_only_nodes:{shard['id']}")
        for shard in shards
        if shard["state"] == "STARTED"
    ]
    return [answer["hits"]["total"]["value"] for answer in asked]


def half_built(cluster: Cluster, alias: str) -> str:
    names = [row["index"] for row in cluster.get(f"_cat/indices/{alias}-2*", format="json")]
    return max(str(name) for name in names if not name.endswith("-authorities"))


def test_an_update_loses_nothing(
    cluster: Cluster, settings: Settings, index: Index, authorities: Authorities, victim: Any
) -> None:
    expected = sorted(record.id for record in [*CONTENTS, *MORE])

    def update(kill: Callable[[], None] = lambda: None) -> None:
        with index.updating(authorities) as writer:
            write(writer, kill)

    with searching(settings) as told:
        ended = attempt(lambda: update(lambda: cluster.kill(victim(cluster, settings.index))))
    print("update:", ended, len(told.answers), told.errors)
    assert {type(error) for _, error in told.errors} <= {EngineUnavailable}
    assert all(len(CONTENTS) <= total <= len(expected) for _, words, total in told.answers if not words)
    cluster.post(f"{settings.index}/_refresh")
    held = ids(index)
    assert held == expected if ended is None else {*held} >= {record.id for record in MORE[:ACKNOWLEDGED]}
    repeated(update)
    assert ids(index) == expected
    assert totals(index)[""] == index.status().records == len(expected)
    cluster.start()
    assert counts(cluster, settings.index) == [len(expected)] * 2


def test_a_build_is_repeated_and_the_live_version_stays(
    cluster: Cluster, settings: Settings, index: Index, authorities: Authorities, victim: Any
) -> None:
    before, live = totals(index), index.status().version

    def build(kill: Callable[[], None] = lambda: None) -> None:
        with index.replacing(authorities) as writer:
            write(writer, kill)

    with searching(settings) as told:
        ended = attempt(lambda: build(lambda: cluster.kill(victim(cluster, half_built(cluster, settings.index)))))
    print("build:", ended, len(told.answers), told.errors)
    assert {type(error) for _, error in told.errors} <= {EngineUnavailable}
    after = totals(index)
    assert all(total in (before[words], after[words]) for _, words, total in told.answers)
    if ended:
        assert (after, index.status().version) == (before, live)
        repeated(build)
    assert ids(index) == sorted(record.id for record in MORE)
    assert len(index.versions()) == 2
    cluster.start()
    assert counts(cluster, settings.index) == [len(MORE)] * 2


def test_a_finished_version_that_dies_before_it_is_copied_is_not_shown(
    cluster: Cluster, settings: Settings, index: Index, authorities: Authorities
) -> None:
    before, live = totals(index), index.status().version
    with (
        pytest.raises(EngineUnavailable),
        index.replacing(authorities, approve=lambda made: cluster.kill(cluster.primary(made.status.version))) as writer,
    ):
        write(writer)
    assert (totals(index), index.status().version) == (before, live)
