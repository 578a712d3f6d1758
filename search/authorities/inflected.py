"""Labels up to how they are written: the other number or spelling, in one word or two, an article before them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from search.records import INTERFACE_LANGUAGES
from search.text import bare, is_form, number_forms, surface, words_of

ARTICLES = frozenset("the les le la los las el os as".split())  # those that stand before a plural or a name


class _Label(NamedTuple):
    """Of a concept. word: its only one, where it is of one word; forms: how that is also written."""

    concept: str
    word: str = ""
    forms: frozenset[str] = frozenset()

    def may_be(self, words: Sequence[str]) -> bool:
        """Whether the words, of the same surface, are this label: a single one only in one of its own forms."""
        if not self.word or len(words) > 1:
            return True
        if self.word.isupper():
            return words[0] in (self.word, f"{self.word}s")  # PWDs
        return is_form(words[0], self.forms)


class InflectedLabels:
    """Those of a scheme, each looked for as its own language inflects it; exact matches are somebody else's."""

    def __init__(self, labels: Iterable[tuple[str, str, str]]) -> None:
        """labels: (text, concept, language)."""
        self._tables: dict[str, dict[str, list[_Label]]] = {language: {} for language in INTERFACE_LANGUAGES}
        for text, concept, language in labels:
            if language in self._tables and (words := _words(text)):
                single = words[0] if len(words) == 1 else ""
                forms = number_forms(single, language) if single else frozenset()
                key = surface(words, language)
                self._tables[language].setdefault(key, []).append(_Label(concept, single, forms))

    def concepts(self, text: str) -> tuple[str, ...]:
        """All that the text may be a label of, in any language."""
        words = _words(text)
        if not words:
            return ()
        found = (self._tables[language].get(surface(words, language), ()) for language in INTERFACE_LANGUAGES)
        return tuple(dict.fromkeys(label.concept for several in found for label in several if label.may_be(words)))


def _words(text: str) -> list[str]:
    words = words_of(bare(text))
    return words[1:] if len(words) > 1 and words[0].lower() in ARTICLES else words
