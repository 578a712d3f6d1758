"""mappings/countries.yaml, by type: what ISO 3166 and the Unicode CLDR do not say about countries' names."""

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta, Struct, field
from msgspec.structs import replace

from search.records import INTERFACE_LANGUAGES
from search.sentences import Choice, Sentence
from search.strict_yaml import Names, Text, Unusable, Where

ByCode = dict[str, Names]  # ISO3 -> names
InLanguages = dict[str, Text]  # of INTERFACE_LANGUAGES
ListsInLanguages = dict[str, Names]

NO_YEAR = "has no year in which the country ended: write until: 1992"
NO_LANGUAGE = "is no language of the pages: use %(languages)s"
_BY_CODE = ("display", "extra", "alias", "acronym", "field_only", "part", "adjective", "apart")


class Several(Struct, frozen=True, forbid_unknown_fields=True):
    """Names that mean several countries (ISO3), now or, if `until` has a year, once."""

    labels: Annotated[Names, Meta(min_length=1)] = field(name="label")
    means: Names
    question: str | None = None
    until: int | None = None


class TextRules(Struct, frozen=True, forbid_unknown_fields=True):
    """When a name in running text is no mention of a country; the file's header says what each list does."""

    not_a_mention: Names = ()
    careful: Names = ()
    never: Names = ()
    unless: dict[str, Names] = field(default_factory=dict)
    project_words: Names = ()


class IndicationRules(TextRules, frozen=True, forbid_unknown_fields=True):
    """The same of adjectives and parts of countries; elsewhere: words after one that show that it is not the place."""

    elsewhere: Names = ()

    def blocking(self, phrases: Names) -> TextRules:
        """These rules, where such phrases are no mention either."""
        return replace(self, not_a_mention=phrases)


class Extra(Struct, frozen=True, forbid_unknown_fields=True):
    """A country that ISO 3166 has not."""

    iso2: Text


class CountryFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The sections of the file, ISO3 as keys; its header says what each is."""

    display: dict[str, InLanguages] = field(default_factory=dict)
    extra: dict[str, Extra] = field(default_factory=dict)
    alias: ByCode = field(default_factory=dict)
    acronym: ByCode = field(default_factory=dict)
    field_only: ByCode = field(default_factory=dict)
    part: ByCode = field(default_factory=dict)
    ambiguous: tuple[Several, ...] = ()
    former: tuple[Several, ...] = ()
    apart: dict[str, int] = field(default_factory=dict)
    together: Names = ()
    not_a_country: Names = ()
    adjective: dict[str, ListsInLanguages] = field(default_factory=dict)
    shared_adjective: tuple[Several, ...] = ()
    not_an_adjective: Names = ()
    not_codes: Names = ()
    as_often: Names = ()
    text: TextRules = field(default_factory=TextRules)
    subdivisions: Names = ()
    indication: IndicationRules = field(default_factory=IndicationRules)

    def __post_init__(self) -> None:
        for section in ("display", "adjective"):
            for iso3, texts in getattr(self, section).items():
                for language in texts:
                    if language not in INTERFACE_LANGUAGES:
                        raise Unusable(
                            Sentence(NO_LANGUAGE, languages=Choice(INTERFACE_LANGUAGES)), section, iso3, language
                        )
        for place, several in enumerate(self.former):
            if several.until is None:
                raise Unusable(Sentence(NO_YEAR), "former", place)

    def codes(self) -> Iterator[tuple[Where, str]]:
        """Each code (ISO3) that the file mentions, and where."""
        for section in _BY_CODE:
            yield from (((section, iso3), iso3) for iso3 in getattr(self, section))
        yield from ((("subdivisions", place), iso3) for place, iso3 in enumerate(self.subdivisions))
        for section in ("ambiguous", "former", "shared_adjective"):
            for place, several in enumerate(getattr(self, section)):
                yield from (((section, place, "means", number), iso3) for number, iso3 in enumerate(several.means))
