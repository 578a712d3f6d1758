"""Cells of countries as people fill them: lists, places, notes, other languages; never a guess, never a silent loss."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.normalise import Normaliser
from indexer.normalise.text import EMPTY
from indexer.rows import Problem, SourceRow
from indexer.sources import Sources
from search.authorities import Authorities

from .conftest import Command

SHIPPED = Authorities.shipped()
NORMALISE = Normaliser(SHIPPED, Sources.load())


def read(cell: Any) -> tuple[set[str], list[Problem]]:
    """The countries of a cell, and what is told of it."""
    outcome = NORMALISE(SourceRow({"title": "T", "country": cell}, "f.csv", 2))
    assert outcome.record is not None
    return set(outcome.record.country), [one for one in outcome.problems if one.field == "country"]


def means(cell: str, codes: str) -> None:
    countries, told = read(cell)
    assert (countries, [str(one.message) for one in told]) == (set(codes.split()), [])


@pytest.mark.parametrize(
    "cell",
    [
        "Kenya, Uganda", "Kenya/Uganda", "Kenya & Uganda", "Kenya and Uganda", "Kenya et Ouganda", "Kenia y Uganda",
        "Kenya - Uganda", "Kenya – Uganda", "Kenya + Uganda", "Kenya Uganda", "KEN UGA", "KE UG", "Kenya-Uganda",
        "entre Kenya et Ouganda", "between Kenya and Uganda", "Kenya and/or Uganda", "Kenia und Uganda",
        "كينيا وأوغندا", "Кения и Уганда", "肯尼亚和乌干达", "Kenya &amp; Uganda", "Kenya • Uganda", "Kenya, UG",
        "Kenya | Quénia; Uganda", "Multi-country (Kenya, Uganda)",
    ],
)  # fmt: skip
def test_lists_of_two(cell: str) -> None:
    countries, told = read(cell)
    assert countries == {"KEN", "UGA"}
    assert [one.value for one in told] == (["Multi-country"] if "Multi" in cell else [])


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("Gambia, The, Kenya", "GMB KEN"), ("Congo, Dem. Rep., Congo, Rep.", "COD COG"),
        ("Bosnia and Herzegovina, Serbia", "BIH SRB"), ("Antigua and Barbuda and Jamaica", "ATG JAM"),
        ("Congo (COD), Kenya", "COD KEN"), ("NZ, Fiji", "NZL FJI"),
        ("Hong Kong SAR, China, Japan", "HKG JPN"), ("Palestine (State of) - Israel", "PSE ISR"),
        ("South Africa Sudan", "ZAF SDN"), ("Nigeria, Niger", "NGA NER"), ("Mali, Niger, Nigeria", "MLI NER NGA"),
        ("Georgia and USA", "GEO USA"), ("USA, UK", "USA GBR"), ("New Zealand/Aotearoa, Fiji", "NZL FJI"),
    ],
)  # fmt: skip
def test_names_that_hold_a_joint_stay_whole(cell: str, codes: str) -> None:
    means(cell, codes)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Brasilien", "BRA"), ("Кения", "KEN"), ("ኢትዮጵያ", "ETH"), ("भारत", "IND"), ("ประเทศไทย", "THA"),
        ("Ελλάδα", "GRC"), ("Österreich", "AUT"), ("Kenia", "KEN"), ("日本", "JPN"), ("Magyarország", "HUN"),
        ("Hongkong", "HKG"), ("China, P.R.: Mainland", "CHN"), ("China, P.R.: Hong Kong", "HKG"),
        ("Iran, I.R. of", "IRN"), ("Egypt, Arab Rep.", "EGY"), ("Venezuela, RB", "VEN"),
        ("Kosovo under UNSC res.", "XKX"), ("C&ocirc;te d&rsquo;Ivoire", "CIV"),
        ("&#1578;&#1608;&#1606;&#1587;", "TUN"), ("C&amp;ocirc;te d'Ivoire", "CIV"),
        ("Equatorial&nbsp;Guinea", "GNQ"), ("Tanzania (Zanzibar)", "TZA"), ("Saint Martin (France)", "MAF"),
    ],
)  # fmt: skip
def test_names_of_one(cell: str, code: str) -> None:
    means(cell, code)


@pytest.mark.parametrize(
    ("cell", "code", "left_out"),
    [
        ("Kenya (pilot)", "KEN", ["pilot"]), ("Kenya, 2015", "KEN", ["2015"]), ("Anguilla (UK)", "AIA", ["UK"]),
        ("Lima, Peru", "PER", ["Lima"]), ("Nairobi (Kenya)", "KEN", ["Nairobi"]),
        ("Kenya: Nairobi", "KEN", ["Nairobi"]), ("Kenya, Atlantis", "KEN", ["Atlantis"]),
        ("Paris, Texas, USA", "USA", ["Paris", "Texas"]), ("Jordan, Montana, USA", "USA", ["Jordan", "Montana"]),
        ("Georgia, USA", "USA", ["Georgia"]), ("Georgia (USA)", "USA", ["Georgia"]),
        ("USA (Georgia)", "USA", ["Georgia"]), ("Georgia USA", "USA", ["Georgia"]),
        ("USA - Georgia", "USA", ["Georgia"]), ("Granada, España", "ESP", ["Granada"]),
        ("Niger (Nigeria)", "NGA", ["Niger"]), ("San Martín, Perú", "PER", ["San Martín"]),
        ("Guam, USA", "GUM", ["USA"]), ("France (Guadeloupe)", "GLP", ["France"]),
        ("Aruba, Kingdom of the Netherlands", "ABW", ["Kingdom of the Netherlands"]),
        ("Kenya (Uganda)", "KEN", ["Uganda"]), ("Guinea (pilot)", "GIN", ["pilot"]),
        ("Trinidad and Tobaggo", "TTO", ["Tobaggo"]),
    ],
)  # fmt: skip
def test_what_is_left_out_is_told(cell: str, code: str, left_out: list[str]) -> None:
    countries, told = read(cell)
    assert countries == {code}
    assert [one.value for one in told] == left_out
    assert all("is left out of “" in str(one.message) for one in told)


@pytest.mark.parametrize(
    ("cell", "countries", "candidates"),
    [
        ("Saint Martin", set(), "MAF, SXM"), ("St. Martin", set(), "MAF, SXM"), ("Saint-Martin", set(), "MAF, SXM"),
        ("Конго", set(), "COD, COG"), ("Toga", set(), "TGO, TON"), ("Congo (pilot)", set(), "COD, COG"),
        ("Guinea, Eq.", set(), "GIN, GNQ"), ("Guinea, Equatoral", set(), "GIN, GNQ"),
        ("Lebanon, Ohio", set(), "LBN, USA"),
        ("Lebanon, PA", set(), "LBN, PAN"), ("Athens, GA", set(), "GAB"), ("Kenya, 50", set(), "KEN, BGD"),
        ("Samoa (USA)", set(), "WSM, ASM"), ("Korea, Kenya", {"KEN"}, "KOR, PRK"), ("Kenya pilot", set(), "KEN"),
        ("Serbia and Montenegro", set(), "SRB, MNE"), ("California", set(), "USA"), ("Kenya, Ghanna", {"KEN"}, "GHA"),
        ("Viet Nam - Cambodia border", {"VNM"}, "KHM"), ("Kenya, Peru, BR", {"KEN", "PER"}, "BRA"),
    ],
)  # fmt: skip
def test_what_may_be_several_is_asked(cell: str, countries: set[str], candidates: str) -> None:
    found, told = read(cell)
    assert found == countries
    assert [str(one.suggestion) for one in told] == [candidates]


@pytest.mark.parametrize("cell", ["Niger, Nigeria", "Luxembourg, Belgium", "Armenia, Georgia, USA"])
def test_a_country_that_may_be_a_part_of_its_neighbour_stays_and_is_told(cell: str) -> None:
    countries, told = read(cell)
    assert len(countries) == len(cell.split(", "))
    assert ["may be a part of" in str(one.message) for one in told] == [True]


def test_a_region_with_its_countries() -> None:
    outcome = NORMALISE(SourceRow({"title": "T", "country": "East Africa (Kenya, Uganda)"}, "f.csv", 2))
    assert outcome.record and outcome.record.country == ("KEN", "UGA")
    assert "East Africa" in {one.raw for one in outcome.record.provenance["region"]}


@pytest.mark.parametrize("cell", ["ECOWAS (pilot)", "West Africa (pilot)"])
def test_what_is_left_out_beside_a_region_or_group_is_told(cell: str) -> None:
    outcome = NORMALISE(SourceRow({"title": "T", "country": cell}, "f.csv", 2))
    assert outcome.record and (outcome.record.country_group or outcome.record.region)
    assert [(one.kind, one.value) for one in outcome.problems] == [("left out", "pilot")]


def test_a_sheet_with_entities_between_semicolons(spindex: Command, write: Callable[[str, str], Path]) -> None:
    rows = "1;Pensions;C&ocirc;te d&rsquo;Ivoire;2015\n2;R&D;Kenya;2016\n3;Tea;&#1578;&#1608;&#1606;&#1587;;2014\n"
    done = spindex("build", write("list.csv", f"id;title;country;year\n{rows}"), "--json")
    assert (done.code, done.report["indexed"], done.report["problems"]) == (0, 3, [])
    with spindex.index() as index:
        found = [index.get(f"list:{number}") for number in (1, 2, 3)]
    assert [(one.country, one.year) for one in found] == [(("CIV",), 2015), (("KEN",), 2016), (("TUN",), 2014)]
    assert found[1].title == {"und": "R&D"}


CODES = st.sampled_from(SHIPPED.countries.codes)
JOINTS = st.sampled_from([", ", " / ", "/", " - ", " + ", " & ", " and ", "; ", " | ", "\n"])


@given(CODES, CODES, JOINTS, st.sampled_from(["en", "fr", "es", "pt", "ar"]))
@settings(deadline=None, max_examples=300)
def test_two_names_and_a_joint_are_the_two_or_told(one: str, other: str, joint: str, language: str) -> None:
    names = [SHIPPED.countries.name(iso3, language) for iso3 in (one, other)]
    countries, told = read(joint.join(names))
    assert countries == {one, other} or (countries < {one, other} and told)


@given(st.text(max_size=60).filter(lambda cell: cell.strip().casefold() not in EMPTY))  # “none” is said to be nothing
@settings(deadline=None)
def test_no_cell_is_passed_over(cell: str) -> None:
    outcome = NORMALISE(SourceRow({"title": "T", "country": cell}, "f.csv", 2))
    said = outcome.record and (outcome.record.country or outcome.record.region or outcome.record.country_group)
    assert said or outcome.problems or not any(character.isalnum() for character in cell)
