"""Addresses: made quickly for hundreds of values, and the same as those made one by one."""

import random

import pytest

from search.queries import Query, Selection
from search.records import FACETS, NONE
from webapp.links import Links

from .test_search_page import random_question


@pytest.mark.parametrize("seed", range(30))
def test_addresses_of_choices_are_canonical(seed: int) -> None:
    query = random_question(random.Random(seed)).with_page(seed % 3 + 1)
    links = Links()
    address = links.choosing(query)
    for facet, value in [
        ("country", "KEN"),
        ("country", "PER"),
        ("organisation", "A & B=_/ü"),
        ("keyword", "year.from=1"),
        ("source", "_"),
    ]:
        assert address(facet, value) == links.search(query.with_(facet, value))
    for year in (1995, 2020):
        assert address("year", str(year)) == links.search(query.with_years(year, year))
    assert address("year", NONE) == links.search(query.with_("year", NONE))


@pytest.mark.parametrize("facet", [facet.name for facet in FACETS])
def test_no_facet_is_taken_for_another(facet: str) -> None:
    query = Query(q=f"{facet}=KEN", selections={other.name: Selection(any=frozenset({"KEN"})) for other in FACETS})
    query = query.without_facet(facet)
    address = Links().choosing(query)
    for value in ("none", "KEN", "UGA") if facet != "year" else ("none", "2015", "none", "2016"):
        years = query.with_years(int(value), int(value)) if value.isdigit() else query.with_(facet, value)
        assert address(facet, value) == Links().search(years)


def test_a_site_may_live_below_a_path() -> None:
    links = Links("https://example.org/sp", "fr")
    assert links.page("/about") == "/sp/about?lang=fr"
    assert links.absolute(links.search(Query(q="a b", lang="fr"))) == "https://example.org/sp/search?q=a+b&lang=fr"
    assert links.record("a:b/c d") == "/sp/records/a:b/c%20d?lang=fr"
