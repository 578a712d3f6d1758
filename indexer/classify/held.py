"""Held out: how a classifier does on labelled records that it has not seen."""

from collections.abc import Iterable, Iterator, Sequence

import numpy

from indexer.classify.examples import Example, examples
from indexer.classify.fitting import table
from indexer.classify.measuring import measured
from indexer.meaning import Vectors, passage
from indexer.normalise import Normaliser
from indexer.rows import SourceRow, Step
from indexer.sources import Sources
from search.authorities import Authorities, Report, SchemeReport, Taxonomy

Said = list[tuple[str, str, float, float | None]]  # scheme, concept, probability, threshold


def of_files(rows: Iterable[Step], authorities: Authorities, sources: Sources) -> Iterator[Example]:
    """The records that these rows make, as examples; a row that makes none is none."""
    normalise = Normaliser(authorities, sources)
    made = (normalise(row).record for row in rows if isinstance(row, SourceRow))
    yield from examples(record for record in made if record)


def judged(given: Iterable[Example], authorities: Authorities, vectors: Vectors | None) -> Report:
    """What the classifier's report would say if it had been judged by these examples, which it should not have seen.

    vectors: those that it understands; None for words alone. Concepts that it does not know count as missed.
    """
    labelled, known = list(given), authorities.classifier.report
    if known is None:
        raise ValueError("there is no classifier to be judged")
    said = [_said(example, authorities, vectors) for example in labelled]
    found: dict[str, SchemeReport] = {}
    for scheme in known.schemes:
        if some := [(example, one) for example, one in zip(labelled, said, strict=True) if scheme in example.stated]:
            found[scheme] = _scheme(some, scheme, authorities.taxonomy)
    meaning, encoder = (found, known.encoder) if vectors else ({}, "")
    version, of = authorities.taxonomy.version, len(labelled)
    return Report(taxonomy=version, index=known.index, of=of, schemes=found, meaning=meaning, encoder=encoder)


def _said(example: Example, authorities: Authorities, vectors: Vectors | None) -> Said:
    def vector() -> Sequence[float]:
        return vectors([passage(example.texts)])[0] if vectors else ()

    return list(authorities.classifier.judge(example.texts, example.abstract, vector))


def _scheme(some: list[tuple[Example, Said]], scheme: str, taxonomy: Taxonomy) -> SchemeReport:
    """Of the examples that state a concept of it, with what is said of each."""
    stated = [example.stated[scheme] for example, _ in some]
    concepts = sorted({*taxonomy.schemes[scheme].concepts, *(one for each in stated for one in each)})
    place = {concept: number for number, concept in enumerate(concepts)}
    said = numpy.zeros((len(some), len(concepts)))
    limits: list[float | None] = [None] * len(concepts)
    for row, (_, judgements) in enumerate(some):
        for name, concept, probability, limit in judgements:
            if name == scheme:
                said[row, place[concept]], limits[place[concept]] = probability, limit
    right = table([frozenset(taxonomy.closure(scheme, one)) for one in stated], concepts)
    return measured(said, table(stated, concepts), right, limits, concepts, rows=len(some), held_out="file")
