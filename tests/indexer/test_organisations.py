"""Organisations: one name for each whatever it is called, whole with all their commas, and a file to say more."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from indexer.normalise import Normaliser
from indexer.rows import SourceRow
from indexer.sources import Sources
from search.authorities import Authorities, Organisations
from search.errors import ConfigurationError
from search.records import Record

from .conftest import Command

ILO = "International Labour Organization (ILO)"
FAO = "Food and Agriculture Organization of the United Nations (FAO)"


@pytest.fixture(scope="module")
def normalise(authorities: Authorities) -> Normaliser:
    return Normaliser(authorities, Sources.load())


def record_of(normalise: Normaliser, **columns: Any) -> Record:
    record = normalise(SourceRow({"title": "Pensions in practice", **columns}, "f.csv", 2)).record
    assert record is not None
    return record


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ILO", ILO), ("I.L.O.", ILO), ("OIT", ILO), ("International Labour Office", ILO),
        ("Organisation internationale du Travail (OIT)", ILO), ("منظمة العمل الدولية", ILO), ("ILO, Geneva", ILO),
        ("WB", "World Bank"), ("The World Bank", "World Bank"), ("Banque mondiale", "World Bank"),
        ("World Bank (Washington, DC)", "World Bank"), ("World Bank Group", "World Bank Group"),
        ("Food and Agriculture Organization of the United Nations, Rome", FAO),
    ],
)  # fmt: skip
def test_an_organisation_has_one_name(normalise: Normaliser, text: str, value: str) -> None:
    record = record_of(normalise, organisation=text)
    assert record.organisation == (value,)
    (origin,) = record.provenance["organisation"]
    assert (origin.how, origin.raw) == (("stated", "") if text == value else ("alias", text))


@pytest.mark.parametrize(
    "text",
    [
        "Ministry of Labour, Social Security and Services", "Ministry of Finance, Rome", "Acme Consulting, Geneva",
        "UNICEF, Ministry of Health", "World Bank, Acme Consulting", "IDA",
    ],
)  # fmt: skip
def test_what_is_not_known_stays_as_it_is_written(normalise: Normaliser, text: str) -> None:
    assert record_of(normalise, organisation=text).organisation == (text,)


@pytest.mark.parametrize("text", ["ILO, FAO", "ILO/FAO", "ILO and FAO", "OIT y FAO"])
def test_several_that_are_known_are_several(normalise: Normaliser, text: str) -> None:
    assert record_of(normalise, organisation=text).organisation == (ILO, FAO)


def test_funders_and_publishers_have_those_names_too(normalise: Normaliser) -> None:
    record = record_of(normalise, funder="Banco Mundial; FAO", publisher="OIT")
    assert record.funder == ("World Bank", FAO) and record.publisher == ILO


def test_what_two_are_called_is_asked_about(normalise: Normaliser) -> None:
    outcome = normalise(SourceRow({"title": "Pensions in practice", "organisation": "BID"}, "f.csv", 2))
    assert outcome.record is not None and outcome.record.organisation == ("BID",)
    (asked,) = outcome.problems
    assert asked.kind == "ambiguous" and "Islamic Development Bank" in str(asked.suggestion)


def test_every_name_means_one_or_is_asked_about_and_every_relation_leads_somewhere() -> None:
    known = Organisations.load().known
    assert len(known) > 90
    for name, one in known.items():
        assert set(one.related) <= set(known) - {name}
        assert all(
            match.startswith(("http://www.wikidata.org/entity/Q", "https://ror.org/")) for match in one.exact_match
        )


def test_an_institution_says_more_in_a_file_of_its_own(
    spindex: Command, write: Callable[[str, str], Path], tmp_path: Path
) -> None:
    spindex.data.mkdir()
    own = "organisations:\n  nsa:\n    prefLabel: {en: National Safety Net Agency}\n    acronym: [NSNA]\n"
    (spindex.data / "organisations.yaml").write_text(own, encoding="utf-8")
    assert spindex("build", write("rows.csv", "id,title,organisation\n1,Pensions,NSNA\n2,Grants,OIT\n")).code == 0
    with spindex.index() as index:
        assert index.get("rows:1").organisation == ("National Safety Net Agency",)
        assert index.get("rows:2").organisation == (ILO,)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("organisations:\n  x:\n    name: X\n", "line 3"),
        ("organisations:\n  x:\n    prefLabel: {}\n", "prefLabel"),
        ("organisations:\n  x:\n    acronym: [X]\n", "prefLabel"),
    ],
)
def test_a_slip_in_it_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "organisations.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match="organisations") as error:
        Organisations.load(tmp_path)
    assert said in str(error.value)
