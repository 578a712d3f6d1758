"""The years of an answer as a small picture: bars with links, made on the server."""

from dataclasses import dataclass

from search.answers import Facet
from search.queries import Query
from webapp.languages import Labels
from webapp.links import Address, Links
from webapp.presenters.facets import Value, missing_value

HEIGHT = 48  # units of the picture; a year is 10 wide
LEAST = 2  # units; a year with one record among thousands can still be seen
LONGEST = 80  # years drawn; earlier ones stand in the list


@dataclass(slots=True)
class Bar:
    """One year. chosen: as a value, which its link then takes away; inside: so, or in the chosen range.

    x, y and height are in units of the picture.
    """

    year: str
    count: int
    shown: str
    url: str
    x: int
    y: int
    height: int
    inside: bool
    chosen: bool


@dataclass(slots=True)
class Histogram:
    """bars: the years drawn, oldest first, gaps included; years: all that have records, newest first."""

    bars: list[Bar]
    years: list[Bar]
    missing: Value
    chosen: int

    @property
    def width(self) -> int:
        """Units of the picture."""
        return 10 * len(self.bars)


def histogram(facet: Facet, query: Query, labels: Labels, links: Links) -> Histogram:
    """The year facet of an answer."""
    counts = {int(bucket.value): bucket.count for bucket in facet.buckets if bucket.count and bucket.value.isdigit()}
    chosen = sum(1 for name, _, _ in query.choices() if name == "year") + query.has_years
    missing = missing_value(facet, query, labels)
    if not counts:
        return Histogram([], [], missing, chosen)
    last = max(counts)
    first = max(min(counts), last - LONGEST + 1)
    drawing = _Drawing(first, max(counts.values()), query, labels, links, links.choosing(query))
    drawn = [drawing.bar(year, counts.get(year, 0)) for year in range(first, last + 1)]
    listed = [bar for bar in reversed(drawn) if bar.count]
    listed += [drawing.bar(year, counts[year]) for year in sorted(counts, reverse=True) if year < first]
    return Histogram(drawn, listed, missing, chosen)


@dataclass(frozen=True)
class _Drawing:
    first: int
    most: int
    query: Query
    labels: Labels
    links: Links
    address: Address

    def bar(self, year: int, count: int) -> Bar:
        height = max(LEAST, round(HEIGHT * count / self.most)) if count else 0
        x = (year - self.first) * 10
        shown, chosen = self.labels.language.number(count), str(year) in self.query.selection("year").any
        url = self.links.search(self.query.without("year", str(year))) if chosen else self.address("year", str(year))
        return Bar(str(year), count, shown, url, x, HEIGHT - height, height, chosen or self._inside(year), chosen)

    def _inside(self, year: int) -> bool:
        """Whether the range holds the year; where no year is chosen in any way, all of them are as good."""
        if not self.query.has_years:
            return not self.query.selection("year").any
        return (self.query.year_from or year) <= year <= (self.query.year_to or year)
