"""/collections and /collections/<id>: what curators put together on a subject; its feed, its files and its table."""

from collections.abc import Iterator
from functools import partial

from flask import Blueprint, Response, render_template

from search.collections import Collection
from search.errors import RecordNotFound
from search.index import deadline
from search.queries import Query
from search.records import Record
from search.sentences import N_
from webapp.asking import followed, nothing_else
from webapp.exports import EXPORTS, Context, Export, table_lines
from webapp.pages.files import FEED, NAME, attached
from webapp.presenters import MOST_RECORDS, collection_list, collection_page, column_titles, pins, said, table_rows
from webapp.visit import visit

views = Blueprint("collections", __name__)

NO_COLLECTION = N_("There is no collection “%(id)s” here: choose one at /collections.")
NO_TABLE = N_("The collection “%(id)s” has no table: see its page.")


@views.get("/collections")
@deadline.limited()
def all_collections() -> str:
    """Every collection; what is wrong with a file is for the log."""
    here, folder = visit(), visit().site.collections
    for fault in folder.faults:
        here.site.logbook.note(fault)
    listed = collection_list(folder.collections.values(), here.snapshot, here.labels, here.links)
    return render_template("collections.html", collections=listed)


@views.get("/collections/<identifier>")
@deadline.limited()
def collection(identifier: str) -> str:
    """One collection."""
    here = visit()
    view = collection_page(_known(identifier), here.snapshot, here.labels, here.links)
    return render_template("collection.html", view=view)


@views.get("/collections/<identifier>/table")
@deadline.limited()
def table(identifier: str) -> str:
    """Facts of its records that stand in the rows of their sources."""
    here, found = visit(), _known(identifier)
    records = _with_facts(found)
    return render_template(
        "collection_table.html",
        id=found.id,
        looked_at=MOST_RECORDS if _total(found) > MOST_RECORDS else 0,
        title=said(found.file.title, here.labels),
        columns=column_titles(found.file.table, here.language.code),
        rows=table_rows(found.file.table, records, here.labels, here.links),
    )


@views.get("/collections/<identifier>/table.csv")
def table_file(identifier: str) -> Response:
    """The same to be kept, with the id of each record and where it is."""
    nothing_else("lang")
    here, found = visit(), _known(identifier)
    field = here.labels.field
    titles = column_titles(found.file.table, here.language.code)
    lines = [[field("country"), field("title"), field("programme"), *titles, "page"]]
    for row in table_rows(found.file.table, _with_facts(found), here.labels, here.links):
        lines.append(
            [
                row.places,
                row.title,
                row.kinds,
                *(cell.number or cell.text for cell in row.cells),
                here.links.absolute(row.url),
            ]
        )
    return attached(
        Response(b"".join(table_lines(lines, here.language.code)), mimetype="text/csv"), f"{_stem(found)}-table.csv"
    )


def file(export: Export, identifier: str) -> Response:
    """Its records in a format of the registry: those of its search, else its key readings."""
    nothing_else("lang")
    here, found = visit(), _known(identifier)
    query = found.question(here.snapshot.vocabulary, here.language.code)
    title = said(found.file.title, here.labels).text
    named = (f"/collections/{found.id}", title)
    context = Context(
        here.labels, here.links, query or Query(lang=here.language.code), here.snapshot.status, named=named
    )
    if not export.whole:
        records = [hit.record for hit in here.snapshot.search(followed(query, FEED)).hits] if query else _pinned(found)
        return Response(b"".join(export.write(records, context)), mimetype=export.media_type)
    scanned = here.snapshot.scan(query) if query else iter(_pinned(found))
    response = Response(export.write(scanned, context), mimetype=export.media_type)
    response.call_on_close(here.site.streams.begin())
    return attached(response, f"{_stem(found)}.{export.suffix}")


def _known(identifier: str) -> Collection:
    """Raises RecordNotFound."""
    found = visit().site.collections.collections.get(identifier)
    if found is None:
        raise RecordNotFound(NO_COLLECTION, id=identifier)
    return found


def _with_facts(found: Collection) -> Iterator[Record]:
    """The records of its search. Raises RecordNotFound where there is no table."""
    query = found.question(visit().snapshot.vocabulary)
    if not found.file.table or query is None:
        raise RecordNotFound(NO_TABLE, id=found.id)
    return visit().snapshot.scan(query)


def _total(found: Collection) -> int:
    query = found.question(visit().snapshot.vocabulary)
    return visit().snapshot.count([query])[0] if query else 0


def _pinned(found: Collection) -> list[Record]:
    return [hit.record for hit in pins(found, visit().snapshot)[0]]


def _stem(found: Collection) -> str:
    return f"{NAME}-{found.id}-{visit().snapshot.status.built_at[:10]}"


for _export in EXPORTS:
    _name = _export.suffix.replace(".", "_")
    views.add_url_rule(f"/collections/<identifier>.{_export.suffix}", _name, partial(file, _export))
