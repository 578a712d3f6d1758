"""A writer that is killed at its commit leaves nothing that stands in the way: the same command again does its work."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.authorities import Authorities
from search.engines import open_index
from search.engines.embedded.commits import commit_of
from search.errors import IndexDamaged
from search.index import Index
from search.queries import Query
from search.records import Record
from search.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
TRIES = 3
ROWS = "id,title\n" + "".join(f"{n},Cash transfers {n}\n" for n in range(400))
MORE = "id,title\n" + "".join(f"{n},Cash transfers {n} for all\n" for n in range(390, 420))


def record(number: int, title: str) -> Record:
    return Record(id=f"local:{number}", source="local", title={"en": title})


@pytest.fixture
def authorities() -> Authorities:
    return Authorities.shipped()


@pytest.fixture
def index(tmp_path: Path, authorities: Authorities) -> Iterator[Index]:
    with open_index(Settings(data=tmp_path)) as opened:
        with opened.replacing(authorities) as writer:
            for number in range(50):
                writer.add(record(number, f"Cash {number}"))
        yield opened


def version_folder(data: Path) -> Path:
    (folder,) = (data / "spindex" / "versions").iterdir()
    return folder


@pytest.mark.parametrize("how", ["update", "remove"])
def test_what_was_not_committed_is_written_again_under_the_same_names(
    index: Index, authorities: Authorities, tmp_path: Path, how: str
) -> None:
    meta = version_folder(tmp_path) / "tantivy" / "meta.json"
    before = meta.read_bytes()

    def work() -> None:
        with index.updating(authorities) as writer:
            writer.remove("local:1")
            if how == "update":
                writer.add(record(2, "Changed"))
                writer.add(record(99, "New"))

    work()
    after = {one.id: one.to_json() for one in index.scan(Query())}
    meta.write_bytes(before)  # all of it is on the disk, but for the last step of the commit
    work()
    assert {one.id: one.to_json() for one in index.scan(Query())} == after
    assert index.status().records == len(after) == (50 if how == "update" else 49)
    named = {name for name in os.listdir(meta.parent) if name.endswith(".del")}
    assert len(named) == 1


def test_a_status_is_that_of_the_content(index: Index, authorities: Authorities, tmp_path: Path) -> None:
    described = version_folder(tmp_path) / "version.json"
    noted, before = described.read_bytes(), index.status()
    time.sleep(1.1)  # times are told to the second
    with index.updating(authorities) as writer:
        writer.add(record(99, "New"))
    os.replace(described, described.with_suffix(".after"))
    described.write_bytes(noted)  # killed after the commit, and before it was described
    with open_index(Settings(data=tmp_path)) as reader:
        found = reader.snapshot().search(Query())
        assert found.total == found.status.records == 51
        assert found.status.updated_at > before.updated_at  # so caches do not keep what they have
    with index.updating(authorities) as writer:
        writer.remove("local:99")
    assert json.loads(described.read_text())["commit"] == str(commit_of(described.parent / "tantivy"))
    assert index.status().records == 50


def test_what_other_versions_of_the_program_noted_is_passed_over(index: Index, tmp_path: Path) -> None:
    described = version_folder(tmp_path) / "version.json"
    noted = json.loads(described.read_text())
    del noted["commit"], noted["previous"]
    described.write_text(json.dumps({**noted, "colour": "red"}))
    with open_index(Settings(data=tmp_path)) as reader:
        assert reader.status().records == 50


def test_an_update_of_a_damaged_index_says_so(index: Index, authorities: Authorities, tmp_path: Path) -> None:
    (version_folder(tmp_path) / "tantivy" / "meta.json").write_text("{}")
    with (
        pytest.raises(IndexDamaged, match=r"^The index is damaged: build "),
        index.updating(authorities),
    ):
        pass


def kill_at_the_commit(data: Path, *command: str) -> bool:
    """Whether the command was killed when the first file of its commit appeared, and not too late."""
    folder = version_folder(data) / "tantivy"
    there = set(os.listdir(folder))
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SPINDEX_DATA": str(data)}
    with subprocess.Popen(
        [sys.executable, "-m", "indexer", *command], env=environment, cwd=data.parent, stdout=subprocess.DEVNULL
    ) as run:
        while run.poll() is None:
            if any(name.endswith((".del", ".store")) for name in set(os.listdir(folder)) - there):
                run.send_signal(signal.SIGKILL)
                break
        return run.wait() == -signal.SIGKILL


def spindex(data: Path, *command: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SPINDEX_DATA": str(data)}
    done = subprocess.run(
        [sys.executable, "-m", "indexer", *command],
        env=environment,
        cwd=data.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    gone_before = 1 if command[0] == "remove" else 0  # a removal says of each id that is not there that it is not
    assert done.returncode in (0, gone_before), done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    "command", [("update", "more.csv", "--source", "rows"), ("remove", "rows:1", "rows:2")], ids=lambda c: c[0]
)
def test_killed_at_the_commit_and_repeated(tmp_path: Path, command: tuple[str, ...]) -> None:
    data = tmp_path / "data"
    (tmp_path / "rows.csv").write_text(ROWS)
    (tmp_path / "more.csv").write_text(MORE)
    spindex(data, "build", "rows.csv")
    wanted = 420 if command[0] == "update" else 398
    killed = 0
    for _ in range(TRIES):
        killed += kill_at_the_commit(data, *command)
        with open_index(Settings(data=data)) as reader:
            found = reader.snapshot().search(Query())
            assert found.total == found.status.records
        spindex(data, *command)
        assert spindex(data, "status").startswith(f"{wanted} records")
        spindex(data, "remove", *(f"rows:{number}" for number in range(400, 420)))
        spindex(data, "update", "rows.csv")  # all as it was
    assert killed
