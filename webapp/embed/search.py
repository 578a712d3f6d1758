"""/embed/v1/search: any search, live in a page of somebody else's; each step of it stays in the frame."""

from collections.abc import Iterable
from urllib.parse import quote

from flask import Blueprint, Response, make_response, render_template, request

from search.index import deadline
from search.sentences import Fault, Sentence
from webapp.asking import read_question
from webapp.headers import LEFT_OUT
from webapp.presenters import OF_WIDGET, WIDGET, Framed, WidgetMaker, read_widget
from webapp.visit import visit

views = Blueprint("embed_search", __name__)

MOST_NAMED = 9  # parameters, in a header


@views.get(WIDGET)
@deadline.limited()
def search() -> Response:
    """What of the address is not understood is left out: whoever reads that page did not write it."""
    return shown()


def shown(iso3: str = "") -> Response:
    """The widget that this request asks for; of a country, if its path names one. Raises QueryError."""
    reading, here = read_question(besides=OF_WIDGET), visit()
    own = reading.query.without_facet("country").with_page(reading.query.page) if iso3 else reading.query
    asked, wrong = read_widget(request.args.items(multi=True))
    made = WidgetMaker(here.snapshot, Framed(own, asked, iso3), here.labels, here.links)
    here.site.metrics.searched("embed", made.results)
    here.site.in_vain.searched(made.results)
    response = make_response(render_template("widget.html", view=made.widget()))
    if named := _named((*reading.problems, *wrong)):
        response.headers[LEFT_OUT] = named
    return response


def _named(problems: Iterable[Sentence]) -> str:
    """The parameters that were left out, for the console of the page that <sp-search> stands in."""
    names = dict.fromkeys(quote(one.parameter[:64]) for one in problems if isinstance(one, Fault))
    return ", ".join(list(names)[:MOST_NAMED])
