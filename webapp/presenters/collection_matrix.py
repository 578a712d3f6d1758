"""The tables of a collection: two facets against each other, and facts from the rows that its records were made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from math import isfinite

from search.collections import Column, Matrix
from search.index import Snapshot
from search.queries import Query
from search.records import BY_NAME, Record, shown
from webapp.languages import Labels, direction
from webapp.links import Links

MOST_ROWS, MOST_COLUMNS = 60, 8  # values of a matrix
MOST_RECORDS = 5000  # of the collection, in which the rows of its table are looked for


@dataclass(slots=True)
class Counted:
    """A value, or a pair of values, with its records."""

    label: str
    count: int
    url: str


@dataclass(slots=True)
class Crossed:
    """A matrix. rows: each value and, for each column, the records that have both."""

    row_name: str
    column_name: str
    columns: list[Counted]
    rows: list[tuple[Counted, list[Counted]]]
    more_rows: int


@dataclass(slots=True)
class Cell:
    """A cell of the table; lang: of its text, where that is not the page's. number: for programs, where it is one."""

    text: str
    lang: str = ""
    number: str = ""


@dataclass(slots=True)
class Row:
    """A record in the table. title: what it is called; places and kinds: its countries and programme categories."""

    url: str
    title: str
    lang: str
    direction: str
    places: str
    kinds: str
    cells: list[Cell]


def crossed(matrix: Matrix, query: Query, snapshot: Snapshot, labels: Labels, links: Links) -> Crossed | None:
    """Counted under the whole search, each number with the search whose total it is; None where nothing is counted."""
    facets = (matrix.rows, matrix.columns)
    if not all(facet in BY_NAME and BY_NAME[facet].closed for facet in facets):
        return None
    found = snapshot.cross(query, *facets)
    counts = {bucket.value: bucket.count for bucket in found.columns}
    wanted = [snapshot.vocabulary.canonical(matrix.columns, one) for one in matrix.only] or list(counts)
    columns = [value for value in dict.fromkeys(wanted) if value in counts][:MOST_COLUMNS]
    rows = [bucket for bucket in found.rows if any((bucket.value, column) in found.cells for column in columns)]
    made = _Numbers(query, labels, links)
    lines = [
        (
            made.of({matrix.rows: row.value}, row.count),
            [
                made.of({matrix.rows: row.value, matrix.columns: column}, found.cells.get((row.value, column), 0))
                for column in columns
            ],
        )
        for row in rows[:MOST_ROWS]
    ]
    heads = [made.of({matrix.columns: column}, counts[column]) for column in columns]
    if not lines:
        return None
    names = labels.field(matrix.rows), labels.field(matrix.columns)
    return Crossed(names[0], names[1], heads, lines, max(0, len(rows) - MOST_ROWS))


class _Numbers:
    """Makes numbers that lead to the records which they count."""

    def __init__(self, query: Query, labels: Labels, links: Links) -> None:
        self._query, self._labels, self._links = query, labels, links

    def of(self, values: dict[str, str], count: int) -> Counted:
        """The records that have all of these; called as the last of them is."""
        asked, label = self._query, ""
        for facet, value in values.items():
            asked, label = asked.with_(facet, value, "all"), self._labels.value(facet, value)
        return Counted(label, count, self._links.search(asked))


def table_rows(columns: Iterable[Column], records: Iterable[Record], labels: Labels, links: Links) -> list[Row]:
    """The records in whose rows one of the columns is filled, by country and title."""
    columns = list(columns)
    found = []
    for record in islice(records, MOST_RECORDS):
        raw = {name: value for one in record.raw for name, value in one.columns.items() if value not in (None, "")}
        cells = [_cell(column, raw.get(column.raw, ""), labels) for column in columns]
        if any(cell.text for cell in cells):
            found.append(_row(record, cells, labels, links))
    return sorted(found, key=lambda row: (row.places.casefold(), row.title.casefold(), row.url))


def column_titles(columns: Iterable[Column], code: str) -> list[str]:
    """What the columns are called in a language."""
    return [shown(column.title, code)[1] for column in columns]


def _cell(column: Column, value: object, labels: Labels) -> Cell:
    """A number as the language of the page writes it, a text as it stands, unless the file says it otherwise."""
    language = labels.language
    if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
        return Cell(language.decimal(value), number=str(int(value) if value == int(value) else value))
    text = " ".join(str(value).split())
    texts = column.values.get(text)
    if not texts:
        return Cell(text)
    lang, said = shown(texts, language.code)
    return Cell(said, "" if lang == language.code else lang)


def _row(record: Record, cells: list[Cell], labels: Labels, links: Links) -> Row:
    lang, title = shown(record.title, labels.language.code)
    places, kinds = (
        labels.language.semicolon.join(sorted(labels.value(facet, value) for value in record.values(facet)))
        for facet in ("country", "programme")
    )
    return Row(links.record(record.id), title, lang, direction(lang), places, kinds, cells)
