"""Every answer equals the one by brute force: totals, hits, each count, order, paging and scan."""

import random

import pytest

from search.answers import Facet
from search.authorities import Authorities
from search.index import Index
from search.queries import Query
from search.records import BY_NAME, FACETS, NONE, OPEN_LIMIT, Record, tie

from .oracle import Expected, Oracle
from .samples import question


@pytest.fixture(scope="module")
def oracle(contents: list[Record], authorities: Authorities) -> Oracle:
    return Oracle(contents, authorities)


def compare_facet(facet: Facet, expected: Expected, query: Query) -> None:
    counts = dict(expected.counts[facet.name])
    assert facet.missing.count == counts.pop(NONE, 0), facet.name
    chosen = {value for name, _, value in query.choices() if name == facet.name and value != NONE}
    ordered = sorted(counts, key=lambda value: (-counts[value], value))
    first = ordered if BY_NAME[facet.name].closed else ordered[:OPEN_LIMIT]
    shown = set(first) | chosen
    wanted = sorted(((value, counts.get(value, 0)) for value in shown), key=lambda pair: (-pair[1], pair[0]))
    assert [(bucket.value, bucket.count) for bucket in facet.buckets] == wanted, facet.name
    assert facet.more == (not set(ordered) <= shown), facet.name


@pytest.mark.parametrize("seed", range(20))
def test_random_questions_are_answered_as_by_brute_force(filled: Index, oracle: Oracle, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(15):
        query = question(chance)
        expected = oracle.answer(query)
        results = filled.search(query)
        assert results.total == len(expected.ids), query
        assert {hit.record.id for hit in results.hits} <= expected.ids
        assert len(results.hits) == min(query.size, results.total)
        for facet in FACETS:
            compare_facet(results.facets[facet.name], expected, query)


@pytest.mark.parametrize("seed", range(8))
def test_pages_and_scan_agree_and_hold_the_whole_answer(filled: Index, oracle: Oracle, seed: int) -> None:
    chance = random.Random(100 + seed)
    query = question(chance)
    whole = Query(**{**vars(query), "size": 7})
    scanned = [record.id for record in filled.scan(query)]
    paged: list[str] = []
    for page in range(1, -(-len(scanned) // 7) + 1):
        paged += [hit.record.id for hit in filled.search(whole.with_page(page)).hits]
    assert paged == scanned
    assert len(scanned) == len(set(scanned))
    assert set(scanned) == oracle.answer(query).ids


def _day(record: Record) -> str:
    return ((record.published or record.start or str(record.year or "")) + "-00-00")[:10]


def test_orders(filled: Index, contents: list[Record]) -> None:
    by_tie = sorted(contents, key=lambda record: tie(record.id))
    assert [record.id for record in filled.scan(Query())] == [record.id for record in by_tie]
    dated = [record for record in by_tie if record.year]
    undated = [record.id for record in by_tie if not record.year]
    newest = sorted(dated, key=_day, reverse=True)
    scanned = [record.id for record in filled.scan(Query(sort="newest"))]
    assert scanned == [record.id for record in newest] + undated
    oldest = [record.id for record in filled.scan(Query(sort="oldest"))]
    assert oldest == [record.id for record in sorted(dated, key=_day)] + undated
    added = [record.added for record in filled.scan(Query(sort="added"))]
    assert added == sorted(added, key=str, reverse=True)


@pytest.mark.parametrize("years", [(), ("2001",), ("1998", NONE)])
def test_each_bucket_counts_the_search_that_has_it_as_the_only_choice(filled: Index, years: tuple[str, ...]) -> None:
    base = Query(q="pensions").with_("country", "KEN").with_("population", "women", "not").with_years(1999, None)
    for year in years:
        base = base.with_("year", year)
    results = filled.search(base)
    for facet in results.facets.values():
        bare = base.without_own_choice(facet.name)
        values = [*facet.buckets, facet.missing]
        asked = [bare.with_(facet.name, bucket.value) for bucket in values]
        assert filled.count(asked) == [bucket.count for bucket in values], facet.name


def test_a_page_past_the_end_is_empty(filled: Index) -> None:
    results = filled.search(Query(q="pensions", page=900))
    assert results.hits == () and results.total > 0


def test_counts_and_one_question_at_a_time_agree(filled: Index) -> None:
    queries = [Query(), Query(q="pensions"), Query(q="zzz"), Query().with_("programme", "cash")]
    assert filled.count(queries) == [filled.search(query).total for query in queries]
