"""How much alike two titles are: one work written twice, or two works, which differ in a word that counts.

There are two questions. Where nothing but titles says that two records are one work, every word is looked at
(`Words.alike`). Where an id says so, most of the words will do, as a title may have been corrected (`may_be_one`).
What is one by the first is one by the second, and by neither what differs in a number.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import permutations

from rapidfuzz.distance import OSA, LCSseq
from rapidfuzz.fuzz import ratio, token_set_ratio

from indexer.duplicates.titles import LOOSE, MARKERS, Title, numbers_of, title_of
from search.text import fold, is_stop_word, other_spelling

KNOWN = 3  # titles that have a word: then it is a word, and no slip
SELDOM = 30  # times as often as a slip that many made is the word itself
MOST_SLIPS = 3  # words of a title
IN_ORDER = 0.65  # of the words of a title: "from school to work" is not "from work to school"
LONG = 4  # words; shorter titles are those of many works
CORRECTED = 70  # of 100, of the words of two titles in any order: less is another work, whatever its id
WITHOUT_SUBTITLE = 0.9  # of the similarity that the same words would have


@dataclass
class Words:
    """The words of all titles: how many titles have each, and those that name places. subtitles: by what is before."""

    places: Collection[str] = ()
    counts: Counter[str] = field(default_factory=Counter)
    subtitles: dict[tuple[str, ...], set[tuple[str, ...]]] = field(default_factory=dict)

    def take(self, titles: Iterable[Title]) -> None:
        """Count the words of some titles."""
        for title in titles:
            self.counts.update(set(title.words))
            for main in title.mains:
                self.subtitles.setdefault(main, set()).add(title.words)

    def slip(self, one: str, other: str) -> bool:
        """Whether one word is the other, typed wrongly, in the plural, or as it is written elsewhere."""
        if one.isdigit() or other.isdigit() or {one, other} <= MARKERS or self._both_places(one, other):
            return False
        if other_spelling(one) == other:
            return True
        short, long = sorted((one, other), key=lambda word: (len(word), word))
        if long in (f"{short}s", f"{short}es"):
            return len(short) > 2
        fewer, more = sorted((self.counts[one], self.counts[other]))
        if fewer >= KNOWN and fewer * SELDOM >= more:
            return False
        if len(short) + 1 < len(long) and (long.startswith(short) or long.endswith(short)):
            return False
        moved = sorted(one) == sorted(other)
        if one[0] != other[0] and not (moved and one[:2] == other[1::-1]):
            return False
        most = 2 if len(short) >= 8 else 1
        return (len(short) > 3 or moved) and OSA.distance(one, other, score_cutoff=most) <= most

    def _both_places(self, one: str, other: str) -> bool:
        return one in self.places and other in self.places

    def alike(self, one: Title, other: Title) -> float:
        """From 0 (two works) to 100; the same whichever comes first."""
        if one.letters == other.letters:
            return 100.0 if one.words == other.words else 99.9
        if one.numbers == other.numbers and (found := self._same(one.words, other.words)):
            return found
        return max(self._without_subtitle(one, other), self._without_subtitle(other, one))

    def only(self, one: Title, other: Title) -> bool:
        """Whether no other title begins as these two do, of which one lacks its subtitle."""
        main = one.begins_as(other) or other.begins_as(one)
        return len(self.subtitles.get(main, ())) < 2

    def _without_subtitle(self, long: Title, short: Title) -> float:
        main = long.begins_as(short)
        rest = long.words[len(main) :]
        if len(main) < LONG - 1 or not MARKERS.isdisjoint(rest) or numbers_of(rest):
            return 0.0
        return self._same(main, short.words) * WITHOUT_SUBTITLE if numbers_of(main) == short.numbers else 0.0

    def _same(self, one: tuple[str, ...], other: tuple[str, ...]) -> float:
        if one == other:
            return 100.0
        mine, theirs = _beyond(one, other), _beyond(other, one)
        if "".join(mine) == "".join(theirs):
            pairs: dict[str, str] = {}
        elif max(len(mine), len(theirs)) > MOST_SLIPS:
            return 0.0
        else:
            pairs = self._pairs(mine, theirs)
            slips = min(MOST_SLIPS, max(1, (len(one) + 2) // 3))
            if len(pairs) < len(mine) or len(mine) != len(theirs) or len(mine) > slips or len(one) < 2:
                return 0.0
        if (pairs or not mine) and not _in_order([pairs.get(word, word) for word in one], list(other)):
            return 0.0
        return min(99.9, max(ratio(" ".join(one), " ".join(other)), 1.0))

    def _pairs(self, mine: list[str], theirs: list[str]) -> dict[str, str]:
        """Each word with the one that it may be; empty where any is left over."""
        if len(mine) == len(theirs):
            for order in permutations(theirs):
                if all(map(self.slip, mine, order)):
                    return dict(zip(mine, order, strict=True))
        return {}


def _beyond(one: Iterable[str], other: Iterable[str]) -> list[str]:
    """The words that one has more of than the other, in order, but for those that say nothing, such as prepositions."""
    there = Counter(other)
    left = []
    for word in one:
        if there[word]:
            there[word] -= 1
        elif not _says_nothing(word):
            left.append(word)
    return left


@lru_cache(maxsize=65536)
def _says_nothing(word: str) -> bool:
    """A stop word of any language, or an article of which two letters changed places."""
    return is_stop_word(word) or (len(word) == 3 and any(sorted(loose) == sorted(word) for loose in LOOSE))


def _in_order(one: list[str], other: list[str]) -> bool:
    return len(one) < 2 or LCSseq.normalized_similarity(one, other) >= IN_ORDER


def may_be_one(one: str, other: str) -> bool:
    """Whether two titles may be those of one work, where something else says so; the same whichever comes first."""
    if one == other:
        return True
    mine, theirs = title_of(one), title_of(other)
    if not mine.words or not theirs.words:
        return fold(one) == fold(other) != ""
    if Words().alike(mine, theirs):
        return True
    if set(mine.numbers) != set(theirs.numbers):
        return False
    return token_set_ratio(" ".join(mine.words), " ".join(theirs.words)) >= CORRECTED
