"""/records/<id>: one record as a page; with a suffix as a file of each format, cited (.cite) or for elsewhere (.as)."""

import re

from flask import Blueprint, Response, redirect, render_template
from werkzeug.wrappers import Response as BaseResponse

from search.errors import RecordNotFound
from search.queries import Query
from search.records import Record, shown
from webapp.asking import known_as
from webapp.exports import EXPORTS, Context, Export, citation, citations, item_of, linked_data, meta_tags, signposts
from webapp.pages import search_as
from webapp.pages.files import attached
from webapp.paths import AS, CITE
from webapp.presenters import named_by, near, record_page
from webapp.visit import visit

views = Blueprint("records", __name__)

_NO_NAME = re.compile(r"[^A-Za-z0-9._-]+")


@views.get("/records/<path:identifier>")
def one(identifier: str) -> BaseResponse:
    """The record's page; a file of it where the path ends as a format does, and no record is called that.

    The id of a record that was merged into another, and one in other letters, lead to the one that it has.
    """
    snapshot, links = visit().snapshot, visit().links
    try:
        return _page(snapshot.get(identifier))
    except RecordNotFound:
        if kept := known_as(identifier):
            return redirect(links.record(kept), 301)
        for export in EXPORTS:
            suffix = f".{export.suffix}"
            if export.whole and identifier.endswith(suffix):
                if kept := known_as(identifier.removesuffix(suffix)):
                    return redirect(links.record(kept, suffix), 301)
                return _file(snapshot.get(identifier.removesuffix(suffix)), export)
        if identifier.endswith(CITE):
            return _citations(snapshot.get(identifier.removesuffix(CITE)))
        if identifier.endswith(AS):
            return Response(search_as.of(snapshot.get(identifier.removesuffix(AS))), mimetype="text/html")
        raise


def _file(record: Record, export: Export) -> Response:
    written = b"".join(export.write([record], _context()))
    name = f"{_NO_NAME.sub('-', record.id)}.{export.suffix}"
    return attached(Response(written, mimetype=export.media_type), name)


def _page(record: Record) -> Response:
    here, context = visit(), _context()
    named_there = named_by([record], here.snapshot)
    view, item = record_page(record, named_there, here.labels, here.links), item_of(record, context)
    page = render_template(
        "record.html",
        view=view,
        near=near(record, here.snapshot, here.labels, here.links),
        citation=citation(item, record, here.language),
        meta_tags=meta_tags(item, record, context),
        linked_data=linked_data(item, record, here.labels, view.address),
    )
    return Response(page, mimetype="text/html", headers={"Link": signposts(item, record, context)})


def _citations(record: Record) -> Response:
    """In the styles of a CSL processor, on a page of its own: they take longer to make than the record's."""
    here, context = visit(), _context()
    lang, title = shown(record.title, here.language.code)
    page = render_template(
        "cite.html",
        record=record,
        title=title,
        lang=lang,
        citations=citations(item_of(record, context), here.language.code),
    )
    return Response(page, mimetype="text/html")


def _context() -> Context:
    here = visit()
    return Context(here.labels, here.links, Query(lang=here.language.code), here.snapshot.status)
