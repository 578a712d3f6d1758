"""/search: a question and its answer; /search/facets/<field>: all values of a facet, to choose from."""

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from search.index import deadline
from webapp.asking import elsewhere, looked_for, sent_question
from webapp.exports import Context, coins, item_of
from webapp.presenters import Wanted, answer_page, facet_page
from webapp.visit import visit

views = Blueprint("search", __name__)

FACET = "/search/facets/"
TEXT, ORDER = "text", "order"  # parameters of a facet's page: beginnings of values; `name` for those from A to Z


@views.get("/search")
@deadline.limited()
def search() -> Response | AnyResponse | str:
    """The page of a search; unknown parameters are named on it and left out."""
    reading = sent_question()
    here, (facet, text) = visit(), looked_for()
    if facet:
        return redirect(here.links.with_more(here.links.search(reading.query, FACET + facet), {TEXT: text}))
    if other := elsewhere(reading):
        return other
    results = here.snapshot.search(reading.query)
    here.site.metrics.searched("page", results)
    here.site.in_vain.searched(results)
    context = Context(here.labels, here.links, reading.query, here.snapshot.status)
    return render_template(
        "search.html",
        view=answer_page(here.snapshot, results, here.labels, here.links, reading),
        coins={hit.record.id: coins(item_of(hit.record, context)) for hit in results.hits},
    )


@views.get(f"{FACET}<field>")
@deadline.limited()
def values(field: str) -> str:
    """Each value with what it means, to be asked for or excluded; those alone that begin as a text does."""
    reading, here = sent_question(besides=(TEXT, ORDER)), visit()
    text = request.args.get(TEXT, "") or dict([looked_for()]).get(field, "")
    by_name = request.args.get(ORDER) == "name"
    view = facet_page(here.snapshot, here.labels, here.links, reading.query, Wanted(field, text.strip(), by_name))
    return render_template("facet.html", view=view)
