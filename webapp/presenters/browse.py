"""Ways into the index: a vocabulary with the number of records of each value, each number a link to its search."""

from dataclasses import dataclass, field

from search.answers import Facet, Results
from search.queries import Query
from webapp.languages import Labels
from webapp.links import Links
from webapp.presenters.facets import Value, tree, values_of


@dataclass(slots=True)
class CountedValue:
    """A value with its records. share: per cent of the largest among its siblings, for a bar beside it."""

    value: str
    label: str
    count: int
    url: str
    share: int = 0
    children: "list[CountedValue]" = field(default_factory=list)


class Browser:
    """Makes entries for the facets of one answer."""

    def __init__(self, results: Results, labels: Labels, links: Links) -> None:
        self._results = results
        self._labels = labels
        self.url = links.choosing(results.query.plain())  # (facet, value) -> the search for that value
        self._counts: dict[str, dict[str, int]] = {}

    def entries(self, name: str, depth: int = 1) -> list[CountedValue]:
        """The values of a facet that have records; of a tree its upper levels, `depth` of them."""
        facet = self._facet(name)
        values = [value for value in values_of(facet, self._results.query, self._labels) if value.count]
        scheme = self._labels.taxonomy.schemes.get(name)
        roots = tree(values, name, self._labels.taxonomy) if scheme else values
        return self._made(roots, name, depth)

    def count(self, name: str, value: str) -> int:
        """The records of one value."""
        if name not in self._counts:
            self._counts[name] = {bucket.value: bucket.count for bucket in self._facet(name).buckets}
        return self._counts[name].get(value, 0)

    def used(self, name: str) -> int:
        """How many values of a facet have records."""
        return sum(1 for bucket in self._facet(name).buckets if bucket.count)

    def name(self, name: str) -> str:
        """What the facet is called."""
        return self._labels.field(name)

    def missing(self, name: str) -> int:
        """The records without a value."""
        return self._facet(name).missing.count

    def _facet(self, name: str) -> Facet:
        return self._results.facets[name]

    def _made(self, values: list[Value], name: str, depth: int) -> list[CountedValue]:
        most = max((value.count for value in values), default=1)
        return [
            CountedValue(
                value=value.value,
                label=value.label,
                count=value.count,
                url=self.url(name, value.value),
                share=max(1, round(100 * value.count / most)),
                children=self._made(value.children, name, depth - 1) if depth > 1 else [],
            )
            for value in values
        ]


def everything(lang: str, size: int) -> Query:
    """The question for all records, the newest first."""
    return Query(lang=lang, size=size).with_sort("newest")
