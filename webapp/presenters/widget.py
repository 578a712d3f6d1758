"""A widget: a live search in a page of somebody else's, of which each step stays in its frame."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from search.answers import Results
from search.index import Snapshot
from search.queries import DEEPEST_HIT, DEFAULT_SIZE, Query, Selection
from search.records import BY_NAME
from webapp.languages import Labels
from webapp.links import Links
from webapp.presenters.cards import Card, CardMaker
from webapp.presenters.country_page import regional_query
from webapp.presenters.facets import Value, tree, values_of
from webapp.presenters.framing import Framed, page_of, title_of
from webapp.presenters.typed import typed_parts
from webapp.presenters.widget_asked import WidgetAsked

MOST_VALUES = 8  # of a filter


@dataclass(slots=True)
class Choice:
    """A value of a filter. url: the widget with this value alone, or, where it is chosen, without it."""

    label: str
    count: int
    url: str
    chosen: bool


@dataclass(slots=True)
class Narrowing:
    """A filter: its most frequent values."""

    label: str
    values: list[Choice]


@dataclass(slots=True)
class Widget:
    """Everything that widget.html prints. page: the page of the site of which it shows a part; whole: its full search.

    alone: the country, where it has no records and those of its regions are shown. plain: the widget without words.
    mended: (words, address) that are shown, or may have been meant; corrected: they are shown.
    """

    asked: WidgetAsked
    title: str
    page: str
    whole: str
    alone: str
    action: str
    hidden: list[tuple[str, str]]
    query: Query
    total: int
    cards: list[Card]
    filters: list[Narrowing]
    first: int
    previous: str
    next: str
    plain: str
    mended: tuple[str, str] | None
    corrected: bool

    @property
    def chosen(self) -> list[Choice]:
        """The values that are chosen in its filters."""
        return [value for one in self.filters for value in one.values if value.chosen]


class WidgetMaker:
    """One widget; the engine is asked when it is made."""

    def __init__(self, snapshot: Snapshot, framed: Framed, labels: Labels, links: Links) -> None:
        """Raises QueryError."""
        self.framed, self.labels, self.links = framed, labels, links
        self.base: dict[str, Selection] = {}
        self.results = self._searched(snapshot, framed.whole)
        self.alone = ""
        if framed.iso3 and not self.results.total and not snapshot.count([Framed(Query(), iso3=framed.iso3).whole])[0]:
            self.alone = labels.value("country", framed.iso3)
            self.base = regional_query(framed.iso3, labels).selections
            wider = replace(framed.own, selections={**framed.own.selections, **self.base})
            self.results = self._searched(snapshot, wider)

    def widget(self) -> Widget:
        """As the frame shows it."""
        framed, own, results = self.framed, self.framed.own, self.results
        query = results.query
        last = min(results.pages, DEEPEST_HIT // query.size)
        cards = CardMaker(self.labels, self.links, query).cards(results.hits)
        self._note_lacks(cards)
        words = results.did_you_mean
        return Widget(
            asked=framed.asked,
            title=title_of(framed.whole, self.labels, self.links),
            page=self.links.absolute(page_of(framed, self.links)),
            whole=self.links.absolute(self.links.search(replace(query, sort=own.sort, size=DEFAULT_SIZE, page=1))),
            alone=self.alone,
            action=self.links.root + framed.path,
            hidden=self._hidden(),
            query=query,
            total=results.total,
            cards=cards,
            filters=list(self._filters(results)),
            first=(query.page - 1) * query.size + 1,
            previous=self._to(own.with_page(query.page - 1)) if 1 < query.page <= last + 1 else "",
            next=self._to(own.with_page(query.page + 1)) if query.page < last else "",
            plain=self._to(own.with_words("")) if own.q else "",
            mended=(words, self._to(own.with_words(words))) if words else None,
            corrected=results.corrected,
        )

    def _searched(self, snapshot: Snapshot, query: Query) -> Results:
        """Without words the newest come first, unless another order is asked for."""
        sort = "newest" if not query.q and query.sort == Query.sort else query.sort
        return snapshot.search(replace(query, size=self.framed.asked.size, sort=sort))

    def _to(self, own: Query) -> str:
        return self.framed.address(self.links, own)

    def _hidden(self) -> list[tuple[str, str]]:
        """What its form carries along: all but words and page."""
        own = replace(self.framed.own.with_words(""), size=DEFAULT_SIZE, names="", words="", spelling="")
        pairs = own.parameters()
        for name, values in self.framed.asked.parameters().items():
            pairs += [(name, value) for value in ([values] if isinstance(values, str) else values) if value]
        return pairs

    def _note_lacks(self, cards: Iterable[Card]) -> None:
        """On each card that lacks some of the words, which ones."""
        if not self.results.relaxed:
            return
        parts = typed_parts(self.results, self.labels)
        for card, hit in zip(cards, self.results.hits, strict=True):
            card.lacks = [parts[place] for place in hit.lacks]

    def _filters(self, results: Results) -> Iterable[Narrowing]:
        """Not of what the widget is about: a country, or the regions that stand for it."""
        about = {"country", *self.base} if self.framed.iso3 else set()
        for name in self.framed.asked.narrowing:
            values = self._choices(name, results) if name not in about else []
            if values:
                yield Narrowing(self.labels.field(name), values)

    def _choices(self, name: str, results: Results) -> list[Choice]:
        """The uppermost terms of a tree, and those that are chosen."""
        values = values_of(results.facets[name], results.query, self.labels)
        top = tree(values, name, self.labels.taxonomy) if BY_NAME[name].tree else values
        shown = {value.value: value for value in top[:MOST_VALUES]}
        shown |= {value.value: value for value in values if value.mode}
        return [self._choice(name, value) for value in shown.values()]

    def _choice(self, name: str, value: Value) -> Choice:
        own, chosen = self.framed.own, value.mode == "any"
        other = own.without(name, value.value) if chosen else own.without_own_choice(name).with_(name, value.value)
        return Choice(value.label, value.count, self._to(other), chosen)
