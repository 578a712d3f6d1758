"""Cards: a record in a list, with what was found in it marked."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from search.answers import SNIPPET, Hit, Segment, Segments
from search.queries import Query
from search.records import SUBJECTS, OriginKind, Record, shown
from search.sentences import N_
from webapp.languages import Labels, direction
from webapp.links import Links
from webapp.presenters.facts import Fact, facts

if TYPE_CHECKING:
    from webapp.presenters.matched import Match
    from webapp.presenters.related import Related
    from webapp.presenters.versions import Version

LOG = logging.getLogger(__name__)
ADDED = N_("added %(date)s")
NOT_SHOWN = N_("This record cannot be shown in a list; the reason is in the log of this site.")
MOST_TAGS = 6
MOST_NAMES = 3


@dataclass(slots=True)
class Text:
    """A text in its own language, in segments of which some were asked for."""

    segments: Segments
    lang: str
    direction: str


@dataclass(slots=True)
class Tag:
    """A value of a facet on a card. kind: of how it came about."""

    facet: str
    label: str
    url: str
    chosen: bool
    kind: OriginKind


@dataclass(slots=True)
class Name:
    """An author or organisation."""

    segments: Segments
    url: str


@dataclass(slots=True)
class Card:
    """One record of a list. outside: host of its own address; more_names: how many names are left out.

    lacks: what it lacks of what was asked, where nothing else on the page says so. matched: why it was found, of what
    is not marked on it (see matched.py). parts: what belongs to it (see
    related.py); more_parts: how many of those are left out. folded: it is shown among the parts of another.
    versions: other records of its work that have no card of their own (see versions.py).
    """

    id: str
    url: str
    title: Text
    facts: list[Fact]
    abstract: Text | None
    names: list[Name]
    more_names: int
    tags: list[Tag]
    outside: str
    outside_url: str
    lacks: Sequence[str] = ()
    matched: "Sequence[Match]" = ()
    parts: "Sequence[Related]" = ()
    more_parts: int = 0
    folded: bool = False
    versions: "Sequence[Version]" = ()


class CardMaker:
    """Makes the cards of one page."""

    def __init__(self, labels: Labels, links: Links, query: Query) -> None:
        self._labels = labels
        self._links = links
        self._query = query
        self._address = links.choosing(query)

    def cards(self, hits: Iterable[Hit]) -> list[Card]:
        """The cards of a list; a record that cannot be shown costs its own card, never the list."""
        return [self._card_or_note(hit) for hit in hits]

    def _card_or_note(self, hit: Hit) -> Card:
        try:
            return self._card(hit)
        except Exception:
            LOG.exception("The record %s cannot be shown in a list", hit.record.id)
            return self._note(hit.record.id)

    def _note(self, identifier: str) -> Card:
        language = self._labels.language
        title = Text((Segment(identifier, False),), "", "auto")
        told = Text((Segment(language.gettext(NOT_SHOWN), False),), language.code, direction(language.code))
        return Card(identifier, self._links.record(identifier), title, [], told, [], 0, [], "", "")

    def _card(self, hit: Hit) -> Card:
        record = hit.record
        names, more = self._names(hit)
        return Card(
            id=record.id,
            url=self._links.record(record.id),
            title=self._text(record.title, hit.highlights.get("title"), None),
            facts=[*facts(record, self._labels, self._address), *self._added(record)],
            abstract=self._text(record.abstract, hit.highlights.get("abstract"), SNIPPET) if record.abstract else None,
            names=names,
            more_names=more,
            tags=self._tags(record),
            outside=host(record.url),
            outside_url=record.url or "",
        )

    def _added(self, record: Record) -> list[Fact]:
        """When it came into the index, where cards are in that order."""
        if self._query.sort != "added" or not record.added:
            return []
        language = self._labels.language
        return [Fact(language.gettext(ADDED) % {"date": language.date(record.added[:10])})]

    def _text(self, texts: dict[str, str], marked: tuple[Segments, ...] | None, longest: int | None) -> Text:
        lang, text = shown(texts, self._labels.language.code)
        segments = marked[0] if marked else (Segment(clipped(text, longest), False),)
        return Text(segments, lang, direction(lang))

    def _names(self, hit: Hit) -> tuple[list[Name], int]:
        field, most = names_shown(hit.record)
        values = hit.record.values(field)
        marked = hit.highlights.get(field) or tuple((Segment(value, False),) for value in values)
        first = list(zip(values, marked, strict=True))[:most]
        names = [Name(segments, self._address(field, value)) for value, segments in first]
        return names, max(0, len(values) - most)

    def _tags(self, record: Record) -> list[Tag]:
        found = [(facet, value, kind) for facet in SUBJECTS for value, kind in record.kinds(facet).items()]
        return [
            Tag(
                facet,
                self._labels.value(facet, value),
                self._address(facet, value),
                value in self._query.selection(facet),
                kind,
            )
            for facet, value, kind in found[:MOST_TAGS]
        ]


def names_shown(record: Record) -> tuple[str, int]:
    """The field whose names a card shows, and how many of them."""
    return ("author" if record.author else "organisation"), MOST_NAMES


def host(url: str | None) -> str:
    """The host of an address, as readers know it."""
    return (urlsplit(url).hostname or "").removeprefix("www.") if url else ""


def clipped(text: str, longest: int | None) -> str:
    """The beginning of a long text, cut at a blank."""
    if longest is None or len(text) <= longest:
        return text
    return text[: text.rfind(" ", 0, longest) if " " in text[:longest] else longest] + " …"
