"""What visitors type finds something, and mostly what answers it, on each engine."""

import pytest

from benchmarks.engines import built
from benchmarks.own_relevance import SAMPLE, answered, figures, judged_set

LOWEST = 0.55  # of the first five places; before questions were read in groups: 0.30

pytestmark = pytest.mark.slow


def check(url: str) -> None:
    queries, judgements = judged_set()
    with built([SAMPLE], url) as snapshot:
        found = figures(answered(snapshot, queries), judgements)
    assert found["zero-rate"] == 0
    assert found["P@5"] >= LOWEST, found


def test_the_embedded_engine_answers_the_judged_questions() -> None:
    check("")


@pytest.mark.elasticsearch
def test_elasticsearch_answers_the_judged_questions(elasticsearch_url: str) -> None:
    check(elasticsearch_url)
