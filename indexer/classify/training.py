"""Training: examples -> a classifier, with figures of what it says of those that were held out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy
from msgspec.structs import replace as changed

from indexer.classify.calibrating import calibrated, crossed, threshold
from indexer.classify.corpus import Corpus
from indexer.classify.examples import Example
from indexer.classify.fitting import Fitted, Known, table
from indexer.classify.folds import folds
from indexer.classify.measuring import measured
from search.authorities import Calibration, Features, Learned, Model, Report, SchemeReport, Taxonomy, features
from search.records import SUBJECTS

ENOUGH = 400  # labelled examples from which on more is learned from them than from labels and definitions
FEWEST = 50  # by which it can be told how likely something is


@dataclass(frozen=True)
class _Scheme:
    """Examples of one scheme: rows of texts, what is stated, and that with all that is broader."""

    known: Known
    rows: Any
    stated: Any
    right: Any
    folds: Any
    held_out: str


def train(examples: Iterable[Example], taxonomy: Taxonomy, index: str) -> Model:
    """From all examples in any order; the same ones give the same classifier. index: the version that they are of."""
    given = sorted(examples, key=lambda one: one.id)
    texts = [features(example.texts, taxonomy) for example in given]
    corpus = Corpus.of(texts)
    learned: dict[str, Learned] = {}
    reports: dict[str, SchemeReport] = {}
    for scheme in SUBJECTS:
        places = [place for place, example in enumerate(given) if scheme in example.stated]
        if len(places) < FEWEST:
            continue
        of = _scheme([given[place] for place in places], [texts[place] for place in places], scheme, taxonomy, corpus)
        learned[scheme], reports[scheme] = _learned(of, list(corpus.place))
    report = Report(taxonomy=taxonomy.version, index=index, of=len(given), schemes=reports)
    return Model(report=report, rarity=corpus.rarity, schemes=learned)


def _scheme(
    examples: Sequence[Example], texts: Sequence[Features], scheme: str, taxonomy: Taxonomy, corpus: Corpus
) -> _Scheme:
    stated = [example.stated[scheme] for example in examples]
    concepts = sorted(one.id for one in taxonomy.schemes[scheme].concepts.values() if not one.deprecated)
    above = [frozenset(taxonomy.closure(scheme, one)) for one in stated]
    fold, held_out = folds(examples)
    return _Scheme(
        Known.by(taxonomy, scheme, concepts, corpus),
        corpus.rows(texts),
        table(stated, concepts),
        table(above, concepts),
        numpy.array(fold),
        held_out,
    )


def _learned(of: _Scheme, names: Sequence[str]) -> tuple[Learned, SchemeReport]:
    """What is learned from all of them, calibrated by what was learned without those that are judged."""
    trained = len(of.stated) >= ENOUGH
    scores = _held_out(of) if trained else of.known.nearest().scores(of.rows)
    said = crossed(scores, of.stated, of.right, of.folds)
    limits = [threshold(said[:, place], of.right[:, place]) for place in range(len(of.known.concepts))]
    fitted = of.known.learned(of.rows, of.stated) if trained else of.known.nearest()
    calibration = changed(calibrated(scores, of.stated, of.right), thresholds=limits)
    report = measured(
        said, of.stated, of.right, limits, of.known.concepts, rows=len(said), trained=trained, held_out=of.held_out
    )
    return _written(of.known, fitted, names, calibration), report


def _held_out(of: _Scheme) -> Any:
    """The scores of each fold by what the others teach."""
    scores = numpy.zeros(of.stated.shape)
    for fold in sorted(set(of.folds)):
        held = of.folds == fold
        scores[held] = of.known.learned(of.rows[~held], of.stated[~held]).scores(of.rows[held])
    return scores


def _written(known: Known, fitted: Fitted, names: Sequence[str], calibration: Calibration) -> Learned:
    """As it stands in a file."""
    weights: dict[str, list[tuple[int, float]]] = {}
    for place, row in enumerate(fitted.weights):
        for column in map(int, numpy.flatnonzero(row)):
            weights.setdefault(names[column], []).append((place, float(row[column])))
    return Learned(known.concepts, fitted.bias.tolist(), dict(sorted(weights.items())), calibration)
