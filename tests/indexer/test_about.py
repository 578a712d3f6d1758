"""about.yaml: a version carries what its files say of their records; a slip is one sentence, and nothing is built."""

from collections.abc import Callable
from pathlib import Path

import pytest

from search.authorities import About

from .conftest import FEW, SAMPLE, Command

Write = Callable[[str, str | bytes], Path]
ROWS = "id,title\n1,Cash for all\n2,Pensions\n"
SAID = """\
sources:
  local:
    name: Register
    text: {en: Programmes, fr: Programmes sociaux}
    licence: {title: CC BY 4.0, url: 'https://example.org/by'}
limits:
  text: {en: 'Not here:'}
  points:
    - {en: Towns}
"""


def carried(spindex: Command) -> About:
    with spindex.index() as index:
        return index.snapshot().authorities.about


def name_of(about: About) -> str:
    said = about.source("local")
    return said.name if said else ""


def test_a_version_carries_what_its_files_say(spindex: Command, write: Write) -> None:
    assert spindex("build", write("rows.csv", ROWS), write("about.yaml", SAID), "--json").report["problems"] == []
    about = carried(spindex)
    assert name_of(about) == "Register" and about.limits.points == ({"en": "Towns"},)
    assert about.source("other") is None


def test_a_folder_brings_it(spindex: Command, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "rows.csv").write_text(ROWS)
    (folder / "about.yaml").write_text(SAID, encoding="utf-8-sig")
    assert spindex("build", folder, "--json").report["problems"] == []
    assert name_of(carried(spindex)) == "Register"


def test_a_build_without_it_says_nothing_of_what_was_there_before(spindex: Command, write: Write) -> None:
    spindex("build", *FEW)
    assert carried(spindex).limits.points
    assert spindex("build", "--force", write("rows.csv", ROWS)).code == 0
    assert carried(spindex).text == ""
    assert spindex("rollback").code == 0
    assert carried(spindex).text == (SAMPLE / "about.yaml").read_text(encoding="utf-8")


def test_reindexing_and_updating_keep_it(spindex: Command, write: Write) -> None:
    rows, about = write("rows.csv", ROWS), write("about.yaml", SAID)
    spindex("build", rows, about)
    assert spindex("reindex", "--json").report["problems"] == []
    assert carried(spindex).text == SAID
    assert spindex("update", write("more.csv", "id,title\n3,More\n")).code == 0
    assert spindex("update", rows, about, "--json").report["problems"] == []
    assert spindex("remove", "more:3").code == 0
    assert carried(spindex).text == SAID


@pytest.mark.parametrize("before", ["", SAID])
def test_an_update_says_that_it_takes_no_other(spindex: Command, write: Write, before: str) -> None:
    rows = write("rows.csv", ROWS)
    spindex("build", rows, *([write("about.yaml", before)] if before else []))
    other = write("about.yaml", SAID.replace("Register", "List"))
    (problem,) = spindex("update", rows, other, "--json").report["problems"]
    assert (problem["kind"], problem["file"]) == ("not updated", "about.yaml")
    assert "only a build takes a new one" in problem["message"] and carried(spindex).text == before


def test_of_two_none_is_forgotten_in_silence(spindex: Command, write: Write, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "about.yaml").write_text(SAID)
    one = write("about.yaml", SAID)
    refused = spindex("build", write("rows.csv", ROWS), one, other)
    assert refused.code == 2 and "There are several files about.yaml among these" in refused.output
    assert spindex("check", write("rows.csv", ROWS), one, one).code == 0


BAD = [
    ("    name: Register", "    name: 7", 3, "local/name must be text: put 7 in quotation marks"),
    (
        "    name: Register",
        "    nam: Register",
        3,
        "local/nam is an unknown key: use one of licence, links, name, text",
    ),
    ("    name: Register", "    name:", 3, "local/name is empty: fill it, or remove the key"),
    ("fr: Programmes", "fre: Programmes", 4, "text/fre is no language of the pages: use en, fr, es, pt or ar"),
    ("{en: Programmes, fr: Programmes sociaux}", "Programmes", 4, "local/text must be a mapping: write {name: …}"),
    ("https://example.org/by", "javascript:alert(1)", 5, "licence/url must start with http:// or https:// and hold no"),
    ("title: CC BY 4.0, ", "", 5, "local/licence has no title: write `title:` with what it is"),
    ("limits:", "limit:", 6, "limit is an unknown key: use one of limits, sources"),
    ("'Not here:'", "Not here: this", 7, "correct the YAML there"),
    ("    - {en: Towns}", "    - Towns", 9, "limits/points must be a mapping"),
    ("    - {en: Towns}", "    - {em: Towns}", 9, "points/em is no language of the pages"),
    ("    - {en: Towns}", "    - {en: Towns, en: Cities}", 9, "the key “en” stands twice; remove one of them"),
]


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize(("right", "wrong", "line", "says"), BAD)
def test_a_slip_is_one_sentence_with_its_line(
    spindex: Command, write: Write, command: str, right: str, wrong: str, line: int, says: str
) -> None:
    assert SAID.count(right) == 1
    refused = spindex(command, write("rows.csv", ROWS), write("about.yaml", SAID.replace(right, wrong)))
    assert refused.code == 2 and refused.output.startswith(f"about.yaml, line {line}: ") and says in refused.output
    assert refused.output.endswith(".") and spindex("status").code == 2  # nothing was built


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"\0\0\0", b"# nothing\n"])
def test_one_that_cannot_be_read_at_all_ends_the_run(spindex: Command, write: Write, content: bytes) -> None:
    refused = spindex("build", write("rows.csv", ROWS), write("about.yaml", content))
    assert refused.code == 2 and "about.yaml" in refused.output and spindex("status").code == 2
