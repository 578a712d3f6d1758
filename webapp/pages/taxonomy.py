"""/taxonomy and /taxonomy/<scheme>/<id>: the vocabularies, and what each term means."""

from flask import Blueprint, Response, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from search.errors import RecordNotFound
from search.sentences import N_
from webapp.presenters import Browser, Vocabularies, everything
from webapp.visit import visit

views = Blueprint("taxonomy", __name__)

NO_CONCEPT = N_("There is no “%(id)s” in the vocabulary “%(scheme)s”: choose one at /taxonomy.")


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
    here = visit()
    if scheme not in here.labels.taxonomy.schemes:
        raise RecordNotFound(N_("There is no vocabulary “%(scheme)s”: choose one at /taxonomy."), scheme=scheme)
    return redirect(f"{here.links.page('/taxonomy')}#{scheme}")


@views.get("/taxonomy/<scheme>/<identifier>")
def concept(scheme: str, identifier: str) -> str | Response | AnyResponse:
    """One concept; what was replaced leads to what replaced it."""
    here = visit()
    taxonomy = here.labels.taxonomy
    found = taxonomy.concept(scheme, identifier)
    if found is None and taxonomy.concept(scheme.lower(), identifier.lower()):
        return redirect(here.links.concept(scheme.lower(), identifier.lower()), 301)
    if found is None:
        raise RecordNotFound(NO_CONCEPT, id=identifier, scheme=scheme)
    current = taxonomy.current(scheme, identifier)
    if current and current != identifier:
        return redirect(here.links.concept(scheme, current))
    return render_template("concept.html", view=_vocabularies().page(found))


def _vocabularies() -> Vocabularies:
    here = visit()
    results = here.snapshot.search(everything(here.language.code, 1))
    return Vocabularies(Browser(results, here.labels, here.links), here.labels, here.links)
