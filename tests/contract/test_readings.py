"""The readings beside pages: several countings, streams in an order, identifiers, values of a facet, and crossings."""

import random
from collections import Counter

import pytest

from search.authorities import Authorities
from search.errors import QueryError
from search.index import Condition, Counting, FacetFilter, Index, Plan
from search.index.plan import Order
from search.queries import Query
from search.records import BY_NAME, FACETS, NO_VALUE, NONE, Record
from search.text import fold

from .oracle import Oracle
from .samples import VALUES, question

CLOSED = [facet.name for facet in FACETS if facet.closed]


@pytest.fixture(scope="module")
def oracle(contents: list[Record], authorities: Authorities) -> Oracle:
    return Oracle(contents, authorities)


def test_two_countings_of_one_facet_are_two_answers(filled: Index, contents: list[Record]) -> None:
    kenya = Condition(filters=(FacetFilter("country", any=("KEN",)),))
    plan = Plan(Condition(), (Counting(Condition(), ("status",)), Counting(kenya, ("status",))))
    answer = filled.snapshot().ask(plan)
    everywhere = Counter(record.status or NO_VALUE for record in contents)
    there = Counter(record.status or NO_VALUE for record in contents if "KEN" in record.country)
    assert answer.total == len(contents) and answer.records == ()
    assert [counts["status"] for counts in answer.counts] == [dict(everywhere), dict(there)]


@pytest.mark.parametrize("order", ["newest", "oldest", "title", "added", "tie"])
def test_a_stream_comes_in_an_order(filled: Index, contents: list[Record], order: str) -> None:
    snapshot = filled.snapshot()
    condition = Condition(filters=(FacetFilter("country", any=("KEN", "PER")),))
    found = [Record.from_json(line).id for line in snapshot.stream(condition, Order(f"sort.{order}"))]
    query = (
        Query(size=100)
        .with_("country", "KEN")
        .with_("country", "PER")
        .with_sort("relevance" if order == "tie" else order)
    )
    assert len(found) == sum(bool({"KEN", "PER"} & set(record.country)) for record in contents)
    assert found[:100] == [hit.record.id for hit in filled.search(query).hits]


def test_records_are_found_by_what_identifies_them(index: Index, authorities: Authorities) -> None:
    one = Record(id="a:X-7", title={"en": "One"}, source="a", doi="10.1234/abc", isbn=("9780306406157",))
    other = Record(id="b:X-7", title={"en": "Other"}, source="b", url="https://www.example.org/page/?p=1")
    with index.replacing(authorities) as writer:
        writer.add(one)
        writer.add(other)

    def found(text: str) -> set[str]:
        return {record.id for record in index.snapshot().identified(text)}

    assert found("x-7") == found("X-7") == {"a:X-7", "b:X-7"} and found("a:X-7") == {"a:X-7"}
    assert found("https://doi.org/10.1234/ABC") == found("978-0-306-40615-7") == {"a:X-7"}
    assert found("http://example.org/page") == {"b:X-7"} and found("nothing") == set()


@pytest.mark.parametrize("facet", [facet.name for facet in FACETS])
@pytest.mark.parametrize(
    "typed", ["", "m", "MINIST", "minist 1", "é", "A", "etat", "world b", "2", "ke", "الحم", "zzz"]
)
def test_values_are_found_by_how_their_words_begin(
    filled: Index, contents: list[Record], facet: str, typed: str
) -> None:
    snapshot = filled.snapshot()
    query = Query().with_("country", "KEN")
    own = {record.id for record in contents if facet == "country" or "KEN" in record.country}
    counts: Counter[str] = Counter()
    for value in snapshot.search(Query()).facets[facet].buckets if BY_NAME[facet].closed else ():
        counts[value.value] = filled.count([query.without_own_choice(facet).with_(facet, value.value, "all")])[0]
    if not BY_NAME[facet].closed:
        counts.update(v for record in contents if record.id in own for v in record.values(facet))
    names = snapshot.vocabulary.names
    wanted = {
        v: n for v, n in counts.items() if n and any(f" {fold(typed)}" in f" {fold(name)}" for name in names(facet, v))
    }
    ordered = sorted(wanted.items(), key=lambda pair: (-pair[1], pair[0]))[:50]
    assert [(bucket.value, bucket.count) for bucket in snapshot.facet_values(facet, typed, query)] == ordered


def test_values_of_a_facet_that_is_none_are_refused(filled: Index) -> None:
    with pytest.raises(QueryError, match="organisation"):
        filled.snapshot().facet_values("organization", "", Query())
    with pytest.raises(QueryError, match="did you mean country"):
        filled.snapshot().cross(Query(), "contry", "programme")
    with pytest.raises(QueryError, match="author"):
        filled.snapshot().cross(Query(), "country", "author")


@pytest.mark.parametrize("seed", range(25))
def test_a_crossing_is_what_brute_force_says(filled: Index, oracle: Oracle, seed: int) -> None:
    chance = random.Random(seed)
    query = question(chance)
    rows, columns = chance.choice(CLOSED), chance.choice(CLOSED)
    crossing = filled.snapshot().cross(query, rows, columns)
    within = {record.id for record in oracle.records} & oracle.answer(query).ids
    sets = {
        side: {value: {oracle.records[n].id for n in range(len(oracle.records)) if having >> n & 1} & within
               for value, having in oracle.having(side, query).items()}
        for side in {rows, columns}
    }  # fmt: skip
    cells = {(r, c): len(a & b) for r, a in sets[rows].items() for c, b in sets[columns].items() if a & b}
    assert crossing.cells == cells and crossing.total == len(within)
    for side, buckets in ((rows, crossing.rows), (columns, crossing.columns)):
        counts = {value: len(ids) for value, ids in sets[side].items() if ids}
        ordered = sorted(counts, key=lambda value: (value == NONE, -counts[value], value))
        assert [(bucket.value, bucket.count) for bucket in buckets] == [(value, counts[value]) for value in ordered]


def test_a_cell_is_the_total_of_the_search_for_both(filled: Index) -> None:
    crossing = filled.snapshot().cross(Query(), "programme", "country")
    cells = list(crossing.cells.items())
    queries = [Query().with_("programme", row, "all").with_("country", column, "all") for (row, column), _ in cells]
    assert filled.count(queries) == [count for _, count in cells]
    assert set(VALUES["country"]) <= {bucket.value for bucket in crossing.columns}
