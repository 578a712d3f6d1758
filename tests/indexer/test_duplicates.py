"""Near duplicates: which titles are one work, what a curator's decisions do, and that later runs follow them."""

import csv
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.duplicates import generated, measure, works
from indexer.duplicates import Pair, Work, find_pairs, may_be_one
from search.queries import Query
from search.records import Record

from .conftest import Command

Write = Callable[[str, str | bytes], Path]
ONE = (
    "ID,Title,Country,Year,Author\n"
    '1,Cash transfers and school attendance in rural areas,Senegal,2015,"Diop, A."\n'
    "2,Pensions of the informal sector,Chad,2017,\n"
)
OTHER = (
    "ID,Title,Country,Year,Author\n"
    "7,Cash transfrs & school attendance in rural areas,Senegal,2015,A. Diop\n"
    "8,Pensions of the Informal Sector.,Niger,2017,\n"
)


def pairs(*titles: str, **same: Any) -> list[Pair]:
    """What is found among works of these titles, each of another source."""
    found = [Work(f"s{n}:1", f"s{n}", (title,), **{"year": 2015} | same) for n, title in enumerate(titles)]
    return find_pairs(found, frozenset(("niger", "nigeria", "iran", "iraq")))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cash transfers and school attendance", "CASH TRANSFERS & SCHOOL ATTENDANCE."),
        ("Cash transfers and school attendance", "Cash transfers and shcool attendence"),
        ("Protección social y niñez en América", "Proteccion Social y Ninez en America"),
        ("Targeting the poorest households: a review of the literature", "Targeting the poorest households"),
        ("Early child-care services in cities", "Early childcare services in cities"),
        ("School meals in Kenya: part II", "School meals in Kenya, Part 2"),
        ("Children's rights and social pensions", "CHILDREN’S RIGHTS AND SOCIAL PENSIONS"),
        ("Rural employment public works programmes", "Rural public employment works programmes"),
        ("Linking savings to health insurance in Mali", "Mali: linking savings to health insurance"),
        ("The political economy of health insurance", "The political economyof health insurance"),
        ("Labour market programmes of the regions", "Labor market programs of the regions"),
        ("Savings et pensions en milieu rural today", "Savings and pensions in milieu rural today"),
        ("Do pensions help? In the towns: a review of all", "Do pensions help? In the towns"),
    ],
)
def test_one_work_written_twice(one: str, other: str) -> None:
    (found,) = pairs(one, other)
    assert found.kind == "same" and 80 < found.similarity <= 100


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Evaluation of school meals in towns: volume 1", "Evaluation of school meals in towns: volume 2"),
        ("Social protection review 2014 of the region", "Social protection review 2015 of the region"),
        ("School meals programme phase II report", "School meals programme phase III report"),
        ("School meals programme report", "School meals programme phase II report"),
        ("Social safety nets in Niger today", "Social safety nets in Nigeria today"),
        ("Social safety nets in Iran today", "Social safety nets in Iraq today"),
        ("Graduation of the poor: baseline report", "Graduation of the poor: endline report"),
        ("First national survey of social pensions", "Second national survey of social pensions"),
        ("Conditional cash transfers and schooling", "Unconditional cash transfers and schooling"),
        ("The transition from school to work", "The transition from work to school"),
        ("Targeting the poorest households", "Targeting the poorest households: volume 2"),
        ("Annual report", "Annual reports"),
        ("Cash transfers and schooling", "Transferts monétaires et scolarisation"),
    ],
)
def test_two_works_of_one_kind(one: str, other: str) -> None:
    assert not pairs(one, other)


def test_what_tells_works_apart_whatever_their_titles() -> None:
    first: dict[str, Any] = {"titles": ("Cash transfers and school attendance",)}
    mine = Work("a:1", "a", **first, year=2015, countries=frozenset({"KEN"}), authors=("Diop, A.",), doi="10.1/x")
    apart: list[dict[str, Any]] = [
        {"year": 2016}, {"countries": frozenset({"UGA"})}, {"authors": ("Sow, D.",)}, {"doi": "10.1/y"}, {"source": "a"}
    ]  # fmt: skip
    for said in apart:
        assert not find_pairs([mine, Work(**{"id": "b:1", "source": "b", **first, **said})]), said
    assert len(find_pairs([mine, Work("b:1", "b", **first)])) == 1


def test_parts_are_related() -> None:
    kenya: dict[str, Any] = {"countries": frozenset({"KEN"})}
    bank = [
        Work("wb:1", "wb", ("Social Safety Net Project",), 2010, **kenya),
        Work("wb:2", "wb", ("Additional Financing for the Social Safety Net Project",), 2014, **kenya),
        Work("wb:3", "wb", ("Social Safety Net Project (Additional Financing)",), 2014, frozenset({"UGA"})),
    ]
    assert [(pair.ids, pair.kind) for pair in find_pairs(bank)] == [(("wb:1", "wb:2"), "related")]
    found = pairs("Webinar: shock-responsive cash in crises", "Slides - shock-responsive cash in crises")
    assert [pair.kind for pair in found] == ["related"]


WORDS = st.sampled_from("cash transfers transfrs school schol meals review report 2 II kenya pensions: women a".split())
WORKS = st.lists(
    st.builds(
        lambda number, source, words: Work(f"{source}:{number}", source, (" ".join(words),), 2015),
        st.integers(1, 4), st.sampled_from("abc"), st.lists(WORDS, min_size=1, max_size=6),
    ),
    max_size=8, unique_by=lambda work: work.id,
)  # fmt: skip


@given(WORKS, st.randoms())
def test_the_order_of_records_changes_nothing_and_none_is_its_own(found: list[Work], chance: Random) -> None:
    mixed = found.copy()
    chance.shuffle(mixed)
    told = find_pairs(found)
    assert find_pairs(mixed) == told
    assert all(one < other for one, other in (pair.ids for pair in told))
    assert len({pair.ids for pair in told}) == len(told)


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        ("Cash for schooling in rural areas of Mali", "Cash and schooling in rural areas", True),
        ("A review of pensions: part II", "Review of pensions, part 2", True),
        ("School meals 2014 report", "School meals 2015 report", False),
        ("Cash transfers and schooling", "Pensions of the informal sector", False),
        ("!!!", "???", False),
        ("!!!", "!!!", True),
    ],
)
def test_a_corrected_title_may_be_one(one: str, other: str, may: bool) -> None:
    assert may_be_one(one, other) is may_be_one(other, one) is may


@given(WORKS)
def test_what_is_one_by_its_title_may_be_one(found: list[Work]) -> None:
    for pair in find_pairs(found):
        assert pair.kind == "related" or may_be_one(pair.one.titles[0], pair.other.titles[0])


def test_copies_are_told_from_works_that_differ_in_little() -> None:
    chance = Random(7)
    precision, recall, _, wrong = measure(works(chance, list(generated(chance, 2000)), 400, bare=False), 400)
    assert (precision >= 0.99, recall >= 0.95) == (True, True), "\n".join(wrong)


def everything(spindex: Command) -> dict[str, Record]:
    with spindex.index() as index:
        return {record.id: record for record in index.scan(Query())}


def decide(path: Path, decisions: Iterable[str]) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, list(rows[0]))
        lines.writeheader()
        lines.writerows(row | {"decision": said} for row, said in zip(rows, decisions, strict=True))


def decided(spindex: Command, write: Write, tmp_path: Path, decision: str) -> tuple[Path, Path]:
    one, other = write("a.csv", ONE), write("b.csv", OTHER)
    assert spindex("build", one, other).code == 0
    table = tmp_path / "pairs.csv"
    assert spindex("duplicates", "--decisions", table).code == 0
    decide(table, [decision])
    assert spindex("duplicates", "--apply", table).code == 0
    assert spindex("duplicates", "--json").report == {"pairs": []}
    return one, other


def test_a_list_says_what_pairs_share(spindex: Command, write: Write) -> None:
    assert spindex("build", write("a.csv", ONE), write("b.csv", OTHER)).code == 0
    (pair,) = spindex("duplicates", "--json").report["pairs"]
    assert (pair["id"], pair["other id"], pair["shared"]) == ("a:1", "b:7", ["year", "country", "author"])
    assert "a:1: Cash transfers and school" in spindex("duplicates").output


def test_the_same_becomes_one_record_and_stays_one(spindex: Command, write: Write, tmp_path: Path) -> None:
    one, other = decided(spindex, write, tmp_path, "same")
    merged = everything(spindex)
    assert sorted(merged) == ["a:1", "a:2", "b:8"]
    assert sorted(row.file for row in merged["a:1"].raw) == ["a.csv", "b.csv"]
    runs: list[tuple[str | Path, ...]] = [("reindex",), ("update", other), ("build", other, one)]
    for run in runs:
        assert spindex(*run).code == 0
        now = everything(spindex)
        assert {i: r.fingerprint() for i, r in now.items()} == {i: r.fingerprint() for i, r in merged.items()}, run


def test_related_records_name_each_other(spindex: Command, write: Write, tmp_path: Path) -> None:
    one, other = decided(spindex, write, tmp_path, "related")
    for run in ((), ("reindex",), ("update", other), ("build", other, one)):
        assert not run or spindex(*run).code == 0
        now = everything(spindex)
        assert (now["a:1"].related, now["b:7"].related) == (("b:7",), ("a:1",)), run


def test_what_is_different_is_not_listed_again(spindex: Command, write: Write, tmp_path: Path) -> None:
    decided(spindex, write, tmp_path, "different")
    assert len(everything(spindex)) == 4


def test_groups_are_transitive_and_contradictions_are_said(spindex: Command, write: Write) -> None:
    for name in "abc":
        write(f"{name}.csv", "id,title,year\n1,Cash transfers and school attendance,2015\n")
    folder = write("d.csv", "id,title,year\n1,Quite another matter of pensions,2015\n").parent
    assert spindex("build", *(folder / f"{name}.csv" for name in "abcd")).code == 0
    head = "id,other id,decision\n"
    said = write("said.csv", f"{head}b:1,c:1,same\na:1,b:1,same\n")
    assert spindex("duplicates", "--apply", said).code == 0
    assert sorted(everything(spindex)) == ["a:1", "d:1"]
    assert len(everything(spindex)["a:1"].raw) == 3
    against = write("against.csv", f"{head}a:1,c:1,different\n")
    done = spindex("duplicates", "--apply", against)
    assert done.code == 2 and "a:1 and c:1" in done.output
    assert json.dumps(sorted(everything(spindex))) == '["a:1", "d:1"]'


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("a:1,b:7,perhaps", "pairs.csv, row 2: the decision “perhaps” is unclear"),
        ("a:1,,same", "pairs.csv, row 2 lacks an id"),
        ("a:1,b:99,same", "There is no record b:99"),
    ],
)
def test_a_table_that_is_wrong_changes_nothing(spindex: Command, write: Write, row: str, said: str) -> None:
    assert spindex("build", write("a.csv", ONE), write("b.csv", OTHER)).code == 0
    done = spindex("duplicates", "--apply", write("pairs.csv", f"id,other id,decision\n{row}\n"))
    assert done.code == 2 and said in done.output
    assert len(everything(spindex)) == 4 and not (spindex.data / "decisions.yaml").exists()
