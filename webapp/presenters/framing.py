"""Framing: the address of the widget of a question, and the lines that put it on a page of somebody else's."""

from dataclasses import dataclass, field, replace
from html import escape

from search.queries import DEFAULT_SIZE, Query, Selection
from search.sentences import N_
from webapp.languages import Labels
from webapp.links import Links
from webapp.presenters.chips import as_text
from webapp.presenters.widget_asked import WidgetAsked, suited

NOWHERE = "https://YOUR-INDEX"  # for whoever copies from a site that was not told its own address
WIDGET = "/embed/v1/search"  # for pages of other sites
OF_COUNTRY = "/embed/v1/country/%s.html"
LOADER = "/embed/v1/loader.js"  # what gives frames the height that they ask for, on the page around them
SITE = N_("Social Protection Index")
IN_COUNTRY = N_("Social protection in %(country)s")
SANDBOX = "allow-forms allow-popups allow-popups-to-escape-sandbox"
FRAME = (
    '<iframe src="{address}" title="{title}" loading="lazy" width="{width}" height="{height}" '
    'frameborder="0" sandbox="{sandbox}"></iframe>'
)
LINK = '<p><a href="{page}">{title}</a></p>'
SCRIPT = '<script src="{address}" async></script>'


@dataclass(frozen=True)
class Framed:
    """A widget. own: the question as its address has it; a country that stands in the path is no part of that.

    iso3: that country, or empty.
    """

    own: Query
    asked: WidgetAsked = field(default_factory=WidgetAsked)
    iso3: str = ""

    @property
    def path(self) -> str:
        """Where it is."""
        return OF_COUNTRY % self.iso3 if self.iso3 else WIDGET

    @property
    def whole(self) -> Query:
        """The question that it asks, on the same page."""
        return self.own.with_("country", self.iso3).with_page(self.own.page) if self.iso3 else self.own

    @property
    def following(self) -> "Framed":
        """The same, with a height that follows its content where the page around it runs the loader."""
        return replace(self, asked=replace(self.asked, follows=True))

    def address(self, links: Links, own: Query | None = None) -> str:
        """Of this widget, or of the same with another question."""
        question = replace(own or self.own, size=DEFAULT_SIZE)
        return links.with_more(links.search(question, self.path), self.asked.parameters())


def framed(query: Query, labels: Labels, asked: WidgetAsked | None = None) -> Framed:
    """The widget of a question: that of a country where one is asked for."""
    chosen, asked = query.selection("country"), asked or suited(WidgetAsked(), query)
    query = replace(query, page=1, size=DEFAULT_SIZE)
    (iso3, *others) = sorted(chosen.any) or [""]
    if others or iso3 not in labels.countries.codes or chosen != Selection(any=frozenset({iso3})):
        return Framed(query, asked)
    return Framed(query.without_facet("country"), asked, iso3)


def title_of(query: Query, labels: Labels, links: Links) -> str:
    """What a widget is called: after its country, else after the site; and what else is asked for, but for words."""
    language = labels.language
    one = framed(replace(query.with_words("").plain(), names="", words="", spelling=""), labels)
    said = as_text(one.own, labels, links)
    if one.iso3:
        title = language.gettext(IN_COUNTRY) % {"country": labels.value("country", one.iso3)}
        return language.comma.join([title, said] if said else [title])
    return " – ".join([language.gettext(SITE), said] if said else [language.gettext(SITE)])


def page_of(one: Framed, links: Links) -> str:
    """The page of the site that holds the same, and more: that of its country, or its search."""
    if one.iso3 and one.own.plain() == Query(lang=one.own.lang):
        return links.country(one.iso3)
    return links.search(replace(one.whole, page=1, size=DEFAULT_SIZE))


def lines_of(one: Framed, labels: Labels, links: Links, height: int = 0) -> str:
    """A link that stays where no frame is shown, and the frame, to be copied; with the loader if its height follows.

    height: in pixels; without it, one in which most answers have room.
    """
    title = title_of(one.whole, labels, links)
    lines = [link_of(one, title, links), frame_of(one, title, "100%", height or one.asked.height, links)]
    return "\n".join([*lines, script_line(LOADER, links)] if one.asked.follows else lines)


def link_of(one: Framed, title: str, links: Links) -> str:
    """The link to the page that holds the same, and more."""
    return LINK.format(page=escape(public(page_of(one, links), links)), title=escape(title))


def frame_of(one: Framed, title: str, width: str, height: int, links: Links) -> str:
    """The frame alone; its height, in pixels, is that until another one is told, and for ever without the loader."""
    return frame(public(one.address(links), links), title, width, height, one.asked.follows)


def frame(address: str, title: str, width: str, height: int, follows: bool = False) -> str:
    """Any frame of ours, with scheme and host in its address."""
    sandbox = f"allow-scripts {SANDBOX}" if follows else SANDBOX
    return FRAME.format(address=escape(address), title=escape(title), width=width, height=height, sandbox=sandbox)


def script_line(path: str, links: Links) -> str:
    """A script of ours on a page of somebody else's: once is enough for all that it is for."""
    return SCRIPT.format(address=escape(public(links.root + path, links)))


def public(link: str, links: Links) -> str:
    """With scheme and host, in any case."""
    return links.absolute(link) if links.base else NOWHERE + link
