"""Gathering: the lexicon of a version, made of the documents that are written to it."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from search.index.document import NAMES, TEXTS
from search.queries import NAMED, Lexicon
from search.text import fold_word, words_of

FROM = (*TEXTS, *(name for name in NAMES if name not in ("country", "year")))  # of countries and years all are known
SHORTEST, LONGEST = 3, 30  # letters of a word that is kept
MOST_WORDS = 300_000  # the commonest; a million records have more, most of them slips
MOST_NAMES = 200_000  # of one facet


class Gathering:
    """Takes documents, and what was gathered before. `new`: whether there is anything that was not known."""

    def __init__(self, before: Lexicon | None = None) -> None:
        self._words = Counter(before.words if before else {})
        self._names = {facet: Counter(before.names.get(facet, {}) if before else {}) for facet in NAMED}
        self.new = before is None

    def add(self, document: Mapping[str, Any]) -> None:
        """Note the words and names of what `Documents` made of a record."""
        words: set[str] = set()
        for field in FROM:
            for text in document.get(f"text.{field}.und", ()):
                words.update(words_of(text))
        kept = {folded for word in words if (folded := fold_word(word)).isalpha()}
        self._words.update(word for word in kept if SHORTEST <= len(word) <= LONGEST)
        for facet, names in self._names.items():
            names.update(value for value in document[f"facet.{facet}"] if value.isprintable())
        self.new = True

    @property
    def lexicon(self) -> Lexicon:
        """All that was gathered; the rarest left out where there is too much."""
        words = dict(sorted(self._words.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_WORDS])
        names = {
            facet: dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_NAMES])
            for facet, counted in self._names.items()
        }
        return Lexicon(words, names)
