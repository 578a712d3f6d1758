"""Facets as a page shows them: values in a tree or a list, the first ones at once and the rest behind "show all"."""

from collections.abc import Iterable
from dataclasses import dataclass

from msgspec import Struct

from search.answers import Bucket, Facet, Results
from search.authorities import Taxonomy
from search.queries import Mode, Query
from search.records import FACETS, NONE, Field
from search.sentences import N_
from webapp.languages import Labels
from webapp.links import Links

FIRST = 6  # values shown at once (Baymard: 4 to 8)
ANY_OF, ALL_OF = N_("any of these"), N_("all of these")
ROOMY = 12  # a tree with fewer values in its first two levels shows both at once


class Value(Struct):
    """One value with its count. shown: the count as people read it; mode: how it is chosen (any, all, not), or empty.

    unfolded: those below it are shown at once; folds_choice: one of them is chosen; note: what it means. A Struct, with
    the count written here and not in the template, because a page has hundreds.
    """

    value: str
    label: str
    count: int
    shown: str
    mode: str = ""
    children: "list[Value]" = []
    unfolded: bool = False
    folds_choice: bool = False
    note: str = ""

    @property
    def holds_choice(self) -> bool:
        """Whether this value or one below it is chosen."""
        return bool(self.mode) or self.folds_choice


@dataclass(slots=True)
class Way:
    """A link to the same values, chosen in another mode; current: it is this one."""

    label: str
    url: str
    current: bool


@dataclass(slots=True)
class FacetView:
    """One facet. first: values shown at once, all chosen ones among them; rest: those behind "show all".

    parameter: the one under which a value is asked for. ways: whether any of the chosen values is enough, or all are
    wanted; empty where that makes no difference. url: the page of all its values.
    """

    name: str
    label: str
    kind: str
    main: bool
    first: list[Value]
    rest: list[Value]
    missing: Value
    chosen: int
    size: int
    more: bool
    parameter: str
    ways: list[Way]
    url: str

    @property
    def worth_showing(self) -> bool:
        """A facet in which no record has a value, and nothing is chosen, narrows nothing."""
        return bool(self.size or self.chosen)


def facet_views(results: Results, labels: Labels, links: Links) -> list[FacetView]:
    """All facets in the order of FACETS, but for the year, which is drawn."""
    return [facet_view(facet, results, labels, links) for facet in FACETS if facet.kind != "year"]


def values_of(facet: Facet, query: Query, labels: Labels) -> list[Value]:
    """The values that some record of the answer has, or that are chosen; in the order of the buckets."""
    buckets = [bucket for bucket in facet.buckets if bucket.count or bucket.selected or bucket.excluded]
    return named_values(facet.name, buckets, query, labels)


def missing_value(facet: Facet, query: Query, labels: Labels) -> Value:
    """The records that have no value in this facet."""
    return named_values(facet.name, [facet.missing], query, labels)[0]


def named_values(name: str, buckets: Iterable[Bucket], query: Query, labels: Labels) -> list[Value]:
    """Buckets as values, with their names."""
    modes, label, number = _modes(name, query), labels.value, labels.language.number
    return [
        Value(bucket.value, label(name, bucket.value), bucket.count, number(bucket.count), modes.get(bucket.value, ""))
        for bucket in buckets
    ]


def tree(values: Iterable[Value], scheme: str, taxonomy: Taxonomy) -> list[Value]:
    """The values without one above them, each with those below; a value with two above stands under the first."""
    found = {value.value: value for value in values}
    concepts = taxonomy.schemes[scheme].concepts
    above: dict[str, Value] = {}
    for identifier in found:
        for broader in concepts[identifier].broader if identifier in concepts else ():
            if broader in found:
                above[identifier] = found[broader]
                break
    for value in found.values():
        if value.value in above:
            above[value.value].children.append(value)
        if value.mode:
            _note_choice(value, above)
    return [value for value in found.values() if value.value not in above]


def _note_choice(value: Value, above: dict[str, Value]) -> None:
    parent = above.get(value.value)
    while parent and not parent.folds_choice:
        parent.folds_choice = True
        parent = above.get(parent.value)


def hidden_choices(results: Results, views: list[FacetView]) -> list[tuple[str, str]]:
    """Chosen values that no checkbox stands for, as (parameter, value): a form has to carry them along."""
    ticked = {(view.name, mode, value) for view in views for mode, value in _ticked(view)}
    if mode := _modes("year", results.query).get(NONE):
        ticked.add(("year", mode, NONE))
    return [
        (asked_by(name, mode), value)
        for name, mode, value in results.query.choices()
        if (name, mode, value) not in ticked
    ]


def facet_view(field_: Field, results: Results, labels: Labels, links: Links) -> FacetView:
    """One of them."""
    facet, query = results.facets[field_.name], results.query
    values = values_of(facet, query, labels)
    top = tree(values, facet.name, labels.taxonomy) if field_.tree else values
    if field_.tree and len(top) + sum(len(value.children) for value in top) <= ROOMY:
        for value in top:
            value.unfolded = True
    chosen = query.selection(facet.name).size
    return FacetView(
        name=facet.name,
        label=labels.field(facet.name),
        kind=field_.kind,
        main=not field_.folded,
        first=top[:FIRST] + [value for value in top[FIRST:] if chosen and value.holds_choice],
        rest=[value for value in top[FIRST:] if not (chosen and value.holds_choice)],
        missing=missing_value(facet, query, labels),
        chosen=chosen,
        size=len(values),
        more=facet.more,
        parameter=parameter(facet.name, query),
        ways=_ways(field_, query, links),
        url=links.search(query.with_page(1), f"/search/facets/{facet.name}"),
    )


def asked_by(facet: str, mode: str) -> str:
    """The parameter by which a value is chosen in a mode: `country`, `country.not`."""
    return facet if mode == "any" else f"{facet}.{mode}"


def parameter(facet: str, query: Query) -> str:
    """The parameter under which one more value of a facet is asked for: as those that are chosen already."""
    chosen = query.selection(facet)
    return asked_by(facet, "all" if chosen.all and not chosen.any else "any")


def _ways(field_: Field, query: Query, links: Links) -> list[Way]:
    """None where a record has one value at most, or one is asked for at most, and so any is all."""
    chosen = query.selection(field_.name)
    if not field_.many or len(chosen.any | chosen.all) + bool(chosen.all) < 2:
        return []
    modes: tuple[tuple[Mode, str], ...] = (("any", ANY_OF), ("all", ALL_OF))
    return [
        Way(
            label,
            links.search(query.choosing(field_.name, mode)),
            query.choosing(field_.name, mode) == query.with_page(1),
        )
        for mode, label in modes
    ]


def _modes(facet: str, query: Query) -> dict[str, str]:
    """Value -> how it is chosen; what is chosen in several ways is shown as "any of"."""
    selection = query.selection(facet)
    chosen: dict[str, str] = {}
    for mode, values in (("not", selection.not_), ("all", selection.all), ("any", selection.any)):
        chosen.update(dict.fromkeys(values, mode))
    return chosen


def _ticked(view: FacetView) -> Iterable[tuple[str, str]]:
    pending = [*view.first, *view.rest, view.missing]
    while pending:
        value = pending.pop()
        if value.mode:
            yield value.mode, value.value
        pending += value.children
