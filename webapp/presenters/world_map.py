"""The map of a search: how many of its records are about each country, in classes of about as many countries each."""

from collections.abc import Sequence
from dataclasses import dataclass

from search.index import Snapshot, Tally, tally
from search.queries import Query
from search.records import NONE
from search.text import fold
from webapp.languages import Labels
from webapp.links import Links
from webapp.presenters.chips import as_text

COUNTRY = "country"
CLASSES = 5  # colours that can be told apart, and have an order
WAYS = ("count", "share")  # what colours a country: its records, or which share of all of its records they are


@dataclass(slots=True)
class Land:
    """A country. share: per cent of the answer; of_all: per cent of what the index has on it. step: its class, from 1;
    0 without a record here.
    """

    iso3: str
    name: str
    count: int
    share: float
    of_all: float
    url: str
    page: str
    whole: int
    step: int = 0


@dataclass(slots=True)
class Step:
    """A class of the legend: its number, its least and greatest value, and how many countries are in it."""

    number: int
    least: float
    most: float
    countries: int


@dataclass(slots=True)
class WorldMap:
    """What map.html prints. lands: all countries, those with most first. several: records that are about more than one
    country make the numbers add up to more than the total.
    """

    asked: str
    query: Query
    results: str
    total: int
    by: str
    lands: list[Land]
    steps: list[Step]
    nowhere: int
    nowhere_url: str

    @property
    def found(self) -> list[Land]:
        """The countries with records."""
        return [land for land in self.lands if land.count]

    @property
    def empty(self) -> list[Land]:
        """The others, by name."""
        return [land for land in self.lands if not land.count]


def world_map(snapshot: Snapshot, query: Query, labels: Labels, links: Links, by: str) -> WorldMap:
    """Of any search; by: one of WAYS. Two requests. Raises QueryError."""
    query = query.plain()
    here = tally(snapshot, query, (COUNTRY,))
    everywhere = tally(snapshot, Query(lang=query.lang), (COUNTRY,)) if query != Query(lang=query.lang) else here
    lands = _lands(query, here, everywhere, labels, links)
    return WorldMap(
        asked=as_text(query, labels, links),
        query=query,
        results=links.search(query),
        total=here.total,
        by=by,
        lands=sorted(lands, key=lambda land: (-_value(land, by), -land.count, fold(land.name))),
        steps=classified(lands, by),
        nowhere=here.missing[COUNTRY],
        nowhere_url=links.search(narrowed(query, COUNTRY, NONE)),
    )


def narrowed(query: Query, facet: str, value: str) -> Query:
    """The search whose total is the count of a value among the records of the answer."""
    return query.with_(facet, value, "all" if query.selection(facet).any else "any")


def classified(lands: Sequence[Land], by: str) -> list[Step]:
    """Give each country with records its class, and say which there are; equal values are in one class.

    Quantiles: each class has about as many countries; there are fewer classes where there are few values.
    """
    members: dict[float, list[Land]] = {}
    for land in sorted((land for land in lands if land.count), key=lambda land: _value(land, by)):
        members.setdefault(_value(land, by), []).append(land)
    classes = _parted([len(of) for of in members.values()])
    spread = (CLASSES - 1) / max(1, max(classes, default=0))  # few classes take colours that are far apart
    steps: dict[int, Step] = {}
    for (value, of), place in zip(members.items(), classes, strict=True):
        step = steps.setdefault(place, Step(round(1 + place * spread), value, value, 0))
        step.most, step.countries = value, step.countries + len(of)
        for land in of:
            land.step = step.number
    return list(steps.values())


def _parted(sizes: Sequence[int]) -> list[int]:
    """Of each group, in their order, the class that it goes into: a class is full when it has its part of what is left.

    A group that would bring a class further from its part than it is goes into the next.
    """
    found, place, held, left = [], 0, 0, sum(sizes)
    for size in sizes:
        part = left / (CLASSES - place)
        if held and place < CLASSES - 1 and abs(held + size - part) >= abs(part - held):
            place, left, held = place + 1, left - held, 0
        held += size
        found.append(place)
    return found


def _value(land: Land, by: str) -> float:
    return land.of_all if by == "share" else land.count


def _lands(query: Query, here: Tally, everywhere: Tally, labels: Labels, links: Links) -> list[Land]:
    def land(iso3: str) -> Land:
        count = here.counts[COUNTRY].get(iso3, 0)
        whole = max(count, everywhere.counts[COUNTRY].get(iso3, 0))
        return Land(
            iso3=iso3,
            name=labels.value(COUNTRY, iso3),
            count=count,
            share=_per_cent(count, here.total),
            of_all=_per_cent(count, whole),
            url=links.search(narrowed(query, COUNTRY, iso3)) if count else "",
            page=links.country(iso3),
            whole=whole,
        )

    return [land(iso3) for iso3 in labels.countries.codes]


def _per_cent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0
