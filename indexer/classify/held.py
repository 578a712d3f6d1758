"""Held out: how a classifier does on labelled records that it has not seen."""

from collections.abc import Iterable, Iterator

import numpy

from indexer.classify.examples import Example, examples
from indexer.classify.fitting import table
from indexer.classify.measuring import measured
from indexer.meaning import Vectors, passage
from indexer.normalise import Normaliser
from indexer.rows import SourceRow, Step
from indexer.sources import Sources
from search.authorities import Authorities, Report, SchemeReport


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
    found = {scheme: one for scheme in known.schemes if (one := _scheme(labelled, scheme, authorities, vectors))}
    meaning, encoder = (found, known.encoder) if vectors else ({}, "")
    version, of = authorities.taxonomy.version, len(labelled)
    return Report(taxonomy=version, index=known.index, of=of, schemes=found, meaning=meaning, encoder=encoder)


def _scheme(
    labelled: list[Example], scheme: str, authorities: Authorities, vectors: Vectors | None
) -> SchemeReport | None:
    """None where no example states a concept of it."""
    some = [example for example in labelled if scheme in example.stated]
    stated = [example.stated[scheme] for example in some]
    concepts = sorted({*authorities.taxonomy.schemes[scheme].concepts, *(one for each in stated for one in each)})
    said = numpy.zeros((len(some), len(concepts)))
    limits: list[float | None] = [None] * len(concepts)
    for row, example in enumerate(some):
        vector = vectors([passage(example.texts)])[0] if vectors else []
        for name, concept, probability, limit in authorities.classifier.judge(example.texts, example.abstract, vector):
            if name == scheme:
                place = concepts.index(concept)
                said[row, place], limits[place] = probability, limit
    if not some:
        return None
    right = table([frozenset(authorities.taxonomy.closure(scheme, one)) for one in stated], concepts)
    return measured(said, table(stated, concepts), right, limits, concepts, rows=len(some), held_out="file")
