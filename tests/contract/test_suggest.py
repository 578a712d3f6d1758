"""What the beginning of a question may become: found by any name, counted truly, titles first where they begin so."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.answers import Segments, SuggestedKind, Suggestion
from search.authorities import Authorities, programmes
from search.engines import open_index
from search.errors import QueryError
from search.index import Index
from search.queries import LONGEST_Q, Query
from search.records import Record
from search.text import fold

from .conftest import drop, make_settings


def record(identifier: str, title: dict[str, str], **fields: Any) -> Record:
    return Record(id=identifier, title=title, source="t", **fields)


ILO = "International Labour Organization (ILO)"
BOLSA = programmes().value("bolsa-familia")
RECORDS = [
    record("t:1", {"en": "Cash transfers in Kenya"}, country=("KEN",), programme=("cash",), year=2001),
    record("t:2", {"en": "Cash transfers, again"}, country=("KEN", "UGA"), programme=("cash",), year=2003),
    record("t:3", {"en": "What cash transfers do"}, programme=("assistance",), year=2009),
    record("t:4", {"fr": "Évaluer les pensions", "en": "Assessing pensions"}, programme=("pensions",)),
    record("t:5", {"en": "Transfers of cash"}, organisation=("Zürich Office", "Ministry of Cash"), year=2005),
    record("t:6", {"ar": "الحماية الاجتماعية"}, organisation=("Office of Zürich",)),
    record("t:7", {"en": "<b>Cash</b> & others"}, organisation=("Zürich Office",), named_programme=(BOLSA,)),
    record("t:8", {"en": "Old"}, organisation=(ILO,), region=("africa",)),
    record("t:9", {"fr": "Les 40 filets de 2030"}),
]


def build(opened: Index, authorities: Authorities) -> None:
    with opened.replacing(authorities) as writer:
        for one in RECORDS:
            writer.add(one)
    assert writer.rejected == []


@pytest.fixture(scope="module")
def few(
    engine: str, request: pytest.FixtureRequest, authorities: Authorities, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Index]:
    settings = make_settings(engine, request, tmp_path_factory.mktemp("suggest"))
    with open_index(settings) as opened:
        build(opened, authorities)
        yield opened
    drop(settings)


def said(segments: Segments) -> str:
    return "".join(segment.text for segment in segments)


def told(index: Index, text: str, kind: SuggestedKind, language: str = "en") -> list[tuple[str, str, str, int]]:
    """(value, name, other name, count) of the suggestions of a kind."""
    found = index.snapshot().suggest(text, language).get(kind, ())
    return [(one.value, said(one.label), said(one.also), one.count) for one in found]


def test_concepts_are_found_by_any_name_and_shown_in_the_language_of_the_page(few: Index) -> None:
    names = few.snapshot().authorities.taxonomy.concept("programme", "cash")
    assert names and names.pref_label["es"] == "Transferencias monetarias"
    expected = [("cash", "Cash transfers", "Transferencias monetarias", 3)]  # with what is narrower
    assert told(few, "TRANSFERENCIAS  mon", "concept") == expected
    assert told(few, "transferencias", "concept", "es") == [("cash", "Transferencias monetarias", "", 3)]
    assert told(few, "monetarias", "concept") == expected  # any word of a name
    assert told(few, "monetarias transf", "concept") == expected  # in any order


def test_countries_are_found_by_names_and_codes(few: Index) -> None:
    kenya = ("KEN", "Kenya", "", 2)
    for text in ("ken", "KEN", "ke", "Kénya", "Quê"):
        assert told(few, text, "country")[0][0] == "KEN", text
    assert told(few, "KE", "country") == [kenya]
    assert told(few, "Quênia", "country") == [("KEN", "Kenya", "Quênia", 2)]
    assert told(few, "uganda", "country", "fr") == [("UGA", "Ouganda", "Uganda", 1)]
    assert told(few, "peru", "country") == []  # of which there is no record


def test_organisations_are_found_by_the_beginnings_of_words(few: Index) -> None:
    assert told(few, "zurich", "organisation") == [
        ("Zürich Office", "Zürich Office", "", 2),
        ("Office of Zürich", "Office of Zürich", "", 1),
    ]
    assert told(few, "office", "organisation")[0][0] == "Office of Zürich"  # it begins so, though it has fewer
    assert told(few, "ilo", "organisation") == [(ILO, ILO, "", 1)]
    assert told(few, "Organisation internationale", "organisation") == [
        (ILO, ILO, "Organisation internationale du Travail", 1)
    ]


def test_programmes_are_found_where_records_name_them(few: Index) -> None:
    assert told(few, "bolsa f", "programme") == [(BOLSA, BOLSA, "", 1)]
    assert told(few, "progresa", "programme") == []


def test_titles_that_begin_so_come_first_and_the_newest_of_them(few: Index) -> None:
    assert [value for value, *_ in told(few, "cash", "title")] == ["t:2", "t:1", "t:3", "t:5"]
    assert [value for value, *_ in told(few, "transfers cas", "title")] == ["t:3", "t:5", "t:2", "t:1"]
    assert told(few, "assessing", "title", "fr") == [("t:4", "Évaluer les pensions", "Assessing pensions", 1)]
    assert told(few, "evaluer", "title", "fr") == [("t:4", "Évaluer les pensions", "", 1)]
    for typed in ("les 40 fil", "40 filets", "les 40 filets de 2030", "40 filets de 20"):
        assert [value for value, *_ in told(few, typed, "title", "fr")] == ["t:9"], typed
    assert told(few, "الحمايه", "title") == [("t:6", "الحماية الاجتماعية", "", 1)]


def test_what_was_typed_is_marked_and_nothing_is_markup(few: Index) -> None:
    (one,) = few.snapshot().suggest("mon transf")["concept"]
    assert [segment.text for segment in one.also if segment.hit] == ["Transf", "mon"]
    marked = next(one for one in few.snapshot().suggest("<b>Ca")["title"] if one.value == "t:7")
    assert said(marked.label) == "<b>Cash</b> & others"
    assert [segment.text for segment in marked.label if segment.hit] == ["b", "Ca", "b"]


NOTHING = ["", " ", "!!!", "zzzz", "none", "\x00", "\ud800", "'", "***", "\u0301", "—"]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_suggested_for_what_is_no_beginning(few: Index, text: str) -> None:
    assert few.snapshot().suggest(text) == {}


def test_what_is_longer_than_any_question_is_refused(few: Index) -> None:
    few.snapshot().suggest("a" * LONGEST_Q)
    with pytest.raises(QueryError):
        few.snapshot().suggest("a" * (LONGEST_Q + 1))


def leads_to(one: Suggestion) -> Query:
    return Query().with_(one.facet, one.value)


BEGINNINGS = ["c", "ca", "m", "minis", "p", "a", "w", "k", "keyword", "n", "transf", "pens", "e", "l", "wo"]


@pytest.mark.parametrize("text", BEGINNINGS)
def test_a_count_is_the_total_of_the_search_that_it_leads_to(filled: Index, text: str) -> None:
    snapshot = filled.snapshot()
    named = [one for kind, found in snapshot.suggest(text).items() for one in found if kind != "title"]
    assert [one.count for one in named] == snapshot.count(list(map(leads_to, named)))
    assert all(one.count for one in named)


@pytest.mark.parametrize("text", BEGINNINGS)
def test_titles_are_of_records_that_have_such_words(filled: Index, contents: list[Record], text: str) -> None:
    known = {one.id: one for one in contents}
    having = {one.id for one in contents if any(f" {text}" in f" {fold(title)}" for title in one.title.values())}
    found = [one.value for one in filled.snapshot().suggest(text).get("title", ())]
    assert len(found) == min(4, len(having)) and set(found) <= having
    begun = [fold(next(iter(known[one].title.values()))).startswith(text) for one in found]
    assert len(text) < 3 or begun == sorted(begun, reverse=True)


def test_a_changed_index_is_told_of_at_once(index: Index, authorities: Authorities) -> None:
    build(index, authorities)
    assert told(index, "zurich", "organisation")[0][3] == 2
    with index.updating(authorities) as writer:
        writer.remove("t:7")
        writer.add(record("t:9", {"en": "New"}, organisation=("Zürich Bureau",)))
    assert [(value, count) for value, _, _, count in told(index, "zurich", "organisation")] == [
        ("Zürich Bureau", 1), ("Zürich Office", 1), ("Office of Zürich", 1)
    ]  # fmt: skip


WORDS = [
    "cash",
    "Transf",
    "zür",
    "KEN",
    "pens",
    "Office",
    "الحما",
    "<b>",
    "de l'",
    "ca*",
    "title:c",
    "½",
    "ﬁ",
    "ß",
    "İ",
]
TYPED = st.one_of(
    st.text(max_size=40), st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join), st.sampled_from(WORDS)
)


@given(text=TYPED, language=st.sampled_from(["en", "es", "ar"]))
@settings(max_examples=30)
def test_any_text_is_answered(few: Index, text: str, language: str) -> None:
    for kind, found in few.snapshot().suggest(text, language).items():
        assert 0 < len(found) <= 4 and all(one.kind == kind and said(one.label) for one in found)


@pytest.fixture(scope="module")
def both(
    request: pytest.FixtureRequest, authorities: Authorities, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Index]]:
    request.getfixturevalue("elasticsearch_url")
    made = [make_settings(name, request, tmp_path_factory.mktemp("both")) for name in ("embedded", "elasticsearch")]
    with open_index(made[0]) as one, open_index(made[1]) as other:
        for opened in (one, other):
            build(opened, authorities)
        yield [one, other]
    drop(made[1])


@pytest.mark.elasticsearch
@given(text=TYPED)
@settings(max_examples=80)
def test_both_engines_suggest_the_same(both: list[Index], text: str) -> None:
    one, other = (index.snapshot().suggest(text) for index in both)
    assert one == other
