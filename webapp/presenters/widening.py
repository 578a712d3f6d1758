"""Widening: a question with the next broader thing in place of one that was chosen."""

from collections import Counter
from collections.abc import Iterator

from search.queries import Query, Selection
from search.records import BY_NAME
from webapp.languages import Labels

WIDER = 5  # years, each way
FIRST_YEAR, LAST_YEAR = 1000, 9999  # four digits, as an address has them


def widened(query: Query, labels: Labels) -> Iterator[tuple[Query, Query, Query]]:
    """(what is left out, what takes its place, the question then)."""
    for facet, chosen in sorted(query.selections.items()):
        kind = BY_NAME[facet].kind
        if kind == "concept" and chosen.any:
            yield from _broader(query, facet, _above(facet, chosen.any, labels), facet)
        elif kind == "country" and chosen.any and not query.selection("region").any:
            yield from _broader(query, facet, _regions(chosen.any, labels), "region")
    if query.has_years:
        first = max(FIRST_YEAR, query.year_from - WIDER) if query.year_from is not None else None
        last = min(LAST_YEAR, query.year_to + WIDER) if query.year_to is not None else None
        lost = Query().with_years(query.year_from, query.year_to)
        yield lost, Query().with_years(first, last), query.with_years(first, last)


def _broader(query: Query, facet: str, values: frozenset[str], into: str) -> Iterator[tuple[Query, Query, Query]]:
    if not values:
        return
    any_ = query.selection(facet).any
    rest = query.without_own_choice(facet)
    for value in sorted(values):
        rest = rest.with_(into, value)
    lost = Query(selections={facet: Selection(any=any_)})
    yield lost, Query(selections={into: Selection(any=values)}), rest


def _above(scheme: str, values: frozenset[str], labels: Labels) -> frozenset[str]:
    """Right above all of them; none where one of them is at the top."""
    concepts = [labels.taxonomy.concept(scheme, value) for value in values]
    if not all(concept and concept.broader for concept in concepts):
        return frozenset()
    return frozenset(above for concept in concepts if concept for above in concept.broader)


def _regions(countries: frozenset[str], labels: Labels) -> frozenset[str]:
    """The narrowest region of each country; none where one of them is in none."""
    narrowest = [_narrowest(labels.countries.regions(iso3), labels) for iso3 in countries]
    return frozenset(narrowest) if all(narrowest) else frozenset()


def _narrowest(regions: tuple[str, ...], labels: Labels) -> str:
    """The region with the fewest countries: Algeria's is the Middle East and North Africa, not Africa."""
    members = Counter(region for iso3 in labels.countries.codes for region in labels.countries.regions(iso3))
    return min(regions, key=lambda region: (members[region], region), default="")
