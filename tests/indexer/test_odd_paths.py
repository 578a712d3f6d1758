"""Names that are no files, and files that change while they are read: a sentence, and never a wait without end."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer.readers import files, opened
from indexer.rows import Row
from indexer.run.taking import to_the_end

from .conftest import Command

Write = Callable[[str, str | bytes], Path]
GOOD = "id,title\n" + "".join(f"g{n},Paper {n}\n" for n in range(5))


def test_what_is_no_file_is_said(spindex: Command, write: Write, tmp_path: Path) -> None:
    good = write("good.csv", GOOD)
    folder = tmp_path / "x.csv"
    folder.mkdir()
    os.mkfifo(folder / "pipe.csv")
    (folder / "loop.csv").symlink_to("loop.csv")
    (folder / "gone.csv").symlink_to("nowhere.csv")
    os.mknod(folder / "socket.csv", stat.S_IFSOCK | 0o600)
    odd = [folder / name for name in ("pipe.csv", "loop.csv", "gone.csv", "socket.csv")]
    for path in (*odd, Path("/dev/zero"), Path("/dev/null")):
        done = spindex("check", good, path)
        assert done.code == 2 and "is neither a file nor a folder" in done.output and str(path) in done.output
    done = spindex("check", folder)
    assert done.code == 2 and "There is no file in those folders" in done.output
    done = spindex("check", good, folder, "--json")
    assert done.code == 0 and done.report["indexed"] == 5
    said = {problem["file"]: problem["message"] for problem in done.report["problems"]}
    assert set(said) == {path.name for path in odd} and all("neither a file" in message for message in said.values())
    done = spindex("check", folder / "pipe.csv" / "under.csv")
    assert done.code == 2 and "There is no file" in done.output


@pytest.mark.parametrize(
    "command", [["check", ""], ["build", ""], ["update", "", "--sweep"], ["reindex", "--golden", ""]]
)
def test_an_empty_name_is_wrong_use(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "private.csv").write_text(GOOD)
    done = subprocess.run(
        [sys.executable, "-m", "indexer", *command, "--data", "data"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert done.returncode == 2 and "A name is empty" in done.stderr and not done.stdout
    assert not (tmp_path / "data" / "spindex" / "current").exists()


def test_a_file_that_changes_while_it_is_read(spindex: Command, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "IN_MEMORY", 1000)
    head, row = "id,title\n", "Paper of a length,\n"
    path = write("rows.csv", head + "".join(f"{n},{row}" for n in range(100_000)))
    for change in ("shorter", "longer", "gone"):
        rows = to_the_end(path, iter(_changing(path, change)), named=True)
        *taken, end = rows
        assert (end.refusal is None) == (change == "gone") and taken  # type: ignore[union-attr]


def _changing(path: Path, change: str) -> Iterator[Row]:
    for number, row in enumerate(opened(path)[1]):  # type: ignore[arg-type]
        if number == 10 and change == "gone":
            path.unlink()
        elif number == 10:
            size = path.stat().st_size
            os.truncate(path, size - 500_000 if change == "shorter" else size + 10)
        yield row
