"""Groups and the ladder, slips, and other names: what a question means where few records have all of it."""

import pytest

from search.index import Index
from search.queries import Query


def test_what_too_few_records_have_all_of_is_given_up_group_by_group(seven: Index) -> None:
    results = seven.search(Query(q="retirement decisions zebra"))
    assert results.relaxed and results.whole == 0 and results.hits[0].record.id == "nber:w0107"
    assert results.hits[0].lacks == (2,)
    said = "retirement and decisions and zebra; 1 of these may be missing: retirement, decisions, zebra"
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
