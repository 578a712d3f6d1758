"""What the tests of faults write, and how they see that it is there."""

import time

import pytest

from search.authorities import Authorities
from search.errors import IndexBusy, SearchError
from search.index import Index, Writer
from search.queries import Query
from search.records import Record
from tests.contract.samples import records
from tests.faults.proxy import FOREIGN

FIRST = records(seed=1, count=60)
SECOND = [record.changed(id=f"new:{number}") for number, record in enumerate(records(seed=2, count=50))]
GONE = FIRST[::2]
UPDATED = [*FIRST[1::2], *SECOND]


def write(writer: Writer, contents: list[Record]) -> None:
    for record in contents:
        writer.add(record)


def fill(index: Index, authorities: Authorities, contents: list[Record] = FIRST) -> None:
    with index.replacing(authorities) as writer:
        write(writer, contents)
    assert writer.rejected == []


def update(index: Index, authorities: Authorities) -> None:
    """FIRST becomes UPDATED."""
    with index.updating(authorities) as writer:
        write(writer, SECOND)
        for record in GONE:
            writer.remove(record.id)
    assert writer.rejected == []


def holds(index: Index, expected: list[Record]) -> None:
    """Exactly these are live: by scan, by total, by count, and by what the version says of itself."""
    found = list(index.scan(Query()))
    assert sorted(record.id for record in found) == sorted(record.id for record in expected)
    assert {record.id: record for record in found} == {record.id: record for record in expected}
    assert index.search(Query()).total == index.count([Query()])[0] == index.status().records == len(expected)


def in_our_words(raised: "pytest.ExceptionInfo[SearchError]") -> None:
    said = str(raised.value)
    assert FOREIGN not in said and "xception" not in said and said.endswith(".") and ":" in said


def free(index: Index, authorities: Authorities) -> None:
    """Wait until a writer that could not say goodbye is forgotten: 15 seconds."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            with index.updating(authorities):
                return
        except IndexBusy:
            time.sleep(0.2)
