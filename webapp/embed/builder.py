"""/embed/builder: how a search shall look on a page of somebody else's, and the lines that put it there."""

from flask import Blueprint, render_template, request

from search.index import deadline
from search.sentences import Fault, Sentence
from search.text import unknown_name
from webapp.asking import read_question
from webapp.paths import BUILDER
from webapp.presenters import OF_WIDGET, WIDTH, WIDTHS, WidgetMaker, builder, framed, read_widget, suited
from webapp.visit import visit

views = Blueprint("embed_builder", __name__)

USUAL = 600


@views.get(BUILDER)
@deadline.limited()
def build() -> str:
    """The page; it names what of its address is not understood, as a widget leaves that out in silence."""
    reading, here = read_question(besides=(*OF_WIDGET, WIDTH)), visit()
    asked, wrong = read_widget(request.args.items(multi=True))
    if "facets" not in request.args:
        asked = suited(asked, reading.query)
    width, faults = _width(request.args.get(WIDTH, ""))
    one = framed(reading.query, here.labels, asked)
    shown = WidgetMaker(here.snapshot, one, here.labels, here.links).widget()
    view = builder(one, shown, width, here.labels, here.links)
    told: list[Sentence] = [*reading.problems, *wrong, *faults, *reading.notes]
    problems = [one.said(here.language) for one in told]
    counts = here.site.settings.demand == "on"
    return render_template("builder.html", view=view, problems=problems, counts=counts)


def _width(given: str) -> tuple[int, list[Sentence]]:
    known = {str(width): width for width in WIDTHS}
    if given in known or not given:
        return known.get(given, USUAL), []
    return USUAL, [Fault(WIDTH, given, unknown_name(WIDTH, given, list(known)))]
