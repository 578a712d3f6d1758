"""Measuring: how well probabilities of texts held out say what is stated of them."""

from collections.abc import Sequence
from typing import Any

import numpy

from search.authorities import Bin, Figures, SchemeReport

TENTHS = 10


def measured(
    said: Any, stated: Any, right: Any, thresholds: Sequence[float | None], concepts: Sequence[str], **known: Any
) -> SchemeReport:
    """said, stated, right: texts x concepts; probabilities, what is stated, and that with all that is broader.

    known: what else the report says.
    """
    best = said.argmax(axis=1)
    texts = numpy.arange(len(said))
    sure = said[texts, best]
    hit = right[texts, best] & (sure > 0)
    best = numpy.where(sure > 0, best, -1)  # of what says too little nothing is guessed
    limits = numpy.array([2.0 if one is None else one for one in thresholds])
    proposed = said >= limits
    return SchemeReport(
        accuracy=_rounded((stated[texts, best] & (best >= 0)).mean()),
        macro_f1=_rounded(
            numpy.mean([_f1(best == place, stated[:, place]) for place in numpy.flatnonzero(stated.any(0))])
        ),
        coverage=_rounded(proposed.any(axis=1).mean()),
        precision_at={str(share): _rounded(_at(share, sure, hit)) for share in (60, 90)},
        **_reliability(sure, hit),
        concepts={
            concept: Figures(
                int(right[:, place].sum()), int(proposed[:, place].sum()), int((proposed & right)[:, place].sum())
            )
            for place, concept in enumerate(concepts)
        },
        **known,
    )


def _f1(guessed: Any, has: Any) -> float:
    both = (guessed & has).sum()
    return float(2 * both / (guessed.sum() + has.sum())) if guessed.any() or has.any() else 0.0


def _at(share: int, sure: Any, hit: Any) -> float:
    """The precision of the best guesses for a share of the texts, the surest first."""
    first = numpy.argsort(-sure, kind="stable")[: max(1, round(len(sure) * share / 100))]
    return float(hit[first].mean())


def _reliability(sure: Any, hit: Any) -> dict[str, Any]:
    """Ten bins, and the expected calibration error (Guo and others 2017, On calibration of modern neural networks)."""
    place = numpy.minimum((sure * TENTHS).astype(int), TENTHS - 1)
    bins = []
    for tenth in range(TENTHS):
        inside = place == tenth
        count = int(inside.sum())
        bins.append(
            Bin(count, *((_rounded(sure[inside].mean()), _rounded(hit[inside].mean())) if count else (0.0, 0.0)))
        )
    error = sum(one.count * abs(one.said - one.right) for one in bins) / max(1, len(sure))
    return {"bins": tuple(bins), "error": _rounded(error)}


def _rounded(number: Any) -> float:
    return round(float(number), 4)
