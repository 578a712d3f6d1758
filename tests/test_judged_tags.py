"""Tags of the sample as people judged them (tests/judged): what words propose is right, and what should be there is."""

import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from search.authorities import Authorities, Taxonomy
from search.queries import Query
from search.records import SUBJECTS, Record, kind_of

from .indexer.conftest import SAMPLE, Command

JUDGED = Path(__file__).parent / "judged"
ENOUGH = 5  # clear judgements of a concept, of which one slip is not a verdict
LEAST = {"programme": 0.80, "population": 0.75, "topic": 0.78, "cross_cutting": 0.85, "country": 0.60}  # recall


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return Authorities.shipped().taxonomy


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Record]:
    made = Command(tmp_path_factory.mktemp("judged") / "data")
    assert made("build", SAMPLE).code == 0
    with made.index() as index:
        return {record.id: record for record in index.scan(Query())}


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (JUDGED / name).read_text(encoding="utf-8").splitlines()]


def test_what_words_propose_is_right(sample: dict[str, Record]) -> None:
    clear: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for pair in lines("pairs.jsonl"):
        scheme, concept = pair["scheme"], pair["concept"]
        if sample[pair["id"]].kinds(scheme).get(concept) == "matched":
            clear[scheme, concept][pair["verdict"]] += 1
    told = {one: (found["right"], found["right"] + found["wrong"]) for one, found in clear.items()}
    assert sum(right for right, _ in told.values()) >= 0.93 * sum(count for _, count in told.values())
    assert sum(right for right, _ in told.values()) >= 600  # and what is right is still found
    assert not {one: pair for one, pair in told.items() if pair[1] >= ENOUGH and pair[0] < 0.8 * pair[1]}


@pytest.mark.parametrize("scheme", [*LEAST])
def test_what_should_be_there_is(sample: dict[str, Record], taxonomy: Taxonomy, scheme: str) -> None:
    found, there = 0, 0
    for judged in lines("records.jsonl"):
        record = sample[judged["id"]]
        values = _derived(record) if scheme == "country" else set(taxonomy.closure(scheme, record.values(scheme)))
        wanted = set(judged["has"].get(scheme, ()))
        if scheme == "country":  # those that a list states are no merit
            wanted -= set(record.country) - values
        there += len(wanted)
        found += len(wanted & values)
    assert found >= LEAST[scheme] * there and there >= 10


def test_programmes_are_not_made_up(sample: dict[str, Record], taxonomy: Taxonomy) -> None:
    right, wrong = 0, []
    for judged in lines("records.jsonl"):
        kinds = sample[judged["id"]].kinds("programme")
        has, allowed = (judged[part].get("programme", ()) for part in ("has", "allowed"))
        fine = set(taxonomy.closure("programme", (*has, *allowed)))
        for value in (one for one, kind in kinds.items() if kind == "matched"):
            if value in fine or fine.intersection(taxonomy.broader("programme", value)):
                right += 1
            else:
                wrong.append((judged["id"], value))
    assert len(wrong) <= 0.07 * (right + len(wrong)), wrong


def _derived(record: Record) -> set[str]:
    return {one.value for one in record.provenance.get("country", ()) if kind_of(one.how) == "matched"}


def test_what_was_judged_is_of_the_sample(sample: dict[str, Record], taxonomy: Taxonomy) -> None:
    for pair in lines("pairs.jsonl"):
        assert pair["id"] in sample and taxonomy.concept(pair["scheme"], pair["concept"])
    for judged in lines("records.jsonl"):
        assert judged["id"] in sample
        for part in ("has", "allowed"):
            for scheme in SUBJECTS:
                assert all(taxonomy.concept(scheme, one) for one in judged[part].get(scheme, ()))
