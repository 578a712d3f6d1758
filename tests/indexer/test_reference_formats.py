"""References as PubMed, EndNote, RePEc, CSL and web services write them: told by content, and nothing lost."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from search.queries import Query
from search.records import Record

from .conftest import Command

Write = Callable[[str, str | bytes], Path]

NBIB = "PMID- 12345\nTI  - Pensions in\n      Kenya\nFAU - Mwangi, Grace\nAU  - Mwangi G\nDP  - 2015 Mar\n"
ENW = "%0 Report\n%A Mwangi, Grace\n%T Pensions in Kenya\n%D 2015\n%X What it says.\n"
REDIF = "Template-Type: ReDIF-Paper 1.0\nTitle: Pensions in Kenya\nAuthor-Name: Mwangi, Grace\nYear: 2015\n"
CSL = {
    "type": "report", "title": "Pensions in Kenya", "author": [{"family": "Mwangi", "given": "Grace"}],
    "issued": {"date-parts": [[2015]]},
}  # fmt: skip


def one(spindex: Command, path: Path) -> Record:
    done = spindex("build", path, "--json")
    assert done.report["indexed"] == 1, done.output
    (record,) = spindex.index().scan(Query())
    return record


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.nbib", NBIB),
        ("b.txt", NBIB),
        ("a.enw", ENW),
        ("a.rdf", REDIF),
        ("csl.json", json.dumps([CSL])),
        ("pretty.json", json.dumps(CSL, indent=1)),
        ("wrapped.json", json.dumps({"count": 1, "results": [CSL]})),
        ("zotero.jsonl", json.dumps({"key": "A", "data": CSL})),
    ],
)
def test_a_reference_keeps_its_title_author_and_year(spindex: Command, write: Write, name: str, text: Any) -> None:
    record = one(spindex, write(name, text))
    assert "Pensions in Kenya" in record.title.values()
    assert record.author == ("Mwangi, Grace",)
    assert str(record.published).startswith("2015")
