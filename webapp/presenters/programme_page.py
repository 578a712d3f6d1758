"""The pages of programmes by name: a list by country, and one with what is known of it and the records that name it."""

from dataclasses import dataclass

from search.authorities import Programme, programmes
from search.index import Condition, Snapshot
from search.queries import Query
from webapp.languages import Labels, direction
from webapp.links import Links
from webapp.presenters.cards import Card, CardMaker

FACET = "named_programme"
SHOWN = 20  # records; a search has them all


@dataclass(slots=True)
class Linked:
    """A name that leads to a page."""

    label: str
    url: str
    count: int = 0


@dataclass(slots=True)
class OtherName:
    """A name in another language."""

    text: str
    lang: str
    direction: str


@dataclass(slots=True)
class ProgrammePage:
    """Everything that programme.html prints. years: `2003–2021`, as far as known."""

    id: str
    programme: Programme
    names: list[OtherName]
    country: Linked
    years: str
    categories: list[Linked]
    people: list[Linked]
    before: Linked | None
    after: Linked | None
    total: int
    cards: list[Card]
    search: Query
    search_url: str


@dataclass(slots=True)
class CountryProgrammes:
    """A country (ISO3) and its programmes, with how many records name each."""

    id: str
    country: Linked
    programmes: list[Linked]


def programme_page(identifier: str, snapshot: Snapshot, labels: Labels, links: Links) -> ProgrammePage:
    """Put the page together."""
    one = programmes().known[identifier]
    asked = naming(identifier, labels)
    query, results = asked.plain(), snapshot.search(asked.with_sort("newest"))
    return ProgrammePage(
        id=identifier,
        programme=one,
        names=[OtherName(text, lang, direction(lang)) for lang, text in one.others],
        country=Linked(labels.value("country", one.country), links.country(one.country)),
        years=_years(one),
        categories=[_concept("programme", kind, labels, links) for kind in one.kind],
        people=[_concept("population", people, labels, links) for people in one.population],
        before=_beside(one.predecessor, links),
        after=_beside(one.successor, links),
        total=results.total,
        cards=CardMaker(labels, links, Query(lang=labels.language.code)).cards(results.hits),
        search=query,
        search_url=links.search(query),
    )


def naming(identifier: str, labels: Labels) -> Query:
    """The search for the records that name a programme."""
    return Query(lang=labels.language.code, size=SHOWN).with_(FACET, programmes().value(identifier))


def programme_list(snapshot: Snapshot, labels: Labels, links: Links) -> list[CountryProgrammes]:
    """Every programme, by the names of the countries in the language of the page."""
    counts = snapshot.values(FACET, Condition())
    found: dict[str, list[Linked]] = {}
    for identifier, one in programmes().known.items():
        linked = Linked(one.name, links.programme(identifier), counts.get(programmes().value(identifier), 0))
        found.setdefault(one.country, []).append(linked)
    listed = [
        CountryProgrammes(iso3, Linked(labels.value("country", iso3), links.country(iso3)), _in_order(several))
        for iso3, several in found.items()
    ]
    return sorted(listed, key=lambda one: one.country.label.casefold())


def _in_order(several: list[Linked]) -> list[Linked]:
    return sorted(several, key=lambda one: (-one.count, one.label.casefold()))


def _concept(scheme: str, concept: str, labels: Labels, links: Links) -> Linked:
    return Linked(labels.value(scheme, concept), links.concept(scheme, concept))


def _beside(identifier: str | None, links: Links) -> Linked | None:
    return Linked(programmes().known[identifier].name, links.programme(identifier)) if identifier else None


def _years(one: Programme) -> str:
    return f"{one.start or '…'}–{one.end or '…'}" if one.end else str(one.start or "")
