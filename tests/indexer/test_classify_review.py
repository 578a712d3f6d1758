"""What curators decide about a classifier's questions: asked in a table, stated from then on, and taken back."""

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from search.records import kind_of

from .conftest import Command
from .taught import table
from .test_classify import everything, lists, origins

Write = Callable[[str, str | bytes], Path]
HEAD = "id,title,abstract,scheme,concept,label,probability,decision,other\n"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return lists(tmp_path_factory.mktemp("files"))


@pytest.fixture(scope="module")
def taught(files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Command:
    """An index with a classifier that has tagged nothing yet."""
    made = Command(tmp_path_factory.mktemp("taught") / "data")
    assert made("build", *files).code == 0
    assert made("classify", "train", "--words").code == 0
    return made


@pytest.fixture
def own(taught: Command, tmp_path: Path) -> Command:
    """The same, to be changed."""
    shutil.copytree(taught.data, tmp_path / "data")
    return Command(tmp_path / "data")


def asked(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def decided(row: dict[str, str], decision: str, other: str = "") -> str:
    file = io.StringIO()
    csv.DictWriter(file, list(row)).writerow(row | {"decision": decision, "other": other})
    return file.getvalue()


def holds(own: Command, yes: dict[str, str], no: dict[str, str], instead: dict[str, str]) -> None:
    """What was accepted is stated, what was rejected is gone."""
    found = everything(own)
    told = [(one.how, kind_of(one.how)) for one in found[yes["id"]].provenance["programme"]]
    assert yes["concept"] in found[yes["id"]].programme and told == [("curator", "stated")]
    assert no["concept"] not in found[no["id"]].programme
    assert "public-works" in found[instead["id"]].programme
    assert instead["concept"] not in found[instead["id"]].programme


def test_a_curator_decides_and_later_runs_follow(own: Command, files: list[Path], tmp_path: Path, write: Write) -> None:
    told = own("classify", "review", tmp_path / "ask.csv", "--limit", "30")
    assert told.code == 0 and "Questions in ask.csv: 30." in told.output
    rows = asked(tmp_path / "ask.csv")
    assert len({row["concept"] for row in rows[:6]}) > 1  # the concepts take turns
    truth = {f"east:{number}": concept for number, concept in table(60, 9)[1].items()}
    mine = [row for row in rows if row["id"] in truth]
    yes = next(row for row in mine if truth[row["id"]] == row["concept"])
    no, instead = [row for row in mine if row["id"] != yes["id"]][:2]
    said = decided(yes, "Accepter") + decided(no, "REJECT") + decided(instead, "other", "Public works")
    before = own("export").output
    assert own("classify", "review", "--apply", write("said.csv", HEAD + said)).code == 0

    holds(own, yes, no, instead)
    for run in (["reindex"], ["build", *files], ["update", files[-1]]):
        assert own(*run, *(["--force"] if run[0] != "update" else [])).code == 0
        holds(own, yes, no, instead)
    again = own("classify", "review", tmp_path / "again.csv", "--limit", "400")
    assert again.code == 0
    pairs = {(row["id"], row["concept"]) for row in asked(tmp_path / "again.csv")}
    assert not pairs & {(row["id"], row["concept"]) for row in (yes, no, instead)}
    assert own("undo", "2", "--yes").code == 0
    assert own("export").output == before and "accepted" not in (own.data / "decisions.yaml").read_text()


@pytest.mark.slow  # four runs with a classifier
def test_what_a_classifier_or_a_word_proposed_can_be_rejected(own: Command, write: Write) -> None:
    assert own("reindex", "--force").code == 0
    number, origin = next((one.id, origins(one)[0]) for one in everything(own).values() if origins(one))
    named = "id,title\n1,Public works and cash transfers of a town\n"
    assert own("update", write("words.csv", named)).code == 0
    assert "public-works" in everything(own)["words:1"].programme
    said = f"{HEAD}{number},,,programme,{origin.value},,,reject,\nwords:1,,,programme,Public works,,,rechazar,\n"
    assert own("classify", "review", "--apply", write("said.csv", said)).code == 0
    for _ in range(2):
        found = everything(own)
        assert origin.value not in found[number].programme
        assert "public-works" not in found["words:1"].programme and "cash-transfers" in found["words:1"].programme
        assert own("reindex", "--force").code == 0


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("east:1,,,programme,utility-relief,,,perhaps,", "said.csv, row 2: the decision “perhaps” is unclear"),
        ("east:999,,,programme,utility-relief,,,accept,", "said.csv, row 2: there is no record “east:999” (column id)"),
        ("east:1,,,programme,nonsense,,,accept,", "“nonsense” is no programme of the taxonomy (column concept)"),
        (
            "east:1,,,programme,utility-relief,,,other,rubbish",
            "“rubbish” is no programme of the taxonomy (column other)",
        ),
        ("east:1,,,colour,utility-relief,,,accept,", "“utility-relief” is no colour of the taxonomy"),
        ("east:1,,,programme,utility-relief,,,other,", "row 2 says other and not which one"),
        ("east:1,,,programme,utility-relief,,,accept,Public works", "the decision “accept” is unclear"),
    ],
)
def test_a_slip_in_the_table_is_told_and_nothing_is_done(own: Command, write: Write, row: str, said: str) -> None:
    before = own("export").output
    good = "east:2,,,programme,utility-relief,,,accept,"
    told = own("classify", "review", "--apply", write("said.csv", f"{HEAD}{row}\n{good}\n"))
    assert told.code == 2 and said in told.output
    assert own("export").output == before and not (own.data / "decisions.yaml").exists()


def test_a_table_of_something_else_is_none(own: Command, write: Write) -> None:
    told = own("classify", "review", "--apply", write("other.csv", "id,title\n1,x\n"))
    assert told.code == 2 and "other.csv holds no decisions" in told.output
    assert "cannot be written" in own("classify", "review", Path("/nowhere/at/all.csv")).output
    assert own("classify", "review", own.data / "ask.xlsx").code == 0
    assert (own.data / "ask.xlsx").read_bytes()[:2] == b"PK"
