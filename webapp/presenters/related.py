"""Records that belong together: those that a record names, and how hits of one page that do are shown as one.

Counts are of records, so nothing is left out: a hit that belongs to one above it stands there, among its parts, and has
no card of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from search.answers import Hit, Segment, Segments
from search.index import Snapshot, record_of
from search.records import Record, of_one_work, shown
from search.sentences import N_
from webapp.languages import Labels
from webapp.links import Links
from webapp.presenters.cards import Card

MOST_PARTS = 5  # on a card, besides those that were found
SAME = N_("the same work")
SAME_IN = N_("the same work in %(language)s")


@dataclass(slots=True)
class Related:
    """A record that belongs to this one, or an address. kind: its type; year: as it is shown, or empty.

    inside: it is a record here. found: its id, if it is a hit of this page.
    """

    segments: Segments
    url: str
    kind: str = ""
    year: str = ""
    lang: str = ""
    inside: bool = False
    found: str = ""


def named_by(records: Iterable[Record], snapshot: Snapshot) -> dict[str, Record]:
    """Those of the records that these name which are in the index."""
    named = dict.fromkeys(one for record in records for one in record.related)
    return {one: record_of(line) for one, line in snapshot.fetch(list(named)).items()} if named else {}


def related(value: str, record: Record | None, labels: Labels, links: Links) -> Related:
    """By its title where it is in the index; an address leads there, and what is neither is only named."""
    if record is None:
        return Related((Segment(value, False),), value if value.startswith(("https://", "http://")) else "")
    lang, text = shown(record.title, labels.language.code)
    field = "document_type" if record.document_type else "content_type"
    kind = labels.value(field, value) if (value := getattr(record, field)) else ""
    return Related((Segment(text, False),), links.record(record.id), kind, str(record.year or ""), lang, inside=True)


def beside(other: Record, record: Record, labels: Labels, links: Links) -> Related:
    """The same of what stands beside a record: another record of its work is named by its language, if that differs."""
    told, language = related(other.id, other, labels, links), labels.language
    if of_one_work(record, other):
        names = [labels.value("language", one) for one in other.language if one not in record.language]
        same = language.gettext(SAME_IN) % {"language": language.comma.join(names)}
        told.kind = same if names else language.gettext(SAME)
    return told


def fold(cards: Sequence[Card], hits: Sequence[Hit], snapshot: Snapshot, labels: Labels, links: Links) -> None:
    """Give each card its parts. A hit that belongs to one above it, and lacks nothing that this has, is one of them."""
    known = named_by((hit.record for hit in hits), snapshot)
    place = {hit.record.id: number for number, hit in enumerate(hits)}
    known |= {hit.record.id: hit.record for hit in hits}
    for number, (card, hit) in enumerate(zip(cards, hits, strict=True)):
        if not card.folded:
            others = _belonging(hit.record, known, place)
            below = [one for one in others if _below(one, number, place, hits, cards)]
            for one in below:
                cards[place[one]].folded = True
            rest = [one for one in others if one not in below]
            found = [_found(known[one], hit.record, cards[place[one]], labels, links) for one in below]
            card.parts = [*found, *(beside(known[one], hit.record, labels, links) for one in rest[:MOST_PARTS])]
            card.more_parts = len(rest[MOST_PARTS:])


def _belonging(record: Record, known: Mapping[str, Record], place: Mapping[str, int]) -> list[str]:
    """The ids of the records that it names, and of the hits that name it."""
    naming = [one for one in place if record.id in known[one].related]
    return [one for one in dict.fromkeys((*record.related, *naming)) if one in known and one != record.id]


def _below(one: str, above: int, place: Mapping[str, int], hits: Sequence[Hit], cards: Sequence[Card]) -> bool:
    """Whether it is a hit that may stand with the one above."""
    number = place.get(one, -1)
    return number > above and not cards[number].folded and hits[number].lacks == hits[above].lacks


def _found(found: Record, record: Record, card: Card, labels: Labels, links: Links) -> Related:
    told = beside(found, record, labels, links)
    told.segments, told.found = card.title.segments, found.id
    return told
