"""Cells of authors as people write them: each of them one, organisations whole, what cannot be told left and told."""

from typing import Any

import pytest

from indexer.normalise import Normaliser
from indexer.normalise.normaliser import Outcome
from indexer.rows import SourceRow
from indexer.sources import Sources
from search.authorities import Authorities

from .conftest import Command


@pytest.fixture(scope="module")
def normalise(authorities: Authorities) -> Normaliser:
    return Normaliser(authorities, Sources.load())


def outcome_of(normalise: Normaliser, author: Any, **columns: Any) -> Outcome:
    outcome = normalise(SourceRow({"title": "Pensions in practice", "author": author, **columns}, "f.csv", 2))
    assert outcome.record is not None, outcome.refusal
    return outcome


def authors_of(normalise: Normaliser, author: Any, **columns: Any) -> tuple[str, ...]:
    record = outcome_of(normalise, author, **columns).record
    assert record is not None
    return record.author


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("Mensah, Ama", ("Mensah, Ama",)),
        ("Mensah, Ama; Silva, João", ("Mensah, Ama", "Silva, João")),
        ("Smith, John and Doe, Jane", ("Smith, John", "Doe, Jane")),
        ("Smith J, Doe J", ("Smith J", "Doe J")),
        ("Smith, J., Doe, J. & Roe, R.", ("Smith, J.", "Doe, J.", "Roe, R.")),
        ("J. Smith, M. Doe and K. Roe", ("J. Smith", "M. Doe", "K. Roe")),
        ("John Smith, Jane Doe and Ann Roe", ("John Smith", "Jane Doe", "Ann Roe")),
        ("Smith, John, Jane Doe, and Ann Roe", ("Smith, John", "Jane Doe", "Ann Roe")),
        ("Smith, John, Jr.", ("Smith, John, Jr.",)),
        ("van der Berg, Jan Willem", ("van der Berg, Jan Willem",)),
        ("Smith Jones, John A.", ("Smith Jones, John A.",)),
        ("Juan Pérez y Ana Gómez", ("Juan Pérez", "Ana Gómez")),
        ("Pérez, Juan y Gómez, Ana", ("Pérez, Juan", "Gómez, Ana")),
        ("Jean Dupont et Marie Curie", ("Jean Dupont", "Marie Curie")),
        ("Maria Dias e Silva e João Costa", ("Maria Dias e Silva", "João Costa")),
        ("محمد علي، أحمد حسن", ("محمد علي", "أحمد حسن")),
        ("محمد علي و أحمد حسن", ("محمد علي", "أحمد حسن")),
    ],
)
def test_authors_are_parted_as_they_are_written(normalise: Normaliser, text: str, authors: tuple[str, ...]) -> None:
    outcome = outcome_of(normalise, text)
    assert outcome.record is not None and outcome.record.author == authors
    assert not outcome.problems


@pytest.mark.parametrize(
    "text", ["José Ortega y Gasset", "Ortega y Gasset, José", "Miguel Dias e Silva", "Santiago Ramón y Cajal"]
)
def test_and_within_a_surname_parts_nothing(normalise: Normaliser, text: str) -> None:
    assert authors_of(normalise, text) == (text,)


@pytest.mark.parametrize(
    ("text", "authors", "told"),
    [
        ("J. Smith et al.", ("J. Smith",), "et al."),
        ("Smith, J., et al", ("Smith, J.",), "et al."),
        ("Juan Pérez y otros", ("Juan Pérez",), "et al."),
        ("Ann Roe¹, John Smith² and Jane Doe*", ("Ann Roe", "John Smith", "Jane Doe"), "footnotes"),
        ("Smith, J. (ed.)", ("Smith, J.",), "brackets"),
        ("John Smith, Jane Doe", ("John Smith", "Jane Doe"), "two authors"),
        ("Smith, John, Doe, Jane", ("Smith, John, Doe, Jane",), "cannot be told"),
    ],
)
def test_what_is_left_out_or_doubtful_is_told(
    normalise: Normaliser, text: str, authors: tuple[str, ...], told: str
) -> None:
    outcome = outcome_of(normalise, text)
    assert outcome.record is not None and outcome.record.author == authors
    assert any(told in str(problem.message) and problem.field == "author" for problem in outcome.problems)


def test_where_two_surnames_are_the_rule_a_comma_stands_between_them_and_the_first_names(normalise: Normaliser) -> None:
    outcome = outcome_of(normalise, "García Márquez, Gabriel José", language="es")
    assert outcome.record is not None and outcome.record.author == ("García Márquez, Gabriel José",)
    assert [problem.kind for problem in outcome.problems] == ["authors"]


def test_a_semicolon_behind_each_author_says_all(normalise: Normaliser) -> None:
    outcome = outcome_of(normalise, "García Márquez, Gabriel José;")
    assert outcome.record is not None and outcome.record.author == ("García Márquez, Gabriel José",)
    assert not outcome.problems


def test_a_list_holds_one_author_in_each_of_its_places(normalise: Normaliser) -> None:
    authors = ["García Márquez, Gabriel José", "Ortega y Gasset, José", "Smith, John and Sons"]
    assert authors_of(normalise, authors) == tuple(authors)


@pytest.mark.parametrize(
    "text", ["Ministry of Labour, Social Security and Services", "Instituto Nacional de Estadística y Geografía"]
)
def test_organisations_among_authors_stay_whole(normalise: Normaliser, text: str) -> None:
    assert authors_of(normalise, text) == (text,)


@pytest.mark.parametrize(
    ("text", "authors", "organisations"),
    [
        ("Smith, John; World Bank", ("Smith, John", "World Bank"), ("World Bank",)),
        ("Smith, John, World Bank", ("Smith, John",), ("World Bank",)),
        ("Smith, John (ILO)", ("Smith, John",), ("International Labour Organization (ILO)",)),
        ("John Smith (University of Leeds)", ("John Smith",), ("University of Leeds",)),
        ("Banque mondiale", ("World Bank",), ("World Bank",)),
        ("Smith, Iza", ("Smith, Iza",), ()),
    ],
)
def test_organisations_of_authors_are_organisations(
    normalise: Normaliser, text: str, authors: tuple[str, ...], organisations: tuple[str, ...]
) -> None:
    record = outcome_of(normalise, text).record
    assert record is not None and (record.author, record.organisation) == (authors, organisations)


def test_our_own_table_gives_the_same_authors_again(spindex: Command, write: Any) -> None:
    """Somebody wrote a semicolon behind the only author; the table that we write has none."""
    assert spindex("build", write("a.csv", 'id,title,author\n1,Pensions,"García Márquez, Gabriel José;"\n')).code == 0
    row = "id,title,title_language,author\na:1,Pensions,und,"
    assert spindex("update", write("b.csv", f'{row}"García Márquez, Gabriel José"\n')).code == 0
    with spindex.index() as index:
        assert index.get("a:1").author == ("García Márquez, Gabriel José",)
