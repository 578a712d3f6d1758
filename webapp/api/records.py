"""/api/v1/records/<id>: one record, whole, with its raw rows and how each value came about."""

from flask import Blueprint, Response

from webapp.api.answers import as_json
from webapp.api.shape import index, record
from webapp.visit import visit

views = Blueprint("api_records", __name__)


@views.get("/api/v1/records/<path:identifier>")
def one(identifier: str) -> Response:
    """404 for an id that is not in the index."""
    here = visit()
    found = here.snapshot.get(identifier)
    url = here.links.absolute(here.links.record(found.id))
    return as_json({"id": found.id, "url": url, "record": record(found), "index": index(here.snapshot.status)})
