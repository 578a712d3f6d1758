"""read = indexed + unchanged + merged + quarantined, always; and what a run does twice, it does once."""

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.run import Run
from search.authorities import Authorities
from search.engines import open_index
from search.queries import Query
from search.records import Record
from search.settings import Settings

from .conftest import SAMPLE, Command

CELLS = st.sampled_from(
    ["", "Kenya", "Congo", "Atlantis", "2015", "31.04.2022", "x", "cash transfers", "javascript:x", "\x07", "n/a"]
)
ROWS = st.lists(
    st.dictionaries(st.sampled_from(["id", "title", "country", "date", "url", "programme", "keyword"]), CELLS),
    max_size=12,
)


def run(rows: list[dict[str, str]], authorities: Authorities, data: Path) -> tuple[Run, list[Record]]:
    file = data / "rows.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows) + "broken\n")
    one = Run(authorities, data / "quarantine")
    with open_index(Settings(data=data)) as index:
        one.build(index, one.rows([file]))
        return one, list(index.scan(Query())) if one.report.total.indexed else []  # an index is never built of nothing


@settings(max_examples=40, deadline=None)
@given(rows=ROWS)
def test_the_balance_closes_for_any_rows(authorities: Authorities, rows: list[dict[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        one, records = run(rows, authorities, Path(folder))
    report = one.report.total
    assert report.read == len(rows) + 1
    assert report.read == report.indexed + report.unchanged + report.merged + report.refused
    assert report.indexed == len(records)


def content(records: list[Record]) -> set[str]:
    return {f"{record.id} {record.fingerprint()}" for record in records}


@settings(max_examples=25, deadline=None)
@given(rows=ROWS, data=st.data())
def test_the_order_of_rows_changes_nothing(
    authorities: Authorities, rows: list[dict[str, str]], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(rows))
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        first = run(rows, authorities, Path(one))[1]
        second = run(shuffled, authorities, Path(two))[1]
    strip = {"added", "updated"}
    simple = [{r.id: json.loads(r.changed(raw=()).to_json()) for r in some} for some in (first, second)]
    for some in simple:
        for record in some.values():
            for name in (*strip, "provenance"):
                record.pop(name, None)
    assert simple[0] == simple[1]


TOLD = {"several links", "capitals", "markup", "garbled"}  # of the sample, as its publishers write it


def kinds(report: dict[str, Any]) -> set[str]:
    """Of the problems that were told."""
    return {problem["kind"] for problem in report["problems"]}


def test_building_the_sample_and_again(spindex: Command) -> None:
    first = spindex("build", SAMPLE, "--json").report
    assert first["quarantined"] == 0 and kinds(first) <= TOLD
    assert first["read"] == first["indexed"] > 2000
    again = spindex("update", SAMPLE, "--json").report
    assert again["unchanged"] == again["read"] == first["read"]


@pytest.mark.slow  # the whole sample, twice
def test_exported_and_built_again_it_is_the_same_index(spindex: Command, tmp_path: Path) -> None:
    spindex("build", SAMPLE)
    exported = spindex("export").output
    file = tmp_path / "everything.jsonl"
    file.write_text(exported)
    other = Command(tmp_path / "other")
    assert other("build", file, "--json").report["problems"] == []
    assert sorted(other("export").output.splitlines()) == sorted(exported.splitlines())


@pytest.mark.slow
def test_reindex_makes_the_same_records_of_the_rows_they_keep(spindex: Command) -> None:
    spindex("build", SAMPLE)
    before = list(spindex.index().scan(Query()))
    report = spindex("reindex", "--json").report
    assert kinds(report) <= TOLD and report["indexed"] == len(before)
    after = list(spindex.index().scan(Query()))
    assert content(before) == content(after)
    assert {r.id: r.added for r in before} == {r.id: r.added for r in after}
    assert spindex.index().snapshot().authorities.indicators.of("KEN")
