"""An evidence map as a picture, made on the server: a circle for each cell, its area by the number of records."""

from collections.abc import Iterator
from html import escape
from math import sqrt

from markupsafe import Markup

from webapp.presenters import EvidenceMap

SIDE = 30  # units of a cell
NAMES = 230  # units that the names of rows take, at the left
LETTER = 4.8  # of the names of columns, above: they lean
ROOM = 110  # beside the last column, into which its name leans
LONGEST = 34  # letters of a name
LARGEST, LEAST = 13.0, 1.5  # radius of a circle


def map_picture(view: EvidenceMap, title: str, description: str) -> Markup:
    """The page's rows and columns as SVG; the table holds the same and every link."""
    width = NAMES + SIDE * len(view.columns) + ROOM
    top = _heads(view)
    height = top + SIDE * len(view.rows) + 8
    told = f'<title id="picture-title">{escape(title)}</title><desc id="picture-desc">{escape(description)}</desc>'
    drawn = "".join((*_columns(view, top), *_rows(view, top)))
    return Markup(
        f'<svg class="picture" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'direction="ltr" aria-labelledby="picture-title" aria-describedby="picture-desc">{told}{drawn}</svg>'
    )


def _heads(view: EvidenceMap) -> int:
    """How much room the names of columns take above."""
    return 28 + round(LETTER * min(LONGEST, max(len(column.label) for column in view.columns)))


def _columns(view: EvidenceMap, top: int) -> Iterator[str]:
    bottom = top + SIDE * len(view.rows)
    for place, column in enumerate(view.columns):
        x = NAMES + SIDE * place + SIDE // 2
        yield f'<path d="M{x} {top}V{bottom}"/>'
        yield f'<text transform="translate({x} {top - 6}) rotate(-48)">{_name(column.label)}</text>'


def _rows(view: EvidenceMap, top: int) -> Iterator[str]:
    most = max((cell.count for row in view.cells for cell in row), default=0)
    for place, (row, cells) in enumerate(zip(view.rows, view.cells, strict=True)):
        y = top + SIDE * place + SIDE // 2
        yield f'<path d="M{NAMES} {y}H{NAMES + SIDE * len(cells)}"/>'
        yield f'<text x="{NAMES - 8}" y="{y + 4}" text-anchor="end">{_name(row.label)}</text>'
        for number, cell in enumerate(cells):
            if cell.count:
                radius = max(LEAST, LARGEST * sqrt(cell.count / most))
                yield f'<circle cx="{NAMES + SIDE * number + SIDE // 2}" cy="{y}" r="{radius:.1f}"/>'


def _name(label: str) -> str:
    return escape(label if len(label) <= LONGEST else f"{label[: LONGEST - 1].rstrip()}…")
