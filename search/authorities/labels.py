"""The taxonomy's labels in texts: what a title mentions, by surface forms (search.text.surface), never by bare stems.

A label is found as it is listed, in its other number, with or without hyphens, in either spelling. In each scheme the
longest label uses its words up; in another scheme they may be read again: *youth employment support* is about youth
employment and about youth.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from search.authorities.concepts import Concept
from search.authorities.mentions import Label, Mention, longest, with_wordings
from search.authorities.taxonomy import Taxonomy
from search.authorities.wordings import Said, Span, Wording, WordingIndex, groups_of
from search.records import INTERFACE_LANGUAGES, SUBJECTS
from search.text import AND, bare, number_forms, surface, words_of

JOINING = frozenset((*AND, "or", "ou", "o", "u", "او"))  # between two words that share what follows them
MOST_SHARED = 2  # words of which a part of such a label is
HEAD_LAST = ("en",)  # languages in which the last word of a name says what it is; else it is the first one


class LabelIndex:
    """Labels of several schemes; a language is looked through when it is first asked for.

    What means several concepts of a scheme, or is a question of the taxonomy, uses its words up and says nothing. Where
    one concept shows a label and others hide theirs, it is the first one's.
    """

    def __init__(self, taxonomy: Taxonomy, schemes: tuple[str, ...]) -> None:
        self._taxonomy = taxonomy
        self._schemes = tuple(scheme for scheme in schemes if scheme in taxonomy.schemes)
        self._languages: dict[str, _Language] = {}

    def get(self, words: Sequence[str], language: str) -> Label | None:
        """The label that these words are, in that language, where it is one concept's alone."""
        whole = [one for one in self.mentions(words, [language]) if (one.start, one.end) == (0, len(words))]
        labels = [one.label for one in whole]
        return labels[0] if len(labels) == 1 else None

    def mentions(
        self,
        words: Sequence[str],
        languages: Iterable[str],
        clauses: Sequence[Span] | None = None,
        ends: Sequence[int] = (),
    ) -> list[Mention]:
        """Every label in a text, in its order; a scheme's labels do not overlap.

        clauses: where they start and end, for wordings; without them it is all one. ends: the place after each part of
        a text; no label goes on from one to the next: *disability; insurance*.
        """
        within = [(0, len(words))] if clauses is None else clauses
        bounds = (*ends, len(words))
        shouted = all(word.isupper() for word in words if word.isalpha())
        found: list[Mention] = []
        said: list[Said] = []
        for language in languages:
            if language in INTERFACE_LANGUAGES:
                found += self._in(language).mentions(words, shouted, bounds)
                said += self._in(language).wordings.find(words, within)
        return with_wordings(longest(found), said, self._taxonomy)

    def heads(self, word: str, language: str) -> frozenset[tuple[str, str]]:
        """The (scheme, concept) of labels that say with this word what they are: *pension* of *social pensions*."""
        return self._in(language).heads.get(surface((word,), language), frozenset())

    def _in(self, language: str) -> "_Language":
        if language not in self._languages:
            self._languages[language] = _Language(
                language, self._labels(language), self._asked(), self._wordings(language)
            )
        return self._languages[language]

    def _asked(self) -> Iterator[tuple[Sequence[str], dict[str, dict[str, str]]]]:
        """The words of every question, and by scheme what they mean in a country."""
        for entry in self._taxonomy.ambiguous:
            meant: dict[str, dict[str, str]] = {scheme: {} for scheme in self._schemes}
            for iso3, concept in entry.means_in.items():
                for scheme in self._schemes:
                    if self._taxonomy.concept(scheme, concept):
                        meant[scheme][iso3] = concept
            yield words_of(bare(entry.label)), meant

    def _wordings(self, language: str) -> Iterator[Wording]:
        for scheme in self._schemes:
            for concept in self._taxonomy.schemes[scheme].concepts.values():
                for text in concept.wording.get(language, ()):
                    yield Wording(scheme, concept.id, text, groups_of(text, self._taxonomy.words, language))

    def _labels(self, language: str) -> Iterator[tuple[Label, Sequence[str]]]:
        for scheme in self._schemes:
            for concept in self._taxonomy.schemes[scheme].concepts.values():
                for text, hidden in _texts(concept, language):
                    if "+" not in text and (words := words_of(bare(text))):  # *cash+* is not every cash
                        forms = number_forms(words[0], language) if len(words) == 1 else frozenset()
                        yield Label(scheme, concept.id, text, hidden, len(words), forms), words


class _Language:
    """The labels of one language by their surface forms, the forms in order, and what asks a question."""

    def __init__(
        self,
        language: str,
        labels: Iterable[tuple[Label, Sequence[str]]],
        asked: Iterable[tuple[Sequence[str], dict[str, dict[str, str]]]],
        wordings: Iterable[Wording],
    ) -> None:
        self._language = language
        self._labels: dict[str, list[Label]] = {}
        heads: dict[str, set[tuple[str, str]]] = {}
        for label, words in labels:
            self._labels.setdefault(surface(words, language), []).append(label)
            if len(words) > 1:
                head = surface((words[-1 if language in HEAD_LAST else 0],), language)
                heads.setdefault(head, set()).add((label.scheme, label.concept))
        self.heads = {head: frozenset(concepts) for head, concepts in heads.items()}
        self._asked = {surface(words, language): meant for words, meant in asked}
        self.wordings = WordingIndex(language, wordings)
        self._keys = sorted({*self._labels, *self._asked})
        self._beginnings = frozenset(key[:3] for key in self._keys)

    def mentions(self, words: Sequence[str], shouted: bool, bounds: Sequence[int]) -> Iterator[Mention]:
        """Every label from every word on, those that a longer one holds, too."""
        forms = [surface((word,), self._language) for word in words]
        for start, form in enumerate(forms):
            if len(form) > 2 and form[:3] not in self._beginnings:
                continue
            stop = bounds[bisect_right(bounds, start)]
            for end, key in self._from(start, stop, forms):
                run = words[start:end]
                if (asked := self._asked.get(key)) is not None:
                    yield from (Mention(start, end, scheme, None, meant) for scheme, meant in asked.items())
                else:
                    yield from _said(start, end, [one for one in self._labels[key] if one.fits(run, shouted)])
            yield from self._shared(start, words[:stop], forms)

    def _shared(self, start: int, words: Sequence[str], forms: Sequence[str]) -> Iterator[Mention]:
        """Labels whose last words stand after “and” and others: *maternity* of *maternity and sickness benefits*."""
        for end in range(start + 1, min(start + MOST_SHARED, len(words) - 2) + 1):
            if forms[end] not in JOINING:
                continue
            for first in range(end + 2, min(end + 2 + MOST_SHARED, len(words))):
                for last in range(first + 1, min(first + MOST_SHARED, len(words)) + 1):
                    run, key = [*words[start:end], *words[first:last]], "".join([*forms[start:end], *forms[first:last]])
                    labels = self._labels.get(key, ()) if key not in self._asked else ()
                    fitting = [one for one in labels if one.words == len(run) and not one.acronym]
                    for mention in _said(start, end, fitting):
                        yield replace(mention, tail=tuple(words[first:last]))

    def _from(self, start: int, stop: int, forms: Sequence[str]) -> Iterator[tuple[int, str]]:
        """(end, surface form) of what begins at a word and is in the tables."""
        grown = ""
        for place in range(start, stop):
            if place > start and forms[place] in AND:
                continue
            grown += forms[place]
            at = bisect_left(self._keys, grown)
            if at == len(self._keys) or not self._keys[at].startswith(grown):
                return
            if self._keys[at] == grown:
                yield place + 1, grown


def _said(start: int, end: int, labels: Sequence[Label]) -> Iterator[Mention]:
    """What labels of one surface say, scheme by scheme."""
    for scheme in dict.fromkeys(label.scheme for label in labels):
        of = [label for label in labels if label.scheme == scheme]
        shown = [label for label in of if not label.hidden] or of
        alone = len({label.concept for label in shown}) == 1
        yield Mention(start, end, scheme, shown[0] if alone else None)


@lru_cache(maxsize=4)
def subject_labels(taxonomy: Taxonomy) -> LabelIndex:
    """The labels of what a text may be about."""
    return LabelIndex(taxonomy, SUBJECTS)


def _texts(concept: Concept, language: str) -> Iterator[tuple[str, bool]]:
    """What a concept that is still used is called in a language, prefLabel first, and whether that is hidden."""
    if concept.deprecated or concept.replaced_by:
        return
    if language in concept.pref_label:
        yield concept.pref_label[language], False
    yield from ((text, False) for text in concept.alt_label.get(language, ()))
    yield from ((text, True) for text in concept.hidden_label.get(language, ()))
