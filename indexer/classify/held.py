"""Held out: how a classifier does on labelled records that it has not seen."""

from collections.abc import Iterable, Iterator

from indexer.classify.examples import Example, examples
from indexer.classify.fitting import table
from indexer.classify.measuring import measured
from indexer.normalise import Normaliser
from indexer.rows import SourceRow, Step
from indexer.sources import Sources
from search.authorities import Authorities, Classifier, Report, SchemeReport, Taxonomy


def of_files(rows: Iterable[Step], authorities: Authorities, sources: Sources) -> Iterator[Example]:
    """The records that these rows make, as examples; a row that makes none is none."""
    normalise = Normaliser(authorities, sources)
    made = (normalise(row).record for row in rows if isinstance(row, SourceRow))
    yield from examples(record for record in made if record)


def judged(given: Iterable[Example], classifier: Classifier, taxonomy: Taxonomy) -> Report:
    """What its report would say if it had been judged by these; concepts that it does not know count as missed."""
    import numpy

    labelled = list(given)
    known = classifier.report
    schemes: dict[str, SchemeReport] = {}
    for scheme, one in known.schemes.items() if known else ():
        some = [example for example in labelled if scheme in example.stated]
        if not some:
            continue
        stated = [example.stated[scheme] for example in some]
        concepts = sorted({*one.concepts, *(concept for several in stated for concept in several)})
        said = numpy.zeros((len(some), len(concepts)))
        limits: list[float | None] = [None] * len(concepts)
        for row, example in enumerate(some):
            for name, concept, probability, limit in classifier.judge(example.texts, example.abstract):
                if name == scheme:
                    place = concepts.index(concept)
                    said[row, place], limits[place] = probability, limit
        right = table([frozenset(taxonomy.closure(scheme, several)) for several in stated], concepts)
        schemes[scheme] = measured(
            said, table(stated, concepts), right, limits, concepts,
            rows=len(some), trained=one.trained, held_out="file",
        )  # fmt: skip
    return Report(taxonomy=taxonomy.version, index=known.index if known else "", of=len(labelled), schemes=schemes)
