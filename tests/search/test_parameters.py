"""URL parameters and questions: one state has one address, and each wrong part is named."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.authorities import Countries, Taxonomy, Vocabulary
from search.paths import data_file
from search.queries import MODES, Query, read_parameters
from search.records import BY_NAME, INTERFACE_LANGUAGES, NONE, SORTS


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    taxonomy = Taxonomy.load(Path(__file__).parents[1] / "contract" / "taxonomy.yaml")
    return Vocabulary(taxonomy, Countries.load(data_file("mappings") / "countries.yaml", taxonomy))


VALUES = {
    "programme": ["cash", "pensions"],
    "country": ["KEN", "PER"],
    "organisation": ["ILO", "a & b=c?"],
    "year": ["2015"],
}
choices = st.sampled_from(list(VALUES)).flatmap(
    lambda facet: st.tuples(st.just(facet), st.sampled_from([*VALUES[facet], NONE]), st.sampled_from(MODES))
)
years = st.none() | st.integers(1000, 2999)


@given(
    choices=st.lists(choices, max_size=6),
    q=st.text(st.characters(exclude_categories=["C", "Z"]), max_size=20),
    years=st.tuples(years, years),
    sort=st.sampled_from(SORTS),
    lang=st.sampled_from(INTERFACE_LANGUAGES),
    page=st.integers(1, 100),
)
def test_a_question_and_its_address_are_the_same(vocabulary, choices, q, years, sort, lang, page) -> None:  # type: ignore[no-untyped-def]
    query = Query(q=q, sort=sort, lang=lang).with_years(*years)
    for facet, value, mode in choices:
        query = query.with_(facet, value, mode)
    query = query.with_page(page)
    reading = read_parameters(query.parameters(), vocabulary)
    assert reading.query == query and not reading.problems and not reading.beyond and not reading.redirected
    assert read_parameters(reversed(query.parameters()), vocabulary).query == query
    assert hash(reading.query) == hash(query)


@pytest.mark.parametrize(
    ("name", "value", "address"),
    [
        ("country", "KE", [("country", "KEN")]),
        ("country", "kenya", [("country", "KEN")]),
        ("country.not", "Perú", [("country.not", "PER")]),
        ("programme", "old-pensions", [("programme", "pensions")]),
        ("programme.all", "Cash transfers", [("programme.all", "cash")]),
        ("language", "French", [("language", "fr")]),
    ],
)
def test_other_names_of_a_value_move_to_its_own(
    vocabulary: Vocabulary, name: str, value: str, address: list[tuple[str, str]]
) -> None:
    reading = read_parameters([(name, value)], vocabulary)
    assert reading.redirected and reading.query.parameters() == address and not reading.problems


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("contry", "KEN", "country"),
        ("country.some", "KEN", "country"),
        ("country", "Atlantis", "ISO 3166"),
        ("programme", "cash-transfer", "cash"),
        ("year.from", "last", "2015"),
        ("year", "20155", "2015"),
        ("page", "-1", "digits"),
        ("size", "ten", "digits"),
        ("sort", "newst", "newest"),
        ("lang", "xx", "en"),
    ],
)
def test_what_cannot_be_read_is_named_and_left_out(vocabulary: Vocabulary, name: str, value: str, hint: str) -> None:
    reading = read_parameters([(name, value), ("q", "x")], vocabulary)
    assert reading.query == Query(q="x")
    assert len(reading.problems) == 1 and hint in str(reading.problems[0])


@pytest.mark.parametrize("name", ["utm_source", "utm_x", "fbclid", "gclid"])
def test_trackers_and_empty_fields_are_passed_over(vocabulary: Vocabulary, name: str) -> None:
    reading = read_parameters([(name, "x"), ("q", " "), ("country", "")], vocabulary)
    assert reading.query == Query() and not reading.problems


@pytest.mark.parametrize(
    ("pairs", "limit"),
    [
        ([("q", "x" * 513)], "512"),
        ([("size", "101")], "100"),
        ([("size", "0")], "100"),
        ([("page", "1001")], "10,000"),
        ([("organisation", str(n)) for n in range(101)], "100"),
    ],
)
def test_limits_are_said(vocabulary: Vocabulary, pairs: list[tuple[str, str]], limit: str) -> None:
    assert limit in " ".join(map(str, read_parameters(pairs, vocabulary).beyond))


def test_another_choice_goes_back_to_page_one() -> None:
    query = Query().with_page(3)
    for changed in (
        query.with_("country", "KEN"),
        query.with_("country", "KEN").without("country", "KEN"),
        query.with_years(2000, None),
        query.with_sort("title"),
        query.with_words("x"),
        query.without_facet("country"),
        query.without_filters(),
    ):
        assert changed.page == 1
    assert query.with_("country", "KEN").without("country", "KEN").selections == {}


def test_every_facet_can_be_asked_in_every_mode(vocabulary: Vocabulary) -> None:
    for facet in BY_NAME:
        for mode in MODES:
            query = Query().with_(facet, NONE, mode)
            assert read_parameters(query.parameters(), vocabulary).query == query


def test_repeated_years_are_alternatives(vocabulary: Vocabulary) -> None:
    pairs = [("year", "2015"), ("year", "2016"), ("year", NONE), ("year.from", "2018")]
    reading = read_parameters(pairs, vocabulary)
    assert reading.query.parameters() == pairs and not reading.redirected and not reading.notes
    assert reading.query == Query().with_("year", "2015").with_("year", "2016").with_("year", NONE).with_years(
        2018, None
    )


@pytest.mark.parametrize("order", [1, -1])
def test_a_reversed_range_of_years_is_read_the_right_way_round_and_said(vocabulary: Vocabulary, order: int) -> None:
    pairs = [("page", "2"), ("year.from", "2020"), ("year.to", "2010")][::order]
    reading = read_parameters(pairs, vocabulary)
    assert reading.query == Query(year_from=2010, year_to=2020, page=2)
    assert [str(note) for note in reading.notes] == [
        "The range of years ends before it begins: it is read as 2010 to 2020."
    ]
    assert not reading.problems and not reading.beyond and not reading.redirected
    assert not read_parameters(reading.query.parameters(), vocabulary).notes


@pytest.mark.parametrize("year", ["0000", "0999", "١٩٩٥", "95", "20155"])
def test_a_year_that_no_address_could_write_is_named(vocabulary: Vocabulary, year: str) -> None:
    for name in ("year", "year.from", "year.to"):
        reading = read_parameters([(name, year)], vocabulary)
        assert reading.query == Query() and len(reading.problems) == 1


def test_what_may_stand_once_and_stands_twice_is_said(vocabulary: Vocabulary) -> None:
    reading = read_parameters([("size", "20"), ("q", "a"), ("size", "50"), ("q", "a")], vocabulary)
    assert reading.query == Query(q="a", size=50)  # the same value twice is no question
    assert [str(problem) for problem in reading.problems] == [
        "size stands twice in the address: only the last, “50”, is read."
    ]
