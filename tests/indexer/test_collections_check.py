"""`spindex collections check`: what is wrong with collections, with file and line, and the exit codes of the house."""

import json
import re
from pathlib import Path

import pytest

from search.paths import data_file

from .conftest import FEW, Command

EXAMPLE = Path(__file__).parents[2] / "docs" / "curators.md"


def example() -> tuple[str, str]:
    """The file that docs/curators.md shows: its name and its text."""
    name, text = re.findall(r"`collections/([a-z-]+\.yaml)`:\n\n```yaml\n(.*?)```", EXAMPLE.read_text("utf-8"), re.S)[0]
    return name, text


@pytest.fixture
def built(spindex: Command) -> Command:
    assert spindex("build", *FEW).code == 0
    return spindex


def test_the_example_of_the_docs_is_sound(built: Command, tmp_path: Path) -> None:
    name, text = example()
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    done = built("collections", "check", path)
    assert (done.code, done.output) == (0, "0 errors, 0 warnings.\n")
    path.write_text(text.replace("pins:", "pins:\n  - no:such"), encoding="utf-8")
    done = built("collections", "check", path)
    line = text[: text.index("pins:")].count("\n") + 2
    assert done.code == 2 and f"{name}:{line}: error: “no:such” is no record of this index" in done.output


def test_faults_are_told_to_machines_too(spindex: Command, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("title: {en: A}\nintroduction: {en: B}\nsearch: country=Kenya\n", encoding="utf-8")
    done = spindex("collections", "check", path, "--json")
    told = json.loads(done.output.splitlines()[-1])
    assert done.code == 2 and {one["severity"] for one in told} == {"error", "warning"}
    assert [one["line"] for one in told if one["kind"] == "missing language"] == [1, 2]


def test_a_folder_is_named_by_its_setting(spindex: Command, tmp_path: Path) -> None:
    assert (
        spindex("collections", "check").output == "0 errors, 0 warnings.\n"
    )  # those that are shipped, without an index
    none = spindex("collections", "check", "--collections", tmp_path)
    assert none.code == 2 and "holds no collection" in none.output
    gone = spindex("collections", "check", "--collections", tmp_path / "none")
    assert gone.code == 2 and "SPINDEX_COLLECTIONS" in gone.output
    missing = spindex("collections", "check", tmp_path / "no.yaml")
    assert missing.code == 2 and "no.yaml cannot be read" in missing.output


def test_three_are_shipped() -> None:
    assert len(list(data_file("collections").glob("*.yaml"))) == 3
