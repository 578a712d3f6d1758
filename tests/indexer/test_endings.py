"""However a command ends, it is with a sentence and a code of its kind: no traceback, nothing that looks like done."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from indexer.endings import MACHINE, UNFORESEEN, ending
from indexer.printing import name_of, printable

ROOT = Path(__file__).resolve().parents[2]
ROWS = "id,title\n1,Cash for all\n2,Pensions\n"
Done = subprocess.CompletedProcess[bytes]


def environment(data: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "SPINDEX_DATA": str(data), **more}


def spindex(data: Path, *arguments: str | bytes, shell: str = "", **more: str) -> Done:
    """The command in a process of its own; shell: what a shell does around it."""
    command: list[str | bytes] = [sys.executable, "-m", "indexer", *arguments]
    if shell:
        command = ["bash", "-c", f"{shell.replace('SPINDEX', chr(34) + '$@' + chr(34))}", "bash", *command]
    return subprocess.run(command, env=environment(data, **more), cwd=data.parent, capture_output=True, check=False)


def says(done: Done, sentence: str) -> None:
    said = done.stderr.decode()
    assert sentence in said and "Traceback" not in said, said


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "rows.csv").write_text(ROWS)
    return tmp_path / "data"


@pytest.fixture
def built(data: Path) -> Path:
    assert spindex(data, "build", "rows.csv").returncode == 0
    return data


@pytest.mark.parametrize("command", ["export", "export --format csv", "status"])
def test_a_full_disk_under_the_output(built: Path, command: str) -> None:
    done = spindex(built, *command.split(), shell="SPINDEX > /dev/full")
    assert done.returncode == MACHINE
    says(done, "The disk is full: free space, then run the same command again.")


PRINTING = (
    "export", "export --format csv", "status", "runs", "runs 1", "find cash", "why long:1", "unknown", "duplicates",
    "check long.csv", "plan long.csv", "taxonomy show programme", "taxonomy check", "taxonomy export", "template",
)  # fmt: skip


@pytest.mark.slow
def test_whoever_reads_the_output_may_go_away(data: Path) -> None:
    (data.parent / "long.csv").write_text("id,title\n" + "".join(f"{n},Cash transfers\n" for n in range(500)))
    assert spindex(data, "build", "long.csv").returncode == 0
    for command in PRINTING:
        done = spindex(data, *command.split(), shell="set -o pipefail; SPINDEX | true")
        assert (done.returncode, done.stderr) == (0, b""), command


def test_refused_rows_are_told_by_the_code_where_nobody_reads_the_report(data: Path) -> None:
    (data.parent / "rows.csv").write_text(ROWS + "3,\n")
    assert spindex(data, "build", "rows.csv", shell="set -o pipefail; SPINDEX | true").returncode == 1


def test_no_room_for_the_index(built: Path) -> None:
    refused = spindex(built, "build", "rows.csv", shell="ulimit -f 4; SPINDEX")
    assert refused.returncode == MACHINE
    says(refused, "The disk is full")
    assert spindex(built, "status").stdout.startswith(b"2 records")
    assert spindex(built, "build", "rows.csv").returncode == 0  # the same command, with room


def test_a_name_that_is_too_long(data: Path) -> None:
    done = spindex(data, "build", "a" * 300)
    assert done.returncode == MACHINE
    says(done, "is longer than this system takes: give it a shorter one.")


def test_a_quarantine_that_cannot_be_written_leaves_the_index_as_it_was(built: Path) -> None:
    (built / "quarantine").write_text("a file, not a folder")
    more = built.parent / "more.csv"
    more.write_text("id,title\n3,More\n4,\n")
    done = spindex(built, "build", "more.csv")
    assert done.returncode == MACHINE
    says(done, "quarantine")
    assert spindex(built, "status").stdout.startswith(b"2 records")


@pytest.mark.slow  # waits until a run is in its midst
@pytest.mark.parametrize(("name", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_is_not_done(built: Path, name: signal.Signals, code: int) -> None:
    many = built.parent / "many.csv"
    many.write_text("id,title\n" + "".join(f"{n},Cash transfers {n}\n" for n in range(6_000)))
    command = [sys.executable, "-m", "indexer", "build", "many.csv"]
    with subprocess.Popen(
        command, env=environment(built), cwd=built.parent, stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # which whoever runs the tests may ignore
    ) as run:  # fmt: skip
        while str(run.pid) not in (built / "spindex" / "lock").read_text() and run.poll() is None:
            time.sleep(0.02)  # until all rows are read, and the new version is being written
        run.send_signal(name)
        said = run.communicate(timeout=60)[1].decode()
    assert run.returncode == code and "run the same command again" in said and "Traceback" not in said
    assert spindex(built, "status").stdout.startswith(b"2 records")
    assert len(list((built / "spindex" / "versions").iterdir())) == 1
    assert spindex(built, "build", "many.csv").returncode == 0


def test_wrong_use_is_still_two(data: Path) -> None:
    for arguments in ([], ["bild"], ["build"], ["build", "--nothing"]):
        assert spindex(data, *arguments).returncode == 2
    assert spindex(data, "--help").returncode == spindex(data, "build", "--help").returncode == 0


@pytest.mark.parametrize(
    "name",
    [
        b"r\xe9sum\xe9.csv",
        pytest.param(b"colour\x1b[31m.csv", marks=pytest.mark.slow),
        pytest.param("çé\u200f.csv".encode(), marks=pytest.mark.slow),
        b"line\nbreak.csv",
    ],
)
def test_files_of_any_name_are_read_and_never_steer_a_terminal(data: Path, name: bytes) -> None:
    (data.parent / "in").mkdir()
    Path(os.fsdecode(os.fsencode(data.parent / "in") + b"/" + name)).write_text(ROWS + "3,\n")
    done = spindex(data, "build", "in", "--json")
    assert done.returncode == 1 and b'"indexed": 2' in done.stdout, done.stderr
    for out in (done.stdout, spindex(data, "check", "in").stdout, spindex(data, "build", b"in/x" + name).stderr):
        assert b"\x1b" not in out and out.decode("utf-8")


def test_a_fault_of_ours_is_told_without_its_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Panic(BaseException):
        """What an engine's panic is: no Exception."""

    monkeypatch.setenv("SPINDEX_ELASTICSEARCH_API_KEY", "c2VjcmV0\n")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for error in (Panic("c2VjcmV0 is no key"), ValueError("x"), RecursionError(), MemoryError()):
        end = ending(error)
        (file,) = tmp_path.glob("*.log")
        kept = file.read_text()
        assert end.code == UNFORESEEN and type(error).__name__ in end.said and str(file) in end.said
        assert "c2VjcmV0" not in kept + end.said and type(error).__name__ in kept and file.stat().st_mode & 0o77 == 0
        file.unlink()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    assert ending(ValueError("x")).code == UNFORESEEN


def test_an_engine_whose_disk_is_full() -> None:
    assert ending(ValueError('An IO error occurred: "No space left on device (os error 28)"')).code == MACHINE


def test_what_is_printable() -> None:
    assert printable("a\x1b[0m\r\x00b\n\tc\u200cd\udce9") == "a\\x1b[0m\\r\\x00b\n\tc\u200cd\\udce9"
    assert name_of(Path("x/é.csv")) == "é.csv"
