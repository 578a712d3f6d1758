"""/embed/v1/country/<ISO3>.html: a country's search, for a page of somebody else's."""

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from search.index import deadline
from search.sentences import N_, Sentence
from webapp.asking import known_country
from webapp.embed.search import shown
from webapp.presenters import IN_COUNTRY
from webapp.visit import visit

views = Blueprint("embed", __name__)

SEVERAL = N_("“%(text)s” is not one country today: choose one of these.")


@views.get("/embed/v1/country/<path:code>.html")
@deadline.limited()
def country(code: str) -> str | Response | AnyResponse:
    """The widget; other codes and names lead to the one of the country's ISO 3166 code."""
    here = visit()
    resolution = here.snapshot.authorities.countries.resolve(code)
    if not resolution.iso3 and resolution.how == "ambiguous":
        return _choice(code, resolution.candidates)
    iso3 = known_country(code)
    return shown(iso3) if iso3 == code else redirect(_same(iso3))


def _choice(code: str, candidates: tuple[str, ...]) -> str:
    """A code that no country has any more leads to those that came after: a frame with it may stand for years."""
    here = visit()
    heading = here.language.gettext(IN_COUNTRY) % {"country": code}
    told = Sentence(SEVERAL, text=code).said(here.language)
    choices = [(here.labels.value("country", iso3), _same(iso3)) for iso3 in candidates]
    return render_template("widget_note.html", heading=heading, sentences=[told], choices=choices)


def _same(iso3: str) -> str:
    """This widget for another country."""
    question = request.query_string.decode("latin-1")
    return f"{visit().links.root}/embed/v1/country/{iso3}.html" + (f"?{question}" if question else "")
