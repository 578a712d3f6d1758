"""/compare: two or three countries, or searches, side by side."""

from dataclasses import replace
from urllib.parse import parse_qsl

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from search.index import deadline
from search.queries import Query, read_parameters
from search.sentences import N_, Sentence
from webapp.presenters import MOST_SIDES, address, compared_as, comparison
from webapp.visit import visit

views = Blueprint("compare", __name__)

SIDE = "side"  # parameter, several times: the parameters of one search
WORDS, COUNTRY = "q", "country"  # parameters of the form, several times: a further search
TOO_MANY = N_("Only %(limit)s searches are compared at once: the first ones are shown.")
NOWHERE = N_("“%(text)s” is not the name or code of a country: choose one from the list.")


@views.get("/compare")
@deadline.limited()
def compare() -> str | AnyResponse:
    """The table; a form for what is missing of two sides."""
    here = visit()
    queries, problems = _sides()
    added, wrong = _added()
    problems += wrong
    sides = list(dict.fromkeys([*queries, *added]))
    if len(sides) > MOST_SIDES:
        sides, problems = sides[:MOST_SIDES], [*problems, Sentence(TOO_MANY, limit=MOST_SIDES)]
    if not problems and request.args.getlist(SIDE) != [compared_as(query) for query in sides]:
        return redirect(address(sides, here.links))
    return render_template(
        "compare.html",
        view=comparison(here.snapshot, sides, here.labels, here.links),
        problems=[problem.said(here.language) for problem in problems],
        rows=max(2 - len(sides), min(1, MOST_SIDES - len(sides))),
        names=sorted(here.labels.value("country", iso3) for iso3 in here.labels.countries.codes),
    )


def _sides() -> tuple[list[Query], list[Sentence]]:
    """The searches of the address; what of one is not understood is named, and left out."""
    here, queries, problems = visit(), [], []
    for written in request.args.getlist(SIDE):
        reading = read_parameters(parse_qsl(written.removeprefix("?")), here.snapshot.vocabulary)
        problems += [*reading.problems, *reading.beyond, *reading.notes]
        if not reading.beyond:
            queries.append(_of_page(reading.query))
    return queries, problems


def _added() -> tuple[list[Query], list[Sentence]]:
    """The searches that the form adds: words, a country, or words within a country."""
    here, queries, problems = visit(), [], []
    words, countries = request.args.getlist(WORDS), request.args.getlist(COUNTRY)
    for place in range(max(len(words), len(countries))):
        pairs = [(WORDS, value) for value in words[place : place + 1] if value.strip()]
        for text in filter(str.strip, countries[place : place + 1]):
            iso3 = here.snapshot.authorities.countries.resolve(text).iso3
            pairs += [(COUNTRY, iso3)] if iso3 else []
            problems += [] if iso3 else [Sentence(NOWHERE, text=text)]
        if pairs:
            reading = read_parameters(pairs, here.snapshot.vocabulary)
            problems += reading.beyond
            queries += [] if reading.beyond else [_of_page(reading.query)]
    return queries, problems


def _of_page(query: Query) -> Query:
    return replace(query.plain(), lang=visit().language.code)
