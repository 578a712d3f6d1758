"""Names: everything that an index has a name for, looked up by how it is written in a question.

Labels of every scheme that is a facet, and countries with all their names, adjectives and codes. What is compared is
the surface form (search.text.surface): exactly first, then with singular and plural as one, language by language.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from search.authorities.concepts import Concept
from search.authorities.countries import Countries
from search.authorities.taxonomy import Taxonomy
from search.records import FACETS, INTERFACE_LANGUAGES, SUBJECTS
from search.text import AND, bare, fold, is_form, is_stop_word, number_forms, rejoined, surface, words_of

SCHEMES = tuple(facet.name for facet in FACETS if facet.kind == "concept" and facet.name != "status")
PLACES = ("country", "region", "country_group")
MOST_HOLDING = 12  # terms with one word that are looked for
MOST_MEANINGS = 16  # of one name; the Soviet Union had fifteen


class Meaning(NamedTuple):
    """A value of a facet that a name may mean."""

    facet: str
    value: str


@dataclass(frozen=True)
class Known:
    """What a name means. asked: several things, or mostly something else, so that it is offered and not decided."""

    meanings: tuple[Meaning, ...]
    asked: bool = False

    @property
    def place(self) -> bool:
        """Whether it can only be a place."""
        return not self.asked and bool(self.meanings) and all(meaning.facet in PLACES for meaning in self.meanings)


NOTHING = Meaning("", "")  # of a phrase that only looks like a name


class _Written(NamedTuple):
    """One way to write a name: of how many words, and whether it counts only in capitals.

    forms: of one word, where the number may be another: all its forms.
    """

    meaning: Meaning
    words: int
    asked: bool = False
    capitals: bool = False
    forms: frozenset[str] = frozenset()


Table = dict[str, list[_Written]]  # surface form -> what is written so


class Names:
    """The names of one taxonomy and its countries; see `names_of`."""

    def __init__(self, taxonomy: Taxonomy, countries: Countries) -> None:
        self._taxonomy = taxonomy
        self._countries = countries

    def lookup(self, words: Sequence[str], shouted: bool = False) -> Known | None:
        """What the words, taken as one name, mean. shouted: all is in capitals, so that these tell no acronym."""
        if len(words) == 1 and is_stop_word(words[0]):
            return None
        for language in ("", *INTERFACE_LANGUAGES):
            written = self._tables[language].get(surface(words, language), ())
            if fitting := [one for one in written if _fits(one, words, shouted)]:
                return _known(fitting)
        return None

    @cached_property
    def words(self) -> frozenset[str]:
        """The folded words of all names but hidden ones, which may be misspelt; of Latin letters alone."""
        hidden = {
            text for scheme in self._taxonomy.schemes.values() for c in scheme.concepts.values() for text in _hidden(c)
        }
        shown = (text for _, text, *_ in self._all() if text not in hidden)
        folded = (fold(word) for text in shown for word in words_of(bare(text)))
        return frozenset(word for word in folded if word.isascii() and word.isalpha())

    def holding(self, word: str) -> tuple[Meaning, ...]:
        """What subjects' terms mean that hold a word, the shortest first: *handicap* in *inclusion du handicap*.

        Not in English: of that an index has nearly every word that says something, and what is left is like *scheme*.
        """
        for language in INTERFACE_LANGUAGES[1:]:
            if found := self._holding[language].get(surface((word,), language)):
                return tuple(sorted(found, key=lambda meaning: found[meaning])[:MOST_HOLDING])
        return ()

    @cached_property
    def _holding(self) -> Mapping[str, Mapping[str, Mapping[Meaning, int]]]:
        """Language -> word -> what is called so -> of how many words its shortest name is."""
        tables: dict[str, dict[str, dict[Meaning, int]]] = {language: {} for language in INTERFACE_LANGUAGES}
        for language, text, meaning, asked, _ in self._all():
            if meaning.facet in SUBJECTS and not asked:
                words = words_of(bare(text))
                for word in words:
                    if not is_stop_word(word):
                        holding = tables[language].setdefault(surface((word,), language), {})
                        holding[meaning] = min(len(words), holding.get(meaning, len(words)))
        return tables

    @cached_property
    def longest(self) -> int:
        """Of how many words the longest name is."""
        return max((one.words for several in self._tables[""].values() for one in several), default=1) + 1

    @cached_property
    def _tables(self) -> Mapping[str, Table]:
        """ "" : written exactly so; a language: singular and plural as one."""
        tables: dict[str, Table] = {language: {} for language in ("", *INTERFACE_LANGUAGES)}
        for language, text, meaning, asked, capitals in self._all():
            for words in dict.fromkeys((tuple(words_of(bare(text))), tuple(words_of(text)))):
                written = _Written(meaning, len(_counted(words)), asked, capitals)
                for table in dict.fromkeys(("", language)):
                    if key := surface(words, table):
                        forms = number_forms(words[0], table) if table and len(words) == 1 else frozenset()
                        tables[table].setdefault(key, []).append(written._replace(forms=forms))
        return tables

    def _all(self) -> Iterator[tuple[str, str, Meaning, bool, bool]]:
        """(language, name, what it means, whether it is only offered, whether it counts in capitals alone)."""
        for scheme in SCHEMES:
            for concept in self._taxonomy.schemes[scheme].concepts.values() if scheme in self._taxonomy.schemes else ():
                if (current := self._taxonomy.current(scheme, concept.id)) is not None:
                    hidden = set(_hidden(concept))
                    for language, text, _ in concept.labels():
                        yield language, text, Meaning(scheme, current), False, text in hidden and _is_code(text)
        for ambiguity in self._taxonomy.ambiguous:
            for meaning in self._concepts(ambiguity.means):
                yield "en", ambiguity.label, meaning, True, False
        yield from self._places()

    def _places(self) -> Iterator[tuple[str, str, Meaning, bool, bool]]:
        offered = self._countries.offered
        for name in self._countries.every_name():
            if name.kind != "field_only":
                short = name.kind == "acronym" and (len(name.text) < 3 or not name.text.isalpha())
                yield "", name.text, Meaning("country", name.iso3), fold(name.text) in offered, short
        for iso3 in self._countries.codes:
            for code in (iso3, self._countries.iso2(iso3)):
                yield "", code, Meaning("country", iso3), code in self._countries.not_codes, True
        for label, candidates in self._countries.questions():
            yield from (("", label, Meaning("country", iso3), True, False) for iso3 in candidates)
        yield from self._adjectives()

    def _adjectives(self) -> Iterator[tuple[str, str, Meaning, bool, bool]]:
        """Of countries, in the singular and plural of any language; and phrases in which they are none."""
        for language, text, iso3 in self._countries.adjectives_by_language():
            yield language, text, Meaning("country", iso3), fold(text) in self._countries.offered, False
        for text in self._countries.not_adjectives:
            yield "", text, NOTHING, True, False

    def _concepts(self, means: Iterable[str]) -> Iterator[Meaning]:
        """Of what a person is asked, those that are concepts."""
        for identifier in means:
            yield from (Meaning(s, identifier) for s in SCHEMES if self._taxonomy.concept(s, identifier))


@lru_cache(maxsize=4)
def names_of(taxonomy: Taxonomy, countries: Countries) -> Names:
    """The names that all versions with a taxonomy and its countries share."""
    return Names(taxonomy, countries)


def _hidden(concept: Concept) -> Iterator[str]:
    return (text for _, text, kind in concept.labels() if kind == "hiddenLabel")


def _is_code(text: str) -> bool:
    """Whether a hidden label is a code of another scheme: *JOUR* and *WEB* are, in other letters they are words."""
    return text.isascii() and text.isupper() and text.isalpha()


def _counted(words: Sequence[str]) -> list[str]:
    """The words but for an "and" between them."""
    last = len(words) - 1
    return [word for place, word in enumerate(words) if place in (0, last) or fold(word) not in AND]


def _fits(written: _Written, words: Sequence[str], shouted: bool) -> bool:
    """Whether the words may be that name: in its capitals where these tell it, and not cut up or joined by chance.

    Letters that stand by themselves as in the name (*u.s.*) need no capitals; *n/a* is not Namibia's code.
    """
    counted = _counted(words)
    if written.capitals and (len(counted) != written.words or (len(counted) == 1 and not _told(words[0], shouted))):
        return False
    if written.forms and len(words) == 1 and not is_form(words[0], written.forms):
        return False
    if len(counted) == written.words or all(len(word) == 1 for word in words):
        return True
    return rejoined(words, counted)


def _told(word: str, shouted: bool) -> bool:
    """Whether the capitals of a word say that it is an acronym or a code."""
    return word.isupper() and not shouted


def _known(written: list[_Written]) -> Known | None:
    meanings = tuple(dict.fromkeys(one.meaning for one in written if one.meaning != NOTHING))
    several = len({meaning.value for meaning in meanings if meaning.facet == "country"}) > 1
    return Known(meanings[:MOST_MEANINGS], any(one.asked for one in written if one.meaning in meanings) or several)
