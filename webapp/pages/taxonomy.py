"""/taxonomy and /taxonomy/<scheme>/<id>: the vocabularies, and what each term means."""

from flask import Blueprint, Response, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from webapp.asking import known_concept, known_scheme
from webapp.presenters import Browser, Vocabularies, everything
from webapp.visit import visit

views = Blueprint("taxonomy", __name__)


@views.get("/taxonomy")
def all_schemes() -> str:
    """Every vocabulary as a tree."""
    taxonomy = visit().labels.taxonomy
    return render_template(
        "taxonomy.html", schemes=_vocabularies().schemes(), version=taxonomy.version, ambiguous=taxonomy.ambiguous
    )


@views.get("/taxonomy/<scheme>")
def one_scheme(scheme: str) -> Response | AnyResponse:
    """To its part of the page of all."""
    known_scheme(scheme)
    return redirect(f"{visit().links.page('/taxonomy')}#{scheme}")


@views.get("/taxonomy/<scheme>/<identifier>")
def concept(scheme: str, identifier: str) -> str | Response | AnyResponse:
    """One concept; what was replaced leads to what replaced it."""
    small = (scheme.lower(), identifier.lower())
    if small != (scheme, identifier) and visit().labels.taxonomy.concept(*small):
        return redirect(visit().links.concept(*small), 301)
    found, successor = known_concept(scheme, identifier)
    if successor:
        return redirect(visit().links.concept(scheme, successor))
    return render_template("concept.html", view=_vocabularies().page(found))


def _vocabularies() -> Vocabularies:
    here = visit()
    results = here.snapshot.search(everything(here.language.code, 1))
    figures = here.snapshot.authorities.indicators
    return Vocabularies(Browser(results, here.labels, here.links), here.labels, here.links, figures)
