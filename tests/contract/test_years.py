"""When a thing was: a range finds whatever was in one of its years, and a year counts where things began."""

from collections.abc import Iterator

import pytest

from search.authorities import Authorities
from search.engines import open_index
from search.index import Index
from search.queries import Query
from search.records import NONE, Record

from .conftest import drop, make_settings

DATED = {
    "programme": {"year": 1997, "start": "1997-08", "end": "2019-12-31"},
    "goes-on": {"year": 2004, "start": "2004", "status": "active"},
    "no-end": {"year": 2004, "start": "2004-03-01"},
    "report": {"year": 2012, "published": "2012-06"},
    "announced": {"year": 2012, "published": "2012-11", "start": "2013-02", "end": "2014"},
    "confused": {"year": 2011, "start": "2011", "end": "2009"},
    "ended": {"end": "2012"},
    "active": {"status": "active"},
}


@pytest.fixture(scope="module")
def dated(
    engine: str, request: pytest.FixtureRequest, authorities: Authorities, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Index]:
    settings = make_settings(engine, request, tmp_path_factory.mktemp("dated"))
    with open_index(settings) as index:
        with index.replacing(authorities) as writer:
            for name, dates in DATED.items():
                writer.add(Record(id=f"a:{name}", source="a", title={"en": name}, **dates))  # type: ignore[arg-type]
        yield index
    drop(settings)


def found(index: Index, query: Query) -> set[str]:
    return {record.id.removeprefix("a:") for record in index.scan(query)}


@pytest.mark.parametrize(
    ("first", "last", "names"),
    [
        (None, 1996, []),
        (None, 2009, ["programme", "goes-on", "no-end", "confused"]),
        (1998, 2003, ["programme"]),
        (2005, 2008, ["programme", "goes-on"]),
        (2012, 2012, ["programme", "goes-on", "report", "announced"]),
        (2014, None, ["programme", "goes-on", "announced"]),
        (2020, None, ["goes-on"]),
        (9999, 9999, ["goes-on"]),
        (2020, 2018, ["programme", "goes-on"]),
    ],
)
def test_a_range_finds_what_was_in_one_of_its_years(
    dated: Index, first: int | None, last: int | None, names: list[str]
) -> None:
    query = Query().with_years(first, last)
    assert found(dated, query) == set(names) and dated.search(query).total == len(names)


def test_a_year_counts_where_things_began(dated: Index) -> None:
    facet = dated.search(Query().with_years(2014, None)).facets["year"]
    counts = {bucket.value: bucket.count for bucket in facet.buckets}
    assert counts == {"1997": 1, "2004": 2, "2011": 1, "2012": 2} and facet.missing.count == 2
    for value, count in counts.items():
        year = int(value)
        chosen = found(dated, Query().with_("year", value))
        assert len(chosen) == count and chosen <= found(dated, Query().with_years(year, year))


def test_values_none_and_a_range_are_alternatives(dated: Index) -> None:
    undated = {"ended", "active"}
    assert found(dated, Query().with_("year", NONE)) == undated
    late = Query().with_years(2020, None)
    assert found(dated, late.with_("year", NONE)) == {"goes-on", *undated}
    assert found(dated, late.with_("year", "2011").with_("year", "2012")) == {
        "goes-on", "confused", "report", "announced",
    }  # fmt: skip
    assert found(dated, late.with_("year", "2004", "not").with_("year", NONE)) == undated
    assert found(dated, Query().with_years(None, 2000).with_("year", "1997", "all")) == {"programme"}
    assert found(dated, Query().with_("year", "1997", "all").with_("year", "2004", "all")) == set()


def test_words_are_searched_within_them(dated: Index) -> None:
    assert found(dated, Query("report OR programme").with_years(2013, None).with_("year", "2012")) == {
        "report",
        "programme",
    }
