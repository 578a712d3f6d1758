"""Which country a title is about that names none: by an adjective, inhabitants, or a first-level part of a country.

They say it less surely than a name: *the Swedish reform* is Sweden's, while *Mexican immigrants* are mostly elsewhere.
They are asked only where no country is named. The parts are those of ISO 3166-2, of the countries that the file lists.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property

from search.authorities.countries.file import CountryFile
from search.authorities.countries.mentions import Mention, Mentions
from search.authorities.countries.names import Name
from search.records import INTERFACE_LANGUAGES
from search.text import fold, number_forms, words_of


class Indications:
    """Finds them in titles; the adjectives of a language are looked for in its own texts."""

    def __init__(self, file: CountryFile, names: Iterable[Name], iso3: dict[str, str]) -> None:
        """names: of countries, which no part may bear. iso3: ISO 3166 codes by the short ones."""
        self._file = file
        self._names = frozenset(fold(name.text) for name in names)
        self._iso3 = iso3
        self._languages: dict[str, Mentions] = {}

    def find(self, text: str, language: str) -> list[Mention]:
        """(ISO3, start, end) of each; in every language of ours where the text's is none of them."""
        languages = (language,) if language in INTERFACE_LANGUAGES else INTERFACE_LANGUAGES
        found = [one for code in languages for one in self._in(code).find(text)] + self._parts.find(text)
        return sorted({one for one in found if not self._elsewhere(text, one[2])}, key=lambda one: one[1:])

    def _elsewhere(self, text: str, end: int) -> bool:
        """Whether the next word says that it is about people who have left the country, or about a language."""
        after = words_of(text[end : end + 40])
        return bool(after) and fold(after[0]) in self._file.indication.elsewhere

    def _in(self, language: str) -> Mentions:
        if language not in self._languages:
            self._languages[language] = self._mentions(self._adjectives(language))
        return self._languages[language]

    def _mentions(self, names: Iterable[Name]) -> Mentions:
        rules = self._file.indication
        shared = (*self._file.shared_adjective, *self._file.ambiguous)
        return Mentions(names, shared, rules.blocking((*rules.not_a_mention, *self._file.not_an_adjective)))

    def _adjectives(self, language: str) -> Iterator[Name]:
        for iso3, languages in self._file.adjective.items():
            for text in languages.get(language, ()):
                yield Name(text, iso3, "alias")
                capital = text[:1].isupper()
                for form in number_forms(text, language) if len(words_of(text)) == 1 else ():
                    yield Name(form.capitalize() if capital else form, iso3, "alias")

    @cached_property
    def _parts(self) -> Mentions:
        return self._mentions(self._named_parts())

    def _named_parts(self) -> list[Name]:
        """Of one country each; a name that parts of two countries bear says nothing."""
        import pycountry

        named: dict[str, set[str]] = {}
        parts = [part for part in pycountry.subdivisions if not part.parent_code]
        for part in parts:
            named.setdefault(fold(part.name), set()).add(part.country_code)
        alone = (part for part in parts if len(named[fold(part.name)]) == 1 and fold(part.name) not in self._names)
        found = ((part.name, self._iso3.get(part.country_code, "")) for part in alone)
        return [Name(text, iso3, "alias") for text, iso3 in found if iso3 in self._file.subdivisions]
