"""Vocabularies with more values than an answer tells: the first ones by count and then value, and those chosen.

A long answer with thousands of values is counted in other ways than a short one; each way is met here.
"""

from collections.abc import Iterator

import pytest

from search.authorities import Authorities
from search.engines import open_index
from search.index import Index
from search.queries import Query
from search.records import Record

from .conftest import drop, make_settings
from .oracle import Oracle
from .test_questions import compare_facet

RECORDS = 1300  # more than the embedded engine counts in its short way
KEYWORDS = 260  # more than it takes out of the engine at first
AUTHORS = 40  # with as many records each; the records' other authors have one each


def crowd() -> list[Record]:
    """Keyword n is in all records but the first 5n + 3: no two share a count. Most authors have one record."""
    return [
        Record(
            id=f"crowd:{number}",
            title={"en": "Pensions of a few" if number % 9 == 0 else "Cash for many"},
            author=(f"Author {number % AUTHORS:02}", f"Single {number * 7919 % RECORDS:04}"),
            keyword=tuple(f"keyword {n:03}" for n in range(KEYWORDS) if number >= 5 * n + 3),
            organisation=(f"Office {number % 3}",),
            source="crowd",
        )
        for number in range(RECORDS)
    ]


@pytest.fixture(scope="module")
def crowded(
    engine: str, request: pytest.FixtureRequest, authorities: Authorities, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Index]:
    settings = make_settings(engine, request, tmp_path_factory.mktemp("crowd"))
    with open_index(settings) as opened:
        with opened.replacing(authorities) as writer:
            for record in crowd():
                writer.add(record)
        yield opened
    drop(settings)


@pytest.fixture(scope="module")
def oracle(authorities: Authorities) -> Oracle:
    return Oracle(crowd(), authorities)


QUESTIONS = {
    "everything": Query(),
    "most": Query(q="cash"),
    "few": Query(q="pensions"),
    "a page of them": Query(q="pensions", size=100).with_("keyword", "keyword 230"),
    "a chosen value beyond the first ones": Query().with_("keyword", "keyword 250"),
    "values of both vocabularies": Query(q="cash")
    .with_("keyword", "keyword 255")
    .with_("author", f"Single {1280 * 7919 % RECORDS:04}"),
    "nothing": Query().with_("keyword", "keyword 255").with_("author", "Single 0000"),
    "an excluded value": Query().with_("keyword", "keyword 240", "not").with_("author", "Single 1299", "not"),
    "a value of one record": Query().with_("author", "Single 1200"),
    "a value of a third": Query().with_("organisation", "Office 1"),
    "no value": Query().with_("keyword", "none").with_("author", "Author 02"),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_first_values_and_the_chosen_ones_are_told(crowded: Index, oracle: Oracle, name: str) -> None:
    query = QUESTIONS[name]
    results, expected = crowded.search(query), oracle.answer(query)
    assert results.total == len(expected.ids)
    for facet in results.facets.values():
        compare_facet(facet, expected, query)
