"""All countries, by region, each with the number of its records."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from search.records import INTERFACE_LANGUAGES
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


def named(text: str, labels: Labels) -> list[str] | None:
    """The countries (ISO3) that a text names, or begins a word in a name of: in any language, or by code; None for "".

    Where there are none, those with a name that is written nearly so.
    """
    key = fold(text)
    if not key:
        return None
    countries = labels.countries
    coded = countries.known(text)
    found = {iso3 for iso3 in countries.codes for one in _names(iso3, labels) if f" {key}" in f" {fold(one)}"}
    return sorted(found.union(coded.candidates if coded else ()) or countries.near(text))


def _names(iso3: str, labels: Labels) -> Iterable[str]:
    countries = labels.countries
    return (iso3, *(countries.name(iso3, lang) for lang in INTERFACE_LANGUAGES), *countries.names(iso3))


def regions(browse: Browser, labels: Labels, links: Links, only: Collection[str] | None = None) -> list[Region]:
    """The regions that have countries of their own, in the order of the taxonomy; only: of these countries alone."""
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
    if only is not None:
        for region in found:
            region.countries = [country for country in region.countries if country.iso3 in only]
    return [region for region in found if region.countries]


def _countries(codes: Iterable[str], browse: Browser, labels: Labels, links: Links) -> list[Country]:
    countries = [
        Country(iso3, labels.value("country", iso3), links.country(iso3), browse.count("country", iso3))
        for iso3 in codes
    ]
    return sorted(countries, key=lambda country: fold(country.name))
