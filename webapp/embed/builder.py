"""/embed/builder: how a search, figures or a map shall look on a page of somebody else's, and the lines for that.

/embed/preview: a page of ours with the search as <sp-search>, which the builder shows in a frame.
"""

from collections.abc import Callable, Iterator

from flask import Blueprint, render_template, request

from search.index import deadline
from search.queries import Query, faults_beside
from search.sentences import N_, Fault, Sentence
from search.text import unknown_name
from webapp.asking import read_question
from webapp.embed.found import of_figures, of_map, of_search
from webapp.presenters import (
    BUILDER,
    GROUND,
    GROUNDS,
    OF_LOOKS,
    OF_MAP,
    OF_WIDGET,
    PREVIEW,
    SHOW,
    WIDTH,
    WIDTHS,
    Framed,
    Subject,
    attributes_of,
    builder,
    element_of,
    framed,
    map_query,
    read_map,
    read_widget,
    suited,
)
from webapp.visit import visit

views = Blueprint("embed_builder", __name__)

USUAL = 600
OF_BUILDER = (SHOW, WIDTH)  # parameters of its own
ONE_COUNTRY = N_("Figures are those of one country: name it, as in country=KEN.")
Told = tuple[Subject, list[Sentence]]


@views.get(BUILDER)
@deadline.limited()
def build() -> str:
    """The page; it names what of its address is not understood, as a frame leaves that out in silence."""
    here = visit()
    name, wrong = _chosen(SHOW, list(MAKERS))
    width, odd = _chosen(WIDTH, [str(width) for width in WIDTHS])
    subject, told = MAKERS[name or "search"]()
    view = builder(subject, int(width or USUAL), here.labels, here.links)
    problems = [one.said(here.language) for one in [*wrong, *told, *odd]]
    counts = here.site.settings.demand == "on"
    return render_template("builder.html", view=view, problems=problems, counts=counts)


@views.get(PREVIEW)
@deadline.limited()
def preview() -> str:
    """What is not understood is named by the builder around it."""
    (one, _), here = _asked(), visit()
    ground, _ = _chosen(GROUND, list(GROUNDS))
    frame, attributes = one.frame(here.labels, here.links), attributes_of(one, here.language.code)
    return render_template("element_preview.html", frame=frame, attributes=attributes, ground=ground or "light")


def _asked() -> tuple[Framed, list[Sentence]]:
    """The search of this address, and what is to be said of it. Raises QueryError."""
    reading = read_question(besides=(*OF_WIDGET, *OF_BUILDER))
    asked, wrong = read_widget(request.args.items(multi=True))
    if "facets" not in request.args:
        asked = suited(asked, reading.query)
    return framed(reading.query, visit().labels, asked), [*reading.problems, *wrong, *reading.notes]


def _search() -> Told:
    """Raises QueryError."""
    (one, told), here = _asked(), visit()
    found, element = of_search(one, here.labels, here.links), element_of(one, here.labels, here.links)
    return Subject("search", found.frame, found.height, _besides_language(one.whole), element), told


def _figures() -> Told:
    """Where no country is named, or several are, a search takes their place. Raises QueryError."""
    known = (*OF_BUILDER, *OF_LOOKS, "country", "lang")
    reading, here = read_question(besides=(*OF_WIDGET, *OF_BUILDER)), visit()
    countries = reading.query.selection("country").any & set(here.labels.countries.codes)
    if len(countries) != 1:
        subject, told = _search()
        return subject, [Fault(SHOW, "figures", Sentence(ONE_COUNTRY)), *told]
    (iso3,) = countries
    look, wrong = read_widget(_looks())
    found = of_figures(iso3, look, here.labels, here.links)
    subject = Subject("figures", found.frame, found.height, [("country", iso3)], pasted=found.frame.link)
    odd = [one for one in reading.problems if isinstance(one, Fault) and one.parameter == "country"]
    return subject, [*odd, *faults_beside(request.args.items(multi=True), known), *wrong]


def _map() -> Told:
    """Raises QueryError."""
    reading, here = read_question(besides=(*OF_MAP, *OF_LOOKS, *OF_BUILDER)), visit()
    query = map_query(reading.query)
    asked, odd = read_map(request.args.items(multi=True), here.snapshot.vocabulary)
    look, wrong = read_widget(_looks())
    found = of_map(query, asked, look, here.labels, here.links)
    hidden = [*_besides_language(query), *_pairs(asked.parameters())]
    subject = Subject("evidence-map", found.frame, found.height, hidden)
    return subject, [*reading.problems, *odd, *wrong, *reading.notes]


MAKERS: dict[str, Callable[[], Told]] = {"search": _search, "figures": _figures, "evidence-map": _map}


def _chosen(name: str, known: list[str]) -> tuple[str, list[Sentence]]:
    """What of these a parameter is, or nothing."""
    given = request.args.get(name, "")
    if given in known or not given:
        return given, []
    return "", [Fault(name, given, unknown_name(name, given, known))]


def _looks() -> Iterator[tuple[str, str]]:
    return (pair for pair in request.args.items(multi=True) if pair[0] in OF_LOOKS)


def _besides_language(query: Query) -> list[tuple[str, str]]:
    return [pair for pair in query.parameters() if pair[0] != "lang"]


def _pairs(parameters: dict[str, str | list[str]]) -> list[tuple[str, str]]:
    values = {name: [given] if isinstance(given, str) else given for name, given in parameters.items()}
    return [(name, value) for name, several in values.items() for value in several if value]
