"""/about: what the index holds and what not, where it comes from, and how to cite it."""

from flask import Blueprint, render_template

from webapp.presenters import Browser, classifier_figures, everything, histogram
from webapp.visit import visit

views = Blueprint("about", __name__)

GAPS = ("programme", "population", "country", "year", "language", "topic")  # what readers expect a record to say


@views.get("/about")
def about() -> str:
    """Every number is counted when the page is asked for."""
    here = visit()
    results = here.snapshot.search(everything(here.language.code, 1))
    browse = Browser(results, here.labels, here.links)
    return render_template(
        "about.html",
        total=results.total,
        browse=browse,
        gaps=[(here.labels.field(name), browse.missing(name), browse.url(name, "none")) for name in GAPS],
        sources=browse.entries("source"),
        status=results.status,
        years=histogram(results.facets["year"], results.query.plain(), here.labels, here.links),
        about=here.snapshot.authorities.about,
        classifier=classifier_figures(here.snapshot.authorities.classifier, here.labels, browse.url),
    )
