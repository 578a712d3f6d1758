"""A question as an engine is asked it: a condition, a page in an order, and counts under conditions."""

from dataclasses import dataclass

from search.answers import Place
from search.queries import Node, Query, Reached, ReadWords
from search.records import FACETS, HOW, KINDS, NO_VALUE, NONE, OPEN_LIMIT, TAGGED, Record


@dataclass(frozen=True)
class FacetFilter:
    """One facet's part of a condition, in indexed values (`NO_VALUE` for none).

    years: from and to which year, either end open; what was in one of these is an alternative to the values of `any`.
    """

    facet: str
    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    not_: tuple[str, ...] = ()
    years: tuple[int | None, int | None] | None = None


@dataclass(frozen=True)
class Condition:
    """Which records: words and every filter must hold. Hashable, so that answers can be kept by it."""

    tree: Node | None = None
    filters: tuple[FacetFilter, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """In which kinds the values of tagged fields have to have come about; empty for any."""
        chosen = {kind for one in self.filters if one.facet == HOW.name for kind in (*one.any, *one.all)}
        return tuple(kind for kind in KINDS if kind in chosen)

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
class Order:
    """sort: a field of mappings/records.json (`sort.tie` ...), or "" for by score and then `sort.tie`.

    bonus: what raises the score of a hit without being required.
    """

    sort: str = "sort.tie"
    bonus: Node | None = None


@dataclass(frozen=True)
class Page:
    """Which of the records are wanted themselves. groups: of which each of them is asked what it lacks.

    after: where a walk stands, which has no end, instead of an offset, which has one.
    """

    offset: int
    size: int
    order: Order = Order()
    groups: tuple[Node, ...] = ()
    after: Place | None = None


@dataclass(frozen=True)
class Plan:
    """A question: counts, and perhaps a page. `counting[0]` is under `condition` itself and brings the total.

    strict: nothing may be lacking; where something may, its total is wanted, too. kinds: the question in each kind
    alone, where the choice of a kind changes what other choices mean, so that these totals are the counts of kinds.
    """

    condition: Condition
    counting: tuple[Counting, ...]
    page: Page | None = None
    strict: Condition | None = None
    kinds: tuple[tuple[str, Condition], ...] = ()

    @property
    def also(self) -> tuple[Condition, ...]:
        """The conditions of which the totals are wanted, too."""
        return (*([self.strict] if self.strict else []), *(condition for _, condition in self.kinds))


Counts = dict[str, dict[str, int]]  # facet -> indexed value -> count


@dataclass(frozen=True)
class Answer:
    """What an engine says to a plan: how many, the page's records, and the counts of each counting, in their order.

    lacking: of each record the places of those of the page's groups that it lacks. also: the other totals.
    keys: by what the last record was sorted, of an engine that needs it to go on from there.
    """

    total: int
    records: tuple[Record, ...]
    counts: tuple[Counts, ...]
    lacking: tuple[tuple[int, ...], ...] = ()
    also: tuple[int, ...] = ()
    keys: tuple[float | str, ...] = ()

    def after(self, place: Place) -> Place | None:
        """Where a walk goes on that stood there."""
        seen = place.seen + len(self.records)
        return Place(seen, self.keys) if self.records and seen < self.total else None

    def counted(self, plan: Plan) -> Counts:
        """Facet -> indexed value -> count, of all countings of its plan."""
        counts = {facet: of for counted in self.counts for facet, of in counted.items()}
        if plan.kinds:
            told = self.also[-len(plan.kinds) :]
            counted = {kind: count for (kind, _), count in zip(plan.kinds, told, strict=True) if count}
            counts[HOW.name] = {NO_VALUE: counts[HOW.name].get(NO_VALUE, 0)} | counted
        return counts


def indexed(value: str) -> str:
    """A value as it is indexed: what a person writes as `none` is NO_VALUE."""
    return NO_VALUE if value == NONE else value


def condition(query: Query, tree: Node | None) -> Condition:
    """The question's words and filters, in canonical order: equal questions make equal conditions."""
    chosen = query.selections
    names = sorted(chosen.keys() | {"year"}) if query.has_years else sorted(chosen)
    return Condition(tree, tuple(_filter(name, query) for name in names))


def _filter(facet: str, query: Query) -> FacetFilter:
    chosen = query.selection(facet)
    any_, all_, not_ = (tuple(sorted(map(indexed, values))) for values in (chosen.any, chosen.all, chosen.not_))
    ranged = facet == "year" and query.has_years
    return FacetFilter(facet, any_, all_, not_, (query.year_from, query.year_to) if ranged else None)


def plan(query: Query, words: ReadWords, reached: Reached, after: Place | None = None) -> Plan:
    """Everything that the page of this question needs to know, on the rung that was reached.

    after: where a walk stands, if it is for one.
    """
    tree = reached.tree
    apart = [f.name for f in FACETS if query.selection(f.name).any or (f.name == "year" and query.has_years)]
    together = tuple(facet.name for facet in FACETS if facet.name not in apart)
    whole = condition(query, tree)
    counting = [_counting(whole, together, query)]
    counting += [_counting(condition(query.without_own_choice(name), tree), (name,), query) for name in apart]
    groups = tuple(words.groups[n].node for n in reached.asked) if reached.relaxed else ()
    page = Page((query.page - 1) * query.size, query.size, order(query, tree, words.bonus), groups, after)
    strict = condition(query, reached.strict) if reached.relaxed else None
    return Plan(whole, tuple(counting), page, strict, kinds_apart(query, tree))


def kinds_apart(query: Query, tree: Node | None) -> tuple[tuple[str, Condition], ...]:
    """(kind, the question with it as the only one), where something is chosen whose meaning depends on that."""
    if not any(query.selection(facet) for facet in TAGGED):
        return ()
    bare = query.without_own_choice(HOW.name)
    return tuple((kind, condition(bare.with_(HOW.name, kind), tree)) for kind in KINDS)


def order(query: Query, tree: Node | None, bonus: Node | None = None) -> Order:
    """In which the question wants its records; without words nothing is more relevant than another thing."""
    sort = "" if query.sort == "relevance" else f"sort.{query.sort}"
    return Order("sort.tie" if tree is None and not sort else sort, bonus)


def _counting(under: Condition, facets: tuple[str, ...], query: Query) -> Counting:
    chosen = [(name, indexed(value)) for name, _, value in query.choices() if name in facets]
    wanted = tuple(dict.fromkeys([*chosen, *((name, NO_VALUE) for name in facets)]))
    return Counting(under, facets, wanted, OPEN_LIMIT + 1 + len(wanted))
