"""Which record a row is about: lists never meet, works are never mixed, a corrected row is known by what stayed."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.sources import list_of
from search.queries import Query
from search.records import Record

from .conftest import Command

Write = Callable[[str, str | bytes], Path]
LIST = (
    "Title,Author,Country,Year,Link\n"
    'Cash transfers and school attendance in rural areas,"Diop, A.",Senegal,2015,https://example.org/1\n'
    'School meals for all children,"Sow, D.",Mali,2016,https://example.org/2\n'
    "Pensions of the informal sector,,Chad,2017,\n"
)


def records(spindex: Command) -> dict[str, Record]:
    with spindex.index() as index:
        return {record.id: record for record in index.scan(Query())}


def titles(spindex: Command) -> dict[str, str]:
    return {identifier: next(iter(record.title.values())) for identifier, record in records(spindex).items()}


def table(rows: list[dict[str, Any]]) -> str:
    text = io.StringIO()
    lines = csv.DictWriter(text, list(dict.fromkeys(column for row in rows for column in row)))
    lines.writeheader()
    lines.writerows(rows)
    return text.getvalue()


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("dept_a.csv", "dept-a"), ("Dept A.xlsx", "dept-a"), ("list.csv.gz", "list"), ("papers_v2.xlsx", "papers"),
        ("papers (1).csv", "papers"), ("papers-2024-05-31.csv", "papers"), ("papers final.xlsx", "papers"),
        ("papers_2024-05_final_v3.csv", "papers"), ("Étude 2015.csv", "etude-2015"), ("v2.csv", "v2"),
        ("copy.csv", "copy"), ("العنوان.csv", "العنوان"), ("???.csv", "local"), ("papers - Copy.csv", "papers"),
    ],
)  # fmt: skip
def test_a_list_is_called_as_its_file(file: str, name: str) -> None:
    found = list_of(file)
    assert found == name or (name == "العنوان" and found == "local")


def test_two_lists_that_count_from_one_never_meet(spindex: Command, write: Write) -> None:
    one = write("dept_a.csv", "ID,Title,Country\n1,Pensions,Kenya\n2,Grants,Uganda\n")
    two = write("dept_b.csv", "ID,Title,Country\n1,Floods and cash,Mali\n2,School meals,Chad\n")
    assert spindex("build", one, two).code == 0
    all_four = {"dept-a:1": "Pensions", "dept-a:2": "Grants", "dept-b:1": "Floods and cash", "dept-b:2": "School meals"}
    assert titles(spindex) == all_four
    assert spindex("update", two, "--json").report["unchanged"] == 2
    assert titles(spindex) == all_four


def test_a_stated_id_of_another_work_is_asked_about(spindex: Command, write: Write) -> None:
    path = write("list.csv", "id,title\n1,Pensions in Kenya\n2,School meals in Mali\n")
    assert spindex("build", path).code == 0
    done = spindex(
        "update", write("list_v2.csv", "id,title\n1,Floods and cash in Chad\n2,School meals in Mali.\n"), "--json"
    )
    assert (done.code, done.report["quarantined"], done.report["indexed"]) == (1, 1, 1)
    (asked,) = [p for p in done.report["problems"] if p["kind"] == "refused"]
    assert asked["message"] == (
        "The id list:1 is that of “Pensions in Kenya” (list.csv:2); this row calls it “Floods and cash in Chad”, which "
        "is another work."
    )
    assert "--replace" in asked["suggestion"] and (asked["file"], asked["row"]) == ("list_v2.csv", 2)
    assert titles(spindex) == {"list:1": "Pensions in Kenya", "list:2": "School meals in Mali."}
    assert spindex("update", write("list_v2.csv", "id,title\n1,Floods and cash\n"), "--replace").code == 0
    assert titles(spindex)["list:1"] == "Floods and cash"


@pytest.mark.parametrize("order", [1, -1])
def test_two_works_of_one_id_in_a_file_are_no_record(spindex: Command, write: Write, order: int) -> None:
    rows = ["7,Pensions in Kenya,Kenya,2015\n", "7,Floods and cash,,\n"][::order]
    done = spindex("build", write("list.csv", "id,title,country,year\n" + "".join(rows)), "--json")
    assert (done.code, done.report["indexed"], done.report["quarantined"]) == (1, 1, 1)
    assert titles(spindex) == {"list:7": "Pensions in Kenya"}


def test_a_printed_id_is_that_record_whatever_the_list(spindex: Command, write: Write) -> None:
    assert (
        spindex("build", write("bank.csv", "id,title,country\nP1,Safety net,Kenya\n"), "--source", "world-bank").code
        == 0
    )
    done = spindex("update", write("notes.csv", "id,title,year\nworld-bank:P1,Safety net,2015\n"), "--json")
    assert done.report["indexed"] == 1
    (record,) = records(spindex).values()
    assert (record.id, record.source, record.year, record.country) == ("world-bank:P1", "world-bank", 2015, ("KEN",))


@pytest.mark.parametrize("local", ["https://openalex.org/W1", "doi:10.1000/1", "WOS:0001", "oai:x.org:1", "2-s2.0:1/"])
def test_other_identifiers_with_a_colon_stay_ids_of_their_list(spindex: Command, write: Write, local: str) -> None:
    assert spindex("build", write("list.csv", f"id,title\n{local},Safety net\n")).code == 0
    assert list(records(spindex)) == [f"list:{local}" if not local.startswith("2-s2") else local]


def test_a_text_called_source_is_no_id_space(spindex: Command, write: Write) -> None:
    bank = write("bank.csv", "id,title\nP010424,A real project\n")
    assert spindex("build", bank, "--source", "world-bank").code == 0
    rows = 'ID,Title,Source\nP010424,A thing my ministry wrote,World Bank\n2,Another,"Banque mondiale, 2015"\n'
    done = spindex("update", write("ministry.csv", rows), "--json")
    assert set(titles(spindex)) == {"world-bank:P010424", "ministry:P010424", "ministry:2"}
    assert [p["value"] for p in done.report["problems"] if p["kind"] == "unknown column"] == ["Source"]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Senegal", "Gambia"), ("2015", "2018"), ("https://example.org/1", "https://example.org/one.pdf"),
        ("Diop, A.", "Diop, Awa"), ("attendance in rural", "attendence in rural"), ("Mali,2016", "Niger,2019"),
        ("Chad,2017", "Chad,2018"), (",,Chad", ",\"Ba, E.\",Niger"),
    ],
)  # fmt: skip
def test_a_corrected_row_is_the_same_record(spindex: Command, write: Write, was: str, now: str) -> None:
    assert spindex("build", write("list.csv", LIST)).code == 0
    before = set(records(spindex))
    done = spindex("update", write("list_v2.csv", LIST.replace(was, now)), "--json")
    assert (done.code, done.report["indexed"], done.report["unchanged"]) == (0, 1, 2)
    assert set(records(spindex)) == before
    exported = spindex("export").output
    assert spindex("reindex").code == 0 and spindex("export").output == exported
    assert spindex("update", write("list_v2.csv", LIST.replace(was, now)), "--json").report["unchanged"] == 3


def test_what_an_edition_has_no_longer_is_told_with_the_command(spindex: Command, write: Write) -> None:
    assert spindex("build", write("list.csv", LIST)).code == 0
    gone = next(one for one, title in titles(spindex).items() if title.startswith("Pensions"))
    edition = write("list_v2.csv", LIST.rpartition("Pensions")[0])
    for _ in range(2):
        done = spindex("update", edition, "--json")
        (told,) = [p for p in done.report["problems"] if p["kind"] == "left over"]
        assert done.code == 0 and f"spindex remove {gone}" in told["suggestion"]
    assert spindex("update", write("list_v3.csv", LIST.partition("School")[0]), "--json").report["problems"] == []
    assert spindex("remove", gone).code == 0 and spindex("update", edition, "--json").report["problems"] == []


def test_a_build_keeps_the_id_of_a_corrected_row(spindex: Command, write: Write) -> None:
    assert spindex("build", write("list.csv", LIST)).code == 0
    before = set(records(spindex))
    assert spindex("build", write("list.csv", LIST.replace("2016", "2019").replace("Chad", "Niger"))).code == 0
    assert set(records(spindex)) == before


DOI = "Title,DOI,Author,Year,Country\n"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Social pensions,10.1000/x1,,,", "Social pensions,https://doi.org/10.1000/X1,,,", True),
        ("Social pensions: a review,10.1000/x1,,,", "Social Pensions,10.1000/x1,,2015,", True),
        ("Social pensions,10.1000/x1,,,", "Floods and harvests,10.1000/x1,,,", False),
        ('Social pensions,,"Diop, A.",2015,Mali', 'Social pensions,,"Diop, A.",2015,', True),
        ('Social pensions,,"Diop, A.",2015,Mali', 'Social pensions,,"Diop, A.",2016,Mali', False),
        ('Social pensions,,"Diop, A.",2015,Mali', 'Social pensions,,"Diop, A.",2015,Chad', False),
        ('Social pensions,,"Diop, A.",2015,', 'Social pensions,,"Sow, D.",2015,', False),
        ("Social pensions,,,2015,Mali", "Social pensions,,,2015,Mali", False),  # as short a title as many have
        (
            "Social pensions of the informal sector,,,2015,Mali",
            "Social pensions of the informal sector,,,2015,Mali",
            True,
        ),
    ],
)
@pytest.mark.parametrize("at_once", [True, False])
def test_one_work_in_two_lists_is_one_record(
    spindex: Command, write: Write, one: str, other: str, same: bool, at_once: bool
) -> None:
    first, second = write("a.csv", f"{DOI}{one}\n"), write("b.csv", f"{DOI}{other}\n")
    if at_once:
        assert spindex("build", first, second).code == 0
    else:
        assert spindex("build", first).code == 0 and spindex("update", second).code == 0
    found = records(spindex)
    assert len(found) == (1 if same else 2)
    assert {raw.file for record in found.values() for raw in record.raw} == {"a.csv", "b.csv"}
    exported = spindex("export").output
    assert spindex("reindex").code == 0 and spindex("export").output == exported


CELLS = st.fixed_dictionaries(
    {
        "Title": st.sampled_from(["Cash for all the people", "Cash for all", "Pensions phase 1", "Pensions phase 2"]),
        "DOI": st.sampled_from(["", "", "10.1000/a", "10.1000/b"]),
        "Author": st.sampled_from(["", "Diop, A.", "Sow, D."]),
        "Year": st.sampled_from(["", "2015", "2016"]),
        "Country": st.sampled_from(["", "Mali", "Chad"]),
    }
)


@given(st.lists(st.tuples(CELLS, st.sampled_from(["a.csv", "b.csv"])), min_size=1, max_size=6), st.randoms())
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_rows_and_files_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[dict[str, str], str]], chance: Any
) -> None:
    found = []
    for _ in range(2):
        folder = tmp_path_factory.mktemp("order")
        spindex = Command(folder / "data")
        files: dict[str, list[dict[str, str]]] = {}
        chance.shuffle(rows)
        for row, name in rows:
            files.setdefault(name, []).append(row)
        for name, several in files.items():
            (folder / name).write_text(table(several), encoding="utf-8")
        assert spindex("build", *(folder / name for name in files)).code in (0, 1)
        found.append(
            {(one.id, str(one.title), one.doi, one.author, one.year, one.country) for one in records(spindex).values()}
        )
        assert spindex("update", *(folder / name for name in files), "--json").report["indexed"] == 0
    assert found[0] == found[1]
