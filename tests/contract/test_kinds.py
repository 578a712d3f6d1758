"""`how=`: only records, and only values, that came about in the kinds asked for; every count is exact."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.authorities import Authorities
from search.errors import QueryError
from search.index import Index
from search.queries import Query
from search.records import HOW, KINDS, NONE, TAGGED, Origin, Record

from .samples import CHOSEN

CHOICES = st.dictionaries(
    st.sampled_from(TAGGED).flatmap(lambda facet: st.tuples(st.just(facet), st.sampled_from([*CHOSEN[facet], NONE]))),
    st.sampled_from(["any", "all", "not"]),
    max_size=3,
)
SOME_KINDS = st.sets(st.sampled_from(KINDS), min_size=1)


def asking(query: Query, kinds: set[str] | tuple[str, ...]) -> Query:
    for kind in kinds:
        query = query.with_(HOW.name, kind)
    return query


def counts(index: Index, query: Query, facets: tuple[str, ...]) -> dict[str, dict[str, int]]:
    found = index.search(query).facets
    return {facet: {bucket.value: bucket.count for bucket in found[facet].buckets if bucket.count} for facet in facets}


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(choices=CHOICES, kinds=SOME_KINDS, words=st.sampled_from(["", "pensions", "cash women"]))
def test_a_bucket_counts_the_search_that_has_it_as_the_only_choice(
    filled: Index, choices: dict[tuple[str, str], str], kinds: set[str], words: str
) -> None:
    query = asking(Query(q=words), kinds)
    for (facet, value), mode in choices.items():
        query = query.with_(facet, value, mode)  # type: ignore[arg-type]
    for name in (*TAGGED, HOW.name):
        counted, bare = filled.search(query).facets[name], query.without_own_choice(name)
        buckets = [*counted.buckets, counted.missing]
        asked = [bare.with_(name, bucket.value) for bucket in buckets]
        assert filled.count(asked) == [bucket.count for bucket in buckets], name


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=st.sampled_from([(facet, value) for facet in TAGGED for value in CHOSEN[facet]]), kinds=SOME_KINDS)
def test_more_kinds_find_more_and_all_of_them_what_is_found_without(
    filled: Index, value: tuple[str, str], kinds: set[str]
) -> None:
    chosen = Query().with_(*value)
    found = {record.id for record in filled.scan(asking(chosen, kinds))}
    each = [{record.id for record in filled.scan(asking(chosen, (kind,)))} for kind in kinds]
    assert found == set().union(*each)
    assert filled.count([asking(chosen, KINDS)]) == filled.count([chosen])


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_above_a_value_is_found_where_it_is(filled: Index, authorities: Authorities, kind: str) -> None:
    """A concept counts the records that have it or anything narrower, in these kinds as without."""
    found = counts(filled, asking(Query(), (kind,)), ("programme",))["programme"]
    for value, count in found.items():
        for above in authorities.taxonomy.closure("programme", (value,)):
            assert found[above] >= count


def test_all_kinds_together_count_as_if_nobody_had_asked(filled: Index) -> None:
    assert counts(filled, asking(Query(), KINDS), TAGGED) == counts(filled, Query(), TAGGED)


def test_a_value_is_of_its_surest_kind_and_what_is_above_it_of_all_below(
    index: Index, authorities: Authorities
) -> None:
    origins = (
        Origin(value="cash", how="label match"),
        Origin(value="cash", how="exact crosswalk"),
        Origin(value="pensions", how="classifier"),
    )
    record = Record(id="x:1", title={"en": "T"}, source="x", programme=("cash", "pensions"), country=("KEN",))
    with index.replacing(authorities) as writer:
        writer.add(record.changed(provenance={"programme": origins}))
    found = {kind: counts(index, asking(Query(), (kind,)), ("programme", "country")) for kind in KINDS}
    above_cash, above_pensions = ({*authorities.taxonomy.closure("programme", (one,))} for one in ("cash", "pensions"))
    assert found["stated"] == {"programme": dict.fromkeys(above_cash, 1), "country": {"KEN": 1}}
    assert found["classified"] == {"programme": dict.fromkeys(above_pensions, 1), "country": {}}
    assert found["mapped"] == found["matched"] == {"programme": {}, "country": {}}


@pytest.mark.parametrize("mode", ["any", "all", "not"])
def test_a_kind_that_there_is_not_is_named_with_those_there_are(filled: Index, mode: str) -> None:
    with pytest.raises(QueryError, match=r"use stated, mapped, matched or classified|did you mean stated"):
        filled.search(Query().with_(HOW.name, "said", mode))  # type: ignore[arg-type]


def test_two_facets_against_each_other_count_what_is_of_these_kinds(filled: Index) -> None:
    query = asking(Query(), ("matched", "classified"))
    cross = filled.snapshot().cross(query, "programme", "country")
    assert cross.cells
    asked = [query.with_("programme", row).with_("country", column) for row, column in cross.cells]
    assert filled.count(asked) == list(cross.cells.values())
