"""What a person remembers of a record finds it; how it was read is said; what was found is marked."""

import pytest

from search.answers import Segment
from search.authorities import Authorities
from search.engines import open_index
from search.index import Index
from search.queries import Query
from search.records import Record
from search.settings import Settings

RECORDS = [
    Record(
        id="nber:w0107",
        source="nber",
        title={"en": "Social Security and Retirement Decisions"},
        author=("Boskin, Michael J",),
        doi="10.3386/w0107",
        url="https://www.nber.org/papers/w0107",
    ),
    Record(
        id="lac:auh",
        source="lac",
        title={"es": "Asignación Universal por Hijo y Protección Social"},
        country=("ARG",),
        abstract={"es": "Transferencias monetarias para niños."},
    ),
    Record(id="wb:P1", source="wb", title={"en": "Labor Market Programs and Cash Transfers"}, isbn=("9780821399013",)),
    Record(id="wb:P2", source="wb", title={"en": "Report of WHO on children in Kenya"}, country=("KEN",)),
    Record(id="wb:P3", source="wb", title={"fr": "L’aide sociale aux familles <b>pauvres</b>"}),
    Record(id="wb:P4", source="wb", title={"ar": "الحماية الاجتماعية"}),
    Record(
        id="wb:P5", source="wb", title={"en": "Who cares? Programme notes of an audit, 2015"}, keyword=("none such",)
    ),
    Record(
        id="wb:P7",
        source="wb",
        title={"en": "After P777: lessons of P777"},
        abstract={"en": "P777, P777."},
        keyword=("районный",),
    ),
    Record(id="wb:P777", source="wb", title={"en": "A long title that does not say its number"}, keyword=("x", "y")),
    Record(id="wb:P6", source="wb", title={"en": "Security for social workers"}, programme=("pensions",), year=2019),
]


@pytest.fixture(scope="module")
def seven(engine: str, request: pytest.FixtureRequest, authorities: Authorities, tmp_path_factory):  # type: ignore[no-untyped-def]
    from .conftest import drop, make_settings

    settings: Settings = make_settings(engine, request, tmp_path_factory.mktemp("seven"))
    with open_index(settings) as index:
        with index.replacing(authorities) as writer:
            for record in RECORDS:
                writer.add(record)
        yield index
    drop(settings)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("retirement decisions", ["nber:w0107"]),
        ("Decision Retirement", ["nber:w0107"]),
        ("Boskin", ["nber:w0107"]),
        ("michael boskin", ["nber:w0107"]),
        ("w0107", ["nber:w0107"]),
        ("nber:w0107", ["nber:w0107"]),
        ("10.3386/w0107", ["nber:w0107"]),
        ("https://doi.org/10.3386/W0107", ["nber:w0107"]),
        ("http://nber.org/papers/w0107/", ["nber:w0107"]),
        ("P1", ["wb:P1"]),
        ("978-0-8213-9901-3", ["wb:P1"]),
        ("asignacion universal", ["lac:auh"]),
        ("ASIGNACIÓN", ["lac:auh"]),
        ("labour market programmes", ["wb:P1"]),
        ("asignacion argentina", ["lac:auh"]),
        ("asignacion Argentine", ["lac:auh"]),
        ("CTX", ["lac:auh", "wb:P1", "wb:P6"]),
        ("transferts monétaires", ["lac:auh", "wb:P1", "wb:P6"]),
        ("security 2019", ["wb:P6"]),
        ("l'aide sociale", ["wb:P3"]),
        ("aide", ["wb:P3"]),
        ("famille", ["wb:P3"]),
        ("الحمايه", ["wb:P4"]),
        ("ﺍﻟﺤﻤﺎﻳﺔ", ["wb:P4"]),  # as some PDFs hold it
        ("asignacio\u0301n", ["lac:auh"]),  # as some keyboards write it
        ("ｒｅｔｉｒｅｍｅｎｔ", ["nber:w0107"]),
        ("район*", ["wb:P7"]),
        ('"social security"', ["nber:w0107"]),
        ('"security social"', []),
        ("retire*", ["nber:w0107"]),
        ("title:children", ["wb:P2"]),
        ("abstract:children", []),
        ("WHO report", ["wb:P2"]),
        ("children -kenya", []),
        ("children OR retirement", ["nber:w0107", "wb:P2"]),
        ("the of retirement", ["nber:w0107"]),
        ("none", ["wb:P5"]),
    ],
)
def test_known_items(seven: Index, typed: str, found: list[str]) -> None:
    results = seven.search(Query(q=typed))
    assert sorted(hit.record.id for hit in results.hits) == found
    assert not results.relaxed


def test_words_that_no_record_has_together_are_read_as_most_of_them(seven: Index) -> None:
    results = seven.search(Query(q="retirement decisions zebra"))
    assert results.relaxed and results.hits[0].record.id == "nber:w0107"
    assert str(results.read_as).startswith("most of these words")


def test_any_word_suffices_where_that_is_asked(seven: Index) -> None:
    typed = "Which decisions (or -children) of a zebra?"
    results = seven.search(Query(q=typed, any_word=True))
    assert {hit.record.id for hit in results.hits} == {"nber:w0107", "wb:P2"} and not results.relaxed
    assert str(results.read_as) == "any of these: decisions, or, children, tagged Children, zebra"
    assert [record.id for record in seven.scan(results.query)] == [hit.record.id for hit in results.hits]
    assert seven.count([results.query]) == [2]
    assert "any_word" not in dict(results.query.parameters())


def test_filters_never_change_how_words_are_read(seven: Index) -> None:
    results = seven.search(Query(q="retirement decisions").with_("country", "KEN"))
    assert results.total == 0 and not results.relaxed


def test_no_words_ask_for_everything_and_say_so(seven: Index) -> None:
    results = seven.search(Query(q="!!!"))
    assert results.total == len(RECORDS) and str(results.read_as).startswith("everything")


def test_alternatives_are_said(seven: Index) -> None:
    assert "“Transferencias monetarias”" in str(seven.search(Query(q="cash transfers")).read_as)


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("retire decisions", {"title": ["Retirement", "Decisions"]}),
        ("decision", {"title": ["Decisions"]}),
        ('"social security"', {"title": ["Social Security"]}),
        ("retire*", {"title": ["Retirement"]}),
        ("boskin", {"author": ["Boskin"]}),
        ("asignacion", {"title": ["Asignación"]}),
        ("ninos", {"abstract": ["niños"]}),
        ("cash transfers argentina", {"abstract": ["Transferencias monetarias"]}),
        ("social -boskin pauvre", {"title": ["sociale", "pauvres"]}),
    ],
)
def test_what_was_found_is_marked_exactly(seven: Index, typed: str, marked: dict[str, list[str]]) -> None:
    hit = seven.search(Query(q=typed)).hits[0]
    found = {field: [s.text for v in values for s in v if s.hit] for field, values in hit.highlights.items()}
    assert found == marked


def test_segments_are_the_text_and_never_markup(seven: Index) -> None:
    hit = seven.search(Query(q="familles")).hits[0]
    assert hit.highlights["title"] == (
        (Segment("L’aide sociale aux ", False), Segment("familles", True), Segment(" <b>pauvres</b>", False)),
    )


def test_a_record_comes_before_those_that_cite_its_number(seven: Index) -> None:
    assert [hit.record.id for hit in seven.search(Query(q="P777")).hits] == ["wb:P777", "wb:P7"]


def test_words_in_the_order_of_a_title_come_first(seven: Index) -> None:
    found = [hit.record.id for hit in seven.search(Query(q="social security")).hits]
    assert found == ["nber:w0107", "wb:P6"]
