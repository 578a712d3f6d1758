"""Calibrating: scores of texts held out -> probabilities, and from which one on a concept is proposed.

After Platt 1999, "Probabilistic outputs for support vector machines"; a score counts in sight of the other concepts'.
"""

from typing import Any

import numpy

from search.authorities import Calibration

PRECISION = 0.90  # which proposals of a concept are expected to reach
SURE = 0.9  # the least probability that is proposed
COMMON = 0.5  # of the labelled records: what more of them have is not told from records that nobody labelled
LEAST = 3  # proposals held out by which that can be said
RIVALS = 5  # concepts of a text, the likeliest, by which calibration is told; of the others it is clear enough
PRIOR = 4.0  # proposals that are held against chance: as right as their probabilities say


def margins(scores: Any) -> Any:
    """Of each score how far it is above the best other one of its text."""
    if scores.shape[1] < 2:
        return numpy.zeros_like(scores)
    ordered = numpy.sort(scores, axis=1)
    first, second = ordered[:, -1:], ordered[:, -2:-1]
    return scores - numpy.where(scores == first, second, first)


def calibrated(scores: Any, right: Any) -> Calibration:
    """From scores of texts held out, and whether each concept is right; without thresholds."""
    from sklearn.linear_model import LogisticRegression

    said = numpy.column_stack([scores.ravel(), margins(scores).ravel()])
    likely = (numpy.argsort(numpy.argsort(-scores, axis=1, kind="stable"), axis=1) < RIVALS).ravel()
    said, has = said[likely], right.ravel()[likely]
    if not has.any() or has.all():
        return Calibration(0.0, 0.0, 0.0, [])
    fit = LogisticRegression(C=1e3).fit(said, has)
    slope, margin = map(float, fit.coef_[0])
    return Calibration(round(slope, 4), round(margin, 4), round(float(fit.intercept_[0]), 4), [])


def applied(scores: Any, calibration: Calibration) -> Any:
    """The probabilities."""
    said = calibration.slope * scores + calibration.margin * margins(scores) + calibration.offset
    return 1 / (1 + numpy.exp(-numpy.clip(said, -40, 40)))


def crossed(scores: Any, right: Any, folds: Any) -> Any:
    """Probabilities of each fold as the others calibrate them."""
    found = numpy.zeros_like(scores)
    for fold in sorted(set(folds)):
        held = folds == fold
        others = ~held if (~held).any() else held
        found[held] = applied(scores[held], calibrated(scores[others], right[others]))
    return found


def threshold(said: Any, right: Any) -> float | None:
    """The least probability from which on a concept is right as often as it must be; None where none is, and where
    most examples are of the concept, as these do not teach what is not.
    """
    if right.mean() > COMMON:
        return None
    order = numpy.argsort(-said, kind="stable")[: int((said >= SURE).sum())]
    said, right = said[order], right[order]
    count = numpy.arange(1, len(said) + 1)
    expected = (numpy.cumsum(right) + PRIOR * numpy.cumsum(said) / count) / (count + PRIOR)
    last = numpy.append(said[:-1] != said[1:], True)  # equal ones are proposed together
    fit = numpy.flatnonzero((expected >= PRECISION) & (count >= LEAST) & last)
    return float(numpy.floor(said[fit[-1]] * 1e4) / 1e4) if len(fit) else None
