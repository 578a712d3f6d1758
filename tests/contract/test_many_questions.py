"""At 3,000 and at 30,000 records, with the real taxonomy: every total and every count equals that by brute force."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from search.authorities import Authorities
from search.engines import open_index
from search.index import Index
from search.records import FACETS, Record

from .conftest import drop, make_settings
from .labelled_samples import Samples
from .oracle import Oracle
from .test_questions import compare_facet

pytestmark = pytest.mark.slow
QUESTIONS = {3_000: 600, 30_000: 300}


@dataclass(frozen=True)
class Collection:
    """Records, and what is known about them without an engine."""

    samples: Samples
    records: list[Record]
    oracle: Oracle


@pytest.fixture(scope="module", params=list(QUESTIONS))
def collection(request: pytest.FixtureRequest) -> Collection:
    samples = Samples(Authorities.shipped())
    records = samples.records(seed=7, count=request.param)
    return Collection(samples, records, Oracle(records, samples.authorities))


@pytest.fixture(scope="module")
def large(
    collection: Collection, engine: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Index]:
    """An index of them, a tenth of which came or was replaced after it was built, and others of which went."""
    settings = make_settings(engine, request, tmp_path_factory.mktemp("large"))
    extra = collection.samples.records(seed=8, count=200)
    late = len(collection.records) // 10
    authorities = collection.samples.authorities
    with open_index(settings) as opened:
        with opened.replacing(authorities) as writer:
            for record in [*extra, *collection.records[late // 2 :]]:
                writer.add(record)
        with opened.updating(authorities) as writer:
            for record in extra:
                writer.remove(record.id)
            for record in collection.records[:late]:
                writer.add(record)
        yield opened
    drop(settings)


def test_every_total_and_every_count_is_right(large: Index, collection: Collection) -> None:
    chance = random.Random(41)
    answered = 0
    for _ in range(QUESTIONS[len(collection.records)]):
        query = collection.samples.question(chance)
        expected = collection.oracle.answer(query)
        results = large.search(query)
        assert results.total == len(expected.ids), query
        assert {hit.record.id for hit in results.hits} <= expected.ids, query
        for facet in FACETS:
            compare_facet(results.facets[facet.name], expected, query)
        answered += results.total > 0
    assert answered > QUESTIONS[len(collection.records)] / 3


def test_whole_answers_are_right(large: Index, collection: Collection) -> None:
    chance = random.Random(43)
    for _ in range(15):
        query = collection.samples.question(chance)
        ids = [record.id for record in large.scan(query)]
        assert len(ids) == len(set(ids)) and set(ids) == collection.oracle.answer(query).ids, query
