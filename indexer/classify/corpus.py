"""Corpus: texts as rows of numbers, those of examples and those by which the taxonomy says what its concepts are."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

from search.authorities import Features, Taxonomy, Texts, weighted
from search.records import INTERFACE_LANGUAGES

RAREST = 2  # texts in which a feature must be found
MOST = 60_000  # features that are known, the commonest


@dataclass(frozen=True)
class Corpus:
    """rarity: of each feature its inverse document frequency; place: its column."""

    rarity: dict[str, float]
    place: dict[str, int]

    @classmethod
    def of(cls, texts: Sequence[Features]) -> "Corpus":
        """What these texts have in common."""
        found = Counter(feature for text in texts for feature in text)
        common = sorted((-count, feature) for feature, count in found.items() if count >= RAREST)[:MOST]
        kept = sorted(feature for _, feature in common)
        rarity = {feature: round(1 + log((1 + len(texts)) / (1 + found[feature])), 4) for feature in kept}
        return cls(rarity, {feature: place for place, feature in enumerate(kept)})

    def rows(self, texts: Iterable[Features]) -> Any:
        """A sparse matrix (scipy, CSR): a row for each text, of length 1."""
        from scipy.sparse import csr_matrix

        ends, columns, values = [0], list[int](), list[float]()
        for text in texts:
            for feature, value in weighted(text, self.rarity).items():
                columns.append(self.place[feature])
                values.append(value)
            ends.append(len(columns))
        return csr_matrix((values, columns, ends), shape=(len(ends) - 1, len(self.place)))


def defined(taxonomy: Taxonomy, scheme: str, concepts: Sequence[str]) -> Iterator[tuple[str, Texts]]:
    """(concept, texts) of what the taxonomy says of each in each language: labels, definition and scope note."""
    for name in concepts:
        concept = taxonomy.schemes[scheme].concepts[name]
        for language in INTERFACE_LANGUAGES:
            labels = [text for one, text, _ in concept.labels() if one == language]
            notes = [texts[language] for texts in (concept.definition, concept.scope_note) if language in texts]
            if labels or notes:
                yield name, tuple((language, text) for text in (*labels[:1], *notes, *labels[1:]))
