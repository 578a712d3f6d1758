"""The page of an answer: cards, facets, chips, order, pages and exports, as the template prints them."""

from dataclasses import dataclass, replace

from search.answers import Results
from search.index import Snapshot
from search.queries import DEEPEST_HIT, DEFAULT_SIZE, Query, Reading
from search.records import FACETS, SORTS
from search.sentences import N_
from webapp.languages import SORTS as SORT_NAMES
from webapp.languages import Labels
from webapp.links import Links
from webapp.presenters.asked import Asked, asked
from webapp.presenters.cards import Card, CardMaker
from webapp.presenters.chips import as_text
from webapp.presenters.compare import address, apart
from webapp.presenters.facets import FacetView, facet_views, hidden_choices
from webapp.presenters.histogram import Histogram, histogram
from webapp.presenters.matched import Matcher
from webapp.presenters.related import fold
from webapp.presenters.relaxing import Relaxation, relaxations
from webapp.presenters.tiers import Tiers, tiers

AROUND = 2  # pages named on either side of this one
MOST_FOR_ROBOTS = 2  # filters; more combinations than that are not worth their while


@dataclass(slots=True)
class Option:
    """A link among alternatives (an order, a page); current: it is this one."""

    label: str
    url: str
    current: bool = False


@dataclass(slots=True)
class Pager:
    """pages: the first, the last and those around this one, None for a gap; cut: there are more than can be paged."""

    pages: list[Option | None]
    previous: str
    next: str
    cut: bool


@dataclass(slots=True)
class Addresses:
    """Where else this answer can be had. robots: whether search engines may keep the page."""

    api: str
    compare: str
    canonical: str
    robots: bool


@dataclass(slots=True)
class Wider:
    """Another question that finds more. template: whether something is left out, or put wider."""

    template: str
    label: str
    url: str
    total: int


@dataclass(slots=True)
class AnswerPage:
    """Everything that search.html prints. sides: the searches that this one is to be compared as.

    kinds: the content types of its records.
    """

    asked: Asked
    total: int
    facets: list[FacetView]
    years: Histogram
    hidden: list[tuple[str, str]]
    cards: list[Card]
    tiers: Tiers | None
    first: int
    sorts: list[Option]
    pager: Pager
    addresses: Addresses
    wider: list[Wider]
    sides: list[Query]
    kinds: list[str]

    @property
    def query(self) -> Query:
        """The question."""
        return self.asked.query

    @property
    def tagged(self) -> bool:
        """Whether any tag is on this page."""
        return any(card.tags for card in self.cards if not card.folded)

    @property
    def comparable(self) -> bool:
        """Whether values of one facet can be compared, and not only this search with another."""
        return len(self.sides) > 1

    @property
    def folded(self) -> bool:
        """Whether some of the records are shown among the parts of others."""
        return any(card.folded for card in self.cards)

    def main_facets(self, after_year: bool) -> list[FacetView]:
        """The facets that are shown without being asked for, above the years or below them."""
        names = [facet.name for facet in FACETS]
        year = names.index("year")
        return [view for view in self.facets if view.main and (names.index(view.name) > year) == after_year]


def answer_page(snapshot: Snapshot, results: Results, labels: Labels, links: Links, reading: Reading) -> AnswerPage:
    """Put the page together."""
    query = results.query
    views = facet_views(results, labels, links)
    understood = asked(results, labels, links, reading)
    few_filters = understood.chosen <= MOST_FOR_ROBOTS and not understood.how and query == query.plain()
    cards = CardMaker(labels, links, query).cards(results.hits)
    fold(cards, results.hits, snapshot, labels, links)
    matcher = Matcher(results, labels)
    for card, hit in zip(cards, results.hits, strict=True):
        card.matched = matcher.of(hit)
    return AnswerPage(
        asked=understood,
        total=results.total,
        facets=[view for view in views if view.worth_showing],
        years=histogram(results.facets["year"], query, labels, links),
        hidden=hidden_choices(results, views),
        cards=cards,
        tiers=tiers(results, cards, labels, links),
        first=(query.page - 1) * query.size + 1,
        sorts=_sorts(query, links),
        pager=_pager(results, links),
        addresses=_addresses(query, links, robots=few_filters and results.total > 0),
        wider=[_wider(one, labels, links) for one in relaxations(snapshot, results, labels)],
        sides=apart(query),
        kinds=content_types(results),
    )


def content_types(results: Results) -> list[str]:
    """Those of the records of an answer."""
    chosen = results.query.selection("content_type").any
    counted = (bucket for bucket in results.facets["content_type"].buckets if bucket.count)
    return [bucket.value for bucket in counted if not chosen or bucket.value in chosen]


def _addresses(query: Query, links: Links, robots: bool) -> Addresses:
    compare = address(apart(query), links)
    one = replace(query, sort=Query.sort, size=DEFAULT_SIZE) if query.page == 1 else query
    return Addresses(links.search(query, "/api/v1/search"), compare, links.absolute(links.search(one)), robots)


def _sorts(query: Query, links: Links) -> list[Option]:
    """Without words nothing is more relevant than another thing."""
    names = SORT_NAMES if query.q else {**SORT_NAMES, "relevance": N_("Any order")}
    return [Option(names[name], links.search(query.with_sort(name)), name == query.sort) for name in SORTS]


def _pager(results: Results, links: Links) -> Pager:
    query = results.query
    last = min(results.pages, DEEPEST_HIT // query.size)
    return Pager(
        pages=_pages(query, last, links),
        previous=links.search(query.with_page(query.page - 1)) if 1 < query.page <= last + 1 else "",
        next=links.search(query.with_page(query.page + 1)) if query.page < last else "",
        cut=last < results.pages and query.page >= last,
    )


def _pages(query: Query, last: int, links: Links) -> list[Option | None]:
    if last < 2:
        return []
    near = range(query.page - AROUND, query.page + AROUND + 1)
    options: list[Option | None] = []
    for page in range(1, last + 1) if last <= 9 else sorted({1, last, *(p for p in near if 1 <= p <= last)}):
        if options and options[-1] and int(options[-1].label) < page - 1:
            options.append(None)
        options.append(Option(str(page), links.search(query.with_page(page)), page == query.page))
    return options


def _wider(relaxation: Relaxation, labels: Labels, links: Links) -> Wider:
    replaced = relaxation.instead != Query()
    told = relaxation.instead if replaced else relaxation.lost
    template = N_("wider: %(part)s") if replaced else N_("without: %(part)s")
    return Wider(template, as_text(told, labels, links), links.search(relaxation.query), relaxation.total)
