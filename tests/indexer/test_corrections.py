"""An update corrects: a filled cell counts, an empty one changes nothing, a dash clears; so does an edited export."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.records import Record

from .conftest import FEW, SAMPLE, Command

Write = Callable[[str, str | bytes], Path]
FULL = (
    "id,title,title_fr,abstract,author,organisation,country,year,programme,keyword,url,status\n"
    '1,Cash for all,De l’argent pour tous,An abstract.,"Diop, A.; Sow, D.",Ministry,Senegal,2015,'
    "cash-transfers,one; two,https://example.org/1,active\n"
)


def record(spindex: Command, identifier: str) -> Record:
    with spindex.index() as index:
        return index.get(identifier)


def but(one: Record, *names: str) -> Record:
    """Without these fields, and without what says where things came from."""
    nothing: dict[str, Any] = {name: () if isinstance(getattr(one, name), tuple) else None for name in names}
    return one.changed(**nothing, raw=(), provenance={}, added=None, updated=None)


def lines(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def table(rows: list[dict[str, str]], columns: list[str] | None = None) -> str:
    text = io.StringIO()
    written = csv.DictWriter(text, columns or list(rows[0]), extrasaction="ignore")
    written.writeheader()
    written.writerows(rows)
    return text.getvalue()


@pytest.fixture
def built(spindex: Command, write: Write) -> Command:
    assert spindex("build", write("list.csv", FULL)).code == 0
    return spindex


@pytest.mark.parametrize("identifier", ["1", "list:1"])
@pytest.mark.parametrize(
    ("column", "cell", "fields", "value"),
    [
        ("country", "Mali", ("country", "region", "country_group"), ("MLI",)),
        ("year", "2018", ("year", "published"), 2018),
        ("published", "2018-05", ("year", "published"), "2018-05"),
        ("author", "Ba, E.", ("author",), ("Ba, E.",)),
        ("keyword", "three", ("keyword",), ("three",)),
        ("url", "https://example.org/2", ("url",), "https://example.org/2"),
        ("programme", "social-pensions", ("programme",), ("social-pensions",)),
        ("status", "-", ("status",), None),
        ("author", "-", ("author",), ()),
        ("programme", "-", ("programme",), ()),
    ],
)
def test_one_column_changes_one_field(
    built: Command, write: Write, identifier: str, column: str, cell: str, fields: tuple[str, ...], value: Any
) -> None:
    before = record(built, "list:1")
    rows = table([{"id": identifier, "title": "Cash for all", column: cell, "abstract": ""}])
    done = built("update", write("list.csv", rows), "--json")
    assert (done.code, done.report["indexed"]) == (0, 1), done.output
    after = record(built, "list:1")
    assert getattr(after, column) == value and but(after, *fields) == but(before, *fields)
    assert built("update", write("list.csv", rows), "--json").report["unchanged"] == 1
    exported = built("export").output
    assert built("reindex").code == 0 and built("export").output == exported


def test_a_title_in_one_language_leaves_the_others(built: Command, write: Write) -> None:
    done = built("update", write("new.csv", "id,title\nlist:1,Cash for all people\n"), "--json")
    assert done.report["indexed"] == 1
    assert set(record(built, "list:1").title.values()) == {"Cash for all people", "De l’argent pour tous"}
    assert built("update", write("new.csv", "id,title_es\nlist:1,Dinero para todos\n"), "--json").code in (0, 1)


def test_a_full_edition_without_a_value_keeps_it(built: Command, write: Write) -> None:
    before = record(built, "list:1")
    edition = FULL.replace("active", "").replace("one; two", "").replace("Senegal", "Mali")
    assert built("update", write("list_v2.csv", edition), "--json").report["indexed"] == 1
    after = record(built, "list:1")
    assert (after.country, after.status, after.keyword) == (("MLI",), before.status, before.keyword)
    assert len(after.raw) == 1


def test_replace_takes_the_row_for_the_whole_record(built: Command, write: Write) -> None:
    assert built("update", write("list.csv", "id,title\n1,Cash for all\n"), "--replace").code == 0
    after = record(built, "list:1")
    assert (after.country, after.author, list(after.title.values())) == ((), (), ["Cash for all"])


def test_corrections_do_not_pile_up(built: Command, write: Write) -> None:
    for year in range(2000, 2012):
        assert built("update", write("notes.csv", f"id,title,year\nlist:1,Cash for all,{year}\n")).code == 0
    after = record(built, "list:1")
    assert after.year == 2011 and len(after.raw) == 2


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Command:
    """The sample, which no test changes for good."""
    spindex = Command(tmp_path_factory.mktemp("sample"))
    assert spindex("build", SAMPLE).code == 0
    return spindex


@pytest.mark.parametrize("form", ["csv", pytest.param("jsonl", marks=pytest.mark.slow)])
def test_an_export_read_back_changes_nothing(sample: Command, tmp_path: Path, form: str) -> None:
    before = sample("export").output
    path = tmp_path / f"all.{form}"
    path.write_text(sample("export", "--format", form).output, encoding="utf-8")
    report = sample("update", path, "--json").report
    records = len(before.splitlines())
    assert records > 2000 and (report["read"], report["unchanged"]) == (records, records)
    assert sample("export").output == before


EDITS = {
    "year": ("1999", ("year", "published")), "country": ("Chad", ("country", "region", "country_group")),
    "keyword": ("edited; twice", ("keyword",)), "publisher": ("Somebody", ("publisher",)),
    "organisation": ("Ministry of Tests", ("organisation",)), "status": ("closed", ("status",)),
    "topic": ("targeting", ("topic",)), "abstract": ("Edited.", ("abstract",)),
}  # fmt: skip


READ = ("programme", "population", "topic", "cross_cutting", "named_programme")  # from titles and abstracts, too


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Command:
    """Some records of the sample, which tests may edit."""
    spindex = Command(tmp_path_factory.mktemp("few"))
    assert spindex("build", *FEW).code == 0
    return spindex


@given(st.integers(0, 155), st.sampled_from(sorted(EDITS)), st.booleans())
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_edited_cell_of_an_export_changes_one_field(
    few: Command, tmp_path: Path, place: int, column: str, sparse: bool
) -> None:
    rows = lines(few("export", "--format", "csv").output)
    value, fields = EDITS[column]
    before = {one["id"]: one for one in map(json.loads, few("export").output.splitlines())}
    identifier = rows[place]["id"]
    was = record(few, identifier)
    rows[place][column] = value
    path = tmp_path / "edited.csv"
    path.write_text(table(rows, ["id", "title", column] if sparse else None), encoding="utf-8-sig")
    report = few("update", path, "--json").report
    now = record(few, identifier)
    changed = but(now, *fields, *READ) != but(was, *fields, *READ)
    others = {one["id"]: one for one in map(json.loads, few("export").output.splitlines()) if one["id"] != identifier}
    assert not changed and report["indexed"] <= 1 and report["quarantined"] == 0
    assert others == {one: line for one, line in before.items() if one != identifier}
    if column not in ("year", "abstract"):
        assert value in (getattr(now, column), "; ".join(getattr(now, column) or ())) or column == "country"
