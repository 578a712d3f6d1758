"""docs/development.md is right: each of its recipes, done on a copy of the program, gives what it promises."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_packaging import PRODUCT, tracked

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "docs" / "development.md").read_text(encoding="utf-8")
ROW = "title,country,sector\nCash for all,Kenya,Health\nCash for some,Peru,\n"


class Copy:
    """The program in a folder of its own, to be changed by hand."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in tracked(*PRODUCT, "taxonomy.yaml", "mappings", "collections"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)

    def write(self, name: str, text: str) -> None:
        """A file of ours that is new."""
        path = self.folder / name
        assert not path.exists()
        path.write_text(text, encoding="utf-8")

    def edit(self, name: str, part: str, instead: str) -> None:
        """As an editor does: the first place that says this."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert part in text, f"{name} has no {part}"
        path.write_text(text.replace(part, instead, 1), encoding="utf-8")

    def run(self, *command: str) -> str:
        """What `spindex` or another module prints, here."""
        return self.python("-m", *command)

    def python(self, *arguments: str) -> str:
        """What Python prints."""
        environment = {**os.environ, "PYTHONPATH": str(self.folder), "SPINDEX_DATA": str(self.folder / "data")}
        command = [sys.executable, *arguments]
        done = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False, timeout=120
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def build(self, name: str, text: str) -> dict[str, object]:
        """The report of a build of one file."""
        (self.folder / name).write_text(text, encoding="utf-8")
        report: dict[str, object] = json.loads(self.run("indexer", "build", name, "--json").splitlines()[-1])
        return report

    def get(self, address: str) -> str:
        """A page of the site."""
        ask = "import sys; from webapp import create_app; print(create_app().test_client().get(sys.argv[1]).text)"
        return self.python("-c", ask, address)


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


def recipe(title: str) -> str:
    """The text of a recipe: every file that it names is there, or the test made it."""
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", GUIDE, re.MULTILINE | re.DOTALL)
    assert found, f"docs/development.md has no recipe “{title}”"
    return found[1]


@pytest.mark.slow
def test_a_facet_costs_a_line_a_mapping_and_translations(copy: Copy) -> None:
    for part in ("search/records/record.py", "mappings/records.json", "webapp/translations/"):
        assert part in recipe("A field, or a facet")
    line = '    sector: Annotated[Values, Field("name", N_("Sector"), facet=87, chip=CHIP, boost=1)] = ()\n'
    line = line.replace("CHIP", 'N_("in sector %(values)s")')
    copy.edit("search/records/record.py", "    funder: Annotated", f"{line}    funder: Annotated")
    for group, kind in (
        ("text", '{"properties": {"und": {"type": "text", "analyzer": "und"}}}'),
        ("facet", '{"type": "keyword"}'),
    ):
        text = (copy.folder / "mappings" / "records.json").read_text(encoding="utf-8")
        start = text.index(f'"{group}": {{')
        at = text.index('"funder"', start)
        (copy.folder / "mappings" / "records.json").write_text(
            f'{text[:at]}"sector": {kind},\n{text[at:]}', encoding="utf-8"
        )
    with (copy.folder / "webapp/translations/fr.po").open("a", encoding="utf-8") as file:
        file.write('\nmsgid "Sector"\nmsgstr "Secteur"\n')
        file.write('\nmsgid "in sector %(values)s"\nmsgstr "dans le secteur %(values)s"\n')
    assert copy.build("rows.csv", ROW)["problems"] == []
    page = copy.get("/search?sector=Health&lang=fr")
    assert "dans le secteur" in page and "Cash for all" in page and "Cash for some" not in page
    facets = json.loads(copy.get("/api/v1/search?q=health"))["facets"]
    assert [(b["value"], b["count"]) for b in facets["sector"]["buckets"]] == [("Health", 1)]
    assert "sector" in copy.get("/search.csv").splitlines()[0]


def test_a_source_is_a_file(copy: Copy) -> None:
    assert "indexer/sources/" in recipe("A source")
    text = "source: ministry\nrecognise: [[Name, Land]]\nid: {key: [Name]}\nfields: {title: [Name], country: [Land]}\n"
    copy.write("indexer/sources/ministry.yaml", text)
    assert copy.build("rows.csv", "Name,Land\nBono,Perú\n")["problems"] == []
    assert json.loads(copy.get("/api/v1/search?source=ministry&country=PER"))["total"] == 1


READER = '''
"""Lists: a title a line."""

from indexer.readers.format import Format, Head, Rows
from indexer.readers.text import Data, decode
from indexer.rows import SourceRow


def _recognises(head: Head) -> bool:
    return head.suffix in LIST.suffixes


def _read(name: str, data: Data) -> Rows:
    for number, line in enumerate(decode(name, data).splitlines(), start=1):
        yield SourceRow({"title": line}, name, number)


LIST = Format("lists", (".list",), _recognises, _read)
'''


def test_a_reader_is_a_module_and_its_name_in_the_registry(copy: Copy) -> None:
    assert "indexer/readers/registry.py" in recipe("A reader")
    copy.write("indexer/readers/lists.py", READER)
    copy.edit(
        "indexer/readers/registry.py",
        "from indexer.readers.ris import",
        "from indexer.readers.lists import LIST\nfrom indexer.readers.ris import",
    )
    copy.edit("indexer/readers/registry.py", "ROWS = (*TABLES,", "ROWS = (*TABLES, LIST,")
    report = copy.build("some.list", "Cash for all\nCash for some\n")
    assert (report["indexed"], report["problems"]) == (2, [])


EXPORT = '''
"""Titles, one a line."""

from collections.abc import Iterable, Iterator

from search.records import Record
from search.sentences import N_
from webapp.exports.export import Context, Export, in_pieces


def write(records: Iterable[Record], context: Context) -> Iterator[bytes]:
    """A title a line."""
    return in_pieces(f"{next(iter(record.title.values()))}\\n" for record in records)


EXPORT = Export("txt", "text/plain", N_("Titles (TXT)"), write)
'''


@pytest.mark.slow
def test_an_export_is_a_module_and_its_name_in_the_registry(copy: Copy) -> None:
    assert "webapp/exports/registry.py" in recipe("An export")
    copy.write("webapp/exports/titles.py", EXPORT)
    copy.edit("webapp/exports/registry.py", "ris, xlsx", "ris, titles, xlsx")
    copy.edit("webapp/exports/registry.py", "ris.EXPORT,", "ris.EXPORT, titles.EXPORT,")
    copy.build("rows.csv", ROW)
    assert copy.get("/search.txt?country=KEN").split("\n")[0] == "Cash for all"
    assert "/search.txt?q=cash" in copy.get("/search?q=cash")
    assert "Disallow: /search.txt" in copy.get("/robots.txt")
    assert "search.txt" in json.loads(copy.get("/api/v1/search"))["links"]["txt"]


PAGE = '''
"""/newest: what came last."""

from flask import Blueprint, render_template

from webapp.presenters import everything
from webapp.visit import visit

views = Blueprint("newest", __name__)


@views.get("/newest")
def newest() -> str:
    """The title of the newest record."""
    here = visit()
    return render_template("newest.html", results=here.snapshot.search(everything(here.language.code, 1)))
'''
TEMPLATE = """{% extends "base.html" %}
{% block main %}<h1>{{ _("What came last") }}</h1>
{% for hit in results.hits %}<p>{{ hit.record.id }}</p>{% endfor %}{% endblock %}
"""


def test_a_page_is_a_module_a_template_and_its_name_in_the_list(copy: Copy) -> None:
    assert "`VIEWS`" in recipe("A page")
    copy.write("webapp/pages/newest.py", PAGE)
    copy.write("webapp/templates/newest.html", TEMPLATE)
    copy.edit("webapp/__init__.py", '"pages.home",', '"pages.home", "pages.newest",')
    with (copy.folder / "webapp/translations/es.po").open("a", encoding="utf-8") as file:
        file.write('\nmsgid "What came last"\nmsgstr "Lo más reciente"\n')
    copy.build("rows.csv", ROW)
    page = copy.get("/newest?lang=es")
    assert "<h1>Lo más reciente</h1>" in page and "rows:" in page


@pytest.mark.slow
def test_a_language_of_the_pages_is_its_code_and_a_file(copy: Copy) -> None:
    assert "INTERFACE_LANGUAGES" in recipe("A language")
    copy.edit("search/records/facets.py", '"pt", "ar")', '"pt", "ar", "de")')
    copy.write(
        "webapp/translations/de.po",
        'msgid ""\nmsgstr ""\n"Language: de\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\nmsgid "Countries"\nmsgstr "Länder"\n',
    )
    copy.build("rows.csv", ROW)
    assert "Kenia" in copy.get("/search?country=KEN&lang=de") and "Länder" in copy.get("/?lang=de")
    assert "Deutsch" in copy.get("/")


def test_every_file_that_the_guide_names_is_there() -> None:
    named = set(re.findall(r"`((?:search|indexer|webapp|tests|mappings|docs|sample_data|benchmarks)/[\w./-]*)`", GUIDE))
    assert named
    assert sorted(name for name in named if not (ROOT / name).exists()) == []
