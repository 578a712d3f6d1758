"""Country names of any kind -> ISO 3166 codes, and countries -> names, regions and groups."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

import regex

from search.authorities.countries.adjectives import adjective_slips, adjectives
from search.authorities.countries.elsewhere import Elsewhere
from search.authorities.countries.every_language import codes_named
from search.authorities.countries.file import CountryFile
from search.authorities.countries.indications import Indications
from search.authorities.countries.memberships import memberships
from search.authorities.countries.mentions import Mention, Mentions
from search.authorities.countries.names import (
    Meaning,
    Name,
    NameIndex,
    all_names,
    cldr_names,
    iso2_codes,
    numeric_codes,
    slips,
)
from search.authorities.countries.resolution import CountryResolution, without_notes
from search.authorities.taxonomy import Taxonomy
from search.records import INTERFACE_LANGUAGES
from search.sentences import Choice, Sentence
from search.strict_yaml import Document, text_of
from search.text import fold

ENDED = "“%(name)s” ended in %(year)s: write the countries of today, %(names)s."
MAY_BE = "“%(name)s” may be %(names)s: write one of these."

_TWO_NAMES = regex.compile(r"(?P<one>[^()]+)\((?:formerly |former |ex-)?(?P<other>[^()]+)\)")
_MOJIBAKE = regex.compile(r"[ÂÃØÙâ]")
_MOST_SUGGESTIONS = 3
_LEAST_LIKENESS = 75  # of 100, rapidfuzz's ratio: "Zimbabawe" 94, "Atlantis" - "Antilles" 62


class Countries:
    """The countries of one index version; `text` is the YAML as loaded, which the version carries along."""

    def __init__(self, text: str, file: CountryFile, taxonomy: Taxonomy) -> None:
        self.text = text
        self._file = file
        self._taxonomy = taxonomy
        self._iso2 = iso2_codes(file)
        self._iso3 = {iso2: iso3 for iso3, iso2 in self._iso2.items()}
        self._numeric = numeric_codes()
        self.codes = tuple(self._iso2)
        self._elsewhere = Elsewhere(taxonomy, file.not_a_country)
        self.not_codes = frozenset(file.not_codes)
        self.together = frozenset(file.together)
        self.not_adjectives = file.not_an_adjective
        self.offered = frozenset(map(fold, file.as_often))

    @cached_property
    def _all_names(self) -> tuple[Name, ...]:
        return all_names(self._file, self._iso2)

    @cached_property
    def _index(self) -> NameIndex:
        return NameIndex(self._all_names, (*self._file.ambiguous, *self._file.former))

    @classmethod
    def load(cls, path: Path, taxonomy: Taxonomy) -> "Countries":
        """Reads mappings/countries.yaml. Raises ConfigurationError when it is not there or not right."""
        return cls.parse(text_of(path), taxonomy, path.name)

    @classmethod
    def parse(cls, text: str, taxonomy: Taxonomy, name: str = "countries.yaml") -> "Countries":
        """From the text of the file; `name` is for error messages. Raises ConfigurationError with file and line."""
        document = Document(text, name)
        countries = cls(text, document.read_as(CountryFile), taxonomy)
        file, codes = countries._file, countries._iso2
        for where, problem in (*slips(file, codes), *adjective_slips(file, codes)):
            raise document.error(where, problem)
        return countries

    def iso2(self, iso3: str) -> str:
        """`KEN` -> `KE`. Raises KeyError for a code that is not in `codes`."""
        return self._iso2[iso3]

    def iso3(self, iso2: str) -> str:
        """`KE` -> `KEN`. Raises KeyError for a code that there is not."""
        return self._iso3[iso2]

    def name(self, iso3: str, lang: str = "en") -> str:
        """What pages show: ours, else CLDR's in that language, else English; an unknown code as it is."""
        iso2 = self._iso2.get(iso3)
        if iso2 is None:
            return iso3
        language = lang if lang in INTERFACE_LANGUAGES else "en"
        ours = self._file.display.get(iso3, {})
        return (
            ours.get(language) or cldr_names(language).get(iso2) or ours.get("en") or cldr_names("en").get(iso2, iso3)
        )

    def names(self, iso3: str) -> tuple[str, ...]:
        """The texts under which a search finds the country: shown names, CLDR's, aliases and acronyms, each once."""
        return self._searched.get(iso3, ())

    @cached_property
    def _searched(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, str]] = {iso3: {} for iso3 in self.codes}
        for iso3, text in self._searched_names():
            found[iso3].setdefault(fold(text), text)
        return {iso3: tuple(texts.values()) for iso3, texts in found.items()}

    def _searched_names(self) -> Iterator[tuple[str, str]]:
        for iso3 in self.codes:
            yield from ((iso3, self.name(iso3, language)) for language in INTERFACE_LANGUAGES)
            yield from (
                (iso3, name) for lang in INTERFACE_LANGUAGES if (name := cldr_names(lang).get(self._iso2[iso3]))
            )
        for iso3, texts in self._file.alias.items():
            # Who searches for China does not mean the records that are tagged Taiwan, Province of China.
            yield from ((iso3, text) for text in texts if not self._index.holds_another(text, iso3))
        for iso3, texts in self._file.acronym.items():
            # Two letters are words of many a language, and so is oPt: "us" and "opt" are not looked for.
            yield from ((iso3, text) for text in texts if text.isupper() and text.isalpha() and len(text) > 2)

    def every_name(self) -> tuple[Name, ...]:
        """Each written form of each country once (text, iso3, kind), those for a country field alone included."""
        return self._all_names

    def adjectives(self) -> Mapping[str, tuple[str, ...]]:
        """ISO3 -> adjectives and names of inhabitants in all languages: for questions and titles, never for fields."""
        return adjectives(self._file)

    def adjectives_by_language(self) -> Iterator[tuple[str, str, str]]:
        """(language, adjective or name of inhabitants, ISO3)."""
        for iso3, languages in self._file.adjective.items():
            yield from ((language, text, iso3) for language, texts in languages.items() for text in texts)

    def questions(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """(label, ISO3 candidates) of all that is a question: ambiguous and former names, shared adjectives."""
        severals = (*self._file.ambiguous, *self._file.former, *self._file.shared_adjective)
        return tuple((label, several.means) for several in severals for label in several.labels)

    def regions(self, iso3: str) -> tuple[str, ...]:
        """Concept ids of the scheme `region` that the country is a member of, with everything broader."""
        return self._memberships["region"].get(iso3, ())

    def groups(self, iso3: str) -> tuple[str, ...]:
        """Concept ids of the scheme `country_group` that the country is a member of, with everything broader."""
        return self._memberships["country_group"].get(iso3, ())

    def since(self, iso3: str) -> int:
        """The year since which a country that was part of another one is as it is; 0 where the file knows of none."""
        ended = (former.until or 0 for former in self._file.former if iso3 in former.means)
        return self._file.apart.get(iso3) or max(ended, default=0)

    @cached_property
    def _memberships(self) -> dict[str, dict[str, tuple[str, ...]]]:
        return memberships(self._taxonomy)

    @cached_property
    def _mentions(self) -> Mentions:
        return Mentions(self._all_names, self._file.ambiguous, self._file.text)

    @cached_property
    def _indications(self) -> Indications:
        return Indications(self._file, self._all_names, self._iso3)

    def find(self, text: str) -> list[Mention]:
        """(ISO3, start, end) of each country that a running text names; ambiguous names yield nothing.

        Wrong is worse than missing here: what may be a person, a place elsewhere or a thing is passed over. The text
        is expected in NFC, as positions are in it as given.
        """
        return self._mentions.find(text)

    def indicated(self, text: str, language: str = "und") -> list[Mention]:
        """The same of adjectives in that language, and first-level parts, for texts without names: *California*."""
        return self._indications.find(text, language)

    def resolve(self, text: str) -> CountryResolution:
        """What a whole country field means: exact, never a guess; splitting lists is the caller's."""
        return self.known(text) or CountryResolution(None, suggestions=self._suggestions(without_notes(text)))

    def known(self, text: str, every_language: bool = False) -> CountryResolution | None:
        """The same, and None for what means nothing; every_language: in those that the pages are not in, too."""
        cleaned = without_notes(text)
        found = self._by_code(cleaned) or self._by_name(cleaned, every_language) or self._by_two_names(cleaned)
        found = found or self._elsewhere.known(cleaned)
        if found is None and _MOJIBAKE.search(cleaned):
            import ftfy

            mended = ftfy.fix_text(cleaned, uncurl_quotes=False)
            found = self._by_name(mended) if mended != cleaned else None
        return found

    def _by_code(self, text: str) -> CountryResolution | None:
        code = text.upper()
        if text.isascii() and text in (code, code.lower()):
            if len(code) == 3 and code in self._iso2:
                return CountryResolution(code, (code,), "iso3")
            if len(code) == 2 and code in self._iso3:
                return CountryResolution(self._iso3[code], (self._iso3[code],), "iso2")
        if text.isdecimal() and len(text) <= 3 and (iso3 := self._numeric.get(f"{int(text):03}")):
            return CountryResolution(iso3, (iso3,), "iso numeric")
        return None

    def _by_name(self, text: str, every_language: bool = False) -> CountryResolution | None:
        meaning = self._index.lookup(text)
        if meaning is None and every_language:
            meaning = Meaning(tuple(sorted(self._iso3[code] for code in codes_named(text) if code in self._iso3)))
        if meaning is None or not meaning.candidates:
            return None
        if meaning.several or len(meaning.candidates) > 1:
            return CountryResolution(None, meaning.candidates, "ambiguous", self._question(text, meaning))
        return CountryResolution(
            meaning.candidates[0], meaning.candidates, "name" if meaning.kind == "name" else "alias"
        )

    def _by_two_names(self, text: str) -> CountryResolution | None:
        """Where two names, the second in brackets, have one meaning in common: *Türkiye (Turkey)*, *Congo (COD)*."""
        names = _TWO_NAMES.fullmatch(text)
        found = [self.known(names[group]) for group in ("one", "other")] if names else []
        common = set.intersection(*(set(one.candidates) if one else set() for one in found)) if found else set()
        return next((one for one in found if one and {one.iso3} == common), None)

    def _question(self, text: str, meaning: Meaning) -> Sentence:
        names, several = Choice(f"{self.name(iso3)} ({iso3})" for iso3 in meaning.candidates), meaning.several
        if several and several.question:
            return Sentence(several.question)
        if several and several.until:
            return Sentence(ENDED, name=several.labels[0], year=str(several.until), names=names)
        return Sentence(MAY_BE, name=text, names=names)

    def near(self, text: str) -> tuple[str, ...]:
        """ISO3 codes of countries with a name that is written nearly so, likeliest first."""
        from rapidfuzz import fuzz, process

        likely = process.extract(
            fold(text), list(self._index.exact), scorer=fuzz.ratio, limit=10, score_cutoff=_LEAST_LIKENESS
        )
        return tuple(dict.fromkeys(iso3 for key, _, _ in likely for iso3 in self._index.exact[key].candidates))

    def _suggestions(self, text: str) -> tuple[str, ...]:
        code = self._by_code(text.upper())
        meant = [code.iso3] if code and code.iso3 else []
        named = [iso3 for iso3, _, _ in self.find(text)]
        return tuple(dict.fromkeys([*meant, *named, *self.near(text)]))[:_MOST_SUGGESTIONS]
