"""On a terminal a command says how far it is; in a pipe it says nothing of that."""

import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from indexer.progress import line
from indexer.readers import JSON_LINES, TABLES
from indexer.run.extent import extent

from .test_endings import environment

ROWS = "id,title\n" + "".join(f'{n},"Cash transfers\nof {n}"\n' for n in range(1200))


def on_a_terminal(data: Path, *arguments: str) -> tuple[int, str]:
    """The exit code, and everything that a terminal was sent."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "indexer", *arguments]
    with subprocess.Popen(
        command, env=environment(data), cwd=data.parent, stdin=theirs, stdout=theirs, stderr=theirs
    ) as run:
        os.close(theirs)
        sent = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # how Linux says that nobody writes there any more
                break
            if not piece:
                break
            sent += piece
        os.close(ours)
    return run.returncode, sent.decode()


def left(sent: str) -> str:
    """What still stands on the terminal at the end."""
    return "\n".join(re.split("\r\x1b\\[K|\r", one)[-1] for one in sent.replace("\r\n", "\n").split("\n"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "rows.csv").write_text(ROWS)
    return tmp_path


def test_phases_totals_and_what_is_left_at_the_end(folder: Path) -> None:
    code, sent = on_a_terminal(folder / "data", "build", "rows.csv")
    assert code == 0, sent
    for phase in ("reading rows.csv: ", "matching: ", "merging: ", "comparing: ", "writing: ", "finishing ..."):
        assert phase in sent
    assert re.search(r"reading rows\.csv: [\d,]+ of 2,402 \(\d+%\)", sent)  # lines, as cells hold some
    assert re.search(r"merging: [\d,]+ of 1,200 \(\d+%\)", sent)
    shown = left(sent)
    assert "reading" not in shown and "writing" not in shown and "1,200 read" in shown


def test_an_error_stands_alone(folder: Path) -> None:
    (folder / "other.csv").write_text(ROWS.replace("Cash transfers", "Pensions"))
    assert on_a_terminal(folder / "data", "build", "rows.csv")[0] == 0
    code, sent = on_a_terminal(folder / "data", "build", "other.csv", "--source", "rows")
    assert code == 2 and re.search(r"^spindex: This would ", left(sent), re.MULTILINE), left(sent)


def test_which_of_several_files(folder: Path) -> None:
    (folder / "more.csv").write_text("id,title\n1,Pensions\n")
    _, sent = on_a_terminal(folder / "data", "check", "rows.csv", "more.csv")
    assert "reading rows.csv (1 of 2 files)" in sent and "reading more.csv (2 of 2 files)" in sent


def test_nothing_in_a_pipe(folder: Path) -> None:
    command = [sys.executable, "-m", "indexer", "build", "rows.csv"]
    done = subprocess.run(command, env=environment(folder / "data"), cwd=folder, capture_output=True, check=True)
    assert done.stderr == b"" and b"\r" not in done.stdout


def test_rate_and_time_left_when_they_tell_something() -> None:
    assert line("writing", 10, 100, 0.5) == "writing: 10 of 100 (10%)"
    assert line("writing", 1500, 6000, 3.0) == "writing: 1,500 of 6,000 (25%), 500 a second, 9 s left"
    assert line("writing", 10, 1000, 3.0).endswith(", 5 min left")
    assert line("writing", 1, 6001, 3.0).endswith(", 5.0 h left")
    assert line("reading", 1500, 0, 3.0) == "reading: 1,500, 500 a second"
    assert line("reading", 11, 10, 3.0) == "reading: 11, 4 a second"  # more than was thought


def test_how_far_files_go(folder: Path, write: Callable[[str, str | bytes], Path]) -> None:
    delimited, spreadsheet = TABLES
    with Workbook(folder / "rows.xlsx") as book:
        book.add_worksheet().write_column(0, 0, [0, 1, 2, 3])
        book.add_worksheet().write_column(0, 0, [0, 1, 2])
    assert extent(folder / "rows.xlsx", spreadsheet) == 7
    assert extent(write("broken.xlsx", b"PK no workbook"), spreadsheet) == 0
    assert extent(folder / "rows.csv", delimited) == 2402
    assert extent(write("packed.csv", b"\x1f\x8b\n\n"), delimited) == 0
    assert extent(write("lines.jsonl", '{"id": 1}\n{"id": 2}'), JSON_LINES) == 2
    assert extent(write("array.json", "[\n1,\n2\n]"), JSON_LINES) == 0
    assert extent(folder / "none.csv", delimited) == 0
