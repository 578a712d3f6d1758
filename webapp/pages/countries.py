"""/countries, /countries/<ISO3> and its figures.csv: where there is knowledge about, and the profile of one country."""

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from search.sentences import N_, Sentence
from webapp.asking import known_country, nothing_else
from webapp.exports import figures
from webapp.pages.files import attached
from webapp.presenters import FALLING, SORTS, country_page, country_table, figure_rows, named
from webapp.visit import visit

views = Blueprint("countries", __name__)

TEXT = "text"  # parameter of the list: what a name of a country begins with
LONGEST = 100  # characters of it
SORT = "sort"  # parameter of the list: by what it is ordered
NO_SORT = N_("“%(value)s” orders no list of countries: it is by name, region, income, records or newest.")


@views.get("/countries")
def all_countries() -> str:
    """Every country; or those that the text of the address names. What is no order is said and left out."""
    here, name = visit(), next(iter(SORTS))
    text, asked = request.args.get(TEXT, "").strip()[:LONGEST], request.args.get(SORT, "") or name
    sort = asked if asked in SORTS else name
    return render_template(
        "countries.html",
        view=country_table(here.snapshot, here.labels, here.links, named(text, here.labels), sort),
        text=text,
        sort=sort,
        sorts=[(one, label, _address(text, one)) for one, label in SORTS.items()],
        falling=FALLING,
        wrong="" if asked in SORTS else Sentence(NO_SORT, value=asked).said(here.language),
    )


def _address(text: str, sort: str) -> str:
    """Of the list of those that a text names, in an order."""
    links = visit().links
    return links.with_more(links.page("/countries"), {TEXT: text, SORT: "" if sort == next(iter(SORTS)) else sort})


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
