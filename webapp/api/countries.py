"""/api/v1/countries and /<ISO3>: where there is knowledge about, and all that the page of a country tells."""

from collections.abc import Iterator

from flask import Blueprint, Response, redirect
from msgspec import convert
from werkzeug.wrappers import Response as AnyResponse

from search.answers import Results
from search.authorities import programmes
from search.index import deadline
from search.queries import Query
from search.records import FACETS, INTERFACE_LANGUAGES
from webapp.api.answers import Facets, IndexState, as_json
from webapp.api.facets import facet_counts
from webapp.api.indicators import indicators
from webapp.api.vocabulary_answers import (
    CountriesAnswer,
    CountryAnswer,
    CountryEntry,
    Membership,
    NamedProgramme,
    RegionalRecords,
)
from webapp.asking import known_country, nothing_else
from webapp.presenters import everything, regional_query
from webapp.visit import Visit, visit

views = Blueprint("api_countries", __name__)


@views.get("/api/v1/countries")
@deadline.limited()
def all_countries() -> Response:
    """Every country with how many records are about it."""
    nothing_else("lang")
    here = visit()
    counts = _counts(here.snapshot.search(everything(here.language.code, 1)))
    entries = (_entry(iso3, counts.get(iso3, 0), here) for iso3 in sorted(here.labels.countries.codes))
    return as_json(CountriesAnswer(_state(here), tuple(entries)))


@views.get("/api/v1/countries/<path:code>")
@deadline.limited()
def country(code: str) -> Response | AnyResponse:
    """One country; other codes and names lead to the one of its ISO 3166 code."""
    nothing_else("lang")
    here = visit()
    iso3 = known_country(code)
    if iso3 != code:
        return redirect(here.links.in_api(f"countries/{iso3}"))
    return as_json(_answer(iso3, here))


def _answer(iso3: str, here: Visit) -> CountryAnswer:
    results = here.snapshot.search(_question(iso3, here))
    links, labels = here.links, here.labels
    regional = regional_query(iso3, labels)
    total = here.snapshot.count([regional])[0] if regional.selections else 0
    had, absent = indicators(iso3, here)
    return CountryAnswer(
        index=_state(here),
        country=_entry(iso3, results.total, here),
        also_called=labels.countries.names(iso3),
        memberships=(
            *_memberships("region", labels.countries.regions(iso3), here),
            *_memberships("country_group", labels.countries.groups(iso3), here),
        ),
        indicators=had,
        absent=absent,
        programmes=tuple(
            NamedProgramme(key, one.name, links.absolute(links.programme(key)))
            for key, one in programmes().known.items()
            if one.country == iso3
        ),
        regional=RegionalRecords(total, _link(regional, here)),
        facets=Facets(*(facet_counts(results.facets[facet.name], labels) for facet in FACETS)),
        widget=links.absolute(links.widget(iso3)),
    )


def _question(iso3: str, here: Visit) -> Query:
    return Query(lang=here.language.code).with_("country", iso3)


def _entry(iso3: str, count: int, here: Visit) -> CountryEntry:
    countries, links = here.labels.countries, here.links
    return CountryEntry(
        iso3=iso3,
        iso2=countries.iso2(iso3),
        label=here.labels.value("country", iso3),
        names={lang: countries.name(iso3, lang) for lang in INTERFACE_LANGUAGES},
        region=countries.regions(iso3),
        country_group=countries.groups(iso3),
        count=count,
        url=links.absolute(links.country(iso3)),
        api=links.absolute(links.in_api(f"countries/{iso3}")),
        search=_link(_question(iso3, here), here),
    )


def _memberships(scheme: str, ids: tuple[str, ...], here: Visit) -> Iterator[Membership]:
    for one in ids:
        if concept := here.labels.taxonomy.concept(scheme, one):
            url = here.links.absolute(here.links.concept(scheme, one))
            label = here.labels.value(scheme, one)
            yield Membership(scheme, one, label, concept.date or "", concept.source or "", url)


def _counts(results: Results) -> dict[str, int]:
    return {bucket.value: bucket.count for bucket in results.facets["country"].buckets}


def _state(here: Visit) -> IndexState:
    return convert(here.snapshot.status, IndexState, from_attributes=True)


def _link(query: Query, here: Visit) -> str:
    return here.links.absolute(here.links.search(query, "/api/v1/search"))
