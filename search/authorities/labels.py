"""The taxonomy's labels by the stems of their words: what questions and titles mention is looked up here."""

from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache

from search.authorities.concepts import Concept
from search.authorities.taxonomy import Taxonomy
from search.records import SUBJECTS
from search.text import SNOWBALL, stem, words_of


@dataclass(frozen=True)
class Label:
    """A label that means one concept of one scheme."""

    scheme: str
    concept: str
    text: str
    hidden: bool = False

    @property
    def acronym(self) -> bool:
        """Written in capitals: CCT, UCT, SRSP."""
        return len(self.text) > 1 and self.text.upper() == self.text and any(c.isalpha() for c in self.text)


class LabelIndex:
    """Labels of several schemes; one that means several concepts, in one scheme or two, is nobody's.

    Where one of these shows it and the others hide theirs, it is the first one's: *handicapés* (hidden) has the stem of
    *handicap*, which stays what it is.

    A language is looked through when it is first asked for: a row mostly needs one.
    """

    def __init__(self, taxonomy: Taxonomy, schemes: tuple[str, ...]) -> None:
        self._taxonomy = taxonomy
        self._schemes = schemes
        self._languages: dict[str, _Language] = {}

    def get(self, words: tuple[str, ...], language: str) -> Label | None:
        """The label that these words are, in that language, up to inflection."""
        return self.of(tuple(stem(word, language) for word in words), language)

    def of(self, stems: tuple[str, ...], language: str) -> Label | None:
        """The same, of words that are stemmed already."""
        return self._in(language).labels.get(stems)

    def asks(self, stems: tuple[str, ...], language: str) -> bool:
        """Whether these words mean several things in that language, so that none of them may be read as less."""
        return stems in self._in(language).asked

    def beginnings(self, language: str) -> Mapping[str, Set[int]]:
        """The stems with which labels begin in a language, and of how many words these labels are."""
        return self._in(language).beginnings

    @cached_property
    def longest(self) -> int:
        """Of how many words the longest label is, in any language."""
        lengths = (several for language in SNOWBALL for several in self._in(language).beginnings.values())
        return max((max(several) for several in lengths), default=1)

    def _in(self, language: str) -> "_Language":
        if language not in self._languages:
            self._languages[language] = self._read(language)
        return self._languages[language]

    def _read(self, language: str) -> "_Language":
        found: dict[tuple[str, ...], dict[tuple[str, str], Label]] = {}
        for label in self._labels(language):
            found.setdefault(_stems(label.text, language), {}).setdefault((label.scheme, label.concept), label)
        meant = {stems: _shown(of.values()) for stems, of in found.items()}
        labels = {stems: of[0] for stems, of in meant.items() if len(of) == 1 and stems}
        asked = {stems for stems, of in meant.items() if len(of) > 1}
        asked.update(_stems(entry.label, language) for entry in self._taxonomy.ambiguous)
        beginnings: dict[str, set[int]] = {}
        for stems in filter(None, (*labels, *asked)):
            beginnings.setdefault(stems[0], set()).add(len(stems))
        return _Language(labels, asked, beginnings)

    def _labels(self, language: str) -> Iterator[Label]:
        for scheme in self._schemes:
            for concept in self._taxonomy.schemes[scheme].concepts.values() if scheme in self._taxonomy.schemes else ():
                for text, hidden in _texts(concept, language):
                    if self._taxonomy.resolve(scheme, text).how != "ambiguous":
                        yield Label(scheme, concept.id, text, hidden)


@dataclass(frozen=True)
class _Language:
    """Labels by their stems, the stems that mean several things, and how many words follow a first stem."""

    labels: dict[tuple[str, ...], Label]
    asked: set[tuple[str, ...]]
    beginnings: dict[str, set[int]]


@lru_cache(maxsize=4)
def subject_labels(taxonomy: Taxonomy) -> LabelIndex:
    """The labels of what a text may be about: one index, for questions and for rows."""
    return LabelIndex(taxonomy, SUBJECTS)


def _stems(text: str, language: str) -> tuple[str, ...]:
    return tuple(stem(word, language) for word in words_of(text))


def _shown(labels: Collection[Label]) -> list[Label]:
    """Those of several that pages show, else all."""
    return [label for label in labels if not label.hidden] or list(labels)


def _texts(concept: Concept, language: str) -> Iterator[tuple[str, bool]]:
    """What a concept that is still used is called in a language, prefLabel first, and whether that is hidden."""
    if concept.deprecated or concept.replaced_by:
        return
    if language in concept.pref_label:
        yield concept.pref_label[language], False
    yield from ((text, False) for text in concept.alt_label.get(language, ()))
    yield from ((text, True) for text in concept.hidden_label.get(language, ()))
