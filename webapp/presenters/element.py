"""The element <sp-search>: its attributes, and the lines that put it on a page of somebody else's."""

from html import escape
from urllib.parse import urlencode

from search.queries import MODES
from search.records import FACETS
from webapp.languages import Labels
from webapp.links import Links
from webapp.presenters.framing import Framed, link_of, script_line
from webapp.presenters.widget_asked import OF_LOOKS, OF_WIDGET, YES

ELEMENT = "/embed/v1/element.js"
PREVIEW = "/embed/preview"  # a page of ours that holds the element, for the builder
OF_VALUES = tuple("" if mode == "any" else f".{mode}" for mode in MODES)
CLOSED = tuple(f"{facet.name}{mode}" for facet in FACETS if facet.closed for mode in OF_VALUES)
OPEN = tuple(f"{facet.name}{mode}" for facet in FACETS if not facet.closed for mode in OF_VALUES)
MANY = (*CLOSED, "facets", "fields")  # attributes that hold several values, with commas between them
NOT_HERE = ("lang", "height", "heading")  # of a frame
ONE = ("q", "year.from", "year.to", "sort", *OPEN, *(name for name in OF_WIDGET if name not in (*MANY, *OF_LOOKS)))


def element_of(one: Framed, labels: Labels, links: Links) -> str:
    """The element around the link that stays without it, and its script, to be copied."""
    told = "".join(f' {name}="{escape(value)}"' for name, value in attributes_of(one, labels.language.code).items())
    link = link_of(one.frame(labels, links), links)
    element = f"<sp-search{told}>\n  {link}\n</sp-search>"
    return f"{element}\n{script_line(ELEMENT, links)}"


def attributes_of(one: Framed, lang: str) -> dict[str, str]:
    """One for each parameter; those that no attribute can hold as they are stand in `search`."""
    given: dict[str, list[str]] = {}
    for name, value in one.whole.parameters():
        given.setdefault(name, []).append(value)
    for name, values in one.asked.parameters().items():
        given[name] = [values] if isinstance(values, str) else values
    told = {name: [value for value in values if value] for name, values in given.items() if name not in NOT_HERE}
    if one.asked.heading != YES:
        told["heading"] = [one.asked.heading]
    single = {name: ",".join(values) for name, values in told.items() if values and _fits(name, values)}
    rest = [(name, value) for name, values in told.items() if name not in single for value in values]
    return {"lang": lang} | single | ({"search": urlencode(rest)} if rest else {})


def _fits(name: str, values: list[str]) -> bool:
    return name in MANY or name in OF_LOOKS or (name in ONE and len(values) == 1)
