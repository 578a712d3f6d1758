"""What a classifier has learned of concepts, as numbers; applying it takes nothing but addition."""

from collections.abc import Iterator, Mapping, Sequence
from math import exp
from operator import mul

from msgspec import Struct


class Figures(Struct, frozen=True):
    """How a concept fares with records held out. support: those that have it; proposed, right: with its threshold."""

    support: int
    proposed: int
    right: int

    @property
    def precision(self) -> float:
        """The share of proposals that are right, from 0 to 1."""
        return self.right / self.proposed if self.proposed else 0.0

    @property
    def recall(self) -> float:
        """The share of the records with the concept for which it is proposed, from 0 to 1."""
        return self.right / self.support if self.support else 0.0


class Bin(Struct, frozen=True):
    """Best guesses with a probability in one tenth of 0 to 1: how many, their mean probability, the share right."""

    count: int
    said: float
    right: float


class SchemeReport(Struct, frozen=True, kw_only=True):
    """How a scheme fares with records held out. rows: records that state a concept of it.

    held_out: whether folds were made by source, country or record. accuracy, macro_f1: of one guess for each record,
    the best one. coverage: the share of records for which anything is proposed. precision_at: percent of the records,
    the surest first -> the share of guesses that is right. error: the expected calibration error of the best guesses,
    in ten bins.
    """

    rows: int
    held_out: str
    accuracy: float
    macro_f1: float
    coverage: float
    precision_at: dict[str, float]
    error: float
    bins: tuple[Bin, ...]
    concepts: dict[str, Figures]


class Report(Struct, frozen=True, kw_only=True):
    """What a classifier is, and how well it does. taxonomy: its version; index, of: the version that taught it, and
    how many records that had.

    schemes: by words alone; meaning: with vectors of an encoder, where there was one.
    """

    taxonomy: str
    index: str
    of: int
    schemes: dict[str, SchemeReport]
    meaning: dict[str, SchemeReport] = {}
    encoder: str = ""

    @property
    def best(self) -> dict[str, SchemeReport]:
        """With all that it has."""
        return self.meaning or self.schemes


class Calibration(Struct, frozen=True):
    """From scores to probabilities, after Platt 1999; and from which probability on each concept is proposed.

    slope, margin, offset: of a score, of how far it is above the best other one, and of nothing. None: never proposed.
    """

    slope: float
    margin: float
    offset: float
    thresholds: list[float | None]


class Meant(Struct, frozen=True):
    """What vectors say of each concept: a weight for each of their numbers. calibration: of the mean with words."""

    bias: list[float]
    weights: list[list[float]]
    calibration: Calibration


class Learned(Struct, frozen=True):
    """Of one scheme: what speaks for each concept. weights: feature -> (place in concepts, weight)."""

    concepts: list[str]
    bias: list[float]
    weights: dict[str, list[tuple[int, float]]]
    calibration: Calibration
    meaning: Meant | None = None


class Model(Struct, frozen=True, kw_only=True):
    """All of a classifier. rarity: of each feature, its inverse document frequency."""

    report: Report
    rarity: dict[str, float]
    schemes: dict[str, Learned]


def judged(
    learned: Learned, seen: Mapping[str, float], vector: Sequence[float]
) -> Iterator[tuple[str, float, float | None]]:
    """(concept, probability, threshold) of each concept. vector: of the text, where there is one."""
    found, calibration = _scores(learned, seen), learned.calibration
    if vector and (meaning := learned.meaning):
        calibration = meaning.calibration
        for place, (bias, weights) in enumerate(zip(meaning.bias, meaning.weights, strict=True)):
            found[place] = (found[place] + bias + sum(map(mul, vector, weights))) / 2
    yield from zip(learned.concepts, _probabilities(found, calibration), calibration.thresholds, strict=True)


def _scores(learned: Learned, seen: Mapping[str, float]) -> list[float]:
    """How much speaks for each concept."""
    found = list(learned.bias)
    for feature, value in seen.items():
        for place, weight in learned.weights.get(feature, ()):
            found[place] += value * weight
    return found


def _probabilities(found: Sequence[float], calibration: Calibration) -> list[float]:
    """Of each score, in sight of the others: a score that stands alone is worth more."""
    ordered = sorted(found, reverse=True)
    first, second = ordered[0], ordered[1] if len(ordered) > 1 else ordered[0]
    return [_probability(one, second if one == first else first, calibration) for one in found]


def _probability(score: float, other: float, calibration: Calibration) -> float:
    said = calibration.slope * score + calibration.margin * (score - other) + calibration.offset
    return 1 / (1 + exp(-max(-40.0, min(40.0, said))))
