"""Framing: what stands in a frame, its address, and the lines that put it on a page of somebody else's."""

from dataclasses import dataclass, field, replace
from html import escape

from search.queries import DEFAULT_SIZE, Query, Selection
from search.sentences import N_
from webapp.languages import Labels
from webapp.links import Links
from webapp.presenters.chips import as_text
from webapp.presenters.widget_asked import WidgetAsked, suited

NOWHERE = "https://YOUR-INDEX"  # for whoever copies from a site that was not told its own address
BUILDER = "/embed/builder"  # the page of ours on which such lines are put together
SHOW = "show"  # parameter of the builder: what is framed
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
class Frame:
    """What stands in a frame. page: of the site, which holds the same, and more. link: without looks."""

    title: str
    page: str
    link: str
    asked: WidgetAsked

    @property
    def following(self) -> "Frame":
        """The same, with a height that follows its content where the page around it runs the loader."""
        return replace(self, asked=replace(self.asked, follows=True))

    def address(self, links: Links) -> str:
        """With how it looks."""
        return links.with_more(self.link, self.asked.parameters())


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

    def address(self, links: Links, own: Query | None = None) -> str:
        """Of this widget, or of the same with another question."""
        return links.with_more(self._link(links, own or self.own), self.asked.parameters())

    def frame(self, labels: Labels, links: Links, title: str = "") -> Frame:
        """As it stands in a frame. title: where it is not that of the question."""
        title = title or title_of(self.whole, labels, links)
        return Frame(title, page_of(self, links), self._link(links, self.own), self.asked)

    def _link(self, links: Links, own: Query) -> str:
        return links.search(replace(own, size=DEFAULT_SIZE), self.path)


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


def lines_of(one: Frame, height: int, links: Links) -> str:
    """A link that stays where no frame is shown, and the frame, to be copied; with the loader if its height follows.

    height: in pixels, until another one is told, and for ever without the loader.
    """
    address, follows = public(one.address(links), links), one.asked.follows
    lines = [link_of(one, links), frame(address, one.title, "100%", height, follows)]
    return "\n".join([*lines, script_line(LOADER, links)] if follows else lines)


def link_of(one: Frame, links: Links) -> str:
    """The link to the page that holds the same, and more."""
    return LINK.format(page=escape(public(one.page, links)), title=escape(one.title))


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
