"""Gathering: the lexicon of a version, made of the documents that are written to it."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from search.index.document import NAMES, TEXTS
from search.queries import MOST_NAMES, SPELT, Lexicon
from search.text import fold_word, words_of

KNOWN = ("country", "year")  # what they are called is known
FIELDS = tuple(f"text.{name}.und" for name in (*TEXTS, *NAMES) if name not in KNOWN)
SHORTEST, LONGEST = 3, 30  # letters of a word that is kept
MOST_WORDS = 300_000  # the commonest; a million records have more, most of them slips
MOST_GATHERED = 2_000_000  # words; from then on those of one record are forgotten


class Gathering:
    """Takes documents, and what was gathered before. `new`: whether there is anything that was not known."""

    def __init__(self, before: Lexicon | None = None) -> None:
        self._before = before or Lexicon()
        self._words: Counter[str] = Counter()  # as they are written, in small letters: folded once, at the end
        self._names = {facet: Counter(before.names.get(facet, {}) if before else {}) for facet in SPELT}
        self.new = before is None

    def add(self, document: Mapping[str, Any]) -> None:
        """Note the words and names of what `Documents` made of a record."""
        texts = [text for field in FIELDS for text in document.get(field, ())]
        self._words.update(set(words_of("\n".join(texts).lower())))
        if len(self._words) > MOST_GATHERED:
            self._words = Counter({word: count for word, count in self._words.items() if count > 1})
        for facet, names in self._names.items():
            names.update(value for value in document[f"facet.{facet}"] if value.isprintable())
        self.new = True

    @property
    def lexicon(self) -> Lexicon:
        """All that was gathered; the rarest left out where there is too much."""
        counted = Counter(self._before.words)
        for word, count in self._words.items():
            folded = fold_word(word)
            if SHORTEST <= len(folded) <= LONGEST and folded.isalpha():
                counted[folded] += count
        words = dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_WORDS])
        names = {
            facet: dict(sorted(values.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_NAMES])
            for facet, values in self._names.items()
        }
        return Lexicon(words, names)
