"""Fitting: what speaks for each concept of a scheme, from examples and what the taxonomy says of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy

STRENGTH = 10.0  # scikit-learn's C: how much examples count against small weights
KEPT = 4_000  # features of a concept, those with the largest weights
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
class View:
    """Texts of a scheme as numbers of one kind, sparse ones of features or dense ones of vectors.

    rows: the examples; stated: examples x concepts; defined: what the taxonomy says of concepts, and of which: of;
    others: texts of which nobody says anything, from lists that say nothing of any.
    """

    rows: Any
    stated: Any
    defined: Any
    of: Any
    others: Any

    def learned(self, taken: Any = slice(None)) -> Fitted:
        """From these examples, and as one more each from what is said of the concepts; the others are of none."""
        from scipy.sparse import issparse, vstack
        from sklearn.linear_model import LogisticRegression

        rows, stated = self.rows[taken], self.stated[taken]
        parts = [rows, self.defined, self.others]
        together = vstack(parts).tocsr() if issparse(rows) else numpy.vstack(parts)
        none = numpy.zeros(self.others.shape[0], dtype=bool)
        weights = numpy.zeros((stated.shape[1], rows.shape[1]))
        bias = numpy.zeros(stated.shape[1])
        for place in range(stated.shape[1]):
            has = numpy.concatenate([stated[:, place], self.of == place, none])
            fit = LogisticRegression(C=STRENGTH, class_weight="balanced", solver="liblinear", random_state=0)
            fit.fit(together, has)
            weights[place], bias[place] = fit.coef_[0], fit.intercept_[0]
        return _pruned(weights, bias)

    def held_out(self, folds: Any) -> Any:
        """The scores of each fold by what the others teach."""
        scores = numpy.zeros(self.stated.shape)
        for fold in sorted(set(folds)):
            held = folds == fold
            scores[held] = self.learned(~held).scores(self.rows[held])
        return scores


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
