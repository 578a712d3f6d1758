"""What the records of one answer have, and what answers have in common: as the searches behind the numbers find it."""

import random

import pytest

from search.index import Index, in_common, rungs, tally
from search.queries import Query
from search.records import FACETS, HOW, NONE

from .samples import question

TALLIED = [facet.name for facet in FACETS if facet is not HOW]


@pytest.mark.parametrize("seed", range(4))
def test_each_count_of_a_tally_is_the_total_of_its_search(filled: Index, seed: int) -> None:
    chance, snapshot = random.Random(seed), filled.snapshot()
    query = question(chance)
    found = tally(snapshot, query)
    assert found.total == filled.search(query).total
    told = [(facet, value, count) for facet, counts in found.counts.items() for value, count in counts.items()]
    some = chance.sample(told, min(len(told), 40))
    assert filled.count([query.with_(facet, value, "all") for facet, value, _ in some]) == [count for *_, count in some]
    assert HOW.name not in found.counts


@pytest.mark.parametrize("seed", range(3))
def test_what_has_no_value_is_counted_too_and_of_the_facets_that_are_asked_for(filled: Index, seed: int) -> None:
    chance, snapshot = random.Random(3000 + seed), filled.snapshot()
    query = question(chance)
    asked = chance.sample(TALLIED, 5)
    found, whole = tally(snapshot, query, asked), tally(snapshot, query)
    assert found.missing == {facet: whole.missing[facet] for facet in asked} and found.total == whole.total
    assert {facet: found.counts[facet] for facet in asked} == {facet: whole.counts[facet] for facet in asked}
    assert filled.count([query.with_(facet, NONE, "all") for facet in TALLIED]) == list(whole.missing.values())


def test_how_all_tags_are_known_is_counted_where_it_is_asked_for(filled: Index) -> None:
    found = tally(filled.snapshot(), Query(), [HOW.name])
    kinds = list(found.counts[HOW.name])
    assert filled.count([Query().with_(HOW.name, kind) for kind in kinds]) == list(found.counts[HOW.name].values())
    assert filled.count([Query().with_(HOW.name, NONE)]) == [found.missing[HOW.name]] and kinds


def test_what_is_chosen_is_counted_among_the_records_that_have_it(filled: Index) -> None:
    query = Query().with_("country", "KEN")
    found = tally(filled.snapshot(), query)
    assert found.counts["country"]["KEN"] == found.total == max(found.counts["country"].values())
    assert filled.search(query).facets["country"].buckets != ()  # where each country stands as if it were chosen


@pytest.mark.parametrize("seed", range(6))
def test_searches_share_the_records_that_all_of_them_find(filled: Index, seed: int) -> None:
    chance, snapshot = random.Random(1000 + seed), filled.snapshot()
    for _ in range(5):
        queries = [question(chance).without_facet(HOW.name) for _ in range(chance.choice((2, 3)))]
        sets = [{record.id for record in snapshot.scan(query)} for query in queries]
        assert in_common(snapshot, queries) == len(set.intersection(*sets)), queries
    assert in_common(snapshot, [Query(), Query(q=queries[0].q)]) == len(
        {r.id for r in snapshot.scan(Query(q=queries[0].q))}
    )


def test_it_is_not_told_where_tags_are_to_have_come_about_in_different_ways(filled: Index) -> None:
    stated, matched = (Query().with_(HOW.name, kind) for kind in ("stated", "matched"))
    assert in_common(filled.snapshot(), [stated, matched]) is None
    assert (
        in_common(filled.snapshot(), [stated, stated.with_("country", "KEN")])
        == filled.count([stated.with_("country", "KEN")])[0]
    )


@pytest.mark.parametrize("seed", range(6))
def test_the_rungs_of_an_answer_add_up_to_it(filled: Index, seed: int) -> None:
    chance, snapshot = random.Random(2000 + seed), filled.snapshot()
    climbed = 0
    for _ in range(10):
        query = question(chance)
        found, results = rungs(snapshot, query), filled.search(query)
        assert sum(count for _, count in found) == results.total and all(count >= 0 for _, count in found)
        assert [missing for missing, _ in found] == sorted(missing for missing, _ in found)
        if results.relaxed and not results.read_as.nobody:
            climbed += 1
            assert found[0] == (0, results.whole)
    assert climbed
