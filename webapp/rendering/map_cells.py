"""The cells of an evidence map as HTML: a page has up to twelve hundred, for which a template takes too long."""

from html import escape

from markupsafe import Markup

from webapp.languages import Language
from webapp.presenters import Cell, Part

TALL = 14  # units of a bar of all records of a cell
WIDE = 6  # units from one bar to the next


def map_cells(cells: list[Cell], parts: list[Part], language: Language) -> Markup:
    """A cell of the table for each: its number leads to the search behind it."""
    nothing = f'<td class="gap"><span aria-hidden="true">·</span><b class="unseen">{language.gettext("none")}</b></td>'
    return Markup("".join(_cell(cell, parts, language) if cell.count else nothing for cell in cells))


def _cell(cell: Cell, parts: list[Part], language: Language) -> str:
    link = f'<a href="{escape(cell.url)}" rel="nofollow">{language.number(cell.count)}</a>'
    return f'<td class="q{cell.shade}">{link}{_bars(cell, parts, language) if parts else ""}</td>'


def _bars(cell: Cell, parts: list[Part], language: Language) -> str:
    told = (f"{part.label} {language.number(n)}" for part, n in zip(parts, cell.parts, strict=True) if n)
    title = escape(language.comma.join(told) or language.gettext("none"))
    bars = "".join(_bar(place, n, cell.count) for place, n in enumerate(cell.parts) if n)
    return f'<svg width="{WIDE * len(parts)}" height="{TALL}" role="img"><title>{title}</title>{bars}</svg>'


def _bar(place: int, count: int, whole: int) -> str:
    height = max(1, round(TALL * count / whole))
    return f'<rect x="{WIDE * place}" y="{TALL - height}" width="{WIDE - 1}" height="{height}"/>'
