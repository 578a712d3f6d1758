"""/countries, /countries/<ISO3> and its figures.csv: where there is knowledge about, and the profile of one country."""

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from webapp.asking import known_country, nothing_else
from webapp.exports import figures
from webapp.pages.files import attached
from webapp.presenters import Browser, country_page, everything, figure_rows, named, regions
from webapp.visit import visit

views = Blueprint("countries", __name__)

TEXT = "text"  # parameter of the list: what a name of a country begins with
LONGEST = 100  # characters of it


@views.get("/countries")
def all_countries() -> str:
    """Every country, by region; or those that the text of the address names."""
    here = visit()
    text = request.args.get(TEXT, "").strip()[:LONGEST]
    only = named(text, here.labels)
    results = here.snapshot.search(everything(here.language.code, 1))
    browse = Browser(results, here.labels, here.links)
    with_records = sum(1 for bucket in results.facets["country"].buckets if bucket.count)
    return render_template(
        "countries.html",
        regions=regions(browse, here.labels, here.links, only),
        text=text,
        found=len(only or ()),
        with_records=with_records,
        unplaced=browse.missing("country"),
        unplaced_url=browse.url("country", "none"),
    )


@views.get("/countries/<path:code>")
def country(code: str) -> str | Response | AnyResponse:
    """A country's profile; other codes and names lead to the one of its ISO 3166 code."""
    here = visit()
    iso3 = code.upper() if code.upper() in here.labels.countries.codes else known_country(code)
    if iso3 != code:
        return redirect(here.links.country(iso3), 301 if code.upper() == iso3 else 302)
    return render_template("country.html", view=country_page(iso3, here.snapshot, here.labels, here.links))


@views.get("/countries/<path:code>/figures.csv")
def country_figures(code: str) -> Response | AnyResponse:
    """Every value of every indicator of a country, as the table has it."""
    nothing_else("lang")
    here = visit()
    iso3 = known_country(code)
    if iso3 != code:
        return redirect(here.links.page(f"/countries/{iso3}/figures.csv"))
    rows = figure_rows(iso3, here.snapshot, here.labels)
    response = Response(figures(rows, here.language.code), mimetype="text/csv")
    return attached(response, f"figures-{iso3}-{here.snapshot.status.updated_at[:10]}.csv")
