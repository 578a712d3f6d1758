"""Query: an immutable question; `with_` and `without_` return a new one."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from search.records import BY_NAME, FACETS, INTERFACE_LANGUAGES, SORTS

LONGEST_Q = 512  # characters
LONGEST_TOPIC = 4096  # characters, where any word suffices: topics of test collections are whole paragraphs
MOST_VALUES = 100  # facet values in one question
LONGEST_ADDRESS = 7900  # bytes of words and values in an address; servers take 8,190, and the rest needs some, too
MOST_SIZE = 100  # hits on a page
DEEPEST_HIT = 10_000  # page x size; beyond it, export
DEFAULT_SIZE = 10

Mode = Literal["any", "all", "not"]
MODES: tuple[Mode, ...] = ("any", "all", "not")


@dataclass(frozen=True)
class Selection:
    """What is chosen in one facet: any of these, all of these, none of these."""

    any: frozenset[str] = frozenset()
    all: frozenset[str] = frozenset()
    not_: frozenset[str] = frozenset()

    def of(self, mode: Mode) -> frozenset[str]:
        """The values chosen in that mode."""
        return self.not_ if mode == "not" else getattr(self, mode)

    def with_values(self, mode: Mode, values: frozenset[str]) -> "Selection":
        """The same selection with that mode's values replaced."""
        return replace(self, **{"not_" if mode == "not" else mode: values})

    @property
    def size(self) -> int:
        """How many values are chosen, in each mode."""
        return len(self.any) + len(self.all) + len(self.not_)

    def __contains__(self, value: str) -> bool:
        """Whether records with that value are asked for."""
        return value in self.any or value in self.all

    def __bool__(self) -> bool:
        return bool(self.any or self.all or self.not_)


NOTHING = Selection()


@dataclass(frozen=True)
class Query:
    """One question. Build it with the `with_` methods, or from URL parameters (`read_parameters`).

    year_from, year_to: a range, met by whatever was in one of its years; an alternative to the years chosen as values.
    any_word: whether one word suffices, as test collections of the field have it; no URL parameter says so.
    names: `typed`: things are not looked for under their other names, too. words: `all`: nothing may be missing.
    spelling: `typed`: no slip is mended.
    """

    q: str = ""
    selections: dict[str, Selection] = field(default_factory=dict)  # facet -> selection, never an empty one
    year_from: int | None = None
    year_to: int | None = None
    sort: str = "relevance"
    page: int = 1
    size: int = DEFAULT_SIZE
    lang: str = "en"
    any_word: bool = False
    names: str = ""
    words: str = ""
    spelling: str = ""

    def __hash__(self) -> int:
        return hash(tuple(self.parameters()))

    def selection(self, facet: str) -> Selection:
        """What is chosen in that facet; an empty selection where nothing is."""
        return self.selections.get(facet, NOTHING)

    def with_(self, facet: str, value: str, mode: Mode = "any") -> "Query":
        """The question with one more value chosen; back on page one."""
        return self._changed(facet, mode, self.selection(facet).of(mode) | {value})

    def without(self, facet: str, value: str, mode: Mode = "any") -> "Query":
        """The question with that value no longer chosen; back on page one."""
        return self._changed(facet, mode, self.selection(facet).of(mode) - {value})

    def without_facet(self, facet: str) -> "Query":
        """The question without anything chosen in that facet (for `year` its range, too)."""
        rest = {name: chosen for name, chosen in self.selections.items() if name != facet}
        bare = replace(self, selections=rest, page=1)
        return replace(bare, year_from=None, year_to=None) if facet == "year" else bare

    def without_own_choice(self, facet: str) -> "Query":
        """The question whose answer a facet counts: without its own "any of" (and the year range, for `year`)."""
        bare = self._changed(facet, "any", frozenset())
        return replace(bare, year_from=None, year_to=None) if facet == "year" else bare

    def choosing(self, facet: str, mode: Mode) -> "Query":
        """What is asked for in a facet in one mode: any of these values, or all of them; back on page one."""
        chosen = self.selection(facet)
        values, mixed = (
            chosen.any | chosen.all,
            self._changed(facet, "any", frozenset())._changed(facet, "all", frozenset()),
        )
        return mixed._changed(facet, mode, values)

    def plain(self) -> "Query":
        """What is asked, in the usual order and number on page one: for links from pages that ask for themselves."""
        return replace(self, sort=Query.sort, size=DEFAULT_SIZE, page=1)

    def without_filters(self) -> "Query":
        """The words alone; sort, size and language stay."""
        return replace(self, selections={}, year_from=None, year_to=None, page=1)

    def with_words(self, q: str) -> "Query":
        """Other words under the same filters."""
        return replace(self, q=q, page=1)

    def with_years(self, first: int | None, last: int | None) -> "Query":
        """Another range of years, both ends included, and read the right way round."""
        if first is not None and last is not None and first > last:
            first, last = last, first
        return replace(self, year_from=first, year_to=last, page=1)

    def with_page(self, page: int) -> "Query":
        """Another page of the same answer."""
        return replace(self, page=page)

    def sized(self, size: int) -> "Query":
        """With so many on a page; back on page one."""
        return replace(self, size=size, page=1)

    def with_sort(self, sort: str) -> "Query":
        """Another order; back on page one."""
        return replace(self, sort=sort, page=1)

    def _changed(self, facet: str, mode: Mode, values: frozenset[str]) -> "Query":
        selection = self.selection(facet).with_values(mode, values)
        rest = {name: chosen for name, chosen in self.selections.items() if name != facet}
        return replace(self, selections={**rest, facet: selection} if selection else rest, page=1)

    @property
    def how(self) -> tuple[object, ...]:
        """The words and how they are to be read: all that decides what they mean."""
        return self.q, self.any_word, self.names, self.words, self.spelling

    @property
    def filtered(self) -> bool:
        """Whether anything but words narrows the answer."""
        return bool(self.selections) or self.has_years

    @property
    def has_years(self) -> bool:
        """Whether a range of years is asked for."""
        return self.year_from is not None or self.year_to is not None

    def choices(self) -> Iterator[tuple[str, Mode, str]]:
        """Every chosen (facet, mode, value), in canonical order."""
        known = [facet.name for facet in FACETS if facet.name in self.selections]
        for name in known + sorted(set(self.selections) - set(BY_NAME)):
            for mode in MODES:
                for value in sorted(self.selection(name).of(mode)):
                    yield name, mode, value

    def words_and_values(self) -> list[tuple[str, str]]:
        """The first of `parameters`, that no other order, page or language of the answer changes."""
        pairs = [("q", self.q)] if self.q else []
        return pairs + [(name if mode == "any" else f"{name}.{mode}", value) for name, mode, value in self.choices()]

    def parameters(self) -> list[tuple[str, str]]:
        """The canonical URL parameters: one state of a search has exactly one such list; defaults are left out."""
        rest: list[tuple[str, object, object]] = [
            ("year.from", self.year_from, None),
            ("year.to", self.year_to, None),
            ("names", self.names, ""),
            ("words", self.words, ""),
            ("spelling", self.spelling, ""),
            ("sort", self.sort, SORTS[0]),
            ("page", self.page, 1),
            ("size", self.size, DEFAULT_SIZE),
            ("lang", self.lang, INTERFACE_LANGUAGES[0]),
        ]
        return self.words_and_values() + [(name, str(value)) for name, value, default in rest if value != default]
