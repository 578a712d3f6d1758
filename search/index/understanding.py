"""Understanding: what questions mean to one content: how words are read, on which rung they stand, what was meant.

Filters never change it, so that counts stay true. It is kept as long as the content stays the same.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from search.authorities import Authorities
from search.index.deadline import aside
from search.index.suggesting import Suggester
from search.queries import (
    ENOUGH,
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
from search.text import fold_word, words_of

MOST_KEPT = 4096  # questions
FEWER = 0.3  # of enough: words that belong together meet more often than by chance
NAMED_BY = 0.05  # of the records are found by a tag or another name, on average


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
    """Understands questions with what an index carries along.

    lexicon: asked for when it is first needed. at_once: how many counts an engine answers in the time of one.
    """

    def __init__(self, authorities: Authorities, lexicon: Callable[[], Lexicon], at_once: int = 1) -> None:
        self.authorities = authorities
        self._load = lexicon
        self.at_once = at_once
        self.suggester: Suggester | None = None  # made when the beginning of a question is first asked about
        self._kept: dict[tuple[object, ...], Understood] = {}

    def settled(self, query: Query) -> Understood | None:
        """What is known of a question already; also of one that needs nothing counted."""
        if (known := self._kept.get(query.how)) or self._unknown(query) or (words := self.read(query)).pasted:
            return known
        rungs = Ladder(words).rungs()
        if len(rungs) == 1 or query.words == "all":
            return self.settle(query, Understood(words, rungs[0]))
        return None

    def first(self, query: Query, records: int) -> Understood | None:
        """The question on the first rung, where it may well stay; None where it has to be looked at closely first.

        records: how many the index has.
        """
        if self._unknown(query) or (words := self.read(query)).pasted:
            return None
        if len(words.groups) > 1 and self._expected(words, records) < ENOUGH * FEWER:
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
        nowhere = self._nowhere(query, words, totals)
        if nowhere:
            words = self.read(query, nowhere=nowhere)
        meant = self._meant(query, words, nowhere, totals)
        if meant is None:
            return Understood(words, self._climbed(query, words, totals))
        corrected, reading, at_once = meant
        shown = reading if at_once else words
        return Understood(shown, self._climbed(query, shown, totals), corrected, at_once)

    def _climbed(self, query: Query, words: ReadWords, totals: Totals) -> Reached:
        ladder = Ladder(words)
        return ladder.rungs()[0] if query.words == "all" else ladder.climb(totals, self.at_once)

    def read(self, query: Query, minus: bool = True, nowhere: frozenset[str] = frozenset()) -> ReadWords:
        """How the words are read, as typed. nowhere: those that no record has."""
        return self.reader.read(query.q, Manner(query.any_word, query.names != "typed", nowhere), minus)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words and names of the records."""
        return self._load()

    @cached_property
    def reader(self) -> Reader:
        """Reads words with the names of this content, which are made ready for all questions by the first one."""
        with aside():
            _ = self.authorities.names.longest
            return reader_of(self.authorities.taxonomy, self.authorities.names, self.lexicon)

    @cached_property
    def _speller(self) -> Speller:
        with aside():
            return Speller(self.lexicon, self.authorities.names.words)

    def _expected(self, words: ReadWords, records: int) -> float:
        """How many records have all of it, if words came together by chance alone."""
        expected = float(records)
        for group in words.groups:
            having = (self.lexicon.words.get(fold_word(word), records) for word in group.words)
            rarest = min(having, default=records)
            expected *= max(rarest, NAMED_BY * records if group.decided else 0) / max(records, 1)
        return expected

    def _unknown(self, query: Query) -> tuple[str, ...]:
        return self._speller.unknown(self.read(query)) if query.q else ()

    def _nowhere(self, query: Query, words: ReadWords, totals: Totals) -> frozenset[str]:
        """The words that no record has, not even in another form."""
        unknown = self._speller.unknown(words)
        counts = totals([Word(word) for word in unknown]) if unknown else []
        return frozenset(word for word, count in zip(unknown, counts, strict=True) if not count)

    def _meant(
        self, query: Query, words: ReadWords, nowhere: frozenset[str], totals: Totals
    ) -> tuple[str, ReadWords, bool] | None:
        """(question, how it is read, whether at once) where mending slips finds more."""
        slips = [word for word in words_of(query.q) if word in nowhere and self._speller.may_be_a_slip(word)]
        if query.spelling == "typed" or not slips:
            return None
        corrections = self._speller.corrections(query.q, list(dict.fromkeys(slips)))
        tried = [(distance, q, self.read(replace(query, q=q), nowhere=nowhere)) for distance, q in corrections]
        if not tried:
            return None
        typed, *found = _found([words, *(reading for _, _, reading in tried)], totals)
        whole = [n for n, (all_of_it, _) in enumerate(found) if all_of_it > typed[0]]
        nearest = min(whole, key=lambda n: (tried[n][0], -found[n][0]), default=None)
        best = next((n for n, some in enumerate(found) if some > typed), None) if nearest is None else nearest
        return None if best is None else (tried[best][1], tried[best][2], typed[0] == 0)


def _found(readings: list[ReadWords], totals: Totals) -> list[tuple[int, int]]:
    """Of each reading, how many records have all of it, and how many lack one group at most."""
    trees: list[Node | None] = []
    for words in readings:
        rungs = Ladder(words).rungs()
        trees += [rungs[0].tree, rungs[min(1, len(rungs) - 1)].tree]
    counts = totals(trees)
    return list(zip(counts[::2], counts[1::2], strict=True))
