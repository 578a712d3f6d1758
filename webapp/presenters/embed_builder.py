"""The page on which the editor of another site puts a widget together, and copies its lines."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from urllib.parse import urlsplit

from search.records import INTERFACE_LANGUAGES
from search.sentences import N_
from webapp.languages import Labels, language
from webapp.links import Links
from webapp.presenters.element import element_of
from webapp.presenters.framing import Framed, lines_of, page_of, public, title_of
from webapp.presenters.widget import Widget
from webapp.presenters.widget_asked import NARROWING, THEMES, WidgetAsked
from webapp.presenters.widget_height import height_of

WIDTHS = (320, 600, 900)  # of the preview: a phone, a column, a page
COLUMN = 600  # width for which the height in the lines is reckoned
WIDTH = "width"  # parameter of the builder: which of them
SIZES = (3, 5, 10, 20)
OF_THEMES = {"auto": N_("As on the reader's device"), "light": N_("Light"), "dark": N_("Dark")}
OF_FIELDS = {
    "names": N_("Authors or organisations"),
    "facts": N_("Kind, places and time"),
    "abstract": N_("Beginning of the abstract"),
}
WAYS_TO = {  # heading, what it is, directives
    "html": (
        N_("A frame, without a script"),
        N_("It sets no cookie. Where frames are not shown, as in mails, feeds and print, the link stays."),
        "frame-src %(origin)s",
    ),
    "following": (
        N_("A frame that is as high as its content"),
        N_("A script of one kilobyte sets the height that the frame tells. Without it the frame stays as it is."),
        "frame-src %(origin)s; script-src %(origin)s",
    ),
    "element": (
        N_("A part of your page, in its own fonts"),
        N_("A script of four kilobytes shows the search without a frame. Where it does not run, the link stays."),
        "script-src %(origin)s; connect-src %(origin)s",
    ),
}


@dataclass(slots=True)
class Option:
    """A value that may be chosen."""

    value: str
    label: str
    chosen: bool


@dataclass(slots=True)
class Way:
    """One of the ways to put it there: what it is, the lines to copy, and what a policy of the host has to allow."""

    id: str
    heading: str
    about: str
    lines: str
    policy: str


@dataclass(slots=True)
class Builder:
    """Everything that builder.html prints. page: what the widget is a part of. hidden: what the form carries along.

    previews: addresses, with their colours. widths: links to the preview at another width. ways: lines to copy.
    provider: what makes this site known to WordPress.
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
    previews: list[Option]
    width: int
    height: int
    widths: list[Option]
    ways: list[Way]
    link: str
    provider: str


def builder(one: Framed, shown: Widget, width: int, labels: Labels, links: Links) -> Builder:
    """Put the page together; shown: what the frame shows; width: of the preview."""
    asked, site = one.asked, public(links.root, links)
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
        previews=_previews(one, labels, links),
        width=width,
        height=height_of(shown, width),
        widths=[Option(_at(one, links, other), labels.language.number(other), other == width) for other in WIDTHS],
        ways=_ways(one, height_of(shown, COLUMN), labels, links),
        link=public(page_of(one, links), links),
        provider=f"wp_oembed_add_provider( '{escape(site)}/*', '{escape(site)}/oembed' );",
    )


def _previews(one: Framed, labels: Labels, links: Links) -> list[Option]:
    """Both on a light and on a dark page, where the reader's device decides."""
    themes = THEMES[1:] if one.asked.theme == THEMES[0] else (one.asked.theme,)
    frames = {theme: replace(one, asked=replace(one.asked, theme=theme)) for theme in themes}
    words = labels.language.gettext
    return [Option(frame.address(links), words(OF_THEMES[theme]), True) for theme, frame in frames.items()]


def _ways(one: Framed, height: int, labels: Labels, links: Links) -> list[Way]:
    """The first works where nothing else does."""
    origin = _origin(public(links.root, links))
    lines = {
        "html": lines_of(replace(one, asked=replace(one.asked, follows=False)), labels, links, height),
        "following": lines_of(one.following, labels, links, height),
        "element": element_of(one, labels, links),
    }
    words = labels.language.gettext
    return [
        Way(name, words(heading), words(about), lines[name], policy % {"origin": origin})
        for name, (heading, about, policy) in WAYS_TO.items()
    ]


def _sizes(chosen: int, labels: Labels) -> list[Option]:
    numbers: Sequence[int] = sorted({*SIZES, chosen})
    return [Option(str(number), labels.language.number(number), number == chosen) for number in numbers]


def _at(one: Framed, links: Links, width: int) -> str:
    address = links.with_more(links.search(one.whole, "/embed/builder"), one.asked.parameters())
    return links.with_more(address, {WIDTH: str(width)})


def _origin(site: str) -> str:
    parts = urlsplit(site)
    return f"{parts.scheme}://{parts.netloc}"
