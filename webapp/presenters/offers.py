"""Offers: a filter for each thing that the words of a question name, with how many records it would leave."""

from collections.abc import Iterator
from dataclasses import dataclass

from search.answers import Results
from search.queries import Group, Query
from webapp.languages import Labels
from webapp.presenters.typed import typed_parts

MOST_OFFERS = 4


@dataclass(frozen=True)
class Offer:
    """The question with one more filter; count: its total."""

    facet: str
    value: str
    label: str
    query: Query
    count: int


@dataclass(frozen=True)
class Ambiguity:
    """Words that may mean several things, or just themselves."""

    words: str
    offers: list[Offer]


def offers(results: Results, labels: Labels) -> list[Offer]:
    """Of what is meant; only what would leave some records out, and some in."""
    sure = (group for group in results.groups if group.known and not group.known.asked)
    found = dict.fromkeys(offer for group in sure for offer in _of(group, results, labels))
    return [offer for offer in found if offer.count < results.total][:MOST_OFFERS]


def ambiguities(results: Results, labels: Labels) -> list[Ambiguity]:
    """Of what may be meant, what some record is about."""
    both = zip(results.groups, typed_parts(results, labels), strict=True)
    asked = ((group, words) for group, words in both if group.known and group.known.asked)
    found = (Ambiguity(words, list(_of(group, results, labels))) for group, words in asked)
    return [ambiguity for ambiguity in found if ambiguity.offers][:MOST_OFFERS]


def _of(group: Group, results: Results, labels: Labels) -> Iterator[Offer]:
    """A facet in which something is chosen already counts as if nothing were: what it adds there is another number."""
    query = results.query
    for facet, value in group.known.meanings if group.known else ():
        chosen = query.selection(facet)
        if chosen.any or value in chosen.all or value in chosen.not_:
            continue
        count = next((bucket.count for bucket in results.facets[facet].buckets if bucket.value == value), 0)
        if count:
            yield Offer(facet, value, labels.value(facet, value), query.with_(facet, value), count)
