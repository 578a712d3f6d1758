"""What arrives in Zotero, asked of its own translators in Node: of some of the sample, and, slowly, of all of it.

The translators are those of 2019, the last that a package registry has.
"""

import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pybtex.database
import pytest
import rispy
from click.testing import CliRunner

from indexer.cli import cli
from search.records import Record
from search.settings import Settings
from tests.conftest import lacking
from webapp import create_app

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
SAMPLE = HERE.parents[1] / "sample_data"
MOST = ("nber", "iza", "world_bank")  # sources of which the quick run takes a few records
TYPES = {  # RIS, BibTeX
    "working-paper": ("report", "report"),
    "report": ("report", "report"),
    "evaluation": ("report", "report"),
    "policy-brief": ("report", "report"),
    "tool": ("report", "report"),
    "meeting-report": ("report", "report"),
    "journal-article": ("journalArticle", "journalArticle"),
    "book": ("book", "book"),
    "book-chapter": ("bookSection", "bookSection"),
    "thesis": ("thesis", "thesis"),
    "legal-document": ("statute", "bill"),
    "web-page": ("webpage", "webpage"),
    "publication": ("report", "report"),
    "project": ("document", "webpage"),
    "programme": ("document", "webpage"),
    "covid-19-response": ("document", "webpage"),
    "database": ("document", "webpage"),
    "event": ("presentation", "webpage"),
    "e-conference": ("presentation", "webpage"),
    "webinar": ("presentation", "webpage"),
    "online-course": ("webpage", "webpage"),
    "online-community": ("webpage", "webpage"),
    "newsletter": ("webpage", "webpage"),
    "blog-post": ("blogPost", "webpage"),
    "podcast": ("audioRecording", "audioRecording"),
    "multimedia": ("videoRecording", "videoRecording"),
}


@dataclass
class Sent:
    """Records by the title that an item has of them, and what Zotero makes of the files of their search."""

    records: dict[str, Record]
    ris: list[dict[str, Any]]
    bib: list[dict[str, Any]]
    files: dict[str, str]


@pytest.fixture(scope="session")
def node() -> str:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        lacking("Zotero's translators", "install Node.js with npm")
    if not (MODULES / "zotero-translators").exists():
        install = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(install, cwd=HERE, capture_output=True, text=True)
        if done.returncode:
            lacking("Zotero's translators", f"`npm ci` in tests/zotero failed ({done.stderr.strip()[-200:]})")
    return node


@pytest.fixture(scope="module", params=["some", pytest.param("all", marks=pytest.mark.slow)])
def sent(request: pytest.FixtureRequest, node: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sent]:
    folder = tmp_path_factory.mktemp("zotero")
    data = folder / "data"
    rows = [SAMPLE] if request.param == "all" else list(_some(folder))
    done = CliRunner().invoke(cli, ["build", *map(str, rows), "--data", str(data)])
    assert done.exit_code == 0, done.output
    with create_app(Settings(data=data)).test_client() as client:
        files = {suffix: client.get(f"/search.{suffix}").text for suffix in ("ris", "bib", "csl.json", "jsonl")}
    records = [Record.from_json(line) for line in files["jsonl"].splitlines()]
    by_title = {_title(record): record for record in records}
    read = {}
    for suffix in ("ris", "bib"):
        (folder / f"search.{suffix}").write_text(files[suffix], encoding="utf-8", newline="")
        read[suffix] = _in_zotero(node, folder / f"search.{suffix}")
        assert len(read[suffix]) == len(records)
    yield Sent(by_title, read["ris"], read["bib"], files)


def _some(folder: Path) -> Iterator[Path]:
    """All small files of the sample, and the first records of the large ones."""
    for path in sorted(SAMPLE.glob("*.[cjrx]*")):
        if not path.name.startswith(MOST):
            yield path
            continue
        text = path.read_text(encoding="utf-8")
        begun = text.split("ER  - ")[:40] if path.suffix == ".ris" else text.splitlines(keepends=True)[:120]
        less = folder / path.name
        less.write_text("ER  - ".join([*begun, ""]) if path.suffix == ".ris" else "".join(begun), encoding="utf-8")
        yield less


def _in_zotero(node: str, file: Path) -> list[dict[str, Any]]:
    command = [node, str(HERE / "read.js"), str(file), str(MODULES)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def _title(record: Record) -> str:
    title = record.title.get("en") or next(iter(record.title.values()))
    return " ".join(title.split())


def pairs(sent: Sent, items: list[dict[str, Any]]) -> Iterator[tuple[Record, dict[str, Any]]]:
    """Records with their items; those of which two have one title are left out."""
    titles = Counter(map(_title_of, items))
    for item in items:
        if titles[_title_of(item)] == 1 and (record := sent.records.get(_title_of(item))):
            yield record, item


def _title_of(item: dict[str, Any]) -> str:
    return str(item.get("title") or item.get("nameOfAct"))


def test_each_type_arrives_as_what_it_is(sent: Sent) -> None:
    compared = 0
    for place, items in enumerate((sent.ris, sent.bib)):
        for record, item in pairs(sent, items):
            if record.source == "evaluations" and not record.document_type:
                continue
            expected = TYPES[record.document_type or str(record.content_type)][place]
            if expected == "presentation" and any("," in name for name in record.organisation):
                expected = "document"  # which alone has a place for such a name in one piece
            assert item["itemType"] == expected, (record.id, item)
            compared += 1
    assert compared > 1.6 * len(sent.records) > 500


def test_only_articles_are_articles(sent: Sent) -> None:
    for items in (sent.ris, sent.bib):
        articles = [record for record, item in pairs(sent, items) if item["itemType"] == "journalArticle"]
        assert articles and {record.document_type for record in articles} == {"journal-article"}


def test_organisations_stay_whole_and_edit_no_series(sent: Sent) -> None:
    with_commas = 0
    for items in (sent.ris, sent.bib):
        for record, item in pairs(sent, items):
            whole = {creator["name"] for creator in item["creators"] if "name" in creator}
            brought_out = item.get("institution") or item.get("publisher") or ""
            assert all(creator["creatorType"] in ("author", "director", "editor") for creator in item["creators"])
            if not record.author and record.organisation:
                assert set(record.organisation) <= whole or brought_out == "; ".join(record.organisation), record.id
                with_commas += any("," in name for name in record.organisation)
            elif record.organisation and not record.publisher and item["itemType"] == "report":
                assert brought_out == "; ".join(record.organisation)
    assert with_commas > 20


def test_persons_have_two_names(sent: Sent) -> None:
    (paper,) = [item for record, item in pairs(sent, sent.ris) if record.id == "iza:1000"]
    parts = [(creator["firstName"], creator["lastName"]) for creator in paper["creators"]]
    assert parts == [("Jan", "Boone"), ("Abdolkarim", "Sadrieh"), ("Jan C.", "van Ours")]


def test_a_paper_has_its_number_its_series_and_who_brought_it_out(sent: Sent) -> None:
    papers = [(record, item) for record, item in pairs(sent, sent.ris) if record.source == "iza"]
    for record, item in papers:
        assert (item["reportNumber"], item["seriesTitle"]) == (record.number, "IZA Discussion Papers")
        assert item["institution"] == "IZA Institute of Labor Economics" and item["reportType"] == "Working paper"
    assert papers
    for record, item in pairs(sent, sent.ris):
        if record.source == "nber":
            assert (item["reportNumber"], item["seriesTitle"]) == (record.number, "NBER Working Paper")
    for record, item in pairs(sent, sent.bib):
        if record.source == "iza":
            assert (item["reportNumber"], item["institution"]) == (record.number, "IZA Institute of Labor Economics")


def test_the_day_of_access_is_today_and_a_start_is_no_date(sent: Sent) -> None:
    today = datetime.now(UTC).date().isoformat()
    for items in (sent.ris, sent.bib):
        for record, item in pairs(sent, items):
            assert item["accessDate"][:10] in (today, datetime.now(UTC).date().isoformat())
            if record.content_type == "project":
                assert "date" not in item


def test_nothing_is_left_over(sent: Sent) -> None:
    """No item has a note of what Zotero has no place for, but a law with what every database says of itself."""
    assert not [item for item in sent.ris + sent.bib if item["itemType"] == "note" or item.get("notes")]


def test_other_readers_find_the_same(sent: Sent) -> None:
    references = rispy.loads(sent.files["ris"])
    entries = pybtex.database.parse_string(sent.files["bib"], "bibtex").entries
    items = json.loads(sent.files["csl.json"])
    assert len(references) == len(entries) == len(items) == len(sent.ris)
    for item in items:
        assert item["type"] and item["title"] and item["accessed"]
        assert not {"work", "by", "corporate", "tags"} & set(item)
        assert all(set(name) <= {"family", "given", "literal"} for name in item.get("author", []))


def test_no_address_is_of_this_machine(sent: Sent) -> None:
    """The site of the test has no public address: there is none in its files, and no number is a power of ten."""
    for text in (sent.files["ris"], sent.files["bib"], sent.files["csl.json"]):
        assert "/records/" not in text and "e+0" not in text
