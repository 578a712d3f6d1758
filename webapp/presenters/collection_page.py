"""The pages of collections: a list of all, and one with its key readings, sections, filters, tables and files."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from search.answers import Hit, Results
from search.authorities import Link
from search.collections import Collection
from search.errors import QueryError
from search.index import Order, Snapshot, condition, record_of
from search.queries import Query
from search.records import shown
from webapp.languages import Labels, direction
from webapp.links import Links
from webapp.presenters.answer import content_types
from webapp.presenters.browse import Browser, CountedValue
from webapp.presenters.cards import Card, CardMaker
from webapp.presenters.chips import as_text
from webapp.presenters.collection_matrix import Crossed, crossed

FACETS = ("country", "programme", "content_type", "population", "language")
MOST_VALUES = 8  # of a facet; a search has them all
NEWEST = 4  # records of a collection
OF_SECTION = 3  # records of a section


@dataclass(slots=True)
class Said:
    """A text of the file, in the language of the page where it has that."""

    text: str
    lang: str
    direction: str


@dataclass(slots=True)
class Listed:
    """A collection in the list of all.

    count: the records of its search, at that address; None where it has key readings alone.
    """

    title: Said
    introduction: Said
    url: str
    pins: int
    count: int | None = None
    search: str = ""


@dataclass(slots=True)
class Part:
    """A section: its newest records, and where they all are."""

    title: Said
    count: int
    url: str
    newest: list[Card]


@dataclass(slots=True)
class Filter:
    """A facet with its most frequent values, each a search within the collection."""

    name: str
    label: str
    values: list[CountedValue]
    more: bool


@dataclass(slots=True)
class CollectionPage:
    """Everything that collection.html prints. gone: pins that are not in this index.

    search: None where it has key readings alone; asked: the same in words. kinds: the content types of its records, for
    which some files are. licences: (source, its licence).
    """

    id: str
    title: Said
    introduction: Said
    pins: list[Card]
    gone: list[str]
    kinds: Sequence[str | None]
    search: Query | None = None
    asked: str = ""
    url: str = ""
    total: int = 0
    newest: list[Card] = field(default_factory=list)
    newest_url: str = ""
    parts: list[Part] = field(default_factory=list)
    filters: list[Filter] = field(default_factory=list)
    matrix: Crossed | None = None
    table: str = ""
    licences: list[tuple[str, Link]] = field(default_factory=list)


def said(texts: Mapping[str, str], labels: Labels) -> Said:
    """Its own language, else English."""
    chosen = texts if labels.language.code in texts or "en" not in texts else {"en": texts["en"]}
    lang, text = shown(dict(chosen), labels.language.code)
    return Said(text, lang, direction(lang))


def collection_list(
    collections: Iterable[Collection], snapshot: Snapshot, labels: Labels, links: Links
) -> list[Listed]:
    """By title, with the number of records of each."""
    several = list(collections)
    asked = {one.id: query for one in several if (query := one.question(snapshot.vocabulary, labels.language.code))}
    counts = dict(zip(asked, _counts(list(asked.values()), snapshot), strict=False))
    listed = [
        Listed(
            said(one.file.title, labels),
            said(one.file.introduction, labels),
            links.collection(one.id),
            len(one.file.pins),
            counts.get(one.id),
            links.search(asked[one.id]) if one.id in asked else "",
        )
        for one in several
    ]
    return sorted(listed, key=lambda one: one.title.text.casefold())


def _counts(queries: list[Query], snapshot: Snapshot) -> list[int]:
    """None at all where one of them takes too long: the page that lists them has other things to say."""
    try:
        return snapshot.count(queries)
    except QueryError:
        return []


def collection_page(collection: Collection, snapshot: Snapshot, labels: Labels, links: Links) -> CollectionPage:
    """Put it together. Raises QueryError."""
    query = collection.question(snapshot.vocabulary, labels.language.code)
    pinned, gone = pins(collection, snapshot)
    plain = CardMaker(labels, links, Query(lang=labels.language.code))
    page = CollectionPage(
        collection.id,
        said(collection.file.title, labels),
        said(collection.file.introduction, labels),
        plain.cards(pinned),
        gone,
        [hit.record.content_type for hit in pinned],
    )
    return _with_records(page, collection, query, snapshot, (labels, links)) if query else page


def _with_records(
    page: CollectionPage, collection: Collection, query: Query, snapshot: Snapshot, words: tuple[Labels, Links]
) -> CollectionPage:
    """The page with what its search finds."""
    labels, links = words
    results = snapshot.search(replace(query, sort="newest", size=NEWEST))
    matrix = collection.file.matrix
    return replace(
        page,
        search=query,
        asked=as_text(query, labels, links),
        url=links.search(query),
        total=results.total,
        kinds=content_types(results),
        newest=CardMaker(labels, links, Query(lang=labels.language.code)).cards(results.hits),
        newest_url=links.search(query.with_sort("newest")),
        parts=_parts(collection, snapshot, labels, links),
        filters=_filters(query, Browser(results, labels, links), labels),
        matrix=crossed(matrix, query, snapshot, labels, links) if matrix else None,
        table=links.collection(collection.id, "/table") if collection.file.table else "",
        licences=_licences(results, labels),
    )


def pins(collection: Collection, snapshot: Snapshot) -> tuple[list[Hit], list[str]]:
    """The key readings in their order, by the ids that they have now; and the ids that nothing is known by."""
    found = snapshot.fetch(list(collection.file.pins))
    moved = {pin: snapshot.kept_as(pin) for pin in collection.file.pins if pin not in found}
    found |= snapshot.fetch([now for now in moved.values() if now])
    known = [moved.get(pin, pin) for pin in collection.file.pins]
    hits = [Hit(record_of(found[one])) for one in dict.fromkeys(known) if one in found]
    return hits, [pin for pin, now in moved.items() if now not in found]


def _parts(collection: Collection, snapshot: Snapshot, labels: Labels, links: Links) -> list[Part]:
    made = CardMaker(labels, links, Query(lang=labels.language.code))
    parts = collection.parts(snapshot.vocabulary, labels.language.code)
    queries = [query for _, query in parts]
    totals = snapshot.count(queries)  # neither facets nor marks: a page has many sections
    asked = [condition(query, snapshot.understood(query).reached.tree) for query in queries]
    newest = snapshot.first(asked, Order("sort.newest"), OF_SECTION)
    return [
        Part(said(section.title, labels), total, links.search(query), made.cards(map(Hit, records)))
        for (section, query), total, records in zip(parts, totals, newest, strict=True)
    ]


def _filters(query: Query, browse: Browser, labels: Labels) -> list[Filter]:
    """Of facets in which the collection itself chooses nothing: there every number is that of its records."""
    found = []
    for name in FACETS:
        values: Sequence[CountedValue] = browse.entries(name)
        if values and not query.selection(name):
            found.append(Filter(name, labels.field(name), list(values[:MOST_VALUES]), len(values) > MOST_VALUES))
    return found


def _licences(results: Results, labels: Labels) -> list[tuple[str, Link]]:
    """Of the sources whose records are found, where the page About says it."""
    sources = [
        (bucket.value, labels.about.source(bucket.value)) for bucket in results.facets["source"].buckets if bucket.count
    ]
    return [(labels.value("source", name), one.licence) for name, one in sources if one and one.licence]
