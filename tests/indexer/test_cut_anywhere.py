"""Files cut off at any byte, and gigabytes of them: the balance of each closes, and memory stays flat."""

import gzip
import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from .conftest import Command
from .test_whole_files import GOOD, ROWS, ids, objects, refused_whole


def workbook(rows: list[dict[str, str]]) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate([list(rows[0]), *(list(row.values()) for row in rows)]):
            sheet.write_row(number, 0, cells)
    return made.getvalue()


def table(rows: list[dict[str, str]]) -> bytes:
    return "".join(",".join(row) + "\n" for row in [list(rows[0]), *(list(row.values()) for row in rows)]).encode()


def references(rows: list[dict[str, str]]) -> bytes:
    return "".join(f"TY  - RPRT\nID  - {row['id']}\nTI  - {row['title']}\nER  - \n" for row in rows).encode()


FORMS: dict[str, Callable[[list[dict[str, str]]], bytes]] = {
    "a.csv": table,
    "a.csv.gz": lambda rows: gzip.compress(table(rows)),
    "a.jsonl": lambda rows: "".join(json.dumps(row) + "\n" for row in rows).encode(),
    "a.json": lambda rows: json.dumps(rows).encode(),
    "a.ris": references,
    "a.xlsx": workbook,
}
WHOLE = {name: form(objects("s")) for name, form in FORMS.items()}


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(
    cuts=st.dictionaries(st.sampled_from(sorted(FORMS)), st.none() | st.floats(0, 1, exclude_max=True), min_size=1),
)
def test_the_balance_closes_for_each_file_wherever_some_break(cuts: dict[str, float | None]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        spindex = Command(Path(folder) / "data")
        paths = []
        for name, cut in cuts.items():
            (Path(folder) / name).write_bytes(WHOLE[name][: None if cut is None else int(cut * len(WHOLE[name]))])
            paths.append(Path(folder) / name)
        first = spindex("build", *paths, "--json")
        if not first.output.startswith("{"):
            return  # there was not even a row to refuse
        counts = first.report
        there = ids(spindex) if counts["indexed"] else set()
        again = spindex("build", *paths, "--json").report
        of_its_own = {"quarantine": 0, "changes": 0, "run": 0}  # where, what that changed, and which run it was
        assert again | of_its_own == counts | of_its_own
        assert not there or ids(spindex) == there
    for one in [counts, *counts["files"]]:
        assert one["read"] == sum(one[name] for name in ("indexed", "unchanged", "merged", "quarantined"))
    for name in ("read", "indexed", "merged", "quarantined"):
        assert counts[name] == sum(one[name] for one in counts["files"])
    assert counts["indexed"] == len(there)
    for one, cut in zip(counts["files"], cuts.values(), strict=True):
        whole = one["indexed"] + one["merged"]
        if cut is None:
            assert whole == one["read"] == ROWS
        elif one["file"] in ("a.csv.gz", "a.json", "a.xlsx"):
            assert (one["read"], whole) == (1, 0)


# not ru_maxrss: a program begins with that of the one that started it
MEASURED = """
import re, sys
from indexer.cli import cli
try:
    cli.main(sys.argv[1:], standalone_mode=False)
finally:
    print(re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1], file=sys.stderr)
"""


@pytest.mark.slow
def test_memory_stays_flat(tmp_path: Path) -> None:
    """Gigabytes in files, packed or not, with lines or without."""
    many = b"x" * (1 << 20)
    with (
        open(tmp_path / "line.csv", "wb") as endless,
        gzip.open(tmp_path / "bomb.csv.gz", "wb", compresslevel=1) as packed,
    ):
        for file, times in ((endless, 1000), (packed, 2500)):
            file.write(b"id,title\n")
            for _ in range(times):
                file.write(many)
    element = json.dumps({"id": "x", "title": "T", "abstract": "words " * 1000})
    with open(tmp_path / "list.json", "w") as lines:
        lines.write("[" + ",\n".join([element] * 30_000))
    good = tmp_path / "good.csv"
    good.write_text(GOOD)
    for name in ("line.csv", "bomb.csv.gz", "list.json"):
        done = subprocess.run(
            [sys.executable, "-c", MEASURED, "check", str(tmp_path / name), str(good), "--json"],
            capture_output=True, text=True, check=False,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        )  # fmt: skip
        report = json.loads(done.stdout.splitlines()[-1])
        assert refused_whole(report, name) and report["indexed"] == 5
        assert int(done.stderr.split()[-1]) < 600_000, name  # kilobytes
