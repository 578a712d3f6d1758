"""A file that the site gives, read back by `spindex update`, says nothing new of the records that it was made of."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from indexer.cli import cli
from indexer.readers import content_of
from indexer.rows import SourceRow
from search.settings import Settings
from webapp import create_app
from webapp.exports.bibliography import DATABASE
from webapp.exports.bibtex import entry
from webapp.exports.works import REPORT

SAMPLE = Path(__file__).parents[2] / "sample_data"
FORMS = ("csv", "xlsx", "ris", "bib", "csl.json", "jsonl")


def spindex(data: Path, *arguments: str | Path) -> str:
    done = CliRunner().invoke(cli, [*map(str, arguments), "--data", str(data)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.stdout


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    data = tmp_path_factory.mktemp("read-back")
    spindex(data, "build", SAMPLE)
    yield data


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_a_file_of_the_site_read_back_changes_nothing(sample: Path, tmp_path: Path, form: str) -> None:
    data = tmp_path / "data"
    shutil.copytree(sample, data)  # what one form changed would be nothing new in the next
    read_back(data, tmp_path / f"search.{form}")


def read_back(data: Path, file: Path) -> None:
    """The site's file of that name, given to an update, leaves the index as it is."""
    before = spindex(data, "export")
    assert (records := before.count("\n"))
    with create_app(Settings(data=data)).test_client() as client:
        file.write_bytes(client.get(f"/{file.name}").data)
    report = json.loads(spindex(data, "update", file, "--json").strip().splitlines()[-1])
    assert (report["read"], report["unchanged"], report["quarantined"]) == (records, records, 0)
    assert spindex(data, "export") == before


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["Mission Armenia (NGO)", "TASAF MU (Part C.1), Social Action Fund", "UNDP2", "O'N,"])
def test_an_organisation_comes_back_whatever_its_name_looks_like(tmp_path: Path, form: str, name: str) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text(f'id,title,organisation\n1,A title,"{name}"\n', encoding="utf-8")
    spindex(tmp_path / "data", "build", rows)
    read_back(tmp_path / "data", tmp_path / f"search.{form}")


TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=30).map(lambda text: f"a{text}b")


def items(item: dict[str, Any]) -> str:
    return json.dumps([{name: value for name, value in item.items() if value and name != "work"}])


@given(TEXT, st.sampled_from([entry, items]))
def test_any_text_comes_back_from_a_reference(text: str, write: Callable[[Any], str]) -> None:
    item: dict[str, Any] = dict.fromkeys(
        "id container-title collection-title volume issue number page publisher by genre ISBN DOI URL language".split(),
        "",
    )
    names = [{"family": "Ouma", "given": "M"}, {"literal": "World Bank"}]
    item |= {"id": "x:1", "title": text, "abstract": text, "type": "report", "author": names, "editor": []}
    item |= {"issued": {"date-parts": [[2015, 3]]}, "keyword": [], "source": DATABASE, "work": REPORT}
    item |= {"accessed": {"date-parts": [[2026, 1, 2]]}}
    (row,) = content_of("list", write(item).encode())  # type: ignore[misc]
    assert isinstance(row, SourceRow)
    assert [" ".join(row.columns[name].split()) for name in ("title", "abstract")] == [" ".join(text.split())] * 2
    assert row.columns["author"] == ["Ouma, M", "World Bank"] and row.columns["id"] == "x:1"
    assert "document_type" not in row.columns and "content_type" not in row.columns
