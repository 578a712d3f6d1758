"""Crossings as maps show them: each cell, row and column is the total of its search, and several come in one answer."""

import random

import pytest

from search.errors import QueryError
from search.index import Index
from search.queries import Query
from search.records import FACETS, HOW, NONE

from .samples import question

SIDES = [facet.name for facet in FACETS if facet.closed and facet is not HOW]


def both(query: Query, rows: str, row: str, columns: str = "", column: str = "") -> Query:
    """The question behind a cell, or a row: what was chosen stays chosen."""
    asked = query.with_(rows, row, "all")
    return asked.with_(columns, column, "all") if columns else asked


@pytest.mark.parametrize("seed", range(10))
def test_each_number_is_the_total_of_its_search(filled: Index, seed: int) -> None:
    chance, snapshot = random.Random(seed), filled.snapshot()
    asked = [(question(chance), chance.choice(SIDES), chance.choice(SIDES)) for _ in range(2)]
    for (query, rows, columns), cross in zip(asked, snapshot.crosses(asked), strict=True):
        told = [(both(query, rows, row, columns, column), count) for (row, column), count in cross.cells.items()]
        told += [(both(query, rows, bucket.value), bucket.count) for bucket in cross.rows]
        told += [(both(query, columns, bucket.value), bucket.count) for bucket in cross.columns]
        some = [(query, cross.total), *chance.sample(told, min(len(told), 15))]
        assert filled.count([one for one, _ in some]) == [count for _, count in some], (query, rows, columns)


@pytest.mark.parametrize("seed", range(6))
def test_where_a_record_has_one_value_at_most_its_cells_add_up(filled: Index, seed: int) -> None:
    chance = random.Random(100 + seed)
    query, rows, columns = question(chance), chance.choice(SIDES), "year"
    cross = filled.snapshot().cross(query, rows, columns)
    assert sum(bucket.count for bucket in cross.columns) == cross.total
    for bucket in cross.rows:
        cells = [cross.cells.get((bucket.value, column.value), 0) for column in cross.columns]
        assert sum(cells) == bucket.count and max(cells) <= bucket.count
    turned = filled.snapshot().cross(query, columns, rows)
    assert turned.cells == {(column, row): count for (row, column), count in cross.cells.items()}


def test_several_are_each_as_if_asked_alone(filled: Index) -> None:
    queries = [Query(), Query(q="pension"), Query(q="zzzzxqy"), Query().with_("country", "KEN")]
    asked = [(query, "programme", side) for query in queries for side in ("year", "region")]
    assert filled.snapshot().crosses(asked) == [filled.snapshot().cross(*one) for one in asked]
    assert filled.snapshot().crosses([]) == []
    with pytest.raises(QueryError, match="author"):
        filled.snapshot().crosses([asked[0], (Query(), "author", "year")])


def test_a_record_of_several_years_is_crossed_where_it_is_dated(filled: Index) -> None:
    """As the facet counts it (docs/decisions/0013): what lasted for years is found in them by a range alone."""
    cross = filled.snapshot().cross(Query(), "region", "year")
    years = {bucket.value: bucket.count for bucket in cross.columns if bucket.value != NONE}
    assert filled.count([Query().with_("year", year) for year in years]) == list(years.values())
    ranged = filled.count([Query().with_years(int(year), int(year)) for year in years])
    assert all(found >= count for found, count in zip(ranged, years.values(), strict=True)) and sum(ranged) > sum(
        years.values()
    )
