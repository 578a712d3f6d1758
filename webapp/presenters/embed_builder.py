"""The page on which the editor of another site puts a widget together, and copies its lines."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from html import escape
from urllib.parse import urlsplit

from search.records import INTERFACE_LANGUAGES
from search.sentences import N_
from webapp.languages import Labels, language
from webapp.links import Links
from webapp.presenters.element import PREVIEW
from webapp.presenters.evidence_map import MAP_SHOWN
from webapp.presenters.figures_widget import FIGURES_SHOWN
from webapp.presenters.framing import BUILDER, SANDBOX, SHOW, Frame, lines_of, public
from webapp.presenters.widget_asked import NARROWING, THEMES, WidgetAsked

WIDTHS = (320, 600, 900)  # of the preview: a phone, a column, a page
COLUMN = 600  # width for which the height in the lines is reckoned
WIDTH = "width"  # parameter of the builder: which of them
SIZES = (3, 5, 10, 20)
GROUND = "ground"  # parameter of the preview of <sp-search>: the page around it
GROUNDS = {"light": N_("On a light page"), "dark": N_("On a dark page")}
AROUND = 40  # pixels of that page, above and below
OF_THEMES = {"auto": N_("As on the reader's device"), "light": N_("Light"), "dark": N_("Dark")}
OF_FIELDS = {
    "names": N_("Authors or organisations"),
    "facts": N_("Kind, places and time"),
    "abstract": N_("Beginning of the abstract"),
}
SEARCH = "search"  # what is framed where nothing else is asked for
SUBJECTS = {  # what may be framed -> what the page is called then
    SEARCH: N_("Put this search on your site"),
    FIGURES_SHOWN: N_("Put these figures on your site"),
    MAP_SHOWN: N_("Put this map on your site"),
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
        N_("A script of five kilobytes shows the search without a frame. Where it does not run, the link stays."),
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
    """One of the ways to put it there: what it is, the lines to copy, and what a policy of the host has to allow.

    previews: addresses of what is no frame, `height` pixels high, with the page around it.
    """

    id: str
    heading: str
    about: str
    lines: str
    policy: str
    previews: list[Option]
    height: int


@dataclass(frozen=True)
class Subject:
    """What is framed. height: of what it shows, by the width of the frame. hidden: what its address has besides looks.

    element: the lines of the same as <sp-search>, or empty. pasted: the address that oEmbed knows it by.
    """

    name: str
    frame: Frame
    height: Callable[[int], int]
    hidden: list[tuple[str, str]]
    element: str = ""
    pasted: str = ""


@dataclass(slots=True)
class Builder:
    """Everything that builder.html prints. page: what the frame shows a part of. hidden: what the form carries along.

    sizes, facets and fields: of a search. previews: addresses, with their colours. widths: links to the preview at
    another width. ways: lines to copy. provider: what makes this site known to WordPress.
    """

    heading: str
    title: str
    page: str
    asked: WidgetAsked
    searched: bool
    hidden: list[tuple[str, str]]
    themes: list[Option]
    sizes: list[Option]
    languages: list[Option]
    facets: list[Option]
    fields: list[Option]
    previews: list[Option]
    sandbox: str
    width: int
    height: int
    widths: list[Option]
    ways: list[Way]
    link: str
    provider: str


def builder(subject: Subject, width: int, labels: Labels, links: Links) -> Builder:
    """Put the page together; width: of the preview."""
    frame, words = subject.frame, labels.language.gettext
    asked, site, searched = frame.asked, public(links.root, links), subject.name == SEARCH
    return Builder(
        heading=words(SUBJECTS[subject.name]),
        title=frame.title,
        page=frame.page,
        asked=asked,
        searched=searched,
        hidden=_hidden(subject),
        themes=[Option(name, words(OF_THEMES[name]), name == asked.theme) for name in THEMES],
        sizes=_sizes(asked.size, labels) if searched else [],
        languages=[Option(c, language(c).own_name, c == labels.language.code) for c in INTERFACE_LANGUAGES],
        facets=[Option(name, labels.field(name), name in asked.facets) for name in NARROWING if searched],
        fields=[Option(name, words(text), name in asked.fields) for name, text in OF_FIELDS.items() if searched],
        previews=_previews(frame, labels, links),
        sandbox=SANDBOX,
        width=width,
        height=subject.height(width),
        widths=[
            Option(_at(subject, links, BUILDER, {WIDTH: str(other)}), labels.language.number(other), other == width)
            for other in WIDTHS
        ],
        ways=_ways(subject, width, labels, links),
        link=public(subject.pasted or frame.page, links),
        provider=f"wp_oembed_add_provider( '{escape(site)}/*', '{escape(site)}/oembed' );",
    )


def _hidden(subject: Subject) -> list[tuple[str, str]]:
    return [*([(SHOW, subject.name)] if subject.name != SEARCH else []), *subject.hidden]


def _previews(frame: Frame, labels: Labels, links: Links) -> list[Option]:
    """Both on a light and on a dark page, where the reader's device decides."""
    themes = THEMES[1:] if frame.asked.theme == THEMES[0] else (frame.asked.theme,)
    frames = {theme: replace(frame, asked=replace(frame.asked, theme=theme)) for theme in themes}
    words = labels.language.gettext
    return [Option(one.address(links), words(OF_THEMES[theme]), True) for theme, one in frames.items()]


def _ways(subject: Subject, width: int, labels: Labels, links: Links) -> list[Way]:
    """The first works where nothing else does."""
    origin, height = _origin(public(links.root, links)), subject.height(COLUMN)
    plain = replace(subject.frame, asked=replace(subject.frame.asked, follows=False))
    lines = {
        "html": lines_of(plain, height, links),
        "following": lines_of(plain.following, height, links),
        "element": subject.element,
    }
    words, shown = labels.language.gettext, {"element": _grounds(subject, labels, links)}
    around = subject.height(width) + AROUND
    return [
        Way(name, words(heading), words(about), lines[name], policy % {"origin": origin}, shown.get(name, []), around)
        for name, (heading, about, policy) in WAYS_TO.items()
        if lines[name]
    ]


def _grounds(subject: Subject, labels: Labels, links: Links) -> list[Option]:
    """Previews of <sp-search>: where it has no colours of its own, those of a light and of a dark page."""
    theme, words = subject.frame.asked.theme, labels.language.gettext
    grounds = GROUNDS if theme == THEMES[0] else [theme]
    return [Option(_at(subject, links, PREVIEW, {GROUND: one}), words(GROUNDS[one]), True) for one in grounds]


def _sizes(chosen: int, labels: Labels) -> list[Option]:
    numbers: Sequence[int] = sorted({*SIZES, chosen})
    return [Option(str(number), labels.language.number(number), number == chosen) for number in numbers]


def _at(subject: Subject, links: Links, path: str, more: dict[str, str]) -> str:
    """Of a page of ours on this subject; the filters are named in any case, as without them others may be chosen."""
    told: dict[str, list[str]] = {}
    for name, value in _hidden(subject):
        told.setdefault(name, []).append(value)
    asked = subject.frame.asked
    filters = {"facets": list(asked.facets) or ["none"]} if subject.name == SEARCH else {}
    return links.with_more(links.page(path), {**told, **asked.parameters(), **filters, **more})


def _origin(site: str) -> str:
    parts = urlsplit(site)
    return f"{parts.scheme}://{parts.netloc}"
