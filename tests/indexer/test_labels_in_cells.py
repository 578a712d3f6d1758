"""Cells name concepts as people write them: joints, the other number, acronyms, ages; what is unknown is told well."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.normalise import Normaliser
from indexer.rows import Problem, SourceRow
from indexer.sources import Sources
from search.authorities import Authorities
from search.records import Record

from .conftest import Command

NORMALISE = Normaliser(Authorities.shipped(), Sources.load())


def read(**columns: Any) -> tuple[Record, list[Problem]]:
    outcome = NORMALISE(SourceRow({"title": "T", **columns}, "f.csv", 2))
    assert outcome.record is not None, outcome.refusal
    return outcome.record, list(outcome.problems)


def values(record: Record, field: str) -> tuple[str, ...]:
    found = getattr(record, field)
    return found if isinstance(found, tuple) else tuple(filter(None, [found]))


@pytest.mark.parametrize(
    ("field", "text", "concepts"),
    [
        ("population", "Women and children", "women children"),
        ("population", "Women & girls", "women"),
        ("population", "Children/Youth", "children youth"),
        ("population", "Femmes et enfants", "women children"),
        ("population", "Les femmes et les enfants", "women children"),
        ("population", "Niños y jóvenes", "children youth"),
        ("population", "Mulheres e crianças", "women children"),
        ("population", "النساء والأطفال", "women children"),
        ("population", "النساء و الأطفال", "women children"),
        ("population", "PWDs, PLW, OVC and IDPs", "persons-with-disabilities pregnant-women-and-mothers "
         "orphans-and-vulnerable-children internally-displaced-persons"),
        ("population", "PWD's", "persons-with-disabilities"),
        ("population", "Orphans and vulnerable children and women", "orphans-and-vulnerable-children women"),
        ("population", "niñas, niños y adolescentes, mujeres", "children women"),
        ("population", "Handicapés", "persons-with-disabilities"),
        ("population", "Rural and urban poor", "rural-population urban-poor"),
        ("population", "ménages pauvres et vulnérables", "poor-households vulnerable-groups"),
        ("population", "tout public", "general-population"),
        ("population", "ALL", "general-population"),
        ("programme", "cash-transfer", "cash-transfers"),
        ("programme", "Cash transfers/vouchers", "cash-transfers vouchers"),
        ("programme", "CCTs & UCTs", "conditional-cash-transfers unconditional-cash-transfers"),
        ("programme", "Conditional and unconditional cash transfers",
         "conditional-cash-transfers unconditional-cash-transfers"),
        ("programme", "Transferts monétaires conditionnels et inconditionnels",
         "conditional-cash-transfers unconditional-cash-transfers"),
        ("programme", "Safety-nets", "social-assistance"),
        ("document_type", "Guidelines", "tool"),
        ("document_type", "Policy-briefs", "policy-brief"),
        ("document_type", "Conference paper", "meeting-report"),
        ("document_type", "Thèse de doctorat", "thesis"),
        ("document_type", "Loan agreement", "project-document"),
        ("content_type", "Communiqué de presse", "news"),
        ("cross_cutting", "HIV/AIDS", "hiv"),
    ],
)  # fmt: skip
def test_every_part_of_a_joint_is_a_value(field: str, text: str, concepts: str) -> None:
    record, problems = read(**{field: text})
    assert values(record, field) == tuple(concepts.split())
    assert not problems
    origins = record.provenance[field]
    assert all(origin.raw in text and origin.column for origin in origins)


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("Children 0-5", "children early-childhood"),
        ("Enfants de moins de 5 ans", "children early-childhood"),
        ("6-23 months", "early-childhood"),
        ("Elderly (60+)", "older-persons"),
        ("65 ans et plus", "older-persons"),
        ("Personnes de 65 ans et plus", "older-persons"),
        ("mayores de 65 años", "older-persons"),
        ("كبار السن (60 سنة فأكثر)", "older-persons"),
        ("Women (15-49)", "women"),
        ("Youth 15-35", "youth"),
        ("under 18", "children"),
        ("over 60s", "older-persons"),
        ("Persons 65+", "older-persons"),
        ("Women 15-49 and children 0-5", "women children early-childhood"),
    ],
)
def test_ages_say_who_is_meant(text: str, concepts: str) -> None:
    record, problems = read(population=text)
    assert record.population == tuple(concepts.split())
    assert not problems


def test_ages_of_two_groups_are_asked_and_ages_of_none_are_told() -> None:
    record, (asked,) = read(population="12-17")
    assert record.population == () and asked.kind == "ambiguous"
    assert asked.suggestion == "school-age-children, youth"
    record, (told,) = read(population="18-59 years")
    assert record.population == () and (told.kind, told.value) == ("unknown", "18-59 years")
    record, (rest,) = read(population="Teachers aged 60+")
    assert record.population == ("older-persons",) and (rest.kind, rest.value) == ("unknown", "Teachers")


@pytest.mark.parametrize(
    "text", ["Quintiles 1-2", "Grades 1-3", "Women with 1-2 children", "Households of 3-5 members"]
)
def test_what_is_no_age_is_not_read_as_one(text: str) -> None:
    record, (told,) = read(population=text)
    assert record.population == () and told.value == text


def test_what_a_joint_holds_besides_is_told_and_a_joint_of_nothing_known_stays_whole() -> None:
    record, problems = read(population="Women/Law and order")
    assert record.population == ("women",)
    assert [problem.value for problem in problems] == ["Law", "order"]
    record, problems = read(population="Research and development")
    assert record.population == () and [problem.value for problem in problems] == ["Research and development"]
    record, problems = read(population="Plumbers, women")
    assert record.population == ("women",) and [problem.value for problem in problems] == ["Plumbers"]


def test_a_long_list_is_split_and_a_long_sentence_is_not() -> None:
    groups = "women, children, youth, older persons, persons with disabilities, refugees, migrants, widows, plumbers"
    record, problems = read(population=f"{groups}, fishers")
    assert len(record.population) == 9 and [problem.value for problem in problems] == ["plumbers"]
    sentence = "It reaches, by its local offices, whoever lives there, women, and those whom, so far, nobody helps yet"
    record, problems = read(population=sentence)
    assert record.population == () and [problem.value for problem in problems] == [sentence]
    record, problems = read(population="women, " * 1000)
    assert record.population == () and len(problems) == 1


@pytest.mark.parametrize(
    ("field", "text", "where"),
    [
        ("topic", "Filets sociaux", "social-assistance (programme)"),
        ("document_type", "Podcast", "podcast (content_type)"),
        ("document_type", "VIDEO", "multimedia (content_type)"),
        ("topic", "Kenya", "KEN (country)"),
    ],
)
def test_a_label_of_another_vocabulary_is_pointed_to_and_never_taken(field: str, text: str, where: str) -> None:
    record, (told,) = read(**{field: text})
    assert values(record, field) == () and told.kind == "unknown"
    scheme = field.replace("_", " ")
    assert str(told.message) == f"“{text}” is no {scheme} of the taxonomy, but {where}."
    assert str(told.suggestion) == f"put it into the column of {where.split('(')[1][:-1]}."


def test_a_column_called_type_says_the_type_of_a_document_too_where_none_else_does() -> None:
    record, problems = read(type="journalArticle")
    assert (record.content_type, record.document_type, problems) == (None, "journal-article", [])
    assert [origin.how for origin in record.provenance["document_type"]] == ["alias"]
    record, (told,) = read(type="Report", document_type="Working paper")
    assert record.document_type == "working-paper" and told.field == "content_type"


def test_a_second_type_of_a_record_is_told() -> None:
    record, (told,) = read(document_type="Policy brief/Case study")
    assert record.document_type == "policy-brief"
    assert (told.kind, told.value) == ("several", "Case study")
    assert read(document_type="Guide/Manual")[1] == []


@pytest.mark.parametrize("text", ["Autre", "Other", "GEN", "Grey literature", "أخرى"])
def test_no_suggestion_is_better_than_a_chance_likeness(text: str) -> None:
    _, (told,) = read(document_type=text)
    assert told.suggestion == ""


def test_the_list_of_unknown_terms_has_the_same_suggestions(spindex: Command, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(
        "Id,Title,Document type,Topic\n1,A,Autre,Filets sociaux\n2,B,Guidlines,Targetting\n", encoding="utf-8"
    )
    assert spindex("build", path, "--source", "mine").code == 0
    terms = {term["value"]: term for term in json.loads(spindex("unknown", "--json").output)}
    assert terms["Autre"]["suggestions"] == [] and terms["Guidlines"]["suggestions"] == ["tool"]
    assert terms["Targetting"]["suggestions"] == ["targeting"]
    assert terms["Filets sociaux"]["advice"] == "put it into the column of programme."
    refused = spindex("taxonomy", "accept", "x", "--as", "autre")
    assert refused.code == 2 and "did you mean" not in refused.output


@given(text=st.text(alphabet="aeé0-5(/,&+ و)women[]", max_size=40))
def test_whatever_a_cell_holds_is_taken_or_told(text: str) -> None:
    record, problems = read(population=text)
    empty = any(word in text for word in ("none", "nan")) or not any(one.isalnum() for one in text)
    assert record.population or problems or empty
