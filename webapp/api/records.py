"""/api/v1/records/<id>: one record, whole, with its raw rows and how each value came about."""

from flask import Blueprint, Response
from msgspec import convert

from webapp.api.answers import IndexState, RecordAnswer, WholeRecord, as_json
from webapp.visit import visit

views = Blueprint("api_records", __name__)


@views.get("/api/v1/records/<path:identifier>")
def one(identifier: str) -> Response:
    """404 for an id that is not in the index."""
    here = visit()
    found = here.snapshot.get(identifier)
    url = here.links.absolute(here.links.record(found.id))
    record = convert(found, WholeRecord, from_attributes=True)
    index = convert(here.snapshot.status, IndexState, from_attributes=True)
    return as_json(RecordAnswer(found.id, url, record, index))
