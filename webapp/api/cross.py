"""/api/v1/cross: two facets against each other under a question, as the evidence map has them."""

from flask import Blueprint, Response, request
from msgspec import Struct, convert

from search.index import deadline
from search.records import NONE
from webapp.api.answers import Asked, IndexState, Notes, as_json
from webapp.api.parameters import canonical
from webapp.asking import strict_question
from webapp.presenters import Axis, MapMaker, expected, map_query, read_map
from webapp.visit import visit

views = Blueprint("api_cross", __name__)

SIDES = ("rows", "columns", "split")  # parameters that are no part of the question


class CrossValue(Struct, gc=False):
    """A row or a column with its records; `broader`: the values right above it."""

    value: str
    label: str
    count: int
    broader: tuple[str, ...]


class CrossPart(Struct, gc=False):
    """A value by which cells are split, with all its records."""

    value: str
    label: str
    count: int


class CrossCell(Struct, gc=False):
    """The total of the search with both values (`<rows>.all=<row>&<columns>.all=<column>`).

    `expected`: how many there were, were both independent of each other; `parts`: how many have each part.
    """

    row: str
    column: str
    count: int
    expected: float
    parts: dict[str, int]


class CrossAnswer(Struct, gc=False):
    """Facets against each other: a record counts once in each cell whose values it has; empty cells are left out."""

    query: Asked
    rows: str
    columns: str
    split: str
    total: int
    index: IndexState
    notes: Notes
    row_values: tuple[CrossValue, ...]
    column_values: tuple[CrossValue, ...]
    parts: tuple[CrossPart, ...]
    cells: tuple[CrossCell, ...]
    html: str


@views.get("/api/v1/cross")
@deadline.limited()
def cross() -> Response:
    """422 for a question that is not understood whole, and for what is no facet of a closed vocabulary."""
    here = visit()
    given = ((name, value) for name, value in request.args.items(multi=True) if name in SIDES)
    asked, wrong = read_map(given, here.snapshot.vocabulary)
    reading = strict_question(SIDES, *wrong)
    maker = MapMaker(here.snapshot, map_query(reading.query), asked, here.labels, here.links)
    answer = CrossAnswer(
        query=canonical(maker.query),
        rows=asked.rows,
        columns=asked.columns,
        split=asked.split,
        total=maker.cross.total,
        index=convert(here.snapshot.status, IndexState, from_attributes=True),
        notes=tuple(note.said(here.language) for note in reading.notes),
        row_values=_values(maker.axes["rows"]),
        column_values=_values(maker.axes["columns"]),
        parts=tuple(CrossPart(part.value, part.label, part.count) for part in maker.parts),
        cells=tuple(_cells(maker)),
        html=here.links.absolute(maker.address(asked)),
    )
    return as_json(answer)


def _values(axis: Axis) -> tuple[CrossValue, ...]:
    """By count and then value; what has no value comes last."""
    concepts, label = visit().labels.taxonomy, visit().labels.value
    return tuple(
        CrossValue(value, label(axis.facet, value), count, found.broader if found else ())
        for value, count in axis.counts.items()
        for found in [concepts.concept(axis.facet, value) if value != NONE else None]
    )


def _cells(maker: MapMaker) -> list[CrossCell]:
    rows, columns, total = maker.axes["rows"].counts, maker.axes["columns"].counts, maker.cross.total
    return [
        CrossCell(
            row,
            column,
            count,
            round(expected(rows[row], columns[column], total), 1),
            {part.value: found for part in maker.parts if (found := part.cells.get((row, column), 0))},
        )
        for (row, column), count in sorted(maker.cross.cells.items(), key=lambda one: (-one[1], one[0]))
    ]
