"""URL parameters -> Query: every problem is named, every value is brought under its one name."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from search.authorities import Vocabulary
from search.queries.limits import TOO_MANY, limits
from search.queries.query import MODES, MOST_VALUES, Mode, Query
from search.records import BY_NAME, FACETS, INTERFACE_LANGUAGES, SORTS
from search.sentences import N_, Sentence
from search.text import unknown_name

TRACKERS = ("utm_", "fbclid", "gclid")  # added by mail and social sites; never ours
MANNERS = {"names": ("typed",), "words": ("all",), "spelling": ("typed",)}  # how words are read
NO_YEAR = N_("“%(value)s” is no year for %(name)s: write four digits, such as 2015.")
TURNED = N_("The range of years ends before it begins: it is read as %(first)s to %(last)s.")
NO_NUMBER = N_("“%(value)s” is no number for %(name)s: write digits.")
SCALARS = ("q", "names", "words", "spelling", "year.from", "year.to", "sort", "page", "size", "lang")
MOST_PARAMETERS = MOST_VALUES + len(SCALARS)  # that are looked at: of a wrong one the nearest right ones are looked up


@dataclass(frozen=True)
class Reading:
    """What was made of URL parameters.

    problems: sentences about what was left out (unknown names and values). beyond: sentences about limits that
    were passed; such a question is not asked at all. redirected: a value was translated (`KE` -> `KEN`), so that
    the address of this search is another one. notes: sentences about what was understood otherwise than it stands
    there; nothing is left out, and whoever asked is to know.
    """

    query: Query
    problems: tuple[Sentence, ...]
    beyond: tuple[Sentence, ...]
    redirected: bool
    notes: tuple[Sentence, ...] = ()


def read_parameters(pairs: Iterable[tuple[str, str]], vocabulary: Vocabulary) -> Reading:
    """Read the (name, value) pairs of an address; never raises."""
    reader = _Reader(vocabulary)
    cleaned = ((name, value.replace("\x00", "").strip()) for name, value in pairs)
    given = [(name, value) for name, value in cleaned if value and not name.startswith(TRACKERS)]
    for name, value in given[:MOST_PARAMETERS]:
        reader.take(name, value)
    many = [Sentence(TOO_MANY, limit=MOST_VALUES)] if len(given) > MOST_PARAMETERS else []
    query = reader.question()
    beyond = dict.fromkeys(many + limits(query))
    return Reading(query, tuple(reader.problems), tuple(beyond), reader.redirected, tuple(reader.notes()))


class _Reader:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.query = Query()
        self.problems: list[Sentence] = []
        self.redirected = False
        self.years: dict[str, int | None] = {}  # year.from, year.to

    def question(self) -> Query:
        """All that was taken; the range of years is known when both ends are."""
        if not self.years:
            return self.query
        ranged = self.query.with_years(self.years.get("year.from"), self.years.get("year.to"))
        return replace(ranged, page=self.query.page)

    def notes(self) -> list[Sentence]:
        """What was understood otherwise than it stands there."""
        first, last = self.years.get("year.from"), self.years.get("year.to")
        turned = first is not None and last is not None and first > last
        return [Sentence(TURNED, first=str(last), last=str(first))] if turned else []

    def take(self, name: str, value: str) -> None:
        facet, _, mode = name.partition(".")
        if name in SCALARS:
            self._scalar(name, value)
        elif facet in BY_NAME and mode in ("", *MODES[1:]):
            self._choice(facet, mode or "any", value)  # type: ignore[arg-type]
        else:
            self.problems.append(unknown_name("parameter", name, self._names()))

    def _names(self) -> list[str]:
        return [facet.name for facet in FACETS] + list(SCALARS)

    def _choice(self, facet: str, mode: Mode, value: str) -> None:
        problem = self.vocabulary.problem_with(facet, value)
        if problem:
            self.problems.append(problem)
            return
        canonical = self.vocabulary.canonical(facet, value) or value
        self.redirected = self.redirected or canonical != value
        self.query = replace(self.query.with_(facet, canonical, mode), page=self.query.page)  # parameters have no order

    def _scalar(self, name: str, value: str) -> None:
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
        self.problems.append(Sentence(NO_YEAR, value=value, name=name))
        return None

    def _number(self, name: str, value: str) -> None:
        if value.isascii() and value.isdigit() and len(value) <= 9:
            self._set(name, int(value))
        else:
            self.problems.append(Sentence(NO_NUMBER, value=value, name=name))

    def _listed(self, name: str, value: str, choices: tuple[str, ...]) -> None:
        if value in choices:
            self._set(name, value)
        else:
            self.problems.append(unknown_name(name, value, list(choices)))
