"""An evidence map: two facets against each other under a question, each number the total of the search behind it."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from search.answers import Bucket, Cross
from search.index import Snapshot
from search.queries import Mode, Query
from search.records import NONE
from webapp.languages import Labels
from webapp.links import Links
from webapp.presenters.axis import Axis, Heading
from webapp.presenters.chips import as_text
from webapp.presenters.framing import BUILDER, SHOW
from webapp.presenters.map_asked import MAPPED, MapAsked, Side
from webapp.presenters.surprising import Surprise, surprises
from webapp.presenters.widget_asked import WidgetAsked

MAP = "/evidence-map"
FRAMED = "/embed/v1/evidence-map"  # for pages of other sites
MAP_SHOWN = "evidence-map"  # what the builder shows
MOST_ROWS = 50  # on a page
MOST_COLUMNS = 24
MOST_PARTS = 6  # values by which a cell is split
SHADES = 5

Counts = dict[tuple[str, str], int]  # (row, column) -> records


@dataclass(slots=True)
class Part:
    """A value by which cells are split: the records of it, of it in each row, and in each cell."""

    value: str
    label: str
    count: int
    rows: dict[str, int]
    cells: Counts


@dataclass(slots=True)
class Cell:
    """Records with both values. shade: from 1 (few) to SHADES, 0 for none. parts: how many of them have each part."""

    count: int
    url: str = ""
    shade: int = 0
    parts: tuple[int, ...] = ()


@dataclass(slots=True)
class EvidenceMap:
    """What evidence_map.html prints. more_rows: on later pages; more_columns: that are only in the files.

    shades: the least and the most records of each shade that there is. plain: it is the map of the whole index that
    needs no parameter.
    """

    asked: MapAsked
    query: Query
    said: str
    total: int
    results: str
    names: dict[str, str]
    rows: list[Heading]
    columns: list[Heading]
    cells: list[list[Cell]]
    parts: list[Part]
    shades: dict[int, tuple[int, int]]
    surprises: list[Surprise]
    pages: int
    plain: bool
    more_columns: int
    addresses: dict[str, str]
    choices: list[tuple[str, str]] = field(default_factory=list)


class MapMaker:
    """One map; the engine is asked when it is made."""

    def __init__(self, snapshot: Snapshot, query: Query, asked: MapAsked, labels: Labels, links: Links) -> None:
        """Raises QueryError."""
        self.query, self.asked, self.labels, self.links = query, asked, labels, links
        self.path = MAP
        self.look: dict[str, str | list[str]] = {}  # of a frame: what its own addresses carry along
        sides = [(asked.rows, asked.columns), *([(asked.split, asked.split)] if asked.split else [])]
        self.cross, *split = snapshot.crosses([(query, *pair) for pair in sides])
        self.parts = _parts(snapshot, query, asked, split[0].rows, labels) if split else []
        self.axes: dict[Side, Axis] = {
            "rows": Axis(asked.rows, self.cross.rows, labels),
            "columns": Axis(asked.columns, self.cross.columns, labels),
        }

    def page(self) -> EvidenceMap:
        """As a page shows it."""
        rows, columns = self._headings("rows"), self._headings("columns")
        columns, more = _cut(columns, self.asked)
        scale = sorted(count for row in rows for column in columns if (count := self._count(row, column)))
        pages = max(1, -(-len(rows) // MOST_ROWS))
        self.query = self.query.with_page(min(self.query.page, pages))
        first = (self.query.page - 1) * MOST_ROWS
        shown = rows[first : first + MOST_ROWS]
        return EvidenceMap(
            asked=self.asked,
            query=self.query,
            said=as_text(self.query, self.labels, self.links),
            total=self.cross.total,
            results=self.links.search(self.query.with_page(1)),
            names={side: self.labels.field(name) for side, name in self._facets().items()},
            rows=shown,
            columns=columns,
            cells=[[self._cell(row, column, scale) for column in columns] for row in shown],
            parts=self.parts,
            shades=_shades(scale),
            surprises=surprises(self.cross, (rows, columns), self.asked, self.labels, self.searched),
            pages=pages,
            plain=self.asked == MapAsked() and self.query == Query(lang=self.query.lang),
            more_columns=more,
            addresses=self._addresses(),
            choices=[(name, self.labels.field(name)) for name in MAPPED],
        )

    def address(self, asked: MapAsked, query: Query | None = None, path: str = "") -> str:
        """Of a map of this question, or of a file of it."""
        link = self.links.search(query or self.query, path or self.path)
        return self.links.with_more(link, asked.parameters() | ({} if path else self.look))

    def searched(self, row: str = "", column: str = "") -> str:
        """The address of the search for a row, a column or both."""
        query = self.query.with_page(1)
        for side, value in (("rows", row), ("columns", column)):
            if value:
                query = query.with_(self.asked.facet(side), value, self._mode(side))  # type: ignore[arg-type]
        return self.links.search(query)

    def _mode(self, side: Side) -> Mode:
        """What is chosen already stays chosen: then a value is asked for besides, not instead."""
        facet = self.asked.facet(side)
        ranged = facet == "year" and self.query.has_years
        twice = self.asked.rows == self.asked.columns
        return "all" if twice or ranged or self.query.selection(facet).any else "any"

    def _facets(self) -> dict[str, str]:
        named = {"rows": self.asked.rows, "columns": self.asked.columns, "split": self.asked.split}
        return {side: name for side, name in named.items() if name}

    def _headings(self, side: Side) -> list[Heading]:
        axis = self.axes[side]
        found = axis.headings(self.asked, side)
        for one in found:
            one.url = self.searched(**{"row" if side == "rows" else "column": one.value}) if one.count else ""
            if one.value != NONE and axis.opens(one.value, self.asked):
                one.toggle = self.address(self.asked.toggled(side, one.value), self.query.with_page(1))
        return found

    def _count(self, row: Heading, column: Heading) -> int:
        return self.cross.cells.get((row.value, column.value), 0)

    def _cell(self, row: Heading, column: Heading, scale: list[int]) -> Cell:
        count, key = self._count(row, column), (row.value, column.value)
        if not count:
            return Cell(0)
        parts = tuple(part.cells.get(key, 0) for part in self.parts)
        return Cell(count, self.searched(*key), _shade(count, scale), parts)

    def _addresses(self) -> dict[str, str]:
        """Where else this map can be had, or another like it."""
        asked, first = self.asked, self.query.with_page(1)
        return {
            "here": self.address(asked, first, MAP),
            "whole": self.links.absolute(self.address(asked, path=MAP)),
            "builder": self.links.with_more(self.address(asked, first, BUILDER), {SHOW: MAP_SHOWN}),
            "swap": self.address(asked.swapped(), first),
            "csv": self.address(asked, first, f"{MAP}.csv"),
            "xlsx": self.address(asked, first, f"{MAP}.xlsx"),
            "api": self._in_api(first),
            "previous": self.address(asked, self.query.with_page(self.query.page - 1)),
            "next": self.address(asked, self.query.with_page(self.query.page + 1)),
        }

    def _in_api(self, query: Query) -> str:
        sides = {name: value for name, value in self.asked.parameters().items() if name in ("rows", "columns", "split")}
        return self.links.with_more(self.links.search(query, "/api/v1/cross"), sides)


def _parts(snapshot: Snapshot, query: Query, asked: MapAsked, buckets: Sequence[Bucket], labels: Labels) -> list[Part]:
    """The most frequent values of the facet by which cells are split, each with its own counts."""
    first = [bucket.value for bucket in buckets if bucket.value != NONE][:MOST_PARTS]
    questions = [(query.with_(asked.split, value, "all"), asked.rows, asked.columns) for value in first]
    found = snapshot.crosses(questions)
    return [
        Part(value, labels.value(asked.split, value), cross.total, {r.value: r.count for r in cross.rows}, cross.cells)
        for value, cross in zip(first, found, strict=True)
    ]


def _counts(cross: Cross) -> dict[str, int]:
    return {row.value: row.count for row in cross.rows}


def _cut(columns: list[Heading], asked: MapAsked) -> tuple[list[Heading], int]:
    """The columns that are shown, and how many are not: of years the last ones are, and what has no value always."""
    missing = [column for column in columns if column.value == NONE]
    known, room = columns[: len(columns) - len(missing)], MOST_COLUMNS - len(missing)
    more = max(0, len(known) - room)
    return [*(known[more:] if asked.columns == "year" else known[:room]), *missing], more


def _shade(count: int, scale: list[int]) -> int:
    """By which fifth of the cells that hold something it is in; equal counts have equal shades."""
    return 1 + SHADES * bisect_left(scale, count) // len(scale)


def _shades(scale: list[int]) -> dict[int, tuple[int, int]]:
    found: dict[int, tuple[int, int]] = {}
    for count in scale:
        least, _ = found.setdefault(_shade(count, scale), (count, count))
        found[_shade(count, scale)] = (least, count)
    return found


def evidence_map(snapshot: Snapshot, query: Query, asked: MapAsked, labels: Labels, links: Links) -> EvidenceMap:
    """Put the page together. Raises QueryError."""
    return MapMaker(snapshot, query, asked, labels, links).page()


def framed_map(maker: MapMaker, look: WidgetAsked) -> EvidenceMap:
    """The same for a frame in a page of another site: what is opened is shown there, and looks alike."""
    maker.path, maker.look = FRAMED, look.of_table.parameters()
    return maker.page()


def map_query(query: Query) -> Query:
    """What of a question a map answers: no order, and no number of hits; its pages are pages of rows."""
    return replace(query.plain(), page=max(1, query.page))
