"""The page of one country: its figures, its records by kind, and what concerns it without naming it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from search.answers import Hit
from search.authorities import programmes
from search.index import Snapshot, newest
from search.queries import Query, Selection
from search.records import NONE, Record
from search.text import fold
from webapp.languages import Labels
from webapp.links import Links
from webapp.presenters.browse import Browser, CountedValue
from webapp.presenters.cards import Card, CardMaker
from webapp.presenters.country_groups import PROGRAMMES, READ, CountryGroup, country_groups
from webapp.presenters.figures import CountryFigures, country_figures
from webapp.presenters.histogram import Histogram, histogram
from webapp.presenters.peers import Peers, peers
from webapp.presenters.sourced import Sourced, sourced
from webapp.presenters.versions import versions, works_of

GLOBAL = "global"  # the region of what concerns every country
WRITERS = 8
REGIONAL = 4


@dataclass(slots=True)
class Place:
    """A region or group that the country belongs to, and since when that is so held."""

    label: str
    url: str
    date: str
    source: Sourced


@dataclass(slots=True)
class CountryPage:
    """Everything that country.html prints."""

    iso3: str
    name: str
    total: int
    search: Query
    search_url: str
    browse: Browser
    years: Histogram
    groups: list[CountryGroup]
    writers: list[CountedValue]
    peers: Peers
    regional: list[Card]
    regional_total: int
    regional_url: str
    figures: CountryFigures
    regions: list[Place]
    memberships: list[Place]
    programmes: list[tuple[str, str]]  # name, address: of those that are no record of a group


def country_query(iso3: str, lang: str) -> Query:
    """The records of a country; they are counted, and shown by kind (see country_groups.py)."""
    return Query(lang=lang, size=1).with_("country", iso3).with_sort("newest")


def country_page(iso3: str, snapshot: Snapshot, labels: Labels, links: Links) -> CountryPage:
    """Put the page together."""
    query = country_query(iso3, labels.language.code)
    results = snapshot.search(query)
    regional = regional_query(iso3, labels)
    wider = [regional] if regional.selections else []
    plain, groups = query.plain(), country_groups(results, snapshot, labels, links)
    figures = country_figures(iso3, snapshot, labels, links)
    browse = Browser(replace(results, query=plain), labels, links)
    return CountryPage(
        iso3=iso3,
        name=labels.value("country", iso3),
        total=results.total,
        search=plain,
        search_url=links.search(plain),
        browse=browse,
        years=histogram(results.facets["year"], plain, labels, links),
        groups=groups,
        writers=browse.entries("organisation")[:WRITERS],
        peers=peers(iso3, results, labels, links),
        regional=[card for found in newest(snapshot, wider, READ) for card in _cards(found, snapshot, labels, links)],
        regional_total=sum(snapshot.count(wider)),
        regional_url=links.search(regional.plain()),
        figures=figures,
        regions=_places("region", labels.countries.regions(iso3), labels, links),
        memberships=_places("country_group", labels.countries.groups(iso3), labels, links),
        programmes=list(_other_programmes(iso3, groups, links)),
    )


def regional_query(iso3: str, labels: Labels) -> Query:
    """What concerns the country's regions, or the world, and names no country.

    A region matches whatever is narrower, so its other parts are refused: who asks for Kenya is not shown what is
    about Western Africa alone. Without selections where the country belongs to no region.
    """
    taxonomy = labels.taxonomy
    own = {*labels.countries.regions(iso3), *([GLOBAL] if taxonomy.concept("region", GLOBAL) else [])}
    if not own:
        return Query(lang=labels.language.code)
    below = {narrower for region in own for narrower in taxonomy.descendants("region", region)}
    regions = Selection(any=frozenset(own), not_=frozenset(below - own))
    chosen = {"country": Selection(any=frozenset({NONE})), "region": regions}
    return Query(selections=chosen, sort="newest", lang=labels.language.code)


def _other_programmes(iso3: str, groups: list[CountryGroup], links: Links) -> Iterator[tuple[str, str]]:
    """Those by name that do not stand in the table of programmes, under any of their names."""
    entries = [entry for group in groups if group.id == PROGRAMMES for entry in group.entries]
    shown = {fold("".join(segment.text for segment in entry.record.segments)) for entry in entries}
    for key, one in programmes().known.items():
        if one.country == iso3 and not shown & {fold(name) for name in (one.name, *(name for _, name in one.others))}:
            yield one.name, links.programme(key)


def _cards(records: Sequence[Record], snapshot: Snapshot, labels: Labels, links: Links) -> list[Card]:
    """The first works of the records, each once."""
    shown = works_of(records, REGIONAL, snapshot, labels)
    cards = CardMaker(labels, links, Query(lang=labels.language.code)).cards(Hit(work.record) for work in shown)
    for card, work in zip(cards, shown, strict=True):
        card.versions = versions(work, labels, links)
    return cards


def _places(scheme: str, ids: tuple[str, ...], labels: Labels, links: Links) -> list[Place]:
    """The widest first."""
    concepts = [concept for id_ in ids if (concept := labels.taxonomy.concept(scheme, id_)) is not None]
    concepts.sort(key=lambda concept: len(labels.taxonomy.broader(scheme, concept.id)))
    return [
        Place(labels.value(scheme, c.id), links.concept(scheme, c.id), c.date or "", sourced(c.source, labels.language))
        for c in concepts
    ]
