"""Searches and key readings of a collection: what is unknown or retired in them, and what finds nothing."""

from collections.abc import Iterator

from search.authorities import Vocabulary
from search.collections.asking import parameters, reading_of
from search.collections.collection import Collection
from search.collections.file import CollectionFile
from search.index import Snapshot
from search.queries import Query, limits
from search.records import BY_NAME
from search.sentences import Sentence
from search.strict_yaml import Where

RETIRED = "%(facet)s=%(value)s is retired: write %(facet)s=%(now)s"
OTHERWISE = "%(facet)s=%(value)s is read as %(facet)s=%(now)s: write that"
EMPTY = "the search finds no record of this index: ask for less, or remove it"
DEAD = "“%(id)s” is no record of this index: remove it, or correct the id"
MERGED = "“%(id)s” was merged into “%(now)s”: write that"
Flaw = tuple[Where, str, str, Sentence]


def check_searches(collection: Collection, vocabulary: Vocabulary, snapshot: Snapshot | None) -> Iterator[Flaw]:
    """Of the collection, and of each section; with a snapshot also which of them are empty.

    Where the collection's own search is wrong or empty, so is that of each section: only the former is told.
    """
    file = collection.file
    own: Where = ("search" if file.search else "period",)
    wrong = [*_written(own, file.search, vocabulary), *_empty(own, collection.asked(vocabulary), snapshot)]
    yield from wrong
    for place, section in enumerate(file.sections):
        where = ("sections", place, "search")
        unsound = list(_written(where, section.search, vocabulary))
        yield from unsound
        if not _faulty(wrong) and not _faulty(unsound):
            yield from _empty(where, collection.section(section, vocabulary), snapshot)


def _faulty(flaws: list[Flaw]) -> bool:
    return any(severity == "error" for _, severity, _, _ in flaws)


def _empty(where: Where, query: Query | None, snapshot: Snapshot | None) -> Iterator[Flaw]:
    """What finds nothing, or may not be asked at all."""
    beyond = limits(query) if query else []
    for limit in beyond:
        yield where, "error", "search", limit
    if snapshot and query and not beyond and not snapshot.count([query])[0]:
        yield where, "error", "empty", Sentence(EMPTY)


def _written(where: Where, written: str, vocabulary: Vocabulary) -> Iterator[Flaw]:
    reading = reading_of(written, vocabulary)  # of nothing, nothing is asked
    for problem in (*reading.problems, *reading.beyond):
        yield where, "error", "search", problem
    for note in reading.notes:
        yield where, "warning", "search", note
    for name, value in parameters(written):
        facet = name.partition(".")[0]
        now = vocabulary.canonical(facet, value) if facet in BY_NAME else None
        if now and now != value:
            retired = BY_NAME[facet].kind == "concept" and vocabulary.taxonomy.concept(facet, value)
            told = Sentence(RETIRED if retired else OTHERWISE, facet=facet, value=value, now=now)
            yield where, "warning", "retired" if retired else "search", told


def check_pins(file: CollectionFile, snapshot: Snapshot) -> Iterator[Flaw]:
    """Those that are not in the index, or have another id there."""
    there = snapshot.fetch(list(file.pins))
    for place, pin in enumerate(file.pins):
        if pin in there:
            continue
        now = snapshot.kept_as(pin)
        where = ("pins", place)
        if now:
            yield where, "warning", "pin", Sentence(MERGED, id=pin, now=now)
        else:
            yield where, "error", "pin", Sentence(DEAD, id=pin)
