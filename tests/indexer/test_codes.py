"""Codes of other vocabularies in cells: what follows from them, how surely, and what is asked."""

from collections.abc import Callable
from pathlib import Path

import pytest

from search.queries import Query
from search.records import Record

from .conftest import Command

Write = Callable[[str, str | bytes], Path]


def only(spindex: Command, write: Write, column: str, cell: str) -> Record:
    spindex("build", write("rows.csv", f'id,title,{column}\n1,Minutes,"{cell}"\n'))
    (record,) = spindex.index().scan(Query())
    return record


@pytest.mark.parametrize(
    ("column", "cell", "field", "concept", "how"),
    [
        ("programme", "JEL:H55", "programme", "contributory-pensions", "crosswalk"),
        ("programme", "H55", "programme", "contributory-pensions", "crosswalk"),
        ("JEL", "H55, I32", "programme", "contributory-pensions", "crosswalk"),
        ("JEL", "H55, I32", "cross_cutting", "poverty", "exact crosswalk"),
        ("topic", "DAC 16010", "topic", "social-protection", "exact crosswalk"),
        ("programme", "16010", "topic", "social-protection", "exact crosswalk"),
        ("programme", "OECD DAC: 11250", "programme", "school-feeding", "exact crosswalk"),
        ("programme", "cofog 10.2", "programme", "old-age-pensions", "crosswalk"),
        ("programme", "C102:VI", "programme", "employment-injury-benefits", "exact crosswalk"),
        ("programme", "ESSPROS:UNEMPLOY", "programme", "unemployment-benefits", "crosswalk"),
        ("programme", "Cash transfer (conditional)", "programme", "conditional-cash-transfers", "alias"),
    ],
)
def test_a_code_stands_for_its_concepts(
    spindex: Command, write: Write, column: str, cell: str, field: str, concept: str, how: str
) -> None:
    record = only(spindex, write, column, cell)
    assert concept in getattr(record, field)
    assert [origin.how for origin in record.provenance[field] if origin.value == concept] == [how]


def test_a_code_that_is_only_wider_is_asked_about(spindex: Command, write: Write) -> None:
    done = spindex("build", write("rows.csv", "id,title,JEL\n1,Minutes,J14\n"))
    (record,) = spindex.index().scan(Query())
    assert not record.population
    assert "JEL:J14 is wider than" in done.output and "older-persons" in done.output


def test_a_code_that_nothing_maps_to_is_told(spindex: Command, write: Write) -> None:
    assert "“Z99” is no topic" in spindex("build", write("rows.csv", "id,title,JEL\n1,Minutes,Z99\n")).output


def test_words_with_the_stems_of_a_label_that_are_no_form_of_it_are_told(spindex: Command, write: Write) -> None:
    assert spindex("build", write("rows.csv", "id,title,language\n1,A gendered childishness,en\n")).code == 0
    told = spindex("taxonomy", "check").output
    assert "0 errors" in told and "gendered" in told and "cross_cutting/gender" in told
