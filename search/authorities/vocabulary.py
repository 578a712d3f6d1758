"""Vocabulary: which values a question may hold, under which one name, and what a wrong one was meant to be."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from search.authorities.countries import Countries
from search.authorities.languages import language_of
from search.authorities.taxonomy import Taxonomy
from search.records import BY_NAME, FACETS, KINDS, NONE
from search.sentences import N_, Choice, Sentence
from search.text import near, unknown_name


class Spelling(Protocol):
    """What the records of an index know of the values of open vocabularies."""

    def written(self, facet: str, value: str) -> str:
        """The value as records spell it, else as it is."""

    def missing(self, facet: str, value: str, mending: bool = True) -> Sentence | None:
        """What is said of a value that no record has; mending: with the nearest ones."""


@dataclass(frozen=True)
class Vocabulary:
    """The closed vocabularies of one index version, as questions see them.

    spellings: of the open ones, which the records bring; asked for when a question first has such a value.
    """

    taxonomy: Taxonomy
    countries: Countries
    spellings: Callable[[], Spelling] | None = None

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
            return language_of(value)
        if kind == "origin":
            return value if value in KINDS else None
        if kind == "year":
            return value if value.isascii() and value.isdigit() and len(value) == 4 and value[0] != "0" else None
        return self.spellings().written(facet, value) if self.spellings else value

    def missing(self, facet: str, value: str, mending: bool = True) -> Sentence | None:
        """What is said of a value of an open vocabulary that no record has; mending: with the nearest ones."""
        if value == NONE or BY_NAME[facet].closed or not self.spellings:
            return None
        return self.spellings().missing(facet, value, mending)

    def _concept(self, scheme: str, value: str) -> str | None:
        return self.taxonomy.current(scheme, value) or self.taxonomy.labelled(scheme, value).concept

    def suggestions(self, facet: str, value: str) -> list[str]:
        """Up to three values of a closed facet that the given one may have been meant to be."""
        kind = BY_NAME[facet].kind
        if kind == "concept":
            found = self.taxonomy.resolve(facet, value).candidates or self.taxonomy.suggest(facet, value)
        elif kind == "country":
            resolution = self.countries.resolve(value)
            found = resolution.candidates or resolution.suggestions
        else:
            found = tuple(near(value, list(KINDS))) if kind == "origin" else ()
        return list(found[:3])

    def names(self, facet: str, value: str) -> tuple[str, ...]:
        """The value and everything that it is called."""
        kind = BY_NAME[facet].kind
        if kind == "country":
            return (value, *self.countries.names(value))
        concept = self.taxonomy.concept(facet, value) if kind == "concept" else None
        if concept is None:
            return (value,)
        others = (label for several in concept.alt_label.values() for label in several)
        return (value, *concept.pref_label.values(), *others)

    def facet_label(self, facet: str) -> str:
        """What a facet is called in English: as its field, or as the scheme whose concepts it holds."""
        label = str(BY_NAME[facet].label)
        return label or self.taxonomy.schemes[facet].pref_label.get("en") or facet

    def label(self, facet: str, value: str) -> str:
        """What a value is called in English: the label of a concept, the name of a country, else itself."""
        kind = BY_NAME[facet].kind
        if value == NONE or kind not in ("concept", "country"):
            return value
        return self.countries.name(value) if kind == "country" else self.taxonomy.label(facet, value)

    def problem_with(self, facet: str, value: str) -> Sentence | None:
        """The sentence that says why a question may not hold this value; None when it may."""
        if facet not in BY_NAME:
            return unknown_name("facet", facet, [name.name for name in FACETS])
        if self.canonical(facet, value) is not None:
            return None
        if nearest := self.suggestions(facet, value):
            template = N_("“%(value)s” is no value of %(facet)s: did you mean %(nearest)s?")
            return Sentence(template, value=value, facet=facet, nearest=Choice(nearest))
        return Sentence(_ALLOWED[BY_NAME[facet].kind], value=value, facet=facet)


_ALLOWED = {
    "concept": N_("“%(value)s” is no value of %(facet)s: see /taxonomy for those there are."),
    "country": N_("“%(value)s” is no value of %(facet)s: use an ISO 3166 code such as KEN, or the country's name."),
    "language": N_("“%(value)s” is no value of %(facet)s: use an ISO 639 code such as en, fr or es."),
    "origin": N_("“%(value)s” is no value of %(facet)s: use stated, mapped, matched or classified."),
    "year": N_("“%(value)s” is no value of %(facet)s: write four digits, such as 2015."),
}
