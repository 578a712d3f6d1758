"""/search.csv: the whole answer as a table that a spreadsheet opens and does not run."""

import csv
import io
from collections.abc import Iterable, Iterator

from flask import Blueprint, Response

from search.records import SUBJECTS, Record, safe_cell, shown
from webapp.asking import moved, strict_question
from webapp.languages import Labels
from webapp.links import Links
from webapp.visit import visit

views = Blueprint("csv_file", __name__)

SEPARATOR = "; "
PLAIN = ("author", "organisation", "publisher", "keyword", "year", "published", "start", "end", "status", "language")
CODED = ("content_type", "document_type", "country", "region", "country_group")
REST = ("url", "doi", "isbn", "source", "related", "rights", "added", "updated")
BATCH = 200  # rows in one piece of the response


@views.get("/search.csv")
def search_csv() -> Response:
    """Every record of the search, in the order of its pages; UTF-8 with the mark that spreadsheets look for."""
    reading = strict_question()
    if reading.moved:
        return moved(reading.query)
    here = visit()
    records = here.snapshot.scan(reading.query)
    response = Response(_pieces(records, here.labels, here.links), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{here.snapshot.status.version}.csv"'
    return response


def columns() -> list[str]:
    """The header: the fields of a record; a concept's or country's names stand beside its ids."""
    named = [column for field in (*CODED, *SUBJECTS) for column in (field, f"{field}_label")]
    return ["id", "title", "title_language", "abstract", *PLAIN, *named, "figures", *REST, "page"]


def row(record: Record, labels: Labels, links: Links) -> list[str]:
    """The cells of one record, as they are."""
    language, title = shown(record.title, labels.language.code)
    _, abstract = shown(record.abstract, labels.language.code)
    cells = [record.id, title, language, abstract, *(_joined(record.values(field)) for field in PLAIN)]
    for field in (*CODED, *SUBJECTS):
        values = record.values(field)
        cells += [_joined(values), _joined(labels.value(field, value) for value in values)]
    figures = (f"{f.measure}={f.value:g} {f.unit}" + (f" ({f.year})" if f.year else "") for f in record.figures)
    cells += [_joined(figures), *(_joined(record.values(field)) for field in REST)]
    return [*cells, links.absolute(links.record(record.id))]


def _joined(values: Iterable[str]) -> str:
    return SEPARATOR.join(values)


def _pieces(records: Iterator[Record], labels: Labels, links: Links) -> Iterator[bytes]:
    piece = io.StringIO()
    writer = csv.writer(piece)
    piece.write("\ufeff")
    writer.writerow(columns())
    for number, record in enumerate(records, start=1):
        writer.writerow([safe_cell(cell) for cell in row(record, labels, links)])
        if number % BATCH == 0:
            yield piece.getvalue().encode()
            piece.seek(0)
            piece.truncate()
    yield piece.getvalue().encode()
