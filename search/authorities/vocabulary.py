"""Vocabulary: which values a question may hold, under which one name, and what a wrong one was meant to be."""

from dataclasses import dataclass
from functools import lru_cache

from search.authorities.countries import Countries
from search.authorities.taxonomy import Taxonomy
from search.records import BY_NAME, FACETS, INTERFACE_LANGUAGES, NONE
from search.sentences import N_, Choice, Sentence
from search.text import fold, unknown_name


def language_of(text: str) -> str | None:
    """The code that we use (`en`, `pt`, `zh`) for one of ISO 639, or for a language's name in five languages."""
    folded = fold(text)
    return folded if folded in _language_codes() else _language_names().get(folded)


@lru_cache(maxsize=1)
def _language_codes() -> frozenset[str]:
    from babel import Locale

    return frozenset(code for code in map(str, Locale("en").languages) if code.isalpha() and len(code) in (2, 3))


@lru_cache(maxsize=1)
def _language_names() -> dict[str, str]:
    from babel import Locale

    return {
        fold(name): str(code)
        for language in INTERFACE_LANGUAGES
        for code, name in Locale(language).languages.items()
        if code in _language_codes()
    }


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
            return language_of(value)
        if kind == "year":
            return value if value.isascii() and value.isdigit() and len(value) == 4 and value[0] != "0" else None
        return value

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
            found = ()
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
    "year": N_("“%(value)s” is no value of %(facet)s: write four digits, such as 2015."),
}
