"""Programmes by name: which programme a text names, where it is, and of which categories: mappings/programmes.yaml.

Names that are also something else (*LEAP*, *Old Age Grant*) are read as a programme only where a record says its
country; a word of a language (*Oportunidades*) also where the text is in another one.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple, Self

from msgspec import Struct, field

from search.authorities.countries import Kind, Mentions, Name, TextRules
from search.paths import data_file
from search.records import INTERFACE_LANGUAGES
from search.sentences import Sentence
from search.strict_yaml import Document, Names, Text, text_of
from search.text import fold, other_spelling

NAME = "programmes.yaml"
NO_OTHER = "“%(id)s” is no programme of this file; correct it, or remove it"


class Programme(Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """What the file says of one; its header says what each key is."""

    name: Text
    language: Text = "en"
    name_needs_country: bool = False
    names: dict[Text, Names] = field(default_factory=dict)
    common_names: dict[Text, Names] = field(default_factory=dict)
    acronyms: Names = ()
    ambiguous_acronyms: Names = ()
    country: Text
    start: int | None = None
    end: int | None = None
    kind: Names
    population: Names = ()
    agency: Text | None = None
    predecessor: Text | None = None
    successor: Text | None = None
    url: Text | None = None
    confirmed: bool = False

    @property
    def others(self) -> Iterator[tuple[str, str]]:
        """(language, name) of every name but the first."""
        for names in (self.names, self.common_names):
            yield from ((language, name) for language, several in names.items() for name in several)


class Named(NamedTuple):
    """A programme that a text names with the characters from `start` to before `end`.

    sure: whether the name is that programme's wherever it stands; else the record has to say the country. common: it is
    a word of its language, and no name in a record about other countries.
    """

    id: str
    start: int
    end: int
    sure: bool
    common: bool = False


@dataclass(frozen=True, eq=False)
class Programmes:
    """All of them by id, in the order of the file."""

    known: Mapping[str, Programme]

    @classmethod
    def load(cls, path: Path) -> Self:
        """Raises ConfigurationError, with file and line."""
        document = Document(text_of(path), path.name)
        known = document.read_as(dict[Text, Programme])
        for identifier, one in known.items():
            for key, other in (("predecessor", one.predecessor), ("successor", one.successor)):
                if other and other not in known:
                    raise document.error((identifier, key), Sentence(NO_OTHER, id=other))
        return cls(known)

    def value(self, identifier: str) -> str:
        """What a record says: its name, with the country's code where several programmes are called so."""
        one = self.known[identifier]
        return one.name if len(self._called[one.name]) == 1 else f"{one.name} ({one.country})"

    def find(self, text: str, language: str) -> list[Named]:
        """Every programme that a text names, the longest names first considered, in the order of the text.

        language: of the text; a name that is a word of another language is a name there.
        """
        found = [Named(one, start, end, True) for one, start, end in self._sure.find(text)]
        found += [Named(one, start, end, True, True) for one, start, end in self._foreign(language).find(text)]
        taken = [(one.start, one.end) for one in found]
        for one, start, end in self._unsure.find(text):
            if not any(first <= start and end <= last for first, last in taken):
                found.append(Named(one, start, end, False))
        return sorted(dict.fromkeys(found), key=lambda one: one[1:])

    def id_of(self, value: str) -> str | None:
        """The programme that a record means."""
        return self._values.get(value)

    @cached_property
    def _values(self) -> dict[str, str]:
        return {self.value(identifier): identifier for identifier in self.known}

    @cached_property
    def _called(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for identifier, one in self.known.items():
            found.setdefault(one.name, []).append(identifier)
        return found

    @cached_property
    def _sure(self) -> "_Table":
        return _Table((key, text, kind) for key, one in self.known.items() for text, kind in _sure(one))

    @cached_property
    def _unsure(self) -> "_Table":
        return _Table((key, text, kind) for key, one in self.known.items() for text, kind in _unsure(one))

    def _foreign(self, language: str) -> "_Table":
        """Words of other languages than the text's, where that is one of ours."""
        if language not in self._tables:
            known = self.known.items() if language in INTERFACE_LANGUAGES else ()
            self._tables[language] = _Table(
                (key, text, "name") for key, one in known for text in _foreign(one, language)
            )
        return self._tables[language]

    @cached_property
    def _tables(self) -> "dict[str, _Table]":
        return {}


class _Table:
    """Names of programmes as a text writes them: a proper name with its capitals, an acronym to the letter."""

    def __init__(self, names: Iterable[tuple[str, str, Kind]]) -> None:
        """names: (id of a programme, name, kind); several programmes may be called the same."""
        self._called: dict[str, list[str]] = {}
        written: list[Name] = []
        for identifier, name, kind in names:
            for text in _spellings(name):
                self._called.setdefault(fold(text), []).append(identifier)
                written.append(Name(text, fold(text), kind))
        self._mentions = Mentions(written, (), TextRules())

    def find(self, text: str) -> Iterator[tuple[str, int, int]]:
        """(id, start, end) of each programme that is called what stands there."""
        for called, start, end in self._mentions.find(text):
            yield from ((identifier, start, end) for identifier in dict.fromkeys(self._called[called]))


def _spellings(name: str) -> Iterator[str]:
    """A name, and how it is written in the other spelling: *Productive Safety Net Program*."""
    yield name
    others = [other_spelling(word) for word in name.split()]
    if any(others):
        pairs = zip(name.split(), others, strict=True)
        yield " ".join((other.capitalize() if word[0].isupper() else other) if other else word for word, other in pairs)


def _sure(one: Programme) -> Iterator[tuple[str, Kind]]:
    if not one.name_needs_country:
        yield one.name, "name"
    yield from ((text, "name") for several in one.names.values() for text in several)
    yield from ((text, "acronym") for text in one.acronyms)


def _unsure(one: Programme) -> Iterator[tuple[str, Kind]]:
    if one.name_needs_country:
        yield one.name, "name"
    yield from ((text, "name") for several in one.common_names.values() for text in several)
    yield from ((text, "acronym") for text in one.ambiguous_acronyms)


def _foreign(one: Programme, language: str) -> Iterator[str]:
    if one.name_needs_country and one.language not in ("en", language):
        yield one.name
    yield from (text for own, several in one.common_names.items() if own != language for text in several)


def programmes() -> Programmes:
    """Those of the checkout or the installed package."""
    return _shipped(data_file("mappings") / NAME)


@lru_cache(maxsize=1)
def _shipped(path: Path) -> Programmes:
    return Programmes.load(path)
