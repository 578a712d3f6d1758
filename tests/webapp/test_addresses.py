"""Addresses: made quickly for hundreds of values, and the same as those made one by one."""

import random

import pytest

from search.queries import Query
from webapp.links import Choices, Links

from .test_search_page import random_question


@pytest.mark.parametrize("seed", range(30))
def test_choices_are_canonical(seed: int) -> None:
    query = random_question(random.Random(seed)).with_page(seed % 3 + 1)
    links = Links()
    choices = Choices(links, query)
    for facet, value in [
        ("country", "KEN"),
        ("country", "PER"),
        ("organisation", "A & B=_/ü"),
        ("keyword", "year.from=1"),
        ("source", "_"),
    ]:
        assert choices.value(facet, value) == links.search(query.with_(facet, value))
    for year in (1995, 2020):
        assert choices.year(str(year)) == links.search(query.with_years(year, year))


def test_a_site_may_live_below_a_path() -> None:
    links = Links("https://example.org/sp", "fr")
    assert links.page("/about") == "/sp/about?lang=fr"
    assert links.absolute(links.search(Query(q="a b", lang="fr"))) == "https://example.org/sp/search?q=a+b&lang=fr"
    assert links.record("a:b/c d") == "/sp/records/a:b/c%20d?lang=fr"
