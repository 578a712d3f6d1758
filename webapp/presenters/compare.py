"""Two or three searches side by side: how many, the newest, counts by facet, what only one has."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from search.answers import Hit
from search.index import Snapshot, Tally, in_common, tally
from search.queries import Query
from search.records import FACETS, NONE, shown
from webapp.languages import Labels
from webapp.links import Links
from webapp.presenters.chips import as_text

MOST_SIDES = 3
COMPARED = ("content_type", "programme", "population", "topic", "cross_cutting", "language")
NEWEST = 3  # records of each side
MOST_ROWS = 10  # of a facet: the most frequent values
MOST_ALONE = 12  # values that only one side has

Pair = tuple[Query, Tally]


@dataclass(slots=True)
class Newest:
    """One of the newest records."""

    title: str
    lang: str
    url: str
    date: str


@dataclass(slots=True)
class Side:
    """One of the searches. words: how its parameters are written in the address of the page; without: that address
    without it. alone: values that no other side has; only: how many records no other side finds, where it can be told.
    """

    words: str
    label: str
    url: str
    total: int
    newest: list[Newest]
    without: str
    alone: "list[Cell]"
    only: int | None = None


@dataclass(slots=True)
class Cell:
    """Records of a side with a value. share: per cent of that side's records, in whole numbers."""

    label: str
    count: int
    url: str
    share: int


@dataclass(slots=True)
class Comparison:
    """What compare.html prints. facets: name -> rows of (value, a cell for each side). common: records of all sides."""

    sides: list[Side]
    facets: list[tuple[str, list[tuple[str, list[Cell]]]]]
    common: int | None


def comparison(snapshot: Snapshot, queries: Sequence[Query], labels: Labels, links: Links) -> Comparison:
    """Of at most MOST_SIDES searches. Raises QueryError."""
    queries = [query.plain() for query in queries]
    tallies = [tally(snapshot, query) for query in queries]
    pairs = list(zip(queries, tallies, strict=True))
    sides = [_side(snapshot, n, pairs, labels, links) for n in range(len(pairs))]
    common = in_common(snapshot, queries) if len(queries) > 1 else None
    if common is not None:
        for side, only in zip(sides, _only(snapshot, pairs, common), strict=True):
            side.only = only
    facets = [(labels.field(name), _rows(name, pairs, labels, links)) for name in COMPARED]
    return Comparison(sides, [(name, rows) for name, rows in facets if rows], common)


def compared_as(query: Query) -> str:
    """A search as a side of the page's address: its parameters without language, order and page."""
    bare = Links().search(replace(query.plain(), lang=Query.lang))
    return bare.partition("?")[2]


def address(queries: Sequence[Query], links: Links) -> str:
    """The page that compares these."""
    return links.with_more(links.page("/compare"), {"side": [compared_as(query) for query in queries]})


def apart(query: Query) -> list[Query]:
    """The sides that a search suggests itself: each of two or three countries, or other values, that are chosen."""
    several = [facet.name for facet in FACETS if 1 < len(query.selection(facet.name).any) <= MOST_SIDES]
    if not several:
        return [query]
    name = "country" if "country" in several else several[0]
    values = sorted(query.selection(name).any)
    bare = replace(query, selections={key: chosen for key, chosen in query.selections.items() if key != name})
    kept = query.selection(name).with_values("any", frozenset())
    bare = replace(bare, selections={**bare.selections, name: kept}) if kept else bare
    return [bare.with_(name, value) for value in values]


def _side(snapshot: Snapshot, place: int, pairs: Sequence[Pair], labels: Labels, links: Links) -> Side:
    query, own = pairs[place]
    newest = snapshot.search(replace(query, sort="newest", size=NEWEST)).hits if own.total else ()
    return Side(
        words=compared_as(query),
        label=_label(query, labels, links),
        url=links.search(query),
        total=own.total,
        newest=[_newest(hit, labels, links) for hit in newest],
        without=address([one for n, (one, _) in enumerate(pairs) if n != place], links),
        alone=_alone(place, pairs, labels, links),
    )


def _label(query: Query, labels: Labels, links: Links) -> str:
    """The search in words; of one value alone its name (*Kenya*, not *in Kenya*)."""
    chosen = list(query.choices())
    if len(chosen) == 1 and chosen[0][1] != "not" and not query.q and not query.has_years:
        facet, _, value = chosen[0]
        if value != NONE:
            return labels.value(facet, value)
    return as_text(query, labels, links)


def _alone(place: int, pairs: Sequence[Pair], labels: Labels, links: Links) -> list[Cell]:
    """The values of its records that no record of another side has, the most frequent first."""
    _, own = pairs[place]
    others = [tallied for n, (_, tallied) in enumerate(pairs) if n != place]
    found = [
        _cell(name, value, pairs[place], labels, links)
        for name in COMPARED
        for value in own.counts[name]
        if others and not any(value in other.counts[name] for other in others)
    ]
    return sorted(found, key=lambda cell: (-cell.count, cell.label))[:MOST_ALONE]


def _only(snapshot: Snapshot, pairs: Sequence[Pair], common: int) -> list[int]:
    """How many records each side has alone: all of its own but those that it shares, counted once."""
    found = []
    for place, (query, own) in enumerate(pairs):
        others = [other for n, (other, _) in enumerate(pairs) if n != place]
        shared = [in_common(snapshot, [query, other]) or 0 for other in others] if others[1:] else [common]
        found.append(own.total - sum(shared) + (common if others[1:] else 0))
    return found


def _rows(name: str, pairs: Sequence[Pair], labels: Labels, links: Links) -> list[tuple[str, list[Cell]]]:
    """The values that are most frequent on any side, by their share, each with its count on every side."""
    best: dict[str, float] = {}
    for _, own in pairs:
        for value, count in own.counts[name].items():
            best[value] = max(best.get(value, 0), count / own.total)
    first = sorted(best, key=lambda value: (-best[value], value))[:MOST_ROWS]
    return [(labels.value(name, value), [_cell(name, value, pair, labels, links) for pair in pairs]) for value in first]


def _cell(name: str, value: str, pair: Pair, labels: Labels, links: Links) -> Cell:
    query, own = pair
    count = own.counts[name].get(value, 0)
    share = round(100 * count / own.total) if own.total else 0
    return Cell(labels.value(name, value), count, links.search(query.with_(name, value, "all")), share)


def _newest(hit: Hit, labels: Labels, links: Links) -> Newest:
    record = hit.record
    lang, title = shown(record.title, labels.language.code)
    return Newest(title, lang, links.record(record.id), labels.language.date(record.published or record.start or ""))
