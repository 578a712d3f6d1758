"""An evidence map as the lines of a table: all values of both facets, each with everything below it."""

from collections.abc import Iterator

from search.index import Snapshot
from search.queries import Query
from webapp.languages import Labels
from webapp.links import Links
from webapp.presenters.axis import Heading
from webapp.presenters.evidence_map import MapMaker
from webapp.presenters.map_asked import MapAsked

Line = list[str | int]


def map_lines(snapshot: Snapshot, query: Query, asked: MapAsked, labels: Labels, links: Links) -> Iterator[Line]:
    """The header, the totals, and a line for each row; of a split map further lines for its parts. Raises QueryError.

    A line: id, label, level (0 for what stands under nothing), the part's id and label where there are parts, the
    total, and the records of each column.
    """
    maker = MapMaker(snapshot, query, asked, labels, links)
    columns, total = maker.axes["columns"].every(asked), labels.language.gettext("Total")
    split: Line = [asked.split, labels.field(asked.split)] if asked.split else []
    yield [asked.rows, labels.field(asked.rows), "level", *split, total, *(column.label for column in columns)]
    whole: Line = ["", total] if asked.split else []
    yield ["", total, "", *whole, maker.cross.total, *(column.count for column in columns)]
    for row in maker.axes["rows"].every(asked):
        begins: Line = [row.value, row.label, row.level]
        counts = (maker.cross.cells.get((row.value, column.value), 0) for column in columns)
        yield [*begins, *whole, row.count, *counts]
        yield from (begins + part for part in _parts(row, columns, maker))


def _parts(row: Heading, columns: list[Heading], maker: MapMaker) -> Iterator[Line]:
    for part in maker.parts:
        if part.rows.get(row.value):
            counts = (part.cells.get((row.value, column.value), 0) for column in columns)
            yield [part.value, part.label, part.rows[row.value], *counts]
