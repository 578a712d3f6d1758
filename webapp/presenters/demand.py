"""What was searched for in vain often enough to be shown: words and filters, with their search."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from search.demand import Kind, Wanted
from search.index import Snapshot
from search.queries import Query, read_parameters
from search.sentences import N_
from webapp.languages import Labels
from webapp.links import Links
from webapp.presenters.chips import as_text

HEADINGS: dict[Kind, str] = {
    "nothing": N_("Words that found nothing"),
    "little": N_("Words that found little"),
    "facet": N_("Filters that found nothing together"),
}


@dataclass(slots=True)
class Asked:
    """One thing that was asked for. last: a day, as it is written in the language."""

    text: str
    url: str
    times: int
    days: int
    last: str


@dataclass(slots=True)
class Part:
    """All of one kind, the most frequent first."""

    kind: Kind
    heading: str
    asked: list[Asked]


def demand_page(found: Iterable[Wanted], snapshot: Snapshot, labels: Labels, links: Links) -> list[Part]:
    """The parts that have something."""
    parts = {kind: Part(kind, heading, []) for kind, heading in HEADINGS.items()}
    for one in found:
        query = _query(one, snapshot, labels)
        text = one.words if one.kind != "facet" else as_text(query, labels, links)
        last = labels.language.date(one.last)
        parts[one.kind].asked.append(Asked(text or one.words, links.search(query), one.times, one.days, last))
    return [part for part in parts.values() if part.asked]


def _query(one: Wanted, snapshot: Snapshot, labels: Labels) -> Query:
    """The search, as far as the vocabularies still know its filters."""
    if one.kind != "facet":
        return Query(q=one.words, lang=labels.language.code)
    return replace(read_parameters(parse_qsl(one.words), snapshot.vocabulary).query, lang=labels.language.code)
