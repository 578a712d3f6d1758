"""The element <sp-search>: its attributes, and the lines that put it on a page of somebody else's."""

from search.queries import MODES
from search.records import FACETS
from webapp.presenters.widget_asked import OF_WIDGET

ELEMENT = "/embed/v1/element.js"
OF_VALUES = tuple("" if mode == "any" else f".{mode}" for mode in MODES)
CLOSED = tuple(f"{facet.name}{mode}" for facet in FACETS if facet.closed for mode in OF_VALUES)
OPEN = tuple(f"{facet.name}{mode}" for facet in FACETS if not facet.closed for mode in OF_VALUES)
MANY = (*CLOSED, "facets", "fields")  # attributes that hold several values, with commas between them
OF_LOOKS = ("theme", "heading", "height")  # of which the element itself takes care, or its page
ONE = ("q", "year.from", "year.to", "sort", *OPEN, *(name for name in OF_WIDGET if name not in (*MANY, *OF_LOOKS)))
