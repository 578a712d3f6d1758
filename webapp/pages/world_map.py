"""/map and /map.csv: in which countries the records of a search are, as a map with its table."""

from flask import Blueprint, Response, render_template, request

from search.index import deadline
from search.sentences import N_, Sentence
from webapp.asking import sent_question, strict_question
from webapp.exports import figures
from webapp.pages.files import attached, stem
from webapp.presenters import WAYS, world_map
from webapp.visit import visit

views = Blueprint("world_map", __name__)

BY = "by"  # parameter: what colours a country
HEAD = (
    N_("Records"),
    N_("Per cent of these records"),
    N_("All records of the country"),
    N_("Per cent of all its records"),
)
NO_WAY = N_("“%(value)s” colours no map: “by” is count or share.")


@views.get("/map")
@deadline.limited()
def page() -> str:
    """Of any search; what is not understood is named and left out."""
    reading, here = sent_question(besides=(BY,)), visit()
    by, wrong = _way()
    view = world_map(here.snapshot, reading.query, here.labels, here.links, by)
    problems = [problem.said(here.language) for problem in [*reading.problems, *reading.notes, *wrong]]
    return render_template("map.html", view=view, problems=problems, address=_address, ways=WAYS)


@views.get("/map.csv")
@deadline.limited()
def table() -> Response:
    """The table beneath the map, of the countries with records. Raises QueryError."""
    by, wrong = _way()
    reading, here = strict_question((BY,), *wrong), visit()
    view, labels = world_map(here.snapshot, reading.query, here.labels, here.links, by), here.labels
    said = here.language.decimal
    head = ("ISO 3166", labels.field("country"), *map(here.language.gettext, HEAD))
    rows = [(o.iso3, o.name, o.count, said(o.share), o.whole, said(o.of_all)) for o in view.found]
    response = Response(figures([head, *rows], here.language.code), mimetype="text/csv")
    return attached(response, f"map-{stem(reading.query)}.csv")


def _way() -> tuple[str, list[Sentence]]:
    by = request.args.get(BY, WAYS[0])
    return (by, []) if by in WAYS else (WAYS[0], [Sentence(NO_WAY, value=by)])


def _address(by: str, path: str = "/map") -> str:
    """The map of the same question, in that way."""
    reading, links = sent_question(besides=(BY,)), visit().links
    return links.with_more(links.search(reading.query.plain(), path), {BY: by if by != WAYS[0] else ""})
