"""A disk that runs full for the index, the temporary files or the refused rows: a sentence, and then the same again.

Real ones, of a few sizes; SPINDEX_TEST_DISKS says of how many.
"""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.engines import open_index
from search.queries import Query
from search.settings import Settings
from tests.conftest import lacking
from tests.kills.steps import Command

SIZES = int(os.environ.get("SPINDEX_TEST_DISKS", "3"))
ROOMY = 64_000  # kilobytes
ROWS = 1000
FEW = '{"id": "1", "title": "Cash"}\n'

pytestmark = pytest.mark.slow


def mount(folder: Path, kilobytes: int, *options: str) -> None:
    size = ",".join([*options, f"size={kilobytes}k"])
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(folder)], capture_output=True, check=False)
    if done.returncode:
        lacking("The right to mount a disk", "run it as root")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount(folder, ROOMY)
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize(
    ("what", "needs"),
    [("data", 4500), ("temporary", 4500), ("quarantine", 700)],
    ids=["data", "temporary", "quarantine"],
)
def test_it_runs_full(disk: Path, tmp_path: Path, what: str, needs: int) -> None:
    """needs: kilobytes that are surely enough to be too few up to about there."""
    places = {name: disk if name == what else tmp_path / name for name in ("data", "temporary")}
    places["temporary"].mkdir(exist_ok=True)
    command = Command(Settings(data=places["data"]), Path())
    temporary = {"TMPDIR": str(places["temporary"]), "SQLITE_TMPDIR": str(places["temporary"])}
    if what == "quarantine":
        (places["data"]).mkdir()
        (places["data"] / "quarantine").symlink_to(disk)
    few, many = tmp_path / "few.jsonl", tmp_path / "many.jsonl"
    few.write_text(FEW)
    many.write_text("".join(map(row, range(ROWS))))
    full = 0
    for number in range(SIZES):
        assert command.run("build", "--force", str(few)).returncode == 0
        mount(disk, used(disk) + 4 + needs * number // SIZES, "remount")
        done = command.run("build", "--force", str(many), kill=None, **temporary)
        assert done.returncode in (1, 4), done.stderr
        if done.returncode == 4:
            full += 1
            assert done.stderr.startswith("spindex: The disk is full") and done.stderr.count("\n") == 1, done.stderr
            with open_index(command.settings) as index:
                assert [record.id for record in index.scan(Query())] == ["few:1"] and index.status().records == 1
        mount(disk, ROOMY, "remount")
        assert command.run("build", "--force", str(many), kill=None, **temporary).returncode == 1
        with open_index(command.settings) as index:
            assert index.status().records == len(list(index.scan(Query()))) == ROWS // 2
        assert not list(places["data"].rglob("*.new"))
    assert full >= SIZES / 2


def row(number: int) -> str:
    """Every second one is refused."""
    words = " ".join(f"word{number * one % 997}" for one in range(400))
    return json.dumps({"id": str(number), "title": words[:80] if number % 2 else "", "abstract": words}) + "\n"


def used(folder: Path) -> int:
    found = os.statvfs(folder)
    return (found.f_blocks - found.f_bfree) * found.f_frsize // 1024
