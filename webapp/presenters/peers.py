"""Peers of a country: those of its region and income group on which there are the most records."""

from dataclasses import dataclass

from search.answers import Results
from search.queries import Query
from webapp.languages import Labels
from webapp.links import Links
from webapp.presenters.compare import address

MOST = 5
TWO = 2  # that are compared with the country at once
INCOME = "income"  # what the id of an income group ends with


@dataclass(slots=True)
class Peer:
    """Another country. compared: the address that compares both."""

    name: str
    url: str
    count: int
    compared: str


@dataclass(slots=True)
class Peers:
    """alike: the region and income group that they share. both: the address that compares the first two with it."""

    alike: list[str]
    peers: list[Peer]
    both: str


def peers(iso3: str, results: Results, labels: Labels, links: Links) -> Peers:
    """results: an answer that is about the country alone, so that its counts of countries are those of the index."""
    countries = labels.countries
    regions = countries.regions(iso3)
    income = own_income(iso3, labels)
    narrowest = max(regions, key=lambda one: len(labels.taxonomy.broader("region", one)), default="")
    shared = [("region", narrowest)] * bool(narrowest) + [("country_group", income)] * bool(income)
    counts = {bucket.value: bucket.count for bucket in results.facets["country"].buckets}
    found = [
        other
        for other, count in counts.items()
        if count and other != iso3 and (not narrowest or narrowest in countries.regions(other))
        and (not income or income in countries.groups(other))
    ] if shared else []  # fmt: skip
    first = sorted(found, key=lambda other: (-counts[other], other))[:MOST]
    own = Query(lang=labels.language.code).with_("country", iso3)
    sides = [Query(lang=labels.language.code).with_("country", other) for other in first]
    return Peers(
        [labels.value(facet, value) for facet, value in shared],
        [
            Peer(labels.value("country", other), links.country(other), counts[other], address([own, side], links))
            for other, side in zip(first, sides, strict=True)
        ],
        address([own, *sides[:TWO]], links) if len(first) >= TWO else "",
    )


def own_income(iso3: str, labels: Labels) -> str:
    """The income group of a country; empty where the World Bank has put it into none."""
    return next((group for group in labels.countries.groups(iso3) if group.endswith(INCOME)), "")
