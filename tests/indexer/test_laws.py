"""What holds for any list: the order of rows and files changes nothing, nor does what we export, read back."""

import csv
import io
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from webapp import create_app

from .conftest import Command

TITLES = ("Cash transfers in Kenya", "Les retraites", "-dash and =sum", "Targeting the poor", "Pensión, «no»", "C; D")
ABSTRACTS = ("", "=1+1", "- a point\n- another", "One line.", "@home; 'quoted'", "Protección social para todos")
AUTHORS = ("", "Smith, John; Doe, Jane", "Otieno", "O'Neil, Ann", "World Bank")
CELLS = {
    "title": st.tuples(st.sampled_from(TITLES), st.integers(0, 9)).map(lambda two: f"{two[0]} {two[1]}"),
    "abstract": st.sampled_from(ABSTRACTS),
    "author": st.sampled_from(AUTHORS),
    "organisation": st.sampled_from(("", "ILO", "World Bank; UNICEF")),
    "country": st.sampled_from(("", "Kenya", "Peru; Chad", "Atlantis", "Côte d’Ivoire")),
    "published": st.sampled_from(("", "2015", "2016-05", "2017-03-04")),
    "language": st.sampled_from(("", "English", "French; Spanish")),
    "keyword": st.sampled_from(("", "cash; pension", "=x")),
    "doi": st.sampled_from(("", "", "10.1000/a", "10.1000/b")),
    "url": st.sampled_from(("", "https://example.org/a")),
}
LIST = st.lists(st.fixed_dictionaries(CELLS), min_size=1, max_size=5)
LISTS = st.tuples(LIST, LIST, LIST)
QUICK = settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
THOROUGH = settings(QUICK, max_examples=120)
TAGS = {"title": "TI", "abstract": "AB", "author": "AU", "published": "PY", "keyword": "KW", "doi": "DO", "url": "UR"}
FORMATS = ("csv", "xlsx", "ris", "jsonl")

Rows = list[dict[str, str]]


def numbered(rows: Rows) -> Rows:
    return [{"id": f"{number:03}", **row} for number, row in enumerate(rows)]


def write_csv(path: Path, rows: Rows) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, ["id", *CELLS])
        lines.writeheader()
        lines.writerows(rows)
    return path


def write_lines(path: Path, rows: Rows) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def write_ris(path: Path, rows: Rows) -> Path:
    lines = []
    for row in rows:
        cells = [f"{tag}  - {' '.join(row[name].split())}" for name, tag in TAGS.items() if row[name]]
        lines += ["TY  - RPRT", f"ID  - {row['id']}", *cells, "ER  - ", ""]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def placeless(spindex: Command) -> dict[str, Any]:
    """What is exported, but for when it came, and in which row it stood."""
    found = {}
    for record in map(json.loads, spindex("export").output.splitlines()):
        for name in ("added", "updated"):
            record.pop(name)
        for row in record["raw"]:
            row.pop("row")
        record["raw"] = sorted(json.dumps(row) for row in record["raw"])
        for name, origins in record.get("provenance", {}).items():
            record["provenance"][name] = sorted(json.dumps(one | {"row": 0}) for one in origins)
        found[record["id"]] = record
    return found


def build(folder: Path, lists: tuple[Rows, ...], order: list[int]) -> Command:
    folder.mkdir()
    writers = (write_csv, write_lines, write_ris)
    names = ("one.csv", "two.jsonl", "three.ris")
    files = [write(folder / name, rows) for write, name, rows in zip(writers, names, lists, strict=True)]
    spindex = Command(folder / "data")
    done = spindex("build", *(files[number] for number in order), "--json")
    balance = done.report
    counted = balance["indexed"] + balance["unchanged"] + balance["merged"] + balance["quarantined"]
    assert balance["read"] == counted == sum(map(len, lists))
    return spindex


def order_changes_nothing(lists: tuple[Rows, ...], data: st.DataObject) -> None:
    rows = tuple(map(numbered, lists))
    with tempfile.TemporaryDirectory() as name:
        first = build(Path(name) / "first", rows, [0, 1, 2])
        shuffled = tuple(data.draw(st.permutations(some)) for some in rows)
        second = build(Path(name) / "second", shuffled, data.draw(st.permutations([0, 1, 2])))
        assert placeless(first) == placeless(second)


def reading_back_changes_nothing(rows: Rows, form: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        spindex = Command(Path(name) / "data")
        assert spindex("build", write_csv(Path(name) / "list.csv", numbered(rows))).code in (0, 1)
        before = spindex("export").output
        answer = create_app(spindex.settings).test_client().get(f"/search.{form}")
        assert answer.status_code == 200
        path = Path(name) / f"export.{form}"
        path.write_bytes(answer.data)
        changes = spindex("update", path, "--json").report["changes"]
        assert (changes["added"], changes["changed"], changes["fields"]) == (0, 0, {})
        assert spindex("export").output == before


@QUICK
@given(lists=LISTS, data=st.data())
def test_the_order_of_rows_and_files_changes_nothing(lists: tuple[Rows, ...], data: st.DataObject) -> None:
    order_changes_nothing(lists, data)


@pytest.mark.slow
@THOROUGH
@given(lists=LISTS, data=st.data())
def test_the_order_of_many_changes_nothing(lists: tuple[Rows, ...], data: st.DataObject) -> None:
    order_changes_nothing(lists, data)


@QUICK
@given(rows=LIST, form=st.sampled_from(FORMATS))
def test_what_is_exported_and_read_back_changes_nothing(rows: Rows, form: str) -> None:
    reading_back_changes_nothing(rows, form)


@pytest.mark.slow
@THOROUGH
@given(rows=LIST, form=st.sampled_from(FORMATS))
def test_much_that_is_exported_and_read_back_changes_nothing(rows: Rows, form: str) -> None:
    reading_back_changes_nothing(rows, form)


def test_a_table_that_was_edited_and_saved_anew_changes_that_cell(spindex: Command, tmp_path: Path) -> None:
    """By a spreadsheet: semicolons, another encoding, a day before its month, no apostrophes."""
    rows: Rows = [{**dict.fromkeys(CELLS, ""), "title": f"{title} {n}"} for n, title in enumerate(TITLES)]
    rows[0] |= {"abstract": "=1+1", "published": "2017-03-14", "country": "Peru; Chad"}
    spindex("build", write_csv(tmp_path / "list.csv", numbered(rows)))
    before = {record["id"]: record for record in map(json.loads, spindex("export").output.splitlines())}
    table = list(csv.DictReader(io.StringIO(spindex("export", "--format", "csv").output)))
    for row in table:
        row.update({name: cell.removeprefix("'") for name, cell in row.items()})
        if row["id"] == "list:000":
            assert row["published"] == "2017-03-14"
            row["published"], row["country"] = "14/03/2017", "Kenya"
    with (tmp_path / "saved.csv").open("w", encoding="utf-16", newline="") as file:
        lines = csv.DictWriter(file, [*table[0]], delimiter=";", quoting=csv.QUOTE_ALL)
        lines.writeheader()
        lines.writerows(table)
    done = spindex("update", tmp_path / "saved.csv", "--json")
    assert done.report["changes"]["changed"] == 1 and "country" in done.report["changes"]["fields"]
    after = {record["id"]: record for record in map(json.loads, spindex("export").output.splitlines())}
    derived = {"country", "region", "country_group", "raw", "provenance", "updated"}
    differ = {name for name, value in before["list:000"].items() if after["list:000"].get(name) != value}
    assert differ <= derived and after["list:000"]["country"] == ["KEN"]


def test_spaces_and_a_column_less_are_no_great_change(spindex: Command, tmp_path: Path) -> None:
    """Only the rows that records keep change, however many of them."""
    titles = [f"{title} {n}" for n, title in enumerate(TITLES * 3)]
    (tmp_path / "list.csv").write_text("id,title,note\n" + "".join(f'{n},"{t}",x\n' for n, t in enumerate(titles)))
    assert spindex("build", tmp_path / "list.csv").code == 0
    (tmp_path / "list.csv").write_text("id,title\n" + "".join(f'{n},"{t} "\n' for n, t in enumerate(titles)))
    done = spindex("update", tmp_path / "list.csv", "--json")
    assert done.code == 0 and set(done.report["changes"]["fields"]) <= {"raw", "provenance"}
