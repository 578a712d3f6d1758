"""Concept, ConceptScheme, Ambiguity: what a taxonomy.yaml holds. The keys are SKOS's words."""

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta, Struct, field

from search.strict_yaml import Names, Text

Texts = dict[str, Text]  # language -> text
Lists = dict[str, Names]  # language -> texts

MATCHES = ("exact_match", "close_match", "broad_match", "narrow_match", "related_match")


class Described(Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """What the file says of a concept. `members` are the ISO3 codes of a region or group, as of `date`.

    ages: of the people of a group, from and up to, in years: `0-6`; `60-` has no end. wording: see wordings.py.
    """

    pref_label: Texts = field(default_factory=dict)
    label_status: Texts = field(default_factory=dict)
    alt_label: Lists = field(default_factory=dict)
    hidden_label: Lists = field(default_factory=dict)
    wording: Lists = field(default_factory=dict)
    broader: Names = ()
    related: Names = ()
    definition: Texts = field(default_factory=dict)
    scope_note: Texts = field(default_factory=dict)
    notation: str | None = None
    exact_match: Names = ()
    close_match: Names = ()
    broad_match: Names = ()
    narrow_match: Names = ()
    related_match: Names = ()
    members: Names = ()
    ages: Annotated[str, Meta(pattern=r"^\d+-\d*$")] | None = None
    source: str | None = None
    date: str | None = None
    unit: str | None = None
    replaced_by: str | None = None
    deprecated: bool = False


class Concept(Described, frozen=True, kw_only=True):
    """One concept of a scheme."""

    id: str
    scheme: str

    def labels(self) -> Iterator[tuple[str, str, str]]:
        """(language, text, kind) of every label, prefLabel first; the kinds are SKOS's."""
        yield from ((language, text, "prefLabel") for language, text in self.pref_label.items())
        for kind, lists in (("altLabel", self.alt_label), ("hiddenLabel", self.hidden_label)):
            yield from ((language, text, kind) for language, several in lists.items() for text in several)

    @property
    def span(self) -> tuple[float, float] | None:
        """The ages as numbers."""
        low, _, high = (self.ages or "").partition("-")
        return (float(low), float(high or "inf")) if low else None

    @property
    def matches(self) -> dict[str, Names]:
        """SKOS's name of each kind of match that there is (`exactMatch`) -> codes of other schemes."""
        names = zip(self.__struct_fields__, self.__struct_encode_fields__, strict=True)
        return {name: getattr(self, own) for own, name in names if own in MATCHES and getattr(self, own)}


class DescribedScheme(Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """What the file says of a vocabulary."""

    concepts: dict[Text, Described]
    pref_label: Texts = field(default_factory=dict)
    definition: Texts = field(default_factory=dict)
    scope_note: Texts = field(default_factory=dict)
    source: str | None = None
    date: str | None = None


class ConceptScheme(Struct, frozen=True):
    """A vocabulary: its concepts in the order of the file."""

    id: str
    pref_label: Texts
    definition: Texts
    concepts: dict[str, Concept]


class Ambiguity(Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """A label that means several things: a question to a person, never a guess.

    means_in: ISO3 code of a country -> the concept that a text about it means.
    """

    label: Text
    question: Text
    means: Annotated[Names, Meta(min_length=1)]
    means_in: dict[str, Text] = field(default_factory=dict)


class TaxonomyFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of a taxonomy.yaml."""

    schemes: dict[str, DescribedScheme]
    version: str = ""
    date: str | None = None
    title: Texts = field(default_factory=dict)
    ambiguous: tuple[Ambiguity, ...] = ()
    words: dict[Text, Lists] = field(default_factory=dict)
    licence: str | None = None
    source: str | None = None


def scheme_of(key: str, said: DescribedScheme) -> ConceptScheme:
    """The vocabulary, in which each concept knows its name."""
    names = Described.__struct_fields__
    concepts = {
        identifier: Concept(id=identifier, scheme=key, **{name: getattr(concept, name) for name in names})
        for identifier, concept in said.concepts.items()
    }
    return ConceptScheme(key, said.pref_label, said.definition, concepts)
