"""What else a thing is called, and how it is tagged: looked for besides the words that were typed."""

from collections.abc import Iterator, Sequence

from search.authorities import Meaning, Taxonomy
from search.queries.nodes import Phrase, Tagged
from search.records import SUBJECTS
from search.text import fold_word, stem, words_of

MOST_ALTERNATIVES = 12  # of one concept; more would slow a search down for labels that nobody writes
TYPES = ("content_type", "document_type")
SHORTEST_ALTERNATIVE = 3  # letters; an acronym of two is a word in some language


class OtherNames:
    """The tags and other names of what a group names, by one taxonomy."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy

    def of(self, meanings: Sequence[Meaning], typed: Sequence[str]) -> Iterator[Phrase | Tagged]:
        """The tags first. Of places and types the tag alone: their names are too often something else in a text.

        Of a type in one word (*project*, *policy*) not even that: it is offered as a filter, and the word looked for.
        """
        alone = len(typed) == 1
        for facet in dict.fromkeys(m.facet for m in meanings if not (alone and m.facet in TYPES)):
            values = tuple(meaning.value for meaning in meanings if meaning.facet == facet)
            yield Tagged(facet, values, self._taxonomy.label(facet, values[0]) or values[0])
        for meaning in meanings:
            if meaning.facet in SUBJECTS:
                several = (p for p in self._phrases(*meaning) if _says_more(p, typed))
                yield from (phrase for _, phrase in zip(range(MOST_ALTERNATIVES), several, strict=False))

    def _phrases(self, scheme: str, identifier: str) -> Iterator[Phrase]:
        concept = self._taxonomy.concept(scheme, identifier)
        if concept is None:
            return
        labels = list(concept.pref_label.items())
        labels += [(language, label) for language, several in concept.alt_label.items() for label in several]
        seen: set[tuple[str, ...]] = set()
        for language, label in labels:
            words = tuple(words_of(label))
            folded = tuple(map(fold_word, words))
            if sum(map(len, words)) >= SHORTEST_ALTERNATIVE and folded not in seen and not self._asked(scheme, label):
                seen.add(folded)
                yield Phrase(words, language=language)

    def _asked(self, scheme: str, label: str) -> bool:
        return self._taxonomy.resolve(scheme, label).how == "ambiguous"


def _says_more(phrase: Phrase, typed: Sequence[str]) -> bool:
    """Whether the phrase can find a text that the typed words do not: one that holds them all cannot."""
    language = phrase.language or ""
    return not {stem(word, language) for word in typed} <= {stem(word, language) for word in phrase.words}
