"""How high the frame of a search is for what it shows at first."""

from collections.abc import Iterable

from search.answers import Segment
from webapp.presenters.cards import Card
from webapp.presenters.text_height import HEADING, SMALL, TEXT, filled, stepped
from webapp.presenters.widget import Widget
from webapp.presenters.widget_asked import NO

LABEL, FOOT, WHOLE, ALONE = 38, 85, 45, 140  # characters
SUMMARY, GAP = 20, 20  # pixels: the mark of a filter, and what is between two


def height_of(view: Widget, width: int) -> int:
    """Pixels in which this widget has room at that width; a reader's device may have other fonts."""
    compact = view.asked.compact
    room = width - (22 if compact else 34)
    told = 26.0 if compact else 34.0
    told += filled(len(view.title), room, HEADING) + 12 if view.asked.heading != NO else 0
    told += filled(ALONE, room, TEXT) + 12 if view.alone else 0
    told += filled(LABEL, room, SMALL) + 46
    told += _filters([len(one.label) for one in view.filters], room)
    told += 34 if compact else 41
    told += sum(_record(view, card, room) for card in view.cards)
    told += 34 if not view.total else 0
    told += 34 if view.mended else 0
    told += 54 if view.previous or view.next else 0
    told += filled(WHOLE, room, TEXT) + 24 + filled(FOOT, room, SMALL) + (9 if compact else 13)
    return stepped(told)


def _record(view: Widget, card: Card, room: int) -> float:
    told = 6.0 if view.asked.compact else 10.0
    told += filled(_length(card.title.segments), room, TEXT)
    if "names" in view.asked.told and card.names:
        told += filled(sum(_length(name.segments) + 2 for name in card.names), room, SMALL)
    if "facts" in view.asked.told and card.facts:
        told += filled(sum(len(fact.text) + 2 for fact in card.facts), room, SMALL)
    if "abstract" in view.asked.told and card.abstract:
        told += filled(_length(card.abstract.segments), room, SMALL)
    return told + (SMALL[0] if card.lacks else 0)


def _filters(labels: list[int], room: int) -> float:
    """Side by side as long as there is room."""
    rows, used = 0, room + 1.0
    for length in labels:
        wide = length * SMALL[1] * 1.08 + SUMMARY
        if used + GAP + wide > room:
            rows, used = rows + 1, wide
        else:
            used += GAP + wide
    return rows * 31 + 6 if rows else 0


def _length(segments: Iterable[Segment]) -> int:
    return sum(len(one.text) for one in segments)
