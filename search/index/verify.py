"""Verifying: what a version keeps is read whole, and counted again from its records."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from search.errors import IndexDamaged
from search.index.document import Documents
from search.index.plan import Condition, Counting, FacetFilter, Order, Plan
from search.index.snapshot import Snapshot, record_of
from search.records import BY_NAME, FACETS, HOW, KINDS, TAGGED
from search.sentences import Sentence

Counted = tuple[str, tuple[str, ...]]  # a facet, and of which kinds its values count; none for all
BATCH = 500  # records that are looked up by their ids at a time
OTHER_TOTAL = Sentence("The index holds another number of records than it says of itself.")
OTHER_COUNTS = "The counts of %(facet)s are not those of its records."
DAMAGED = "It is damaged (%(reason)s)."
NOT_FOUND = "The record %(id)s is not found by its id."
OF_PREVIOUS = Sentence("Visitors do not see this version, and the next `spindex build` replaces it.")
OF_LIVE = Sentence("Make the index anew with `spindex build FILES`, or restore a backup.")
OF_LIVE_WITH_PREVIOUS = Sentence(
    "Make the index anew with `spindex build FILES`, show the version before with `spindex rollback`, or restore a "
    "backup."
)


@dataclass(frozen=True)
class Flaw:
    """What is not as it was written. where: a file, a folder, or a version; advice: what to do about it."""

    where: str
    what: Sentence
    advice: Sentence


def of_live(previous: bool) -> Sentence:
    """What to do about flaws of the live version. previous: there is one before it."""
    return OF_LIVE_WITH_PREVIOUS if previous else OF_LIVE


def verified(snapshot: Snapshot, where: str, advice: Sentence) -> Iterator[Flaw]:
    """The flaws of an opened version: every record is read, looked up, and counted in every facet."""
    try:
        for what in _flaws(snapshot):
            yield Flaw(where, what, advice)
    except IndexDamaged as error:
        yield damaged(error, where, advice)


def damaged(error: IndexDamaged, where: str, advice: Sentence) -> Flaw:
    """The flaw that an error tells of. where: unless it says so itself."""
    return Flaw(error.path or where, Sentence(DAMAGED, reason=error.reason), advice)


def _flaws(snapshot: Snapshot) -> Iterator[Sentence]:
    documents = Documents(snapshot.authorities.taxonomy, snapshot.authorities.countries)
    counts: dict[Counted, Counter[str]] = {(facet.name, ()): Counter() for facet in FACETS}
    counts |= {(name, (kind,)): Counter() for name in TAGGED for kind in KINDS}
    total = 0
    stream = snapshot.stream(Condition(), Order())
    while lines := list(islice(stream, BATCH)):
        records = list(map(record_of, lines))
        total += len(records)
        known = snapshot.fetch([record.id for record in records])
        for record, line in zip(records, lines, strict=True):
            if known.get(record.id) != line:
                yield Sentence(NOT_FOUND, id=record.id)
            has = documents.facet_values(record, HOW)
            for (name, kinds), counted in counts.items():
                if not kinds or kinds[0] in has:
                    counted.update(documents.facet_values(record, BY_NAME[name], kinds))
    if not total == snapshot.status.records == snapshot.totals([Condition()])[0]:
        yield OTHER_TOTAL
    wrong = (name for (name, kinds), expected in counts.items() if _counted(snapshot, name, kinds) != expected)
    yield from (Sentence(OTHER_COUNTS, facet=name) for name in dict.fromkeys(wrong))


def _counted(snapshot: Snapshot, facet: str, kinds: tuple[str, ...]) -> dict[str, int]:
    under = Condition(filters=(FacetFilter(HOW.name, any=kinds),)) if kinds else Condition()
    if BY_NAME[facet].closed:
        found = snapshot.ask(Plan(under, (Counting(under, (facet,)),))).counts[0][facet]
    else:
        found = snapshot.values(facet, Condition())
    return {value: count for value, count in found.items() if count}
