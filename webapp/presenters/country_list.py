"""All countries, by region, each with the number of its records."""

from collections.abc import Iterable
from dataclasses import dataclass

from search.text import fold
from webapp.languages import Labels
from webapp.links import Links
from webapp.presenters.browse import Browser


@dataclass(slots=True)
class Country:
    """A country and its page."""

    iso3: str
    name: str
    url: str
    count: int


@dataclass(slots=True)
class Region:
    """A region with its countries by name; the last one, without an id, holds those that belong to none."""

    id: str
    name: str
    url: str
    count: int
    countries: list[Country]


def regions(browse: Browser, labels: Labels, links: Links) -> list[Region]:
    """The regions that have countries of their own, in the order of the taxonomy."""
    scheme = labels.taxonomy.schemes.get("region")
    found: list[Region] = []
    seen: set[str] = set()
    for concept in scheme.concepts.values() if scheme else ():
        if concept.deprecated or not concept.members or labels.taxonomy.narrower("region", concept.id):
            continue  # the countries of a region with parts are listed under these
        seen.update(concept.members)
        name = labels.value("region", concept.id)
        count, url = browse.count("region", concept.id), browse.url("region", concept.id)
        found.append(Region(concept.id, name, url, count, _countries(concept.members, browse, labels, links)))
    if rest := [iso3 for iso3 in labels.countries.codes if iso3 not in seen]:
        found.append(Region("", "", "", 0, _countries(rest, browse, labels, links)))
    return found


def _countries(codes: Iterable[str], browse: Browser, labels: Labels, links: Links) -> list[Country]:
    countries = [
        Country(iso3, labels.value("country", iso3), links.country(iso3), browse.count("country", iso3))
        for iso3 in codes
    ]
    return sorted(countries, key=lambda country: fold(country.name))
