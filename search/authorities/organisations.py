"""Organisations: one name for each, whatever it is called; what is not among them stays as it is written.

mappings/organisations.yaml holds ours, organisations.yaml beside an index an institution's own, in the same form.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Self

import msgspec
from msgspec import Struct

from search.paths import data_file
from search.sentences import Sentence
from search.strict_yaml import Names, Text, Unusable, load_as
from search.text import fold

NAME = "organisations.yaml"
UNNAMED = "has no prefLabel: write prefLabel: {en: ...}"


class Organisation(Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """What the file says of one; its header says what each key is."""

    pref_label: dict[Text, Text]
    alt_label: dict[Text, Names] = msgspec.field(default_factory=dict)
    acronym: Names = ()
    related: Names = ()
    exact_match: Names = ()

    def __post_init__(self) -> None:
        if not self.pref_label:
            raise Unusable(Sentence(UNNAMED))

    @property
    def value(self) -> str:
        """What a record says."""
        return self.pref_label.get("en") or next(iter(self.pref_label.values()))

    @property
    def written(self) -> Iterator[str]:
        """Every way to write it: names, acronyms, and both, one in brackets or after a dash."""
        labels = [*self.pref_label.values(), *(one for several in self.alt_label.values() for one in several)]
        bare = [label.partition(" (")[0] for label in labels]
        yield from (*labels, *bare, *self.acronym)
        for acronym in self.acronym:
            yield from (f"{label} {acronym}" for label in bare)
            yield from (f"{acronym} {label}" for label in bare)


class OrganisationsFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of an organisations.yaml."""

    organisations: dict[Text, Organisation] = msgspec.field(default_factory=dict)
    words: dict[Text, Names] = msgspec.field(default_factory=dict)
    seats: Names = ()


@dataclass(frozen=True, eq=False)
class Organisations:
    """All of them by id, the words that tell one, and the places that may stand behind a name.

    Each is one for itself (eq), so that what is read with it can be kept.
    """

    known: dict[str, Organisation] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    seats: frozenset[str] = frozenset()

    @classmethod
    def load(cls, *folders: Path) -> Self:
        """Ours, and those of the folders that have such a file. Raises ConfigurationError with file and line."""
        own = [path for folder in folders if (path := folder / NAME).is_file()]
        known: dict[str, Organisation] = {}
        words, seats = set[str](), set[str]()
        for file in (_shipped(), *map(_read, own)):
            known |= file.organisations
            words |= {fold(word) for several in file.words.values() for word in several}
            seats |= set(map(fold, file.seats))
        return cls(known, frozenset(words), frozenset(seats))

    def named(self, text: str) -> tuple[str, ...]:
        """The values that a name may mean: one, several for what is asked about, none for what is not known."""
        return self._named.get(_key(text), ())

    def exactly(self, text: str) -> bool:
        """Whether it is the name of one where persons are named, too: a single word only to the letter (*Iza*)."""
        return bool(self.named(text)) and (" " in text.strip() or text in self._words)

    def is_seat(self, place: str) -> bool:
        """Whether it is a place behind an organisation's name."""
        return fold(place) in self.seats

    def looks_like_one(self, text: str) -> bool:
        """Whether a name is an organisation's: a known one, or with a word that tells it."""
        return self.exactly(text) or (bool(self.words) and self._telling.search(_key(text)) is not None)

    @cached_property
    def _telling(self) -> "re.Pattern[str]":
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(self.words)))})\b")

    @cached_property
    def _named(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for one in self.known.values():
            for key in dict.fromkeys(map(_key, one.written)):
                found[key] = tuple(dict.fromkeys((*found.get(key, ()), one.value)))
        return found

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(name for one in self.known.values() for name in one.written if " " not in name)


@lru_cache(maxsize=1)
def _shipped() -> OrganisationsFile:
    return _read(data_file("mappings") / NAME)


def _read(path: Path) -> OrganisationsFile:
    return load_as(OrganisationsFile, path)


@lru_cache(maxsize=65536)
def _key(text: str) -> str:
    """Folded; `The` before a name, dots between its letters and apostrophes tell nothing."""
    folded = fold(text.replace(".", "").replace("’", "'"))
    return folded.removeprefix("the ")
