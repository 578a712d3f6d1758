"""/programmes and /programmes/<id>: programmes by name, and all that is known here about one."""

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from search.authorities import programmes
from search.errors import RecordNotFound
from search.sentences import N_
from webapp.presenters import programme_list, programme_page
from webapp.visit import visit

views = Blueprint("programmes", __name__)

NO_PROGRAMME = N_("There is no programme “%(id)s” here: choose one at /programmes.")


@views.get("/programmes")
def all_programmes() -> str:
    """Those that records name or that we know by name, country by country."""
    here = visit()
    return render_template("programmes.html", countries=programme_list(here.snapshot, here.labels, here.links))


@views.get("/programmes/<identifier>")
def programme(identifier: str) -> str | AnyResponse:
    """One programme."""
    here = visit()
    if identifier not in programmes().known and identifier.lower() in programmes().known:
        return redirect(here.links.programme(identifier.lower()), 301)
    if identifier not in programmes().known:
        raise RecordNotFound(NO_PROGRAMME, id=identifier)
    return render_template("programme.html", view=programme_page(identifier, here.snapshot, here.labels, here.links))
