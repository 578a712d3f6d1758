"""URL parameters -> Query: every problem is named, every value is brought under its one name."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from search.authorities import Vocabulary
from search.queries.limits import TOO_MANY, limits
from search.queries.query import MODES, MOST_VALUES, Mode, Query
from search.records import BY_NAME, FACETS, INTERFACE_LANGUAGES, SORTS
from search.sentences import N_, Fault, Sentence
from search.text import unknown_name

TRACKERS = ("utm_", "fbclid", "gclid")  # added by mail and social sites; never ours
MANNERS = {"names": ("typed",), "words": ("all",), "spelling": ("typed",)}  # how words are read
NO_YEAR = N_("“%(value)s” is no year for %(name)s: write four digits, such as 2015.")
TURNED = N_("The range of years ends before it begins: it is read as %(first)s to %(last)s.")
NO_NUMBER = N_("“%(value)s” is no number for %(name)s: write digits.")
TWICE = N_("%(name)s stands twice in the address: only the last, “%(value)s”, is read.")
SCALARS = ("q", "names", "words", "spelling", "year.from", "year.to", "sort", "page", "size", "lang")
MOST_MENDED = 2  # values that no record has, for which the nearest ones are looked up among all
MOST_PARAMETERS = MOST_VALUES + len(SCALARS)  # that are looked at: of a wrong one the nearest right ones are looked up


@dataclass(frozen=True)
class Reading:
    """What was made of URL parameters.

    problems: sentences about what was left out (unknown names and values). beyond: sentences about limits that
    were passed; such a question is not asked at all. redirected: a value was translated (`KE` -> `KEN`), so that
    the address of this search is another one. notes: sentences about what was understood otherwise than it stands
    there, and about values that no record has; nothing is left out, and whoever asked is to know.
    """

    query: Query
    problems: tuple[Sentence, ...]
    beyond: tuple[Sentence, ...]
    redirected: bool
    notes: tuple[Sentence, ...] = ()


def read_parameters(pairs: Iterable[tuple[str, str]], vocabulary: Vocabulary, besides: Collection[str] = ()) -> Reading:
    """Read the (name, value) pairs of an address; never raises.

    besides: parameters of the address that are no part of the question, and may be misspelt like those that are.
    """
    reader = _Reader(vocabulary, (*(facet.name for facet in FACETS), *SCALARS, *besides))
    given = [pair for pair in _given(pairs) if pair[0] not in besides]
    for name, value in given[:MOST_PARAMETERS]:
        reader.take(name, value)
    many = [Sentence(TOO_MANY, limit=MOST_VALUES)] if len(given) > MOST_PARAMETERS else []
    query = reader.question()
    beyond = dict.fromkeys(many + limits(query))
    return Reading(query, tuple(reader.problems), tuple(beyond), reader.redirected, tuple(reader.notes()))


def faults_beside(pairs: Iterable[tuple[str, str]], known: Collection[str]) -> tuple[Fault, ...]:
    """What is wrong with an address that asks no question: a parameter that is not known there, or a language."""
    reader = _Reader(None, known)
    for name, value in _given(pairs)[:MOST_PARAMETERS]:
        if name == "lang" or name not in known:
            reader.take(name, value)
    return tuple(reader.problems)


def _given(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    cleaned = ((name, value.replace("\x00", "").strip()) for name, value in pairs)
    return [(name, value) for name, value in cleaned if value and not name.startswith(TRACKERS)]


class _Reader:
    """names: of the parameters that are known at the address, for whoever misspells one."""

    def __init__(self, vocabulary: Vocabulary | None, names: Collection[str]) -> None:
        self.vocabulary = vocabulary
        self.names = names
        self.query = Query()
        self.problems: list[Fault] = []
        self.redirected = False
        self.years: dict[str, int | None] = {}  # year.from, year.to
        self.scalars: dict[str, str] = {}  # name -> its value so far
        self.missing: dict[tuple[str, str], Sentence] = {}  # values that no record has

    def question(self) -> Query:
        """All that was taken; the range of years is known when both ends are."""
        if not self.years:
            return self.query
        ranged = self.query.with_years(self.years.get("year.from"), self.years.get("year.to"))
        return replace(ranged, page=self.query.page)

    def notes(self) -> list[Sentence]:
        """What was understood otherwise than it stands there, and what no record has."""
        first, last = self.years.get("year.from"), self.years.get("year.to")
        turned = first is not None and last is not None and first > last
        reversed_ = [Sentence(TURNED, first=str(last), last=str(first))] if turned else []
        return [*reversed_, *self.missing.values()]

    def take(self, name: str, value: str) -> None:
        facet, _, mode = name.partition(".")
        if name in SCALARS and name in self.names:
            self._scalar(name, value)
        elif self.vocabulary and facet in BY_NAME and mode in ("", *MODES[1:]):
            self._choice(self.vocabulary, facet, mode or "any", value)  # type: ignore[arg-type]
        else:
            self._wrong(name, value, unknown_name("parameter", name, list(self.names)))

    def _wrong(self, name: str, value: str, sentence: Sentence) -> None:
        self.problems.append(Fault(name, value, sentence))

    def _choice(self, vocabulary: Vocabulary, facet: str, mode: Mode, value: str) -> None:
        problem = vocabulary.problem_with(facet, value)
        if problem:
            self._wrong(facet if mode == "any" else f"{facet}.{mode}", value, problem)
            return
        canonical = vocabulary.canonical(facet, value) or value
        self.redirected = self.redirected or canonical != value
        if nobody := vocabulary.missing(facet, canonical, mending=len(self.missing) < MOST_MENDED):
            self.missing.setdefault((facet, canonical), nobody)
        self.query = replace(self.query.with_(facet, canonical, mode), page=self.query.page)  # parameters have no order

    def _scalar(self, name: str, value: str) -> None:
        if self.scalars.setdefault(name, value) != value:
            self._wrong(name, value, Sentence(TWICE, name=name, value=value))
        self.scalars[name] = value
        if name == "q":
            self.query = replace(self.query, q=" ".join(value.split()))
        elif name in ("year.from", "year.to"):
            self.years[name] = self._year(name, value)
        elif name in ("page", "size"):
            self._number(name, value)
        elif name in MANNERS:
            self._listed(name, value, MANNERS[name])
        else:
            self._listed(name, value, SORTS if name == "sort" else INTERFACE_LANGUAGES)

    def _set(self, name: str, value: Any) -> None:
        self.query = replace(self.query, **{name: value})

    def _year(self, name: str, value: str) -> int | None:
        if value.isascii() and value.isdigit() and len(value) == 4 and value[0] != "0":
            return int(value)
        self._wrong(name, value, Sentence(NO_YEAR, value=value, name=name))
        return None

    def _number(self, name: str, value: str) -> None:
        if value.isascii() and value.isdigit() and len(value) <= 9:
            self._set(name, int(value))
        else:
            self._wrong(name, value, Sentence(NO_NUMBER, value=value, name=name))

    def _listed(self, name: str, value: str, choices: tuple[str, ...]) -> None:
        if value in choices:
            self._set(name, value)
        else:
            self._wrong(name, value, unknown_name(name, value, list(choices)))
