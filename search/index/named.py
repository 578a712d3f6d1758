"""Named: everything in an index that has names, found by how a name or one of its words begins, in any language."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from search.authorities import Authorities, Organisations, programmes
from search.records import FACETS, INTERFACE_LANGUAGES
from search.text import fold

PROGRAMME: Final = "named_programme"
ORGANISATION: Final = "organisation"


class Name(NamedTuple):
    """A name of a value. shown: whether people are to see it; code: meant only where it is typed whole (*KE*)."""

    facet: str
    value: str
    text: str
    language: str = ""
    shown: bool = True
    code: bool = False


class NameTable:
    """Names, looked through from the first to the last: 60,000 in some milliseconds."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._names: list[Name] = []
        self._keys: list[str] = []
        self._codes: dict[str, list[Name]] = {}
        for name in dict.fromkeys(names):
            if key := fold(name.text):
                if name.code:
                    self._codes.setdefault(key, []).append(name)
                else:
                    self._names.append(name)
                    self._keys.append(f" {key}")

    def find(self, typed: str) -> Iterator[tuple[int, Name]]:
        """(rank, name) of each name of which every folded word that was typed begins a word.

        Ranks: 0 it is the whole name, 1 the name begins so, 2 one of its words does and the next ones follow, 3 in
        another order.
        """
        yield from ((0, name) for name in self._codes.get(typed, ()))
        whole, words = f" {typed}", [f" {word}" for word in typed.split()]
        longest = max(words, key=len)
        for place in [place for place, key in enumerate(self._keys) if longest in key]:
            key = self._keys[place]
            if whole in key:
                yield (0 if key == whole else 1 if key.startswith(whole) else 2), self._names[place]
            elif all(word in key for word in words):
                yield 3, self._names[place]


@lru_cache(maxsize=4)
def known_names(authorities: Authorities) -> NameTable:
    """Concepts, countries and programmes: what a version knows of names whatever its records are."""
    return NameTable([*_concepts(authorities), *_countries(authorities), *_programmes()])


def _concepts(authorities: Authorities) -> Iterator[Name]:
    taxonomy = authorities.taxonomy
    for scheme in (facet.name for facet in FACETS if facet.kind == "concept" and facet.name in taxonomy.schemes):
        for concept in taxonomy.schemes[scheme].concepts.values():
            value = taxonomy.current(scheme, concept.id) or concept.id
            for language, text, kind in concept.labels():
                yield Name(scheme, value, text, language, kind != "hiddenLabel")
            if concept.notation:
                yield Name(scheme, value, concept.notation, code=True)


def _countries(authorities: Authorities) -> Iterator[Name]:
    countries = authorities.countries
    for iso3 in countries.codes:
        yield from (Name("country", iso3, text) for text in countries.names(iso3))
        yield from (Name("country", iso3, countries.name(iso3, one), one) for one in INTERFACE_LANGUAGES)
        yield from (Name("country", iso3, code, code=True) for code in (iso3, countries.iso2(iso3)))


def _programmes() -> Iterator[Name]:
    for identifier, one in programmes().known.items():
        value = programmes().value(identifier)
        yield Name(PROGRAMME, value, one.name, one.language)
        yield from (Name(PROGRAMME, value, text, language) for language, text in one.others)
        yield from (Name(PROGRAMME, value, text) for text in (*one.acronyms, *one.ambiguous_acronyms))


def organisations_named(values: Iterable[str]) -> NameTable:
    """The organisations of records, and the other names of those that we know."""
    found = dict.fromkeys(sorted(values))
    own = [Name(ORGANISATION, value, value) for value in found]
    for one in Organisations.load().known.values():
        if one.value in found:
            own += [Name(ORGANISATION, one.value, text, language) for language, text in one.pref_label.items()]
            several = ((language, text) for language, texts in one.alt_label.items() for text in texts)
            own += [Name(ORGANISATION, one.value, text, language) for language, text in several]
            own += [Name(ORGANISATION, one.value, text) for text in one.acronym]
    return NameTable(own)
