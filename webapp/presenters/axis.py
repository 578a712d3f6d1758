"""A side of an evidence map: the values of a facet, those that are opened with the ones below them."""

from collections.abc import Iterable
from dataclasses import dataclass

from search.answers import Bucket
from search.records import BY_NAME, NONE
from search.text import fold
from webapp.languages import Labels
from webapp.presenters.map_asked import MapAsked, Side


@dataclass(slots=True)
class Heading:
    """A row or a column: its records, and the address of their search.

    level: how far below the first one it stands. toggle: the address of the map with what is below it shown, or no
    longer; empty where nothing is below.
    """

    value: str
    label: str
    count: int
    level: int = 0
    opened: bool = False
    url: str = ""
    toggle: str = ""


class Axis:
    """The values of one facet with their counts."""

    def __init__(self, facet: str, buckets: Iterable[Bucket], labels: Labels) -> None:
        self.facet = facet
        self.counts = {bucket.value: bucket.count for bucket in buckets}
        self._labels = labels
        self._scheme = facet in labels.taxonomy.schemes

    def headings(self, asked: MapAsked, side: Side) -> list[Heading]:
        """In order: by records or name, years as they follow; what has no value comes last."""
        found = self._below(self._first(asked.all), asked, asked.opened(side), 0)
        if side == "rows" and BY_NAME[self.facet].kind == "year":
            found.reverse()  # down a page the newest come first
        missing = [self._heading(NONE, 0)] if NONE in self.counts else []
        once: dict[str, Heading] = {}  # a value with two above it stands under the first
        for heading in (*found, *missing):
            once.setdefault(heading.value, heading)
        return list(once.values())

    def every(self, asked: MapAsked) -> list[Heading]:
        """All values, each with everything below it."""
        opened = frozenset(self._labels.taxonomy.schemes[self.facet].concepts) if self._scheme else frozenset[str]()
        whole = MapAsked(rows=self.facet, by_name=asked.by_name, all=asked.all, rows_open=opened)
        return self.headings(whole, "rows")

    def opens(self, value: str, asked: MapAsked) -> bool:
        """Whether there is anything to show below a value."""
        return bool(self._scheme and self._narrower(value, asked.all))

    def _below(self, values: list[str], asked: MapAsked, opened: frozenset[str], level: int) -> list[Heading]:
        found = []
        for value in self._ordered(values, asked):
            below = self._narrower(value, asked.all) if value in opened else []
            found.append(self._heading(value, level, bool(below)))
            found += self._below(below, asked, opened, level + 1)
        return found

    def _heading(self, value: str, level: int, opened: bool = False) -> Heading:
        return Heading(value, self._labels.value(self.facet, value), self.counts.get(value, 0), level, opened)

    def _first(self, all_of_them: bool) -> list[str]:
        """The values that stand under no other; all_of_them: also those that no record has, of what has an end."""
        if self._scheme:
            return self._having(self._labels.taxonomy.roots(self.facet), all_of_them)
        known = [value for value in self.counts if value != NONE]
        if not all_of_them:
            return known
        if BY_NAME[self.facet].kind == "country":
            return list(self._labels.countries.codes)
        if BY_NAME[self.facet].kind == "year" and known:
            return [str(year) for year in range(int(min(known)), int(max(known)) + 1)]
        return known

    def _narrower(self, value: str, all_of_them: bool) -> list[str]:
        return self._having(self._labels.taxonomy.narrower(self.facet, value), all_of_them)

    def _having(self, values: Iterable[str], all_of_them: bool) -> list[str]:
        """Those that some record has; a term that is retired is not shown for its own sake."""
        concepts = self._labels.taxonomy.schemes[self.facet].concepts
        return [one for one in values if self.counts.get(one) or (all_of_them and not concepts[one].deprecated)]

    def _ordered(self, values: list[str], asked: MapAsked) -> list[str]:
        if BY_NAME[self.facet].kind == "year":
            return sorted(values)
        label, counts = self._labels.value, self.counts
        named = {value: fold(label(self.facet, value)) for value in values}
        return sorted(values, key=lambda one: (0 if asked.by_name else -counts.get(one, 0), named[one], one))
