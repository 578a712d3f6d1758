"""Every line of Record reaches every surface: columns, template, record, counts, words, pages, API, exports, `why`.

A new field that is forgotten somewhere fails here, by its name and that of the surface.
"""

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.sources import load_synonyms
from indexer.template import write_template
from search.authorities import Authorities
from search.engines import open_index
from search.errors import ConfigurationError
from search.index import Index, Schema
from search.paths import data_file
from search.queries import Query
from search.records import FIELDS, NONE, Field, Record
from search.settings import Settings
from tests.contract.conftest import ENGINES, drop, make_settings
from tests.indexer.conftest import Command
from tests.webapp.pages import json_of, page, text, visitor
from webapp import create_app
from webapp.languages import labels_of, language

STATED = {  # what is written into a cell, and what the record then holds; a name stands for the other fields
    "id": ("walk-1", "local:walk-1"),
    "title": ("A title to be found", "A title to be found"),
    "abstract": ("Abstracted words", "Abstracted words"),
    "content_type": ("publication", "publication"),
    "document_type": ("report", "report"),
    "status": ("active", "active"),
    "status_date": ("2016-01-31", "2016-01-31"),
    "programme": ("social pensions", "social-pensions"),
    "population": ("children", "children"),
    "topic": ("targeting", "targeting"),
    "cross_cutting": ("gender", "gender"),
    "region": ("South Asia", "south-asia"),
    "country_group": ("Arab States", "arab-states"),
    "year": ("2015", "2015"),
    "published": ("2015-03", "2015-03"),
    "start": ("2014-01", "2014-01"),
    "end": ("2016-12", "2016-12"),
    "language": ("French", "fr"),
    "country": ("Kenya", "KEN"),
    "url": ("https://example.org/walk", "https://example.org/walk"),
    "doi": ("10.1234/walk.1", "10.1234/walk.1"),
    "isbn": ("9780306406157", "9780306406157"),
    "related": ("local:other", "local:other"),
    "source": ("local", "local"),
}
COLUMNS = {name: field for name, field in FIELDS.items() if field.stated}
FACETED = [name for name, field in FIELDS.items() if field.facet]


def cell(name: str) -> str:
    return STATED.get(name, (f"{name.title()} of Walkers",))[0]


def kept(name: str) -> str:
    return STATED.get(name, (cell(name),) * 2)[1]


def rows(columns: dict[str, str]) -> str:
    """A file of one row: column -> cell."""
    lines = io.StringIO()
    csv.writer(lines).writerows([list(columns), list(columns.values())])
    return lines.getvalue()


def values(record: Record, name: str) -> list[str]:
    value = getattr(record, name)
    return list(value.values()) if isinstance(value, dict) else list(record.values(name))


@pytest.fixture(scope="module")
def spindex(tmp_path_factory: pytest.TempPathFactory) -> Command:
    """The command, on an index of one record that states every field."""
    folder = tmp_path_factory.mktemp("walk")
    command = Command(folder / "data")
    file = folder / "walk.csv"
    file.write_text(rows({name: cell(name) for name in COLUMNS}), encoding="utf-8")
    done = command("build", file, "--json")
    assert done.code == 0 and done.report["indexed"] == 1 and done.report["problems"] == [], done.output
    return command


@pytest.fixture(scope="module")
def record(spindex: Command) -> Record:
    with spindex.index() as index:
        return index.get("local:walk-1")


@pytest.fixture(scope="module")
def client(spindex: Command) -> FlaskClient:
    return visitor(create_app(Settings(data=spindex.data)))


@pytest.mark.parametrize("name", COLUMNS)
def test_a_column_of_our_name_becomes_the_field(record: Record, name: str) -> None:
    assert kept(name) in values(record, name)  # regions follow from the country, too


@pytest.mark.parametrize(("name", "column"), [(name, words[0]) for name, words in load_synonyms().items() if words])
def test_a_column_of_another_name_does_too(tmp_path: Path, name: str, column: str) -> None:
    command, file = Command(tmp_path / "data"), tmp_path / "local.csv"
    fixed = {} if name == "title" else {"title": "T"}
    file.write_text(rows({**fixed, column: cell(name)}), encoding="utf-8")
    assert command("build", file).code == 0
    with command.index() as index:
        (found,) = index.scan(Query())
    assert values(found, name) == [kept(name)]


def test_every_stated_field_has_a_name_that_curators_use() -> None:
    assert set(load_synonyms()) >= set(COLUMNS)


def test_the_empty_table_has_a_column_for_each(capsys: pytest.CaptureFixture[str]) -> None:
    write_template("-")
    header = next(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert header == [name for name, field in FIELDS.items() if not field.derived]


@pytest.fixture(scope="module", params=ENGINES)
def index(request: pytest.FixtureRequest, record: Record, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The record on each engine, beside one that says nothing."""
    if request.param == "elasticsearch":
        request.getfixturevalue("elasticsearch_url")
    settings = make_settings(request.param, request, tmp_path_factory.mktemp("fields"))
    with open_index(settings) as opened:
        with opened.replacing(Authorities.shipped()) as writer:
            writer.add(record)
            writer.add(Record(id="other:1", title={"en": "Silent"}, source="other"))
        yield opened
    drop(settings)


@pytest.mark.parametrize("name", FACETED)
def test_a_facet_counts_and_filters(index: Index, name: str) -> None:
    facet = index.search(Query()).facets[name]
    value = kept(name)
    assert {bucket.value: bucket.count for bucket in facet.buckets}[value] == 1
    assert facet.missing.count == (0 if name == "source" else 1)
    found = index.search(Query().with_(name, value))
    assert [hit.record.id for hit in found.hits] == ["local:walk-1"]
    if name != "source":
        assert index.count([Query().with_(name, NONE)]) == [1]


@pytest.mark.parametrize("name", [name for name, field in FIELDS.items() if field.boost])
def test_its_words_are_found_there(index: Index, name: str) -> None:
    word = cell(name).split()[0]
    assert [hit.record.id for hit in index.search(Query(f"{name}:{word}")).hits] == ["local:walk-1"]


def shown(field: Field) -> bool:
    """Whether a page has the value as such: titles, abstracts, links and figures have places of their own."""
    return field.kind not in ("text", "address", "part")


@pytest.mark.parametrize("name", [name for name, field in FIELDS.items() if shown(field)])
def test_its_page_has_it_under_its_name(spindex: Command, client: FlaskClient, record: Record, name: str) -> None:
    if name == "updated":
        assert record.updated == record.added  # it is shown where the two differ
        return
    with spindex.index() as opened:
        label = labels_of(opened.snapshot().authorities, language("en")).field(name)
    tree = page(client, "/records/local:walk-1")
    (row,) = [row for row in tree.css("dl.fields:first-of-type > div") if text(row.css_first("dt")) == label][:1]
    shown_there = text(row.css_first("dd"))
    assert (
        shown_there
        if FIELDS[name].kind in ("concept", "country", "language", "date", "moment")
        else (kept(name) in shown_there)
    )


@pytest.mark.parametrize("name", FACETED)
def test_a_search_says_what_is_chosen(client: FlaskClient, name: str) -> None:
    tree = page(client, f"/search?{name}={kept(name)}")
    assert text(tree.css_first(".chips .phrase")).startswith(FIELDS[name].chip.partition("%")[0])


@pytest.mark.parametrize("name", [name for name, field in FIELDS.items() if field.kind != "part"])
def test_the_api_tells_it(client: FlaskClient, record: Record, name: str) -> None:
    (hit,) = json_of(client.get("/api/v1/search"))["hits"]
    told = hit["record"][name]
    assert told == json.loads(json.dumps(getattr(record, name)))


@pytest.mark.parametrize("name", COLUMNS)
def test_why_tells_where_it_came_from(spindex: Command, name: str) -> None:
    done = spindex("why", "local:walk-1", name)
    assert done.code == 0 and kept(name) in done.output, done.output


def exported(client: FlaskClient, suffix: str) -> str:
    return client.get(f"/search.{suffix}").text


@pytest.mark.parametrize("name", [name for name, field in FIELDS.items() if field.kind != "part"])
def test_the_table_has_it(client: FlaskClient, record: Record, name: str) -> None:
    (line,) = csv.DictReader(io.StringIO(exported(client, "csv").removeprefix("\ufeff")))
    assert line[name] == "; ".join(values(record, name))


@pytest.mark.parametrize("name", [name for name, field in FIELDS.items() if field.csl and field.kind != "text"])
def test_references_have_it(client: FlaskClient, record: Record, name: str) -> None:
    for suffix in ("ris", "bib", "csl.json"):
        reference = exported(client, suffix)
        for part in re.split(r"\W+", values(record, name)[0]):
            assert part.lstrip("0") in reference, (suffix, reference)


@pytest.mark.parametrize(
    ("group", "field", "sentence"),
    [
        ("facet", "funder", "records.json lacks facet.funder: add what is missing."),
        ("text", "editor", "records.json lacks text.editor.und: add what is missing."),
        ("facet", "colour", "records.json has facet.colour, which no field of a record fills: remove it."),
    ],
)
def test_the_mapping_has_exactly_what_the_fields_need(tmp_path: Path, group: str, field: str, sentence: str) -> None:
    shutil.copytree(data_file("mappings"), tmp_path / "mappings")
    file = tmp_path / "mappings" / "records.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    fields = content["mappings"]["properties"][group]["properties"]
    if field in fields:
        del fields[field]
    else:
        fields[field] = {"type": "keyword"}
    file.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ConfigurationError) as refused:
        Schema.load(tmp_path / "mappings")
    assert str(refused.value) == sentence
