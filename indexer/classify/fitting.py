"""Fitting: what speaks for each concept of a scheme, from examples, or from what the taxonomy says of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy

from indexer.classify.corpus import Corpus, defined
from search.authorities import Taxonomy

STRENGTH = 10.0  # scikit-learn's C: how much examples count against small weights (benchmarks/classifier.py)
KEPT = 2_000  # features of a concept, those with the largest weights
DIGITS = 3  # of a weight


@dataclass(frozen=True)
class Fitted:
    """weights: a row for each concept, a column for each feature; bias: one for each."""

    weights: Any
    bias: Any

    def scores(self, rows: Any) -> Any:
        """Texts x concepts."""
        return rows @ self.weights.T + self.bias


@dataclass(frozen=True)
class Known:
    """What the taxonomy says of the concepts of a scheme: rows of texts, and of which concept each is."""

    concepts: list[str]
    rows: Any
    of: Any

    @classmethod
    def by(cls, taxonomy: Taxonomy, scheme: str, concepts: list[str], corpus: Corpus) -> "Known":
        """In all languages."""
        said = defined(taxonomy, scheme, concepts)
        of = numpy.array([concepts.index(concept) for concept, _ in said])
        return cls(concepts, corpus.rows(text for _, text in said), of)

    def nearest(self) -> Fitted:
        """Without examples: how alike a text is to what is said of a concept."""
        sums = numpy.vstack([self.rows[self.of == place].sum(axis=0) for place in range(len(self.concepts))])
        sums = numpy.asarray(sums)
        length = numpy.sqrt((sums**2).sum(axis=1, keepdims=True))
        return _pruned(sums / numpy.maximum(length, 1e-9), numpy.zeros(len(self.concepts)))

    def learned(self, rows: Any, stated: Any) -> Fitted:
        """From examples (texts x features, texts x concepts), and as one more each what is said of the concepts."""
        from scipy.sparse import vstack
        from sklearn.linear_model import LogisticRegression

        together = vstack([rows, self.rows]).tocsr()
        weights = numpy.zeros((len(self.concepts), rows.shape[1]))
        bias = numpy.zeros(len(self.concepts))
        for place in range(len(self.concepts)):
            has = numpy.concatenate([stated[:, place], self.of == place])
            fit = LogisticRegression(C=STRENGTH, class_weight="balanced", solver="liblinear", random_state=0)
            fit.fit(together, has)
            weights[place], bias[place] = fit.coef_[0], fit.intercept_[0]
        return _pruned(weights, bias)


def _pruned(weights: Any, bias: Any) -> Fitted:
    """With the largest weights only, and as many digits as are written down."""
    small = numpy.abs(weights)
    if weights.shape[1] > KEPT:
        limits = numpy.partition(small, -KEPT, axis=1)[:, -KEPT]
        weights = numpy.where(small >= limits[:, None], weights, 0)
    return Fitted(numpy.round(weights, DIGITS), numpy.round(bias, DIGITS))


def table(stated: Sequence[frozenset[str]], concepts: Sequence[str]) -> Any:
    """Texts x concepts: whether a text has a concept."""
    return numpy.array([[concept in one for concept in concepts] for one in stated], dtype=bool).reshape(
        len(stated), len(concepts)
    )
