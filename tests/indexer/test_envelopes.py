"""Answers of web services: their records are found, numbered as they stand, and what is left is told."""

import json
from typing import Any

import pytest

from indexer.readers import content_of
from indexer.rows import Problem, SourceRow
from search.errors import SourceError

A, B = {"title": "A"}, {"title": "B"}


def read(text: str) -> tuple[list[tuple[int, Any]], list[str]]:
    """(row, title) of the records, and what is said."""
    found = list(content_of("answer.json", text.encode()))  # type: ignore[arg-type]
    rows = [(one.row, one.columns["title"]) for one in found if isinstance(one, SourceRow)]
    said = [str(one.message) for one in found if isinstance(one, Problem)]
    assert len(rows) + len(said) == len(found)
    return rows, said


ANSWERS: list[dict[str, Any]] = [
    {"count": 2, "next": None, "results": [A, B]},
    {"success": True, "help": "...", "result": {"count": 2, "sort": "x", "results": [A, B], "facets": {}}},
    {"time": 1, "links": {}, "took": 2, "totalCount": 2, "data": [{"id": "1", "fields": A}, {"id": "2", "fields": B}]},
    {"meta": {"count": 2, "page": 1}, "results": [A, B], "group_by": []},
    {"took": 1, "_shards": {}, "hits": {"total": {"value": 2}, "hits": [{"_source": A}, {"_source": B}]}},
    {"responseHeader": {}, "response": {"numFound": 2, "start": 0, "docs": [A, B]}},
    {"total": 2, "hits": [{"id": "x", "record": A}, {"id": "y", "record": B}], "facets": {}, "links": {}},
    {"publications": [A, B]},
    {"status": "ok", "message": {"total-results": 2, "items": [A, B]}},
]


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("indent", [None, 1])
def test_the_records_of_an_answer_are_counted_as_in_a_list(answer: dict[str, Any], indent: int | None) -> None:
    assert read(json.dumps(answer, indent=indent)) == ([(1, "A"), (2, "B")], [])


def test_answers_line_by_line_stand_on_their_lines() -> None:
    lines = [{"count": 3, "results": [A, B]}, {"count": 3, "results": [{"title": "C"}]}]
    assert read("\n\n".join(map(json.dumps, lines))) == ([(1, "A"), (1, "B"), (3, "C")], [])


@pytest.mark.parametrize("key", ["count", "total", "totalCount", "numFound"])
def test_one_page_of_many_is_told(key: str) -> None:
    rows, (said,) = read(json.dumps({key: 900, "results": [A, B]}))
    assert len(rows) == 2 and "900" in said and "2" in said


def test_what_stands_beside_the_list_is_told() -> None:
    rows, (said,) = read(json.dumps({"publisher": "World Bank", "country": "", "results": [A, B]}))
    assert len(rows) == 2 and "“publisher”" in said and "country" not in said and "count" not in said


def test_two_lists_are_asked_about() -> None:
    with pytest.raises(SourceError, match="several lists, publications or projects: write the one that is meant"):
        read(json.dumps({"publications": [A], "projects": [B]}))


def test_a_record_with_lists_of_its_own_is_a_record() -> None:
    record = {"titre": "A", "auteurs": [{"name": "X"}], "tags": [{"name": "y"}]}
    (row,) = content_of("list.json", json.dumps(record).encode())  # type: ignore[misc]
    assert isinstance(row, SourceRow) and row.columns["titre"] == "A"
