"""/embed/v1/evidence-map: the table of a map, for a page of somebody else's."""

from dataclasses import replace

from flask import Blueprint, render_template, request

from search.index import deadline
from webapp.asking import sent_question
from webapp.paths import follows
from webapp.presenters import FRAMED, OF_MAP, framed_map, map_query, read_map
from webapp.visit import visit

views = Blueprint("embed_map", __name__)


@views.get(FRAMED)
@deadline.limited()
def framed() -> str:
    """What of the address is not understood is left out: whoever reads that page did not write it."""
    reading, here = sent_question(besides=OF_MAP), visit()
    asked, _ = read_map(request.args.items(multi=True), here.snapshot.vocabulary)
    asked = replace(asked, follows=follows())
    view = framed_map(here.snapshot, map_query(reading.query), asked, here.labels, here.links)
    return render_template("map_widget.html", view=view, framed=True)
