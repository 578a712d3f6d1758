"""/search/follow: how to hear of what is new in a search: its feed, and what this browser remembers."""

from flask import Blueprint, Response, render_template

from search.index import deadline
from webapp.asking import elsewhere, sent_question
from webapp.presenters import as_text
from webapp.visit import visit

views = Blueprint("follow", __name__)


@views.get("/search/follow")
@deadline.limited()
def follow() -> Response | str:
    """The address of the feed, and what to do with it; the search itself is not asked."""
    reading, here = sent_question(), visit()
    if other := elsewhere(reading):
        return other
    query = reading.query.plain()
    feed = here.links.absolute(here.links.search(query, "/search.atom"))
    return render_template("follow.html", query=query, title=as_text(query, here.labels, here.links), feed=feed)
