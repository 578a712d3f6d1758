"""/embed/v1/search: any search, live in a page of somebody else's; each step of it stays in the frame."""

from flask import Blueprint, render_template, request

from search.index import deadline
from webapp.asking import read_question
from webapp.presenters import OF_WIDGET, WIDGET, Framed, WidgetMaker, read_widget
from webapp.visit import visit

views = Blueprint("embed_search", __name__)


@views.get(WIDGET)
@deadline.limited()
def search() -> str:
    """What of the address is not understood is left out: whoever reads that page did not write it."""
    return shown()


def shown(iso3: str = "") -> str:
    """The widget that this request asks for; of a country, if its path names one. Raises QueryError."""
    reading, here = read_question(besides=OF_WIDGET), visit()
    own = reading.query.without_facet("country").with_page(reading.query.page) if iso3 else reading.query
    asked, _ = read_widget(request.args.items(multi=True))
    made = WidgetMaker(here.snapshot, Framed(own, asked, iso3), here.labels, here.links)
    here.site.metrics.searched("embed", made.results)
    here.site.in_vain.searched(made.results)
    return render_template("widget.html", view=made.widget())
