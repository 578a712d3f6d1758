"""/search: a question and its answer."""

from flask import Blueprint, Response, render_template

from search.index import deadline
from webapp.asking import elsewhere, sent_question
from webapp.exports import Context, coins, item_of
from webapp.presenters import answer_page
from webapp.visit import visit

views = Blueprint("search", __name__)


@views.get("/search")
@deadline.limited()
def search() -> Response | str:
    """The page of a search; unknown parameters are named on it and left out."""
    reading = sent_question()
    if redirect := elsewhere(reading):
        return redirect
    here = visit()
    results = here.snapshot.search(reading.query)
    here.site.metrics.searched("page", results)
    context = Context(here.labels, here.links, reading.query, here.snapshot.status)
    return render_template(
        "search.html",
        view=answer_page(here.snapshot, results, here.labels, here.links, reading),
        coins={hit.record.id: coins(item_of(hit.record, context)) for hit in results.hits},
    )
