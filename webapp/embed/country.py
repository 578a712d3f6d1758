"""/embed/v1/country/<ISO3>.html and figures/<ISO3>.html: a country's search and its figures, for pages of others."""

from collections.abc import Callable

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from search.index import deadline
from search.sentences import N_, Sentence
from webapp.asking import known_country
from webapp.embed.search import shown
from webapp.presenters import FIGURES, IN_COUNTRY, OF_COUNTRY, ON_COUNTRY, figures_widget, read_widget
from webapp.visit import visit

views = Blueprint("embed", __name__)

SEVERAL = N_("“%(text)s” is not one country today: choose one of these.")
HEADINGS = {OF_COUNTRY: IN_COUNTRY, FIGURES: ON_COUNTRY}


@views.get("/embed/v1/country/<path:code>.html")
@deadline.limited()
def country(code: str) -> str | Response | AnyResponse:
    """The widget; other codes and names lead to the one of the country's ISO 3166 code."""
    return _of(code, OF_COUNTRY, shown)


@views.get("/embed/v1/figures/<path:code>.html")
@deadline.limited()
def figures(code: str) -> str | Response | AnyResponse:
    """The country's figures, found in the same way."""
    return _of(code, FIGURES, _figures)


def _of(code: str, path: str, show: Callable[[str], str | Response]) -> str | Response | AnyResponse:
    resolution = visit().snapshot.authorities.countries.resolve(code)
    if not resolution.iso3 and resolution.how == "ambiguous":
        return _choice(code, path, resolution.candidates)
    iso3 = known_country(code)
    return show(iso3) if iso3 == code else redirect(_same(path, iso3))


def _figures(iso3: str) -> str:
    asked, _ = read_widget(request.args.items(multi=True))
    here = visit()
    view = figures_widget(iso3, asked, here.snapshot, here.labels, here.links)
    return render_template("figures_widget.html", view=view)


def _choice(code: str, path: str, candidates: tuple[str, ...]) -> str:
    """A code that no country has any more leads to those that came after: a frame with it may stand for years."""
    here = visit()
    heading = here.language.gettext(HEADINGS[path]) % {"country": code}
    told = Sentence(SEVERAL, text=code).said(here.language)
    choices = [(here.labels.value("country", iso3), _same(path, iso3)) for iso3 in candidates]
    return render_template("widget_note.html", heading=heading, sentences=[told], choices=choices)


def _same(path: str, iso3: str) -> str:
    """This widget for another country."""
    question = request.query_string.decode("latin-1")
    return f"{visit().links.root}{path % iso3}" + (f"?{question}" if question else "")
