"""When records entered the index: as the records themselves say it, on every engine."""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from search.authorities import Authorities
from search.index import Index, entering
from search.queries import Query
from search.records import Record

from .samples import records

FIRST = datetime(2024, 12, 30, tzinfo=UTC)
EDGES = (timedelta(0), timedelta(seconds=-1), timedelta(hours=23, minutes=59, seconds=59))


def _entered(record: Record, chance: random.Random) -> Record:
    moment = FIRST + timedelta(days=chance.randrange(9)) + chance.choice(EDGES)
    return record.changed(added=f"{moment:%Y-%m-%dT%H:%M:%SZ}" if chance.random() < 0.9 else None)


@pytest.fixture
def dated(index: Index, authorities: Authorities) -> Index:
    chance = random.Random(30)
    with index.replacing(authorities) as writer:
        for record in records(30, 120):
            writer.add(_entered(record, chance))
    return index


def test_what_had_entered_by_a_day_is_what_the_records_say(dated: Index) -> None:
    snapshot = dated.snapshot()
    every = list(snapshot.scan(Query()))
    days = [f"{FIRST + timedelta(days=n):%Y-%m-%d}" for n in range(-2, 12)]
    found = entering(snapshot, "content_type", days, newest=4)
    for day, total, counts in zip(days, found.totals, found.counts, strict=True):
        before = [record for record in every if record.added and record.added < day]
        assert total == len(before), day
        stated = Counter(record.content_type for record in before if record.content_type)
        assert all(counts[value] >= count for value, count in stated.items()), day
        assert sum(counts.values()) >= sum(stated.values())
    assert found.unknown == sum(1 for record in every if not record.added) > 0
    last = sorted((str(record.added) for record in every if record.added), reverse=True)
    assert [record.added for record in found.newest] == last[:4]


def test_an_index_of_nothing_has_nothing_that_entered(index: Index, authorities: Authorities) -> None:
    with index.replacing(authorities):
        pass
    found = entering(index.snapshot(), "content_type", ["2026-01-01"], newest=3)
    assert (found.totals, found.counts, found.unknown, found.newest) == ((0,), ({},), 0, ())
