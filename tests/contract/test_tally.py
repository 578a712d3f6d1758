"""What the records of one answer have, and what answers have in common: as the searches behind the numbers find it."""

import random

import pytest

from search.index import Index, in_common, rungs, tally
from search.queries import Query
from search.records import HOW

from .samples import question


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
