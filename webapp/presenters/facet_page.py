"""The page of a facet: all its values within a question, to be asked for, required or excluded."""

from dataclasses import dataclass

from search.errors import QueryError
from search.index import Snapshot
from search.queries import Query
from search.records import BY_NAME, NONE, shown
from search.text import fold, unknown_name
from webapp.languages import Labels
from webapp.links import Links
from webapp.presenters.chips import as_text
from webapp.presenters.facets import Value, Way, asked_by, facet_view, named_values

DRAWN = "year"  # the facet whose values are a picture, and no list


@dataclass(frozen=True)
class Wanted:
    """Of a facet the values that begin as a text does, or all; by_name: from A to Z, not the most frequent first."""

    field: str
    text: str = ""
    by_name: bool = False


@dataclass(slots=True)
class FacetPage:
    """What facet.html prints. hidden: what the form carries along; orders: links; whole: the address of all values."""

    label: str
    asked: str
    wanted: Wanted
    values: list[Value]
    parameter: str
    ways: list[Way]
    orders: list[tuple[bool, str]]
    hidden: list[tuple[str, str]]
    question: list[tuple[str, str]]
    results: str
    whole: str
    more: bool


def facet_page(snapshot: Snapshot, labels: Labels, links: Links, query: Query, wanted: Wanted) -> FacetPage:
    """Put it together. Raises QueryError for a field that is no facet, or none with a list of values."""
    field, query = BY_NAME.get(wanted.field), query.with_page(1)
    if not field or field.name == DRAWN:
        raise QueryError(unknown_name("facet", wanted.field, [name for name in BY_NAME if name != DRAWN]))
    results = snapshot.search(query)
    view = facet_view(field, results, labels, links)
    values = _values(snapshot, labels, query, wanted) if wanted.text else [*view.first, *view.rest, view.missing]
    values = _ordered(values, labels, wanted)
    here = links.search(query, f"/search/facets/{field.name}")
    orders = [(by, links.with_more(here, {"text": wanted.text, "order": "name" if by else ""})) for by in (False, True)]
    return FacetPage(
        label=view.label,
        asked=as_text(query, labels, links),
        wanted=wanted,
        values=values,
        parameter=view.parameter,
        ways=view.ways,
        orders=orders,
        hidden=_hidden(query, field.name, values),
        question=query.parameters(),
        results=links.search(query),
        whole=links.with_more(here, {"order": "name" if wanted.by_name else ""}),
        more=view.more,
    )


def _values(snapshot: Snapshot, labels: Labels, query: Query, wanted: Wanted) -> list[Value]:
    """Those that begin so, in any language or as their codes."""
    found = snapshot.facet_values(wanted.field, wanted.text, query)
    return named_values(wanted.field, found, query, labels)


def _ordered(values: list[Value], labels: Labels, wanted: Wanted) -> list[Value]:
    """From A to Z they are no tree: whoever looks for a name does not know what it stands under."""
    flat = list(_flat(values))
    for value in flat:
        value.note = _meaning(wanted.field, value.value, labels)
    if wanted.by_name:
        for value in flat:
            value.children = []
        return sorted(flat, key=lambda value: (value.value == NONE, fold(value.label), value.value))
    for value in flat:
        value.unfolded = True
    return values


def _flat(values: list[Value]) -> list[Value]:
    return [one for value in values for one in (value, *_flat(value.children))]


def _meaning(field: str, value: str, labels: Labels) -> str:
    """Its definition, in the language of the page or in English."""
    concept = labels.taxonomy.concept(field, value) if BY_NAME[field].kind == "concept" else None
    return shown(concept.definition, labels.language.code)[1] if concept and concept.definition else ""


def _hidden(query: Query, field: str, values: list[Value]) -> list[tuple[str, str]]:
    """All that is asked, but for what a box of the page stands for."""
    boxes = {(asked_by(field, value.mode), value.value) for value in _flat(values) if value.mode}
    return [pair for pair in query.parameters() if pair not in boxes]
