"""Training: examples -> a classifier, with figures of what it says of those that were held out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy
from msgspec.structs import replace as changed

from indexer.classify.calibrating import calibrated, crossed, threshold
from indexer.classify.corpus import Corpus, defined
from indexer.classify.examples import Example
from indexer.classify.fitting import Fitted, View, table
from indexer.classify.folds import folds
from indexer.classify.measuring import measured
from indexer.meaning import Vectors, passage
from search.authorities import (
    Calibration,
    Features,
    Learned,
    Meant,
    Model,
    Report,
    SchemeReport,
    Taxonomy,
    Texts,
    features,
)
from search.records import SUBJECTS

FEWEST = 50  # labelled records of a scheme, by which it can be told how likely something is


@dataclass(frozen=True)
class _Scheme:
    """Examples of one scheme: what is stated, that with all that is broader, and which are held out together.

    said: what the taxonomy says of the concepts. others: records of lists that state nothing of the scheme, no more
    than there are examples: without them whatever is unlike the examples would be like one of them.
    """

    concepts: list[str]
    said: list[tuple[str, Texts]]
    examples: list[Example]
    others: list[Example]
    stated: Any
    right: Any
    folds: Any
    held_out: str

    @classmethod
    def of(cls, given: list[Example], scheme: str, taxonomy: Taxonomy) -> "_Scheme":
        """Every concept of the scheme competes, and not those alone of which there are examples."""
        examples = [example for example in given if scheme in example.stated]
        lists = {example.source for example in examples}
        others = sorted((one for one in given if one.source not in lists), key=_by_chance)[: len(examples)]
        stated = [example.stated[scheme] for example in examples]
        concepts = sorted(one.id for one in taxonomy.schemes[scheme].concepts.values() if not one.deprecated)
        above = [frozenset(taxonomy.closure(scheme, one)) for one in stated]
        said = list(defined(taxonomy, scheme, concepts))
        fold, held_out = folds(examples)
        tables = table(stated, concepts), table(above, concepts)
        return cls(concepts, said, examples, others, *tables, numpy.array(fold), held_out)

    def view(self, rows: Any, told: Any, others: Any) -> View:
        """rows: of the examples; told: of what is said of the concepts."""
        of = numpy.array([self.concepts.index(concept) for concept, _ in self.said])
        return View(rows, self.stated, told, of, others)

    def judged(self, scores: Any) -> tuple[Calibration, SchemeReport]:
        """What scores of texts that were held out come to."""
        said = crossed(scores, self.right, self.folds)
        limits = [threshold(said[:, place], self.right[:, place]) for place in range(len(self.concepts))]
        known = {"rows": len(scores), "held_out": self.held_out}
        report = measured(said, self.stated, self.right, limits, self.concepts, **known)
        return changed(calibrated(scores, self.right), thresholds=limits), report


def train(examples: Iterable[Example], taxonomy: Taxonomy, index: str, vectors: Vectors | None = None) -> Model:
    """From all examples in any order; the same ones give the same classifier. index: the version that they are of.

    Raises EncoderFailed.
    """
    given = sorted(examples, key=lambda one: one.id)
    texts = {example.id: features(example.texts, taxonomy) for example in given}
    corpus = Corpus.of(list(texts.values()))
    learned: dict[str, Learned] = {}
    reports: tuple[dict[str, SchemeReport], dict[str, SchemeReport]] = {}, {}
    for scheme in SUBJECTS:
        if sum(scheme in example.stated for example in given) >= FEWEST:
            of = _Scheme.of(given, scheme, taxonomy)
            for found, (one, told) in zip(reports, _learned(of, corpus, texts, (taxonomy, vectors)), strict=False):
                learned[scheme], found[scheme] = one, told
    words, meaning = reports
    report = Report(
        taxonomy=taxonomy.version, index=index, of=len(given), schemes=words,
        meaning=meaning, encoder=vectors.encoder.name if vectors and meaning else "",
    )  # fmt: skip
    return Model(report=report, rarity=corpus.rarity, schemes=learned)


def _by_chance(example: Example) -> bytes:
    """An order that has nothing to do with what a record is, and is always the same."""
    return sha256(example.id.encode()).digest()


def _learned(
    of: _Scheme, corpus: Corpus, texts: Mapping[str, Features], known: tuple[Taxonomy, Vectors | None]
) -> Iterator[tuple[Learned, SchemeReport]]:
    """By words, and then with vectors besides; calibrated by what was learned without those that are judged."""
    taxonomy, vectors = known
    rows, others = (corpus.rows(texts[example.id] for example in some) for some in (of.examples, of.others))
    words = of.view(rows, corpus.rows(features(said, taxonomy) for _, said in of.said), others)
    scores = words.held_out(of.folds)
    calibration, report = of.judged(scores)
    learned = _written(words.learned(), of.concepts, list(corpus.place), calibration)
    yield learned, report
    if vectors:
        read = numpy.array(vectors([passage(example.texts) for example in (*of.examples, *of.others)]))
        told = numpy.array(vectors([passage(said) for _, said in of.said]))
        meant = of.view(read[: len(of.examples)], told, read[len(of.examples) :])
        calibration, report = of.judged((scores + meant.held_out(of.folds)) / 2)
        fitted = meant.learned()
        yield changed(learned, meaning=Meant(fitted.bias.tolist(), fitted.weights.tolist(), calibration)), report


def _written(fitted: Fitted, concepts: list[str], names: Sequence[str], calibration: Calibration) -> Learned:
    """As it stands in a file."""
    weights: dict[str, list[tuple[int, float]]] = {}
    for place, row in enumerate(fitted.weights):
        for column in map(int, numpy.flatnonzero(row)):
            weights.setdefault(names[column], []).append((place, float(row[column])))
    return Learned(concepts, fitted.bias.tolist(), dict(sorted(weights.items())), calibration)
