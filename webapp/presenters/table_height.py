"""How high the frame of a country's figures, or of an evidence map, is for what it shows at first."""

from webapp.presenters.evidence_map import EvidenceMap
from webapp.presenters.figure import Figure
from webapp.presenters.figures import FigureGroup
from webapp.presenters.figures_widget import FiguresWidget
from webapp.presenters.map_frame import ON_MAP
from webapp.presenters.text_height import HEADING, SMALL, TEXT, broken, filled, stepped
from webapp.presenters.widget_asked import NO, WidgetAsked

CELL, TITLE, NAME, HEAD = (21.0, 6.8), (31.5, 10.5), (20.25, 7.2), (17.0, 6.4)  # texts of tables: measured
SPLIT, NO_FIGURE, NO_MAP, FOOT = 170, 45, 38, 90  # characters
ABOUT_PARTS, ABOUT_GAPS, ABOUT_TOTALS, ABOUT_YEARS = 85, 160, 115, 65
ABOUT_EMPTY = 185  # pixels
SCROLLBAR = 15  # pixels
LEAST, MOST, LEAST_NAMES, MOST_NAMES = 76, 128, 156, 288  # pixels: widths of columns, as evidence.css has them
NARROW = 640  # pixels, up to which evidence.css has room for fingers


def figures_height(view: FiguresWidget, width: int) -> int:
    """Pixels in which these figures have room at that width."""
    room = width - 34
    told = 34 + _heading(view.title, view.asked, room) + filled(FOOT, room, SMALL) + 25
    if not view.groups:
        return stepped(told + filled(NO_FIGURE + len(view.name), room, TEXT))
    told += filled(SPLIT, room, TEXT) + 12 if view.figures.split else 0
    told += sum(_group(group, view.figures.region, room) for group in view.groups)
    return stepped(told + 46)


def _heading(title: str, asked: WidgetAsked, room: int) -> float:
    """Without one, a paragraph that comes first keeps its distance."""
    return 12 + (broken(title, room, HEADING) if asked.heading != NO else 0)


def _group(group: FigureGroup, region: str, room: int) -> float:
    """With its notes above it; a column for the region where it has medians."""
    shown = [figure for figure in group.figures if figure.value]
    compared = bool(region) and any(figure.median for figure in shown)
    first, other = (0.4 * room, 0.3 * room - 8) if compared else (4 / 7 * room, 3 / 7 * room - 8)
    told = broken(group.heading, room, TITLE) + 35
    told += sum(filled(len(note), room, SMALL) + 8 for note in (group.hint, group.source) if note)
    told += 13 + max(broken(one, other, SMALL) for one in (region if compared else "", "Latest value"))
    return told + sum(_row(figure, not group.source, first, other) for figure in shown)


def _row(figure: Figure, sourced: bool, first: float, other: float) -> float:
    year = f"{figure.year} {figure.old}"
    cells = [
        broken(figure.label, first, CELL) + (broken(figure.source, first, SMALL) if sourced and figure.source else 0),
        broken(figure.value, other, CELL) + broken(year, other, SMALL),
        broken(figure.median, other, CELL) + broken(figure.median_of, other, SMALL) if figure.median else 0,
    ]
    return 13 + max(cells)


def map_height(view: EvidenceMap, look: WidgetAsked, width: int) -> int:
    """Pixels in which this map has room at that width."""
    room = width - 34
    told = 34 + _heading(ON_MAP, look, room) + filled(len(view.said) + 25, room, TEXT) + 12
    told += filled(FOOT, room, SMALL) + 25
    if not view.rows:
        return stepped(told + filled(NO_MAP, room, TEXT))
    told += _table(view, room, width <= NARROW) + 12
    told += 47 if view.pages > 1 else 0
    told += _shades(view, room) + 24
    told += filled(sum(len(part.label) + 10 for part in view.parts) + ABOUT_PARTS, room, CELL) + 12 if view.parts else 0
    told += filled(ABOUT_GAPS, room, CELL) + 12
    told += filled(ABOUT_TOTALS + ABOUT_YEARS * ("year" in (view.asked.rows, view.asked.columns)), room, CELL) + 12
    return stepped(told)


def _table(view: EvidenceMap, room: int, narrow: bool) -> float:
    """With its caption and the line of totals."""
    first, *others = _widths(view, room)
    below = 36 if narrow else 28  # of a sign above a name
    heads = [
        broken(one.label, wide - 16, HEAD) + (below if one.toggle else 0)
        for one, wide in zip(view.columns, others, strict=True)
    ]
    cell = TEXT[0] + (12 if narrow else 0) + (16 if view.parts else 0)
    signs = 32 if any(row.toggle for row in view.rows) else 0
    wider = LEAST + first + sum(others) > room
    told = (SCROLLBAR if wider else 0) + 30.5 + max(heads, default=17) + 10 + TEXT[0] + (12 if narrow else 0) + 10
    for row in view.rows:
        named = broken(row.label, first - 16 - signs - 12 * row.level, NAME)
        told += 10 + max(named, cell if row.count else TEXT[0])
    return told


def _widths(view: EvidenceMap, room: int) -> list[float]:
    """Of the column of names, and of the others; the totals have one, too."""
    least = [LEAST_NAMES, *(max(LEAST, _longest(one.label) * HEAD[1] + 16) for one in view.columns)]
    most = [min(MOST_NAMES, max(len(row.label) for row in view.rows) * NAME[1] + 16)]
    most += [min(MOST, len(one.label) * HEAD[1] + 16) for one in view.columns]
    more = [max(0.0, wide - narrow) for narrow, wide in zip(least, most, strict=True)]
    share = max(0.0, min(1.0, (room - LEAST - sum(least)) / (sum(more) or 1)))
    return [wide + share * further for wide, further in zip(least, more, strict=True)]


def _longest(label: str) -> int:
    return max(map(len, label.split()), default=0)


def _shades(view: EvidenceMap, room: int) -> float:
    """Side by side as long as there is room; the last says what an empty cell is."""
    rows, used = 1, 0.0
    for wide in [*(20 + 8 * len(f"{least}–{most}") for least, most in view.shades.values()), ABOUT_EMPTY]:
        if used and used + wide > room:
            rows, used = rows + 1, 0.0
        used += wide + 4
    return rows * 29 - 4
