"""The classifier, from the command to the page: what it learns, proposes and leaves alone, and what its figures say."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from search.authorities import Authorities, settled
from search.queries import Query
from search.records import Origin, Record
from search.settings import Settings
from webapp import create_app

from .conftest import ENGINES, Command, on_engine
from .taught import table

Write = Callable[[str, str | bytes], Path]
UNSAID = 60


def everything(spindex: Command) -> dict[str, Record]:
    with spindex.index() as index:
        return {record.id: record for record in index.scan(Query())}


def origins(record: Record, how: str = "classifier", scheme: str = "programme") -> list[Origin]:
    return [one for one in record.provenance.get(scheme, ()) if one.how == how]


def lists(folder: Path) -> list[Path]:
    """Three labelled lists, and one that does not say what its measures are; of a few of them nobody could tell."""
    paths = []
    for number, name in enumerate(("north", "south", "west")):
        paths.append(folder / f"{name}.csv")
        paths[-1].write_text(table(80, number)[0], encoding="utf-8")
    said = table(UNSAID, 9, labelled=False)[0]
    said += "901,Aurora II,,Chad,\n902,Aurora III,,Peru,\n"
    said += "903,Pupils get a hot lunch,Cooks prepare a warm dish for all pupils at noon,Fiji,school-feeding\n"
    paths.append(folder / "east.csv")
    paths[-1].write_text(said, encoding="utf-8")
    return paths


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Command:
    """An index that was built, learned from by words, and tagged."""
    folder = tmp_path_factory.mktemp("taught")
    made = Command(folder / "data")
    assert made("build", *lists(folder)).code == 0
    trained = made("classify", "train", "--words")
    assert trained.code == 0, trained.output
    assert made("reindex", "--force").code == 0
    return made


@pytest.fixture
def own(taught: Command, tmp_path: Path) -> Command:
    """The same, to be changed."""
    shutil.copytree(taught.data, tmp_path / "data")
    return Command(tmp_path / "data")


def test_what_nobody_said_is_proposed_with_its_probability(taught: Command) -> None:
    truth = table(UNSAID, 9)[1]
    found = {one.id: one for one in everything(taught).values() if one.id.startswith("east:")}
    guesses = [(number, origin) for number in truth for origin in origins(found[f"east:{number}"])]
    silent = [number for number in truth if not origins(found[f"east:{number}"], "label match")]
    assert len(silent) > UNSAID / 2 and len({number for number, _ in guesses}) >= len(silent) * 2 / 3
    right = [truth[number] == origin.value for number, origin in guesses]
    assert sum(right) >= 0.9 * len(right)
    assert all(origin.score and 0.9 <= origin.score <= 1 for _, origin in guesses)
    assert not any(origins(one) for one in everything(taught).values() if not one.id.startswith("east:"))


def test_a_bare_name_and_what_is_stated_are_left_alone(taught: Command) -> None:
    found = everything(taught)
    assert not found["east:901"].programme and not found["east:902"].programme
    assert found["east:903"].programme == ("school-feeding",) and not origins(found["east:903"])


def test_a_stated_sibling_or_correction_is_never_contradicted(own: Command, write: Write) -> None:
    head = "id,title,abstract,country,programme\n"
    text = "Pupils get a hot lunch,Cooks prepare a warm dish for all pupils at noon,Chad"
    sibling = min(settled(Authorities.shipped().taxonomy, "programme", (), ("school-feeding",)))
    rows = f"{head}1,{text},\n2,{text},{sibling}\n3,{text},utility-relief\n"
    assert own("update", write("new.csv", rows)).code == 0
    assert own("update", write("late.csv", "id,title,programme\nnew:1,Pupils get a hot lunch,-\n")).code == 0
    found = everything(own)
    assert found["new:1"].programme == ()  # somebody says that there is none
    assert found["new:2"].programme == (sibling,)
    assert found["new:3"].programme == ("utility-relief", "school-feeding")


def test_the_figures_are_of_records_held_out_by_source(taught: Command) -> None:
    report = taught("classify", "report", "--json").report
    scheme = report["schemes"]["programme"]
    assert (scheme["rows"], scheme["held_out"]) == (241, "source")
    for figures in scheme["concepts"].values():
        assert 0 <= figures["right"] <= min(figures["support"], figures["proposed"])
        assert not figures["proposed"] or figures["right"] >= 0.85 * figures["proposed"]
    assert sum(one["count"] for one in scheme["bins"]) == scheme["rows"]
    assert 0 <= scheme["error"] < 0.2 and scheme["precision_at"]["60"] >= 0.9
    said = taught("classify", "report").output
    assert "241 labelled records, held out by source" in said and "Short-time work" in said


def test_labelled_files_judge_it_too(taught: Command, write: Write) -> None:
    told = taught("classify", "report", write("late.csv", table(50, 77)[0]), "--json").report
    scheme = told["schemes"]["programme"]
    assert scheme["rows"] == 50 and scheme["accuracy"] >= 0.8 and scheme["macro_f1"] >= 0.8


def test_pages_and_answers_tell_what_is_classified(taught: Command) -> None:
    client = create_app(Settings(data=taught.data)).test_client()
    about = client.get("/about").text
    assert "The classifier" in about and "calibration error" in about
    hits = client.get("/api/v1/search?how=classified&size=100").get_json()["hits"]
    assert hits and {hit["id"] for hit in hits} == {
        one.id for one in everything(taught).values() if any(origins(one, scheme=s) for s in one.provenance)
    }
    page = client.get(f"/records/{hits[0]['id']}").text
    assert "proposed by a classifier (probability " in page
    assert re.search(r"classifier, score (0\.9|1\.0)", taught("why", hits[0]["id"], "programme").output)


@pytest.mark.slow  # two trainings
def test_the_order_of_rows_changes_nothing(taught: Command, tmp_path: Path) -> None:
    for path in lists(tmp_path):
        head, *rows = path.read_text(encoding="utf-8").splitlines()
        Random(4).shuffle(rows)
        path.write_text("\n".join([head, *rows]), encoding="utf-8")
    other = Command(tmp_path / "data")
    assert other("build", *tmp_path.glob("*.csv")).code == 0
    assert other("classify", "train", "--words").code == 0
    assert learned(other) == learned(taught)


def learned(spindex: Command) -> dict[str, Any]:
    """A classifier without the name of the version that taught it."""
    model: dict[str, Any] = json.loads((spindex.data / "classifier.json").read_text(encoding="utf-8"))
    del model["report"]["index"]
    return model


@pytest.mark.slow  # three builds
def test_a_version_keeps_its_classifier_until_it_is_built_again(own: Command, write: Write) -> None:
    (own.data / "classifier.json").unlink()
    text = "Pupils get a hot lunch,Cooks prepare a warm dish for all pupils at noon"
    assert own("update", write("new.csv", f"id,title,abstract\n1,{text}\n")).code == 0
    assert [one.value for one in origins(everything(own)["new:1"])] == ["school-feeding"]
    assert own("reindex", "--force").code == 0
    assert not any(origins(one) for one in everything(own).values())
    last = json.loads(own("runs", "--json").output)[-1]["number"]
    assert own("undo", str(last), "--yes").code == 0
    assert any(origins(one) for one in everything(own).values())


@pytest.mark.parametrize(("text", "said"), [("{", "cannot be read"), ('{"report": 1}', "cannot be read")])
def test_a_damaged_classifier_is_told_and_nothing_changes(own: Command, text: str, said: str) -> None:
    before = own("export").output
    (own.data / "classifier.json").write_text(text)
    told = own("reindex", "--force")
    assert told.code == 2 and said in told.output and "spindex classify train" in told.output
    assert own("export").output == before


def test_too_little_to_learn_from_is_told(spindex: Command, write: Write) -> None:
    assert "There is no index yet" in spindex("classify", "train").output
    assert spindex("build", write("few.csv", table(20, 1)[0])).code == 0
    told = spindex("classify", "train")
    assert told.code == 2 and "in no scheme do 50 records or more" in told.output
    assert not (spindex.data / "classifier.json").exists()
    assert "There is no classifier yet" in spindex("classify", "report").output
    assert "There is no classifier yet" in spindex("classify", "review", "x.csv").output


def test_what_is_not_installed_is_named() -> None:
    program = (
        "import importlib.util as u; find = u.find_spec\n"
        "u.find_spec = lambda name, *more: None if name == 'sklearn' else find(name, *more)\n"
        "from indexer.cli import main; import sys; sys.argv = ['spindex', 'classify', 'train']; main()"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "pip install scikit-learn" in done.stderr


@pytest.fixture
def on_engines(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    yield from on_engine(request, tmp_path / "data")


@pytest.mark.parametrize("on_engines", ENGINES, indirect=True)
def test_each_engine_carries_it(on_engines: Command, tmp_path: Path, write: Write) -> None:
    assert on_engines("build", *lists(tmp_path)).code == 0
    assert on_engines("classify", "train", "--words").code == 0
    assert on_engines("reindex", "--force").code == 0
    (on_engines.data / "classifier.json").unlink()
    text = "Pupils get a hot lunch,Cooks prepare a warm dish for all pupils at noon"
    assert on_engines("update", write("new.csv", f"id,title,abstract\n1,{text}\n")).code == 0
    assert [one.value for one in origins(everything(on_engines)["new:1"])] == ["school-feeding"]
