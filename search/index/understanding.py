"""Understanding: what questions mean to one content: how words are read, on which rung they stand, what was meant.

Filters never change it, so that counts stay true. It is kept as long as the content stays the same.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from search.authorities import Authorities
from search.queries import (
    Ladder,
    Lexicon,
    Manner,
    Node,
    Query,
    Reached,
    Reader,
    ReadWords,
    Speller,
    Totals,
    Word,
    reader_of,
)

MOST_KEPT = 4096  # questions


@dataclass(frozen=True)
class Understood:
    """What a question means. did_you_mean: the question with its slips mended, where that finds more.

    corrected: that was read at once, as no record has all of what was typed.
    """

    words: ReadWords
    reached: Reached
    did_you_mean: str | None = None
    corrected: bool = False


class Understanding:
    """Understands questions with what an index carries along. `lexicon` is asked for when it is first needed."""

    def __init__(self, authorities: Authorities, lexicon: Callable[[], Lexicon]) -> None:
        self.authorities = authorities
        self._load = lexicon
        self._kept: dict[tuple[object, ...], Understood] = {}

    def settled(self, query: Query) -> Understood | None:
        """What is known of a question already; also of one that needs nothing counted."""
        if (known := self._kept.get(query.how)) or self._slips(query) or (words := self.read(query)).pasted:
            return known
        rungs = Ladder(words).rungs()
        if len(rungs) == 1 or query.words == "all":
            return self.settle(query, Understood(words, rungs[0]))
        return None

    def first(self, query: Query) -> Understood | None:
        """The question on the first rung, where it may well stay; None where it has to be looked at closely first."""
        if self._slips(query) or (words := self.read(query)).pasted:
            return None
        return Understood(words, Ladder(words).rungs()[0])

    def settle(self, query: Query, understood: Understood) -> Understood:
        """Keep what a question means."""
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[query.how] = understood
        return understood

    def of(self, query: Query, totals: Totals) -> Understood:
        """What a question means. totals: how many records of the whole index each tree finds."""
        known = self._kept.get(query.how)
        return known or self.settle(query, self._understood(query, totals))

    def _understood(self, query: Query, totals: Totals) -> Understood:
        words = self.read(query)
        if words.pasted and totals([words.pasted]) != [0]:
            words = self.read(query, minus=False)
        meant = self._meant(query, words, totals)
        if meant is None:
            return Understood(words, _climbed(query, words, totals))
        corrected, reading, at_once = meant
        shown = reading if at_once else words
        return Understood(shown, _climbed(query, shown, totals), corrected, at_once)

    def read(self, query: Query, minus: bool = True) -> ReadWords:
        """How the words are read, as typed."""
        return self.reader.read(query.q, Manner(query.any_word, query.names != "typed"), minus)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words and names of the records."""
        return self._load()

    @cached_property
    def reader(self) -> Reader:
        """Reads words with the names of this content."""
        return reader_of(self.authorities.taxonomy, self.authorities.names, self.lexicon)

    @cached_property
    def _speller(self) -> Speller:
        return Speller(self.lexicon, self.authorities.names.words)

    def _slips(self, query: Query) -> tuple[str, ...]:
        return () if query.spelling == "typed" or not query.q else self._speller.unknown(self.read(query))

    def _meant(self, query: Query, words: ReadWords, totals: Totals) -> tuple[str, ReadWords, bool] | None:
        """(question, how it is read, whether at once) where mending slips finds more."""
        slips = self._slips(query)
        if slips:
            slips = tuple(w for w, n in zip(slips, totals([Word(w) for w in slips]), strict=True) if not n)
        tried = [(q, self.read(replace(query, q=q))) for q in self._speller.corrections(query.q, slips)]
        if not tried:
            return None
        found = _found([words, *(reading for _, reading in tried)], totals)
        best = max(range(1, len(found)), key=lambda n: (found[n], -n))
        if found[best] <= found[0]:
            return None
        return (*tried[best - 1], found[0][0] == 0)


def _climbed(query: Query, words: ReadWords, totals: Totals) -> Reached:
    ladder = Ladder(words)
    return ladder.rungs()[0] if query.words == "all" else ladder.climb(totals)


def _found(readings: list[ReadWords], totals: Totals) -> list[tuple[int, int]]:
    """Of each reading, how many records have all of it, and how many lack one group at most."""
    trees: list[Node | None] = []
    for words in readings:
        rungs = Ladder(words).rungs()
        trees += [rungs[0].tree, rungs[min(1, len(rungs) - 1)].tree]
    counts = totals(trees)
    return list(zip(counts[::2], counts[1::2], strict=True))
