"""What a person remembers of a record finds it; how it was read is said; what was found is marked."""

import pytest

from search.answers import Segment
from search.index import Index
from search.queries import Query

from .remembered import REMEMBERED


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
        ("978-0-8213-9901-9", ["wb:P1"]),
        ("asignacion universal", ["lac:auh"]),
        ("ASIGNACIÓN", ["lac:auh"]),
        ("labour market programmes", ["wb:P1"]),
        ("LABOUR-MARKET programmes", ["wb:P1"]),
        ("Kenyan children", ["wb:P2"]),
        ("Boskin, M.", ["nber:w0107"]),
        ("familles d’aide sociale", ["wb:P3"]),
        ("Title:children", ["wb:P2"]),
        ("title:(children OR retirement)", ["nber:w0107", "wb:P2"]),
        ('"social secur*"', ["nber:w0107", "wb:P6"]),
        ("year:2019", ["wb:P6"]),
        ("retire ment decisions", ["nber:w0107"]),
        ("childr?n", ["wb:P2"]),
        ("ret*ment", ["nber:w0107"]),
        ("title:childr?n", ["wb:P2"]),
        ("zz?z", []),
        ("children or retirement", []),
        ("(10.3386/w0107).", ["nber:w0107"]),
        ("0-8213-9901-2", ["wb:P1"]),
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
    assert results.whole == len(found)
    assert sorted(hit.record.id for hit in results.hits if not hit.lacks) == found
    assert [hit.lacks for hit in results.hits] == sorted((hit.lacks for hit in results.hits), key=len)
    only = seven.search(Query(q=typed, words="all"))
    assert sorted(hit.record.id for hit in only.hits) == found and not only.relaxed


def test_any_word_suffices_where_that_is_asked(seven: Index) -> None:
    typed = "Which decisions (or -children) of a zebra?"
    results = seven.search(Query(q=typed, any_word=True))
    assert {hit.record.id for hit in results.hits} == {"nber:w0107", "wb:P2"} and not results.relaxed
    assert str(results.read_as) == "any of these: decisions, children, tagged Children, zebra"
    assert [record.id for record in seven.scan(results.query)] == [hit.record.id for hit in results.hits]
    assert seven.count([results.query]) == [2]
    assert "any_word" not in dict(results.query.parameters())


def test_filters_never_change_how_words_are_read(seven: Index) -> None:
    whole = seven.search(Query(q="retirement decisions children"))
    results = seven.search(whole.query.with_("country", "KEN"))
    assert results.total == 1 and str(results.read_as) == str(whole.read_as)


def test_no_words_ask_for_everything_and_say_so(seven: Index) -> None:
    results = seven.search(Query(q="!!!"))
    assert results.total == len(REMEMBERED) and str(results.read_as).startswith("everything")


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
    found = [hit.record.id for hit in seven.search(Query(q="social security", words="all")).hits]
    assert found == ["nber:w0107", "wb:P6"]
