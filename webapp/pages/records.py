"""/records/<id>: one record."""

from flask import Blueprint, render_template

from webapp.presenters import citation, linked_data, meta_tags, record_page
from webapp.visit import visit

views = Blueprint("records", __name__)


@views.get("/records/<path:identifier>")
def one(identifier: str) -> str:
    """The record's page; 404 for an id that is not in the index."""
    here = visit()
    record = here.snapshot.get(identifier)
    view = record_page(record, here.labels, here.links)
    return render_template(
        "record.html",
        view=view,
        citation=citation(record, here.labels, view.address),
        meta_tags=meta_tags(record, here.labels, view.address),
        linked_data=linked_data(record, here.labels, view.address),
    )
