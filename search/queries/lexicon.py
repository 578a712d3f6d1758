"""Lexicon: what the records of an index themselves bring: their words, and the names of those who wrote them."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice, takewhile
from typing import Self

import msgspec
import regex

from search.authorities import Known, Meaning
from search.queries.spellings import Spellings
from search.text import bare, fold, fold_word, is_stop_word, surface, words_of

NAMED = ("source", "organisation", "author")  # the facets of open vocabularies whose values are names
SPELT = (*NAMED, "funder", "keyword")  # those whose values are known by other spellings, too
MOST_VALUES = 12  # of one name: authors of one surname and initial
_WILD = regex.compile("[?*]")
MOST_NAMES = 200_000  # of one facet; the rarest are left out
MOST_FITTING = 24  # words that are looked for where a pattern was typed
LONGEST_NAME = 12  # words


@dataclass(frozen=True, eq=False)
class Lexicon:
    """words: each folded word of letters alone -> how many records have it, one with two spellings counted twice.

    names: facet -> its values -> how many records have it. Both of what was ever written to a version: what is removed
    stays, and is harmless, as nothing is offered that finds nothing.
    """

    words: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str | bytes) -> Self:
        """From what `text` gave. Raises ValueError."""
        try:
            read = msgspec.json.decode(text, type=_Written)
        except msgspec.MsgspecError as error:
            raise ValueError(str(error)) from error
        return cls(read.words, read.names)

    @cached_property
    def text(self) -> str:
        """As it is kept."""
        return msgspec.json.encode(_Written(dict(self.words), {k: dict(v) for k, v in self.names.items()})).decode()

    def lookup(self, words: Sequence[str]) -> Known | None:
        """Whom the words name: a source, an organisation, an author by name or by surname and initial."""
        if len(words) > LONGEST_NAME or (len(words) == 1 and len(words[0]) < 2):
            return None
        found = self._by_key.get(surface(words)) or self._by_key.get(_with_initial(words))
        return Known(found[:MOST_VALUES]) if found else None

    def joined(self, one: str, other: str) -> str:
        """The word that others write two words in one as, if records have it: *health care*, *healthcare*."""
        word = fold_word(one + other)
        apart = len(one) < 2 or len(other) < 2 or is_stop_word(one) or is_stop_word(other)
        return word if not apart and word in self.words else ""

    def fitting(self, pattern: str) -> tuple[str, ...]:
        """The words that fit a pattern of `?` for a letter and `*` for some, the commonest first."""
        written = "".join({"?": ".", "*": ".*"}.get(sign, regex.escape(fold_word(sign))) for sign in pattern)
        fits = regex.compile(written).fullmatch
        beginning = fold_word(_WILD.split(pattern, 1)[0])
        start = bisect_left(self._sorted, beginning)
        begun = takewhile(lambda word: word.startswith(beginning), islice(self._sorted, start, None))
        found = sorted((-self.words[word], word) for word in begun if fits(word))
        return tuple(word for _, word in found[:MOST_FITTING])

    @cached_property
    def spellings(self) -> Spellings:
        """The names, as whoever asks for them may spell them."""
        return Spellings(self.names, MOST_NAMES)

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.words)

    @cached_property
    def _by_key(self) -> Mapping[str, tuple[Meaning, ...]]:
        found: dict[str, dict[Meaning, None]] = {}
        for facet in NAMED:
            for value in self.names.get(facet, ()):
                for key in _keys(facet, value):
                    found.setdefault(key, {})[Meaning(facet, value)] = None
        return {key: tuple(meanings) for key, meanings in found.items() if key}


class _Written(msgspec.Struct):
    words: dict[str, int]
    names: dict[str, dict[str, int]]


def _keys(facet: str, value: str) -> Iterator[str]:
    """The forms under which a value is found."""
    words = words_of(bare(value))
    yield surface(words)
    surname, comma, given = value.partition(",")
    if facet == "author" and comma:
        first, last = words_of(given), words_of(surname)
        yield surface([*first, *last])
        if first and last:
            yield _initialled(last, first[0])
    elif facet == "author" and len(words) > 1:
        yield surface([words[-1], *words[:-1]])
        yield _initialled(words[-1:], words[0])


def _initialled(surname: Sequence[str], given: str) -> str:
    return f"{surface(surname)}\x1f{fold(given)[:1]}"


def _with_initial(words: Sequence[str]) -> str:
    """The key of *Haushofer J* and of *J Haushofer*; further initials make no difference."""
    names = [word for word in words if len(word) > 1]
    initials = [word for word in words if len(word) == 1 and word.isalpha()]
    if not names or not initials or not (len(words[0]) == 1 or len(words[-1]) == 1):
        return ""
    return _initialled(names, initials[0])
