"""The taxonomy's labels by the stems of their words: what questions and titles mention is looked up here."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from search.authorities.concepts import Concept
from search.authorities.taxonomy import Taxonomy
from search.text import SNOWBALL, stem, words_of


@dataclass(frozen=True)
class Label:
    """A label that means one concept of one scheme."""

    scheme: str
    concept: str
    text: str

    @property
    def acronym(self) -> bool:
        """Written in capitals: CCT, UCT, SRSP."""
        return len(self.text) > 1 and self.text.upper() == self.text and any(c.isalpha() for c in self.text)


class LabelIndex:
    """Labels of several schemes; one that means several concepts, in one scheme or two, is nobody's."""

    def __init__(self, taxonomy: Taxonomy, schemes: tuple[str, ...]) -> None:
        found: dict[tuple[str, tuple[str, ...]], dict[tuple[str, str], Label]] = {}
        for scheme in schemes:
            for language, label in _labels(taxonomy, scheme):
                stems = tuple(stem(word, language) for word in words_of(label.text))
                found.setdefault((language, stems), {}).setdefault((scheme, label.concept), label)
        self._labels = {key: next(iter(of.values())) for key, of in found.items() if len(of) == 1 and key[1]}
        self._asked = {key for key, of in found.items() if len(of) > 1} | set(_asked(taxonomy))
        self.longest = max((len(stems) for _, stems in (*self._labels, *self._asked)), default=1)
        self._beginnings = _beginnings((*self._labels, *self._asked))

    def get(self, words: tuple[str, ...], language: str) -> Label | None:
        """The label that these words are, in that language, up to inflection."""
        return self.of(tuple(stem(word, language) for word in words), language)

    def of(self, stems: tuple[str, ...], language: str) -> Label | None:
        """The same, of words that are stemmed already."""
        return self._labels.get((language, stems))

    def asks(self, stems: tuple[str, ...], language: str) -> bool:
        """Whether these words mean several things in that language, so that none of them may be read as less."""
        return (language, stems) in self._asked

    def beginnings(self, language: str) -> Mapping[str, Set[int]]:
        """The stems with which labels begin in a language, and of how many words these labels are."""
        return self._beginnings.get(language, {})


def _beginnings(keys: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, dict[str, set[int]]]:
    found: dict[str, dict[str, set[int]]] = {}
    for language, stems in keys:
        if stems:
            found.setdefault(language, {}).setdefault(stems[0], set()).add(len(stems))
    return found


def _asked(taxonomy: Taxonomy) -> Iterator[tuple[str, tuple[str, ...]]]:
    for entry in taxonomy.ambiguous:
        for language in SNOWBALL:
            yield language, tuple(stem(word, language) for word in words_of(entry.label))


def _labels(taxonomy: Taxonomy, scheme: str) -> Iterator[tuple[str, Label]]:
    for concept in taxonomy.schemes[scheme].concepts.values() if scheme in taxonomy.schemes else ():
        if concept.deprecated or concept.replaced_by:
            continue
        for language, text in _texts(concept):
            if taxonomy.resolve(scheme, text).how != "ambiguous":
                yield language, Label(scheme, concept.id, text)


def _texts(concept: Concept) -> Iterator[tuple[str, str]]:
    yield from concept.pref_label.items()
    for several in (concept.alt_label, concept.hidden_label):
        for language, texts in several.items():
            for text in texts:
                yield language, text
