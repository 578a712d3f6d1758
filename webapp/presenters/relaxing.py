"""Relaxing: for an answer of few records or none, what there would be without a thing that was asked, or wider."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from search.answers import Results
from search.errors import QueryError
from search.index import Snapshot
from search.queries import MODES, Query, Selection
from webapp.languages import Labels
from webapp.presenters.typed import asked_words, typed_parts, without_parts
from webapp.presenters.widening import widened

FEW = 5  # records
MOST_TRIED = 40  # questions; all are counted at once


@dataclass(frozen=True)
class Relaxation:
    """lost: what is left out, as a question of its own; instead: what takes its place; total: what `query` finds."""

    lost: Query
    instead: Query
    query: Query
    total: int

    @property
    def without(self) -> dict[str, list[str]]:
        """Parameter -> values that are left out."""
        return _listed(self.lost)

    @property
    def wider(self) -> dict[str, list[str]]:
        """Parameter -> values that take their place."""
        return _listed(self.instead)


def relaxations(snapshot: Snapshot, results: Results, labels: Labels) -> list[Relaxation]:
    """Under filters: all that would find more, most records first."""
    query = replace(results.query, page=1)
    if results.total > FEW or not (query.filtered or query.words or query.names or query.spelling):
        return []
    tried = [*_without_words(snapshot, results, labels), *widened(query, labels), *_without_one(query)][:MOST_TRIED]
    try:
        totals = snapshot.count([other for _, _, other in tried])
    except QueryError:  # too costly, or too long: the answer itself is there
        return []
    found = [Relaxation(*one, total) for one, total in zip(tried, totals, strict=True) if total > results.total]
    return sorted(found, key=lambda relaxation: -relaxation.total)


Tried = tuple[Query, Query, Query]  # what is left out, what takes its place, the question then


def _without_one(query: Query) -> Iterator[Tried]:
    for facet, selection in sorted(query.selections.items()):  # an address may have them in any order
        for mode in MODES:
            ranged = facet == "year" and mode == "any" and query.has_years  # alternatives: less of them finds less
            values = selection.of(mode)
            for some in [values, *_each(values)] if mode != "any" else [values]:
                if some and not ranged:
                    lost = {facet: Selection().with_values(mode, some)}
                    rest = {facet: selection.with_values(mode, values - some)}
                    kept = {name: chosen for name, chosen in {**query.selections, **rest}.items() if chosen}
                    yield Query(selections=lost), Query(), replace(query, selections=kept)
    if query.has_years:
        chosen = Query().with_years(query.year_from, query.year_to)
        if any_ := query.selection("year").any:
            chosen = replace(chosen, selections={"year": Selection(any=any_)})
        yield chosen, Query(), query.without_own_choice("year")
    if query.words:
        yield Query(words=query.words), Query(), replace(query, words="")
    if query.names:
        yield Query(names=query.names), Query(), replace(query, names="")
    if query.spelling:
        yield Query(spelling=query.spelling), Query(), replace(query, spelling="")


def _each(values: frozenset[str]) -> list[frozenset[str]]:
    return [frozenset({value}) for value in sorted(values)] if len(values) > 1 else []


def _without_words(snapshot: Snapshot, results: Results, labels: Labels) -> Iterator[Tried]:
    """Without one part of the words, and without all of them."""
    query = replace(results.query, page=1)
    read, parts = snapshot.understanding.read, typed_parts(results, labels)
    left = without_parts(asked_words(results), results.groups, lambda words: read(replace(query, q=words)))
    for number, rest in left:
        yield Query(q=parts[number]), Query(), query.with_words(rest)
    if query.q and query.filtered:
        yield Query(q=query.q), Query(), replace(query.with_words(""), names="", words="", spelling="")


def _listed(query: Query) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in query.parameters():
        found.setdefault(name, []).append(value)
    return found
