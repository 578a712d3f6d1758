"""/embed/v1/country/<ISO3>.html: a country's search, for a page of somebody else's."""

from flask import Blueprint, Response, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from webapp.asking import known_country
from webapp.presenters import country_page
from webapp.visit import visit

views = Blueprint("embed", __name__)

NEWEST = 5


@views.get("/embed/v1/country/<path:code>.html")
def country(code: str) -> str | Response | AnyResponse:
    """The widget; other codes and names lead to the one of the country's ISO 3166 code."""
    here = visit()
    iso3 = known_country(code)
    if iso3 != code:
        return redirect(here.links.page(f"/embed/v1/country/{iso3}.html"))
    view = country_page(iso3, here.snapshot, here.labels, here.links)
    return render_template("widget.html", view=view, newest=view.newest[:NEWEST])
