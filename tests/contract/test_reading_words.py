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
    Record(id="wb:P1", source="wb", title={"en": "Labor Market Programs and Cash Transfers"}, isbn=("9780821399019",)),
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
    Record(id="wb:P8", source="wb", title={"und": "中国的年金制度 ระบบประกันสังคม"}),
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


def test_what_too_few_records_have_all_of_is_given_up_group_by_group(seven: Index) -> None:
    results = seven.search(Query(q="retirement decisions zebra"))
    assert results.relaxed and results.whole == 0 and results.hits[0].record.id == "nber:w0107"
    assert results.hits[0].lacks == (2,)
    said = "retirement and decisions and zebra; 2 of these may be missing: retirement, decisions, zebra"
    assert str(results.read_as) == said


def test_places_years_and_what_is_meant_exactly_are_given_up_last(seven: Index) -> None:
    for typed in ("retirement Kenya", '"social security" zebra', "title:children retirement", "see doi 10.3386/w0107."):
        results = seven.search(Query(q=typed))
        assert results.total == 1 and results.relaxed, typed
    assert [hit.record.id for hit in seven.search(Query(q="retirement Kenya")).hits] == ["wb:P2"]
    both = seven.search(Query(q="Kenya Argentina"))
    assert {hit.record.id for hit in both.hits} == {"wb:P2", "lac:auh"} and both.whole == 0


def test_what_no_record_has_cannot_be_kept(seven: Index) -> None:
    results = seven.search(Query(q="retirement Tuvalu"))
    assert [hit.record.id for hit in results.hits] == ["nber:w0107"] and results.hits[0].lacks == (1,)
    assert "; no record has Tuvalu" in str(results.read_as)
    assert seven.search(Query(q="zebra Tuvalu")).total == 0


def test_what_is_refused_is_never_given_up(seven: Index) -> None:
    results = seven.search(Query(q="children zebra -kenya"))
    assert results.total == 0


def test_a_question_of_many_groups_is_a_passage_of_which_any_part_will_do(seven: Index) -> None:
    words = "alpha beta gamma delta epsilon zeta eta theta kappa retirement"
    results = seven.search(Query(q=words))
    assert [hit.record.id for hit in results.hits] == ["nber:w0107"] and results.relaxed
    with_number = seven.search(Query(q=f"{words} 10.3386/w0107"))
    assert [hit.record.id for hit in with_number.hits] == ["nber:w0107"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("retirement decsions", "retirement decisions"),
        ("Retriement", "Retirement"),
        ("etirement", "retirement"),
        ("retiremnet dceisions", "retirement decisions"),
        ("labor makret", "labor market"),
        ("report Keyna", "report Kenya"),
    ],
)
def test_slips_are_mended_where_nothing_is_found(seven: Index, typed: str, meant: str) -> None:
    results = seven.search(Query(q=typed))
    assert results.did_you_mean == meant and results.corrected
    assert [hit.record.id for hit in results.hits] == [hit.record.id for hit in seven.search(Query(q=meant)).hits]
    as_typed = seven.search(Query(q=typed, spelling="typed"))
    assert as_typed.did_you_mean is None and not as_typed.corrected
    assert seven.count([results.query]) == [results.total] == [len(list(seven.scan(results.query)))]


@pytest.mark.parametrize(
    "typed",
    ['"retriement"', "title:retriement", "P7777", "RETRI", "retirement", "zzz", "الحمايت", "-retriement children"],
)
def test_what_is_no_slip_is_left_alone(seven: Index, typed: str) -> None:
    results = seven.search(Query(q=typed))
    assert results.did_you_mean is None and not results.corrected


def test_other_names_are_one_step_away(seven: Index) -> None:
    named, typed = seven.search(Query(q="cash transfers")), seven.search(Query(q="cash transfers", names="typed"))
    assert named.total == 3 and [hit.record.id for hit in typed.hits] == ["wb:P1"]
    assert named.hits[0].record.id == "wb:P1" and named.read_as.also and not typed.read_as.also


def test_a_dash_in_a_pasted_title_refuses_nothing(seven: Index) -> None:
    pasted = seven.search(Query(q="social security -and retirement decisions"))
    assert pasted.hits[0].record.id == "nber:w0107"
    assert seven.search(Query(q="children -kenya")).total == 0


def test_scripts_without_blanks_are_found_within_a_run(seven: Index) -> None:
    for typed in ("年金制度", "年金", "金制", "ประกัน"):
        results = seven.search(Query(q=typed))
        assert [hit.record.id for hit in results.hits] == ["wb:P8"], typed
        assert any(segment.hit for segment in results.hits[0].highlights["title"][0])
    assert seven.search(Query(q="金年")).total == 0


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
    found = [hit.record.id for hit in seven.search(Query(q="social security", words="all")).hits]
    assert found == ["nber:w0107", "wb:P6"]
