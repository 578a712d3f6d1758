"""The page on which the editor of another site puts a widget together, and copies its lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from search.queries import Query
from search.records import INTERFACE_LANGUAGES
from search.sentences import N_
from webapp.languages import Labels, language
from webapp.links import Links
from webapp.presenters.framing import Framed, framed, lines_of, page_of, public, title_of
from webapp.presenters.widget_asked import NARROWING, THEMES, WidgetAsked

WIDTHS = (320, 600, 900)  # of the preview: a phone, a column, a page
WIDTH = "width"  # parameter of the builder: which of them
SIZES = (3, 5, 10, 20)
OF_THEMES = {"auto": N_("As on the reader's device"), "light": N_("Light"), "dark": N_("Dark")}
OF_FIELDS = {
    "names": N_("Authors or organisations"),
    "facts": N_("Kind, places and time"),
    "abstract": N_("Beginning of the abstract"),
}


@dataclass(slots=True)
class Option:
    """A value that may be chosen."""

    value: str
    label: str
    chosen: bool


@dataclass(slots=True)
class Builder:
    """Everything that builder.html prints. page: what the widget is a part of. frame: the address of the preview.

    hidden: what the form carries along. widths: links to the preview at another width. origin: scheme and host of this
    site; provider: what makes it known to WordPress.
    """

    title: str
    page: str
    asked: WidgetAsked
    hidden: list[tuple[str, str]]
    themes: list[Option]
    sizes: list[Option]
    languages: list[Option]
    facets: list[Option]
    fields: list[Option]
    frame: str
    width: int
    height: int
    widths: list[Option]
    lines: str
    link: str
    provider: str
    origin: str


def builder(query: Query, asked: WidgetAsked, width: int, labels: Labels, links: Links) -> Builder:
    """Put the page together; width: of the preview."""
    one = framed(query, labels, asked)
    site = public(links.root, links)
    return Builder(
        title=title_of(one.whole, labels, links),
        page=page_of(one, links),
        asked=asked,
        hidden=[pair for pair in one.whole.parameters() if pair[0] != "lang"],
        themes=[Option(name, labels.language.gettext(OF_THEMES[name]), name == asked.theme) for name in THEMES],
        sizes=_sizes(asked.size, labels),
        languages=[Option(c, language(c).own_name, c == labels.language.code) for c in INTERFACE_LANGUAGES],
        facets=[Option(name, labels.field(name), name in asked.facets) for name in NARROWING],
        fields=[Option(name, labels.language.gettext(text), name in asked.fields) for name, text in OF_FIELDS.items()],
        frame=one.address(links),
        width=width,
        height=asked.height,
        widths=[Option(_at(one, links, other), labels.language.number(other), other == width) for other in WIDTHS],
        lines=lines_of(one, labels, links),
        link=public(page_of(one, links), links),
        provider=f"wp_oembed_add_provider( '{escape(site)}/*', '{escape(site)}/oembed' );",
        origin=_origin(site),
    )


def _sizes(chosen: int, labels: Labels) -> list[Option]:
    numbers: Sequence[int] = sorted({*SIZES, chosen})
    return [Option(str(number), labels.language.number(number), number == chosen) for number in numbers]


def _at(one: Framed, links: Links, width: int) -> str:
    address = links.with_more(links.search(one.whole, "/embed/builder"), one.asked.parameters())
    return links.with_more(address, {WIDTH: str(width)})


def _origin(site: str) -> str:
    parts = urlsplit(site)
    return f"{parts.scheme}://{parts.netloc}"
