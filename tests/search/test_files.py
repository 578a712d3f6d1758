"""Files that appear whole or not at all: where the writer fails, is ended between two lines, or was killed before."""

import signal
from pathlib import Path
from typing import Any

import pytest

from search.files import appearing, sweep, write_atomically


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_fails_leaves_the_text_that_was_there(tmp_path: Path) -> None:
    path = tmp_path / "runs.json"
    write_atomically(path, "old")
    with pytest.raises(ZeroDivisionError), appearing(path) as file:
        file.write("half of it")
        file.flush()
        1 / 0  # noqa: B018
    assert names(tmp_path) == ["runs.json"] and path.read_text() == "old"


def test_a_signal_just_after_the_opening_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(*_: Any) -> None:
        signal.raise_signal(signal.SIGTERM)

    before = signal.signal(signal.SIGTERM, lambda *_: exit(143))
    monkeypatch.setattr("fcntl.flock", ended)  # the first line after it
    try:
        with pytest.raises(SystemExit):
            write_atomically(tmp_path / "runs.json", "new")
    finally:
        signal.signal(signal.SIGTERM, before)
    assert names(tmp_path) == []


def test_what_the_killed_left_is_swept_and_what_is_being_written_stays(tmp_path: Path) -> None:
    (tmp_path / "killed.json.new").write_text("half of it")
    with appearing(tmp_path / "alive.json") as file:
        sweep(tmp_path)
        file.write("whole")
    assert names(tmp_path) == ["alive.json"] and (tmp_path / "alive.json").read_text() == "whole"
