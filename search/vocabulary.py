"""Vocabulary: which values a question may hold, under which one name, and what a wrong one was meant to be."""

from dataclasses import dataclass
from functools import lru_cache

from search.countries import Countries
from search.errors import QueryError
from search.facets import BY_NAME, FACETS, INTERFACE_LANGUAGES, NONE, SORTS
from search.fold import fold
from search.query import DEEPEST_HIT, LONGEST_Q, LONGEST_TOPIC, MOST_SIZE, MOST_VALUES, Query
from search.taxonomy import Taxonomy


@lru_cache(maxsize=1)
def languages() -> dict[str, str]:
    """Folded name or code (ISO 639, names in five languages) -> the code that we use (`en`, `pt`, `zh`)."""
    from babel import Locale

    codes = [code for code in map(str, Locale("en").languages) if code.isalpha() and len(code) in (2, 3)]
    names = {
        fold(name): str(code)
        for language in INTERFACE_LANGUAGES
        for code, name in Locale(language).languages.items()
        if code in codes
    }
    return {**names, **{code: code for code in codes}}


def near(text: str, choices: list[str]) -> list[str]:
    """At most three of the choices that are spelt most like the text."""
    from rapidfuzz import process

    return [choice for choice, score, _ in process.extract(text, choices, limit=3) if score >= 60]


def _or(choices: list[str]) -> str:
    return " or ".join(choices)


@dataclass(frozen=True)
class Vocabulary:
    """The closed vocabularies of one index version, as questions see them."""

    taxonomy: Taxonomy
    countries: Countries

    def canonical(self, facet: str, value: str) -> str | None:
        """The one name of a value (ISO3 for `KE` or `Kenya`, the successor of a retired concept), or None."""
        if value == NONE:
            return value
        kind = BY_NAME[facet].kind
        if kind == "concept":
            return self._concept(facet, value)
        if kind == "country":
            return self.countries.resolve(value).iso3
        if kind == "language":
            return languages().get(fold(value))
        if kind == "year":
            return value if value.isascii() and value.isdigit() and len(value) == 4 else None
        return value

    def _concept(self, scheme: str, value: str) -> str | None:
        return self.taxonomy.current(scheme, value) or self.taxonomy.resolve(scheme, value).concept

    def suggestions(self, facet: str, value: str) -> list[str]:
        """Up to three values of a closed facet that the given one may have been meant to be."""
        kind = BY_NAME[facet].kind
        if kind == "concept":
            found = self.taxonomy.resolve(facet, value).candidates or self.taxonomy.suggest(facet, value)
        elif kind == "country":
            resolution = self.countries.resolve(value)
            found = resolution.candidates or resolution.suggestions
        else:
            found = ()
        return list(found[:3])

    def problem_with(self, facet: str, value: str) -> str | None:
        """The sentence that says why a question may not hold this value; None when it may."""
        if facet not in BY_NAME:
            return unknown_name("facet", facet, [name.name for name in FACETS])
        if self.canonical(facet, value) is not None:
            return None
        nearest = self.suggestions(facet, value)
        hint = f"did you mean {_or(nearest)}?" if nearest else _ALLOWED[BY_NAME[facet].kind]
        return f"“{value}” is no value of {facet}: {hint}"


_ALLOWED = {
    "concept": "see /taxonomy for those there are.",
    "country": "use an ISO 3166 code such as KEN, or the country's name.",
    "language": "use an ISO 639 code such as en, fr or es.",
    "year": "write four digits, such as 2015.",
}


def unknown_name(kind: str, name: str, choices: list[str]) -> str:
    """`There is no facet “contry”: did you mean country?`"""
    nearest = near(name, choices)
    return f"There is no {kind} “{name}”: " + (
        f"did you mean {_or(nearest)}?" if nearest else f"use one of {', '.join(choices)}."
    )


def check(query: Query, vocabulary: Vocabulary) -> None:
    """Raises QueryError, naming every problem, for a question that no engine may be asked."""
    problems = [
        problem for facet, _, value in query.choices() if (problem := vocabulary.problem_with(facet, value)) is not None
    ]
    problems += [
        f"“{value}” is not how the index writes a value of {facet}: use {vocabulary.canonical(facet, value)}."
        for facet, _, value in query.choices()
        if facet in BY_NAME and vocabulary.canonical(facet, value) not in (None, value)
    ]
    problems += limits(query)
    if problems:
        raise QueryError(*problems)


def limits(query: Query) -> list[str]:
    """A sentence for every limit that the question passes."""
    longest = LONGEST_TOPIC if query.any_word else LONGEST_Q
    rules = [
        (len(query.q) > longest, f"The words are {len(query.q)} characters long; the limit is {longest}."),
        (sum(1 for _ in query.choices()) > MOST_VALUES, f"At most {MOST_VALUES} facet values fit in one question."),
        (not 1 <= query.size <= MOST_SIZE, f"size is {query.size}; it goes from 1 to {MOST_SIZE}."),
        (query.page < 1, f"page is {query.page}; the first page is 1."),
        (
            query.page * max(query.size, 1) > DEEPEST_HIT,
            f"Pages end at record {DEEPEST_HIT:,}; to have the whole answer, export it (/search.csv, /search.ris).",
        ),
    ]
    unsorted = [] if query.sort in SORTS else [unknown_name("sort", query.sort, list(SORTS))]
    return unsorted + [sentence for broken, sentence in rules if broken]
