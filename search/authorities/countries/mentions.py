"""Which countries a running text names: exact names, as proper names are written, the longest first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import regex

from search.authorities.countries.file import Several, TextRules
from search.authorities.countries.names import Name
from search.text import WORD, fold_word, words_of

Mention = tuple[str, int, int]

_GAP = regex.compile(r"\s*[-–’'&(]?\s*")
_STOP = regex.compile(r"\.\s?")  # after a short form only: St. Lucia, U.S., Congo, Dem. Rep.
_BLANKS = regex.compile(r"\s+")
_INITIAL = regex.compile(r"\b\p{Lu}\.\s*\Z")
_IN = {"in", "en", "em", "au", "aux", "na", "no", "within", "across", "throughout", "inside", "from", "في"}
_LINKING = {
    *("and", "or", "of", "to", "for", "the", "with", "between", "on", "by", "versus", "vs", "against", "beyond"),
    *("toward", "towards", "via", "through", "under", "after", "before", "since", "during", "per", "por", "para"),
    *("y", "e", "o", "et", "ou", "de", "du", "del", "da", "do", "des", "le", "la", "el", "pour"),
}
_ARTICLES = {"the", "la", "le", "les", "l", "el", "los", "las", "o", "os", "a", "as"}
_ALIKE = {"st": "saint", "ste": "saint"}
_ARABIC_PREFIXES = tuple("وبلفك")  # and, in, to, so, like: written onto the name
_LEAST_SHOUTED = 3  # letters: in a title in capitals, US is a pronoun
_MOST_PREFIXES = 2  # and in the: وبالعراق
_LEAST_PREFIXED = 4  # letters: ومصر
_TO_THE = "لل"  # to the: swallows the article's first letter


@dataclass(frozen=True)
class _Phrase:
    """Folded words; a country, or None for what only looks like one; and how it has to be written to count."""

    words: tuple[str, ...]
    iso3: str | None
    capitals: tuple[bool, ...] = ()
    exactly: tuple[str, ...] = ()
    comma: bool = False


class _Token(NamedTuple):
    start: int
    end: int
    raw: str
    folded: str

    @property
    def capital(self) -> bool:
        return self.raw[0].isupper()


class Mentions:
    """Finds names in text. Blocked phrases and ambiguous names are matched too, and yield nothing."""

    def __init__(self, names: Iterable[Name], ambiguous: Iterable[Several], rules: TextRules) -> None:
        self._careful = frozenset(map(_words, rules.careful))
        self._project_words = frozenset(map(_key, rules.project_words))
        self._unless = {_words(name): tuple(map(_Sign.of, signs)) for name, signs in rules.unless.items()}
        never = frozenset(map(_words, rules.never))
        blocked = [*rules.not_a_mention, *rules.never, *(label for several in ambiguous for label in several.labels)]
        phrases = [_Phrase(_words(text), None) for text in blocked]
        phrases += [_phrase(name) for name in names if name.kind != "field_only" and _words(name.text) not in never]
        self._by_first = _by_first(phrases)

    def find(self, text: str) -> list[Mention]:
        """(ISO3, start, end) of each mention, in order; the same country may come several times."""
        tokens = [_Token(m.start(), m.end(), m[0], _key(m[0])) for m in WORD.finditer(text)]
        found: list[Mention] = []
        position = 0
        while position < len(tokens):
            if not self._may_begin(tokens[position].folded):
                position += 1
                continue
            start, phrases = self._match(text, tokens, position)
            last = position + len(phrases[0].words) - 1 if phrases else position
            run = tokens[position : last + 1]
            iso3 = next((phrase.iso3 for phrase in phrases if phrase.iso3 and _written(phrase, run, text)), None)
            if iso3 and self._meant(text, tokens, position, phrases[0].words):
                found.append((iso3, start, tokens[last].end))
            position = last + 1
        return found

    def _may_begin(self, word: str) -> bool:
        return word in self._by_first or word.startswith(_ARABIC_PREFIXES)

    def _match(self, text: str, tokens: list[_Token], position: int) -> tuple[int, list[_Phrase]]:
        """Where the longest phrases at a token start, and all of that length: none if one of them is blocked."""
        token = tokens[position]
        for word, start in _readings(token):
            for size, phrases in self._by_first.get(word, {}).items():
                run = tokens[position : position + size]
                same = [
                    phrase
                    for phrase in phrases
                    if len(run) == size
                    and all(word == token.folded for word, token in zip(phrase.words[1:], run[1:], strict=True))
                    and _adjacent(text, run, phrase.comma)
                ]
                if same:
                    return start, [phrase for phrase in same if phrase.iso3 is None] or same
        return token.start, []

    def _meant(self, text: str, tokens: list[_Token], first: int, name: tuple[str, ...]) -> bool:
        """Whether a name that is also something else means the country here."""
        signs = self._unless.get(name, ())
        if signs:
            folded = f" {' '.join(token.folded for token in tokens)} "
            raw = f" {' '.join(token.raw for token in tokens)} "
            if any(sign.text in (raw if sign.exact else folded) for sign in signs):
                return False
        return name not in self._careful or self._clear(text, tokens, first, first + len(name) - 1)

    def _clear(self, text: str, tokens: list[_Token], first: int, last: int) -> bool:
        """After “in”, or without another capitalised word at either side that would make it a person's name.

        A script without capitals tells a name from a word by “in” alone.
        """
        before = (
            tokens[first - 1] if first and _BLANKS.fullmatch(text, tokens[first - 1].end, tokens[first].start) else None
        )
        if before and before.folded in _IN:
            return True
        if not tokens[first].capital:
            return False
        if _INITIAL.search(text, 0, tokens[first].start):
            return False
        if before and before.capital and before.folded not in _LINKING:
            return False
        after = tokens[last + 1] if last + 1 < len(tokens) else None
        if not after or not _BLANKS.fullmatch(text, tokens[last].end, after.start):
            return True
        return not after.capital or after.folded in self._project_words or after.folded in _LINKING


@dataclass(frozen=True)
class _Sign:
    """A word that shows, wherever it stands in a text, that a name there is none of a country."""

    text: str
    exact: bool

    @classmethod
    def of(cls, word: str) -> "_Sign":
        raw = " ".join(words_of(word))
        return cls(f" {raw} ", True) if raw.isupper() else cls(f" {' '.join(_words(word))} ", False)


@lru_cache(maxsize=65536)
def _key(word: str) -> str:
    folded = fold_word(word)
    return _ALIKE.get(folded, folded)


def _words(text: str) -> tuple[str, ...]:
    return tuple(map(_key, words_of(text)))


def _phrase(name: Name) -> _Phrase:
    raw = words_of(name.text)
    exactly = tuple(raw) if name.kind == "acronym" else ()
    capitals = tuple(word[0].isupper() and fold_word(word) not in _ARTICLES for word in raw)
    return _Phrase(_words(name.text), name.iso3, capitals, exactly, "," in name.text)


def _by_first(phrases: list[_Phrase]) -> Mapping[str, Mapping[int, list[_Phrase]]]:
    """First word -> number of words, most first -> phrases."""
    found: dict[str, dict[int, list[_Phrase]]] = {}
    for phrase in sorted((p for p in phrases if p.words), key=lambda phrase: -len(phrase.words)):
        found.setdefault(phrase.words[0], {}).setdefault(len(phrase.words), []).append(phrase)
    return found


def _readings(token: _Token) -> list[tuple[str, int]]:
    """The folded word, and for Arabic the word without what is written onto it, each with where it starts."""
    word, start = token.folded, token.start
    readings = [(word, start)]
    for _ in range(_MOST_PREFIXES):
        if word.startswith(_TO_THE):
            readings.append((f"ال{word[2:]}", start))
        if not word.startswith(_ARABIC_PREFIXES) or len(word) < _LEAST_PREFIXED:
            break
        word, start = word[1:], start + 1
        readings.append((word, start))
    return readings


def _adjacent(text: str, run: list[_Token], comma: bool) -> bool:
    """Whether the words of a run are parted by no more than a name has between its words."""
    for left, right in pairwise(run):
        gap = text[left.end : right.start]
        short = len(left.raw) <= 3 and _STOP.fullmatch(gap)
        if not (_GAP.fullmatch(gap) or short or (comma and gap in (", ", "., "))):
            return False
    return True


def _written(phrase: _Phrase, run: list[_Token], text: str) -> bool:
    """Whether a run has a name's capitals (an acronym: is it to the letter, and no currency such as US$)."""
    if phrase.exactly:
        shouted = text.isupper() and sum(map(len, phrase.exactly)) < _LEAST_SHOUTED
        same = phrase.exactly == tuple(token.raw for token in run)
        return same and not shouted and not text.startswith("$", run[-1].end)
    return all(token.capital or not capital for token, capital in zip(run, phrase.capitals, strict=True))
