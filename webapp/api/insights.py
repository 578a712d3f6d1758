"""/api/v1/insights and /api/v1/map: the figures of the whole index, and where the records of a search are."""

from flask import Blueprint, Response
from msgspec import Struct, convert

from search.index import deadline
from webapp.api.answers import Asked, IndexState, Notes, as_json
from webapp.api.parameters import canonical
from webapp.asking import nothing_else, strict_question
from webapp.presenters import WAYS, insights, world_map
from webapp.visit import visit

views = Blueprint("api_insights", __name__)


class InsightsCell(Struct, gc=False):
    """A figure or a name; `url`: the records that it counts or the page of what it names, where there is one."""

    value: str | int | float
    url: str


class InsightsTable(Struct, gc=False):
    """One table; the first cell of a row says what the row is about."""

    name: str
    title: str
    hint: str
    columns: tuple[str, ...]
    rows: tuple[tuple[InsightsCell, ...], ...]


class InsightsAnswer(Struct, gc=False):
    """How the index grew, what it covers, how recent it is and what is missing, as of its last change."""

    index: IndexState
    records: int
    tables: tuple[InsightsTable, ...]


class CountryOnMap(Struct, gc=False):
    """A country in `count` records of the search: `share` per cent of them, `of_all` of the `whole` on the country."""

    iso3: str
    label: str
    url: str
    count: int
    share: float
    whole: int
    of_all: float


class MapAnswer(Struct, gc=False):
    """In which countries the records of a search are, most first; `nowhere`: how many are in none."""

    query: Asked
    total: int
    index: IndexState
    notes: Notes
    nowhere: int
    countries: tuple[CountryOnMap, ...]


@views.get("/api/v1/insights")
@deadline.limited()
def of_index() -> Response:
    """422 for any other parameter than the language."""
    nothing_else("lang")
    here = visit()
    view = insights(here.snapshot, here.labels, here.links)
    tables = [
        {"name": one.name, "title": one.title, "hint": one.hint, "columns": one.head, "rows": one.rows}
        for _, several in view.sections
        for one in several
    ]
    told = {"index": here.snapshot.status, "records": view.records, "tables": tables}
    answer = convert(told, InsightsAnswer, from_attributes=True)
    for cell in (cell for table in answer.tables for row in table.rows for cell in row):
        cell.url = here.links.absolute(cell.url) if cell.url else ""
    return as_json(answer)


@views.get("/api/v1/map")
@deadline.limited()
def of_search() -> Response:
    """422 for a question that is not understood whole."""
    reading, here = strict_question(), visit()
    view = world_map(here.snapshot, reading.query, here.labels, here.links, WAYS[0])
    absolute = here.links.absolute
    countries = [
        CountryOnMap(one.iso3, one.name, absolute(one.url), one.count, one.share, one.whole, one.of_all)
        for one in view.found
    ]
    told = {
        "query": canonical(view.query),
        "total": view.total,
        "index": here.snapshot.status,
        "notes": tuple(note.said(here.language) for note in reading.notes),
        "nowhere": view.nowhere,
        "countries": countries,
    }
    return as_json(convert(told, MapAnswer, from_attributes=True))
