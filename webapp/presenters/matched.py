"""Matched: by what a hit has a part of the question where nothing that its card shows is marked for that part.

A tag, a country, a year, an identifier, a keyword, words in another language: found above the engines, from the
record's own values and from what the part may be met by.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import starmap

from search.answers import Hit, Marker, Results, Segments
from search.queries import Group, Identifier, Node, Tagged, Years, below
from search.records import ONGOING, SUBJECTS, Record, identifiers_of, years_of
from search.sentences import N_
from search.text import fold
from webapp.languages import Labels, Language
from webapp.presenters.cards import names_shown
from webapp.presenters.hidden import Met, elsewhere
from webapp.presenters.typed import typed_parts

QUOTES = '“”«»"\u00a0 '
NUMBERED = ("doi", "isbn", "url")  # besides the id


@dataclass(frozen=True, slots=True)
class Match:
    """A part of the question as it was `typed`, and what met it: a value of a field, and what that is called.

    field: what the field is called. The value is the record's own; narrower: something broader was typed.
    """

    facet: str
    value: str
    label: str
    typed: str
    field: str
    narrower: bool = False

    @property
    def tag(self) -> bool:
        """Whether it is a tag, which a record is said to have."""
        return self.facet in SUBJECTS

    @property
    def otherwise(self) -> bool:
        """Whether something else was typed than what the value is called."""
        return fold(self.label) != fold(self.typed)


class Matcher:
    """Says it of each hit of one answer."""

    def __init__(self, results: Results, labels: Labels) -> None:
        typed = list(starmap(_bare, zip(results.groups, typed_parts(results, labels), strict=True)))
        markers = [Marker(group.node, results.query.lang) for group in results.groups]
        self._parts = list(zip(results.groups, typed, markers, strict=True))
        self._labels = labels

    def of(self, hit: Hit) -> tuple[Match, ...]:
        """Each part that it has by something that is not marked."""
        return tuple(_together(self._of(hit)))

    def _of(self, hit: Hit) -> Iterator[Match]:
        for number, (group, typed, marker) in enumerate(self._parts):
            told = number in hit.lacks or self._marked(hit, marker)
            if not told and (met := next(self._met(group, hit.record), None)):
                yield Match(*met[:3], typed, self._labels.field(met.field), met.narrower)

    def _marked(self, hit: Hit, marker: Marker) -> bool:
        """Whether anything that the card shows is marked for that part."""
        if not any(_seen(hit.record, hit.highlights)):
            return False
        return not self._parts[1:] or any(_seen(hit.record, marker.highlights(hit.record)))

    def _met(self, group: Group, record: Record) -> Iterator[Met]:
        """Everything by which the record may have that part."""
        for node in _within(group.node):
            if isinstance(node, Tagged):
                yield from self._own(record, node)
            elif isinstance(node, Years) and (years := years_of(record)) and _among(years, node):
                yield Met("year", str(record.year), _span(*years, self._labels.language))
            elif isinstance(node, Identifier):
                yield from _identified(record, node.value)
        yield from elsewhere(group.node, record, self._labels)

    def _own(self, record: Record, tagged: Tagged) -> Iterator[Met]:
        """The values of the record that are one of these; then those that are narrower."""
        facet, own, taxonomy = tagged.facet, record.values(tagged.facet), self._labels.taxonomy
        below = [value for value in own if facet in taxonomy.schemes and value not in tagged.values]
        narrower = [value for value in below if set(tagged.values) & set(taxonomy.broader(facet, value))]
        for value in (*(value for value in own if value in tagged.values), *narrower):
            yield Met(facet, value, self._labels.value(facet, value), value in narrower)


def _seen(record: Record, highlights: dict[str, tuple[Segments, ...]]) -> Iterator[bool]:
    """Whether each text that a card shows has a mark."""
    field, most = names_shown(record)
    for name, values in highlights.items():
        if name in ("title", "abstract", field):
            yield any(segment.hit for value in values[: most if name == field else 1] for segment in value)


def _within(node: Node) -> Iterator[Node]:
    yield node
    for part in below(node):
        yield from _within(part)


def _bare(group: Group, typed: str) -> str:
    """A part without its quotation marks, and without the field that it was asked in."""
    return " ".join(group.words) if getattr(group.typed, "field", None) else typed.strip(QUOTES)


def _together(matches: Iterable[Match]) -> Iterator[Match]:
    """What meets several parts is said once, of all of them."""
    found: dict[Match, list[str]] = {}
    for match in matches:
        found.setdefault(replace(match, typed=""), []).append(match.typed)
    for match, typed in found.items():
        yield replace(match, typed=" ".join(dict.fromkeys(typed)))


def _among(years: tuple[int, int], asked: Years) -> bool:
    first, last = years
    return (asked.last is None or first <= asked.last) and (asked.first is None or last >= asked.first)


def _span(first: int, last: int, language: Language) -> str:
    """The years of a record; of what goes on the first."""
    if last == ONGOING:
        return language.gettext(N_("since %(first)s")) % {"first": first}
    return str(first) if first == last else f"{first}–{last}"


def _identified(record: Record, value: str) -> Iterator[Met]:
    """Which of its identifiers that is."""
    bare = record.changed(doi=None, isbn=(), url=None)
    if value in identifiers_of(bare):
        yield Met("id", record.id, record.id)
    for field in NUMBERED:
        for own in record.values(field):
            if value in identifiers_of(bare.changed(id="", merged=(), **{field: (own,) if field == "isbn" else own})):
                yield Met(field, own, own)
