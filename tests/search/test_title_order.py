"""The order "title": by what a librarian would look under, and one that any two titles have."""

from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.authorities import Countries, Taxonomy
from search.index import Documents
from search.paths import data_file
from search.records import Record, tie

LANGUAGES = ("en", "fr", "es", "pt", "ar", "de", "und")
titles = st.tuples(
    st.sampled_from(LANGUAGES),
    st.text(min_size=1, max_size=30)
    | st.lists(st.sampled_from("the The a l' L’ le La os ال “ 2 10 007 ٣ 1,000 pension Été".split()), min_size=1).map(
        " ".join
    ),
)


def key(language: str, title: str, identifier: str = "t:1") -> str:
    return str(documents().of(Record(id=identifier, title={language: title}, source="t"))["sort.title"])


@lru_cache(maxsize=1)
def documents() -> Documents:
    taxonomy = Taxonomy.load(Path(__file__).parents[1] / "contract" / "taxonomy.yaml")
    return Documents(taxonomy, Countries.load(data_file("mappings") / "countries.yaml", taxonomy))


@pytest.mark.parametrize(
    ("language", "title", "same"),
    [
        ("en", "The Pension", "Pension"),
        ("en", "“A pension”", "pension"),
        ("en", "AN ÉLAN", "elan"),
        ("fr", "L’aide", "aide"),
        ("fr", "l'Aide", "aide"),
        ("fr", "Les aides", "aides"),
        ("es", "Una pensión", "pension"),
        ("pt", "Os avós", "avos"),
        ("ar", "الحماية", "حماية"),
        ("en", "1,000 days", "1000 days"),
        ("ar", "٣ أيام", "3 أيام"),
    ],
)
def test_what_counts_for_nothing(language: str, title: str, same: str) -> None:
    assert key(language, title) == key("und", same)


@pytest.mark.parametrize(
    ("language", "title", "other"),
    [
        ("en", "A", ""),  # the article is all there is
        ("en", "Aid", "id"),
        ("en", "Theory", "ory"),
        ("es", "El Salvador", "Salvador"),
        ("en", "La Paz", "Paz"),  # no article of this language
        ("de", "The Pension", "Pension"),
        ("ar", "الله", "له"),
    ],
)
def test_what_is_no_article(language: str, title: str, other: str) -> None:
    assert key(language, title) != key("und", other)


def test_numbers_are_compared_by_their_value() -> None:
    written = ["2 ways", "Ten ways", "10 ways", "0 ways", "Covid 19", "Covid 5", "002 wishes", "1,000 ways", "999 ways"]
    assert sorted(written, key=lambda title: key("en", title)) == [
        "0 ways", "2 ways", "002 wishes", "10 ways", "999 ways", "1,000 ways", "Covid 5", "Covid 19", "Ten ways",
    ]  # fmt: skip


@given(st.lists(titles, min_size=2, max_size=8))
def test_any_titles_have_one_order_and_the_equal_ones_that_of_ties(several: list[tuple[str, str]]) -> None:
    """No two records share a key; where the titles say nothing, the hash of the id decides."""
    records = [(language, title, f"t:{n}") for n, (language, title) in enumerate(several)]
    keys = {identifier: key(language, title, identifier) for language, title, identifier in records}
    assert len(set(keys.values())) == len(records)
    for identifier, own in keys.items():
        for other, theirs in keys.items():
            if own.split("\x1f")[0] == theirs.split("\x1f")[0]:
                assert (own < theirs) == (tie(identifier) < tie(other))
    by_bytes = sorted(keys.values(), key=str.encode)  # as both engines compare
    assert by_bytes == sorted(by_bytes)
