"""/api/v1/search: a question and its answer, as JSON."""

from flask import Blueprint, Response

from webapp.api.answers import as_json
from webapp.api.shape import answer
from webapp.asking import redirected, strict_question
from webapp.visit import visit

views = Blueprint("api_search", __name__)


@views.get("/api/v1/search")
def search() -> Response:
    """422 with every problem for a question that is not understood whole."""
    reading = strict_question()
    if reading.redirected:
        return redirected(reading.query)
    here = visit()
    results = here.snapshot.search(reading.query)
    here.site.metrics.searched("api", results)
    return as_json(answer(here.snapshot, results, here.labels, here.links))
