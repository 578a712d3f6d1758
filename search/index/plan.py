"""A question as an engine is asked it: a condition, a page in an order, and counts under conditions."""

from dataclasses import dataclass

from search.queries import Node, Query
from search.records import FACETS, NO_VALUE, NONE, OPEN_LIMIT, Record


@dataclass(frozen=True)
class FacetFilter:
    """One facet's part of a condition, in indexed values (`NO_VALUE` for none)."""

    facet: str
    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    not_: tuple[str, ...] = ()


@dataclass(frozen=True)
class Condition:
    """Which records: words and every filter must hold. Hashable, so that answers can be kept by it."""

    tree: Node | None = None
    filters: tuple[FacetFilter, ...] = ()
    year_from: int | None = None
    year_to: int | None = None

    @property
    def everything(self) -> bool:
        """Whether every record fulfils it."""
        return self == Condition()


@dataclass(frozen=True)
class Counting:
    """Counts to take under one condition: of which facets, and which values must be among the answers."""

    condition: Condition
    facets: tuple[str, ...]
    wanted: tuple[tuple[str, str], ...] = ()  # (facet, value): counted in any case, even beyond `open_limit`
    open_limit: int = OPEN_LIMIT + 1  # values of an open vocabulary: more than are shown, to know that there are more


@dataclass(frozen=True)
class Plan:
    """The whole question. `counting[0]` is under `condition` itself; the others are one a facet with a choice.

    sort: a field of mappings/records.json (`sort.tie` ...), or "" for by score and then `sort.tie`.
    bonus: what raises the score of a hit without being required.
    """

    condition: Condition
    offset: int
    size: int
    sort: str
    counting: tuple[Counting, ...]
    bonus: Node | None = None


@dataclass(frozen=True)
class Answer:
    """What an engine says to a plan: the page's records, and facet -> indexed value -> count."""

    total: int
    records: tuple[Record, ...]
    counts: dict[str, dict[str, int]]


def indexed(value: str) -> str:
    """A value as it is indexed: what a person writes as `none` is NO_VALUE."""
    return NO_VALUE if value == NONE else value


def condition(query: Query, tree: Node | None) -> Condition:
    """The question's words and filters, in canonical order: equal questions make equal conditions."""
    filters = tuple(
        FacetFilter(name, *(tuple(sorted(map(indexed, values))) for values in (chosen.any, chosen.all, chosen.not_)))
        for name, chosen in sorted(query.selections.items())
    )
    return Condition(tree, filters, query.year_from, query.year_to)


def plan(query: Query, tree: Node | None, bonus: Node | None = None) -> Plan:
    """Everything that the page of this question needs to know."""
    apart = [f.name for f in FACETS if query.selection(f.name).any or (f.name == "year" and query.has_years)]
    together = tuple(facet.name for facet in FACETS if facet.name not in apart)
    whole = condition(query, tree)
    counting = [_counting(whole, together, query)]
    counting += [_counting(condition(query.without_own_choice(name), tree), (name,), query) for name in apart]
    sort = "" if query.sort == "relevance" else f"sort.{query.sort}"
    if tree is None and not sort:
        sort = "sort.tie"
    return Plan(whole, (query.page - 1) * query.size, query.size, sort, tuple(counting), bonus)


def _counting(under: Condition, facets: tuple[str, ...], query: Query) -> Counting:
    chosen = [(name, indexed(value)) for name, _, value in query.choices() if name in facets]
    wanted = tuple(dict.fromkeys([*chosen, *((name, NO_VALUE) for name in facets)]))
    return Counting(under, facets, wanted, OPEN_LIMIT + 1 + len(wanted))
