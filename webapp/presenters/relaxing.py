"""Relaxing: for an empty answer, what there would be without each thing that was asked."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from search.answers import Results
from search.errors import TooCostly
from search.index import Snapshot
from search.queries import MODES, Query, Selection


@dataclass(frozen=True)
class Relaxation:
    """lost: what is left out, as a question of its own; query: the search without it; total: what that finds."""

    lost: Query
    query: Query
    total: int

    @property
    def without(self) -> dict[str, list[str]]:
        """Parameter -> values that are left out."""
        left_out: dict[str, list[str]] = {}
        for name, value in self.lost.parameters():
            left_out.setdefault(name, []).append(value)
        return left_out


def relaxations(snapshot: Snapshot, results: Results) -> list[Relaxation]:
    """For an empty answer, each filter (and the words beside filters) left out, most records first."""
    if results.total:
        return []
    pairs = list(_without_one(replace(results.query, page=1)))
    try:
        totals = snapshot.count([query for _, query in pairs])
    except TooCostly:  # the answer itself is there
        return []
    found = [Relaxation(lost, query, total) for (lost, query), total in zip(pairs, totals, strict=True)]
    return sorted(found, key=lambda relaxation: -relaxation.total)


def _without_one(query: Query) -> Iterator[tuple[Query, Query]]:
    for facet, selection in query.selections.items():
        for mode in MODES:
            ranged = facet == "year" and mode == "any" and query.has_years  # alternatives: less of them finds less
            if (values := selection.of(mode)) and not ranged:
                lost = {facet: Selection().with_values(mode, values)}
                rest = {facet: selection.with_values(mode, frozenset())}
                kept = {name: chosen for name, chosen in {**query.selections, **rest}.items() if chosen}
                yield Query(selections=lost), replace(query, selections=kept)
    if query.has_years:
        chosen = Query().with_years(query.year_from, query.year_to)
        if any_ := query.selection("year").any:
            chosen = replace(chosen, selections={"year": Selection(any=any_)})
        yield chosen, query.without_own_choice("year")
    if query.q and query.filtered:
        yield Query(q=query.q), query.with_words("")
