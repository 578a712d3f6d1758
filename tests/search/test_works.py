"""Records of one work are told by what identifies it, or by being named, in another language of one year and kind."""

from itertools import permutations

import pytest

from search.records import Record, of_one_work, works


def _record(number: int, language: str = "", **fields: object) -> Record:
    values = {"title": {language or "en": f"Title {number}"}, "source": "w", "language": [language] * bool(language)}
    return Record.checked({"id": f"w:{number}", "content_type": "publication", "year": 2021, **values, **fields})


ENGLISH = _record(1, "en", doi="10.1234/one")
ON_DOI = _record(2, "fr", url="https://doi.org/10.1234/ONE", year=2022)
NAMED = _record(3, "es", related=["W:1"])
NAMING_BY_DOI = _record(4, "ar", related=["https://dx.doi.org/10.1234/one"])
AGAIN = _record(5, "en", doi="10.1234/one")


@pytest.mark.parametrize("other", [ON_DOI, NAMED, NAMING_BY_DOI, AGAIN])
def test_an_identifier_or_a_name_in_another_language_tells_the_work(other: Record) -> None:
    assert of_one_work(ENGLISH, other) and of_one_work(other, ENGLISH)


@pytest.mark.parametrize(
    "other",
    [
        _record(10, "fr"),  # named by nobody
        _record(11, "en", related=["w:1"]),  # an annex, in the same language
        _record(12, related=["w:1"]),  # of no known language
        _record(13, "fr", related=["w:1"], year=2023),  # the next edition
        _record(14, "fr", related=["w:1"], document_type="policy-brief"),  # a summary
        _record(15, "fr", related=["w:1"], content_type="event"),  # its launch
    ],
)
def test_what_may_be_something_else_is_another_work(other: Record) -> None:
    assert not of_one_work(ENGLISH, other) and not of_one_work(other, ENGLISH)


def test_records_of_a_work_are_together_in_whatever_order_they_come() -> None:
    alone = _record(20, "pt")
    for records in permutations([NAMED, NAMING_BY_DOI, alone, ON_DOI]):
        found = works([*records, ENGLISH])
        assert sorted(len(work) for work in found) == [1, 4]
        assert {one.id for work in found for one in work} == {"w:1", "w:2", "w:3", "w:4", "w:20"}
    assert [[one.id for one in work] for work in works([ENGLISH, alone, NAMED])] == [["w:1", "w:3"], ["w:20"]]
