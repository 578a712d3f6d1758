"""What a frame can hold, and how high it is then: for the builder, and for whoever pastes a link."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from search.queries import Query
from webapp.languages import Labels
from webapp.links import Links
from webapp.presenters import (
    Frame,
    Framed,
    MapAsked,
    MapMaker,
    WidgetAsked,
    WidgetMaker,
    figures_frame,
    figures_height,
    figures_widget,
    framed_map,
    height_of,
    map_frame,
    map_height,
)
from webapp.visit import visit


@dataclass(frozen=True, slots=True)
class Found:
    """A frame. height: of what it shows, by the width of the frame, both in pixels."""

    frame: Frame
    height: Callable[[int], int]


def of_search(one: Framed, labels: Labels, links: Links, title: str = "") -> Found:
    """title: where it is not that of the question. Raises QueryError."""
    shown = WidgetMaker(visit().snapshot, one, labels, links).widget()
    return Found(one.frame(labels, links, title), partial(height_of, shown))


def of_figures(iso3: str, look: WidgetAsked, labels: Labels, links: Links) -> Found:
    """The figures of a country."""
    view = figures_widget(iso3, look, visit().snapshot, labels, links)
    return Found(figures_frame(iso3, look, labels, links), partial(figures_height, view))


def of_map(query: Query, asked: MapAsked, look: WidgetAsked, labels: Labels, links: Links) -> Found:
    """query: as map_query() has it. Raises QueryError."""
    view = framed_map(MapMaker(visit().snapshot, query, asked, labels, links), look)
    return Found(map_frame(query, asked, look, labels, links), partial(map_height, view, look))
