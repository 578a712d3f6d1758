"""/api/v1/records/<id>: one record, whole, with its raw rows and how each value came about."""

from flask import Blueprint, redirect
from msgspec import convert
from werkzeug.wrappers import Response as BaseResponse

from search.errors import RecordNotFound
from webapp.api.answers import IndexState, RecordAnswer, WholeRecord, as_json, kinds_of
from webapp.asking import nothing_else
from webapp.visit import visit

views = Blueprint("api_records", __name__)


@views.get("/api/v1/records/<path:identifier>")
def one(identifier: str) -> BaseResponse:
    """404 for an id that is not in the index; that of a record that was merged into another leads there."""
    nothing_else("lang")
    here = visit()
    try:
        found = here.snapshot.get(identifier)
    except RecordNotFound:
        if kept := here.snapshot.kept_as(identifier):
            return redirect(here.links.record_in_api(kept), 301)
        raise
    url = here.links.absolute(here.links.record(found.id))
    record = convert(found, WholeRecord, from_attributes=True)
    index = convert(here.snapshot.status, IndexState, from_attributes=True)
    return as_json(RecordAnswer(found.id, url, record, kinds_of(found), index))
