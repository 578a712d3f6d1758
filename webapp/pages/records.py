"""/records/<id>: one record as a page, and /records/<id>.<suffix>: as a file of each format."""

import re

from flask import Blueprint, Response, render_template

from search.errors import RecordNotFound
from search.index import record_of
from search.queries import Query
from search.records import Record
from webapp.exports import EXPORTS, Context, Export, citation, item_of, linked_data, meta_tags
from webapp.pages.files import named
from webapp.presenters import record_page
from webapp.visit import visit

views = Blueprint("records", __name__)

_NO_NAME = re.compile(r"[^A-Za-z0-9._-]+")


@views.get("/records/<path:identifier>")
def one(identifier: str) -> str | Response:
    """The record's page; a file of it where the path ends as a format does, and no record is called that."""
    snapshot = visit().snapshot
    try:
        return _page(snapshot.get(identifier))
    except RecordNotFound:
        for export in EXPORTS:
            if export.whole and identifier.endswith(f".{export.suffix}"):
                return _file(snapshot.get(identifier.removesuffix(f".{export.suffix}")), export)
        raise


def _file(record: Record, export: Export) -> Response:
    written = b"".join(export.write([record], _context()))
    return named(Response(written, mimetype=export.media_type), _NO_NAME.sub("-", record.id), export)


def _page(record: Record) -> str:
    here = visit()
    named_there = here.snapshot.fetch(list(record.related)) if record.related else {}
    related = {identifier: record_of(line) for identifier, line in named_there.items()}
    view, item = record_page(record, related, here.labels, here.links), item_of(record, _context())
    return render_template(
        "record.html",
        view=view,
        citation=citation(item, record, here.language),
        meta_tags=meta_tags(item, view.address),
        linked_data=linked_data(record, here.labels, view.address),
    )


def _context() -> Context:
    here = visit()
    return Context(here.labels, here.links, Query(lang=here.language.code), here.snapshot.status)
