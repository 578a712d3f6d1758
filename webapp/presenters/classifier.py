"""The classifier's figures: how well each scheme and each proposed concept does with records that were held out."""

from dataclasses import dataclass

from search.authorities import Classifier, Figures, SchemeReport
from webapp.languages import Labels
from webapp.links import Address


@dataclass(slots=True)
class Proposed:
    """A concept that is proposed. url: the search for records for which it is; precision, recall: from 0 to 1."""

    label: str
    url: str
    records: int
    precision: str
    recall: str


@dataclass(slots=True)
class SchemeFigures:
    """One scheme. rows: records by which it is judged; coverage: the share for which anything is proposed."""

    label: str
    rows: int
    coverage: str
    precision: str
    error: str
    concepts: list[Proposed]


def classifier_figures(classifier: Classifier, labels: Labels, url: Address) -> list[SchemeFigures]:
    """Of every scheme for which a classifier proposes anything; nothing where there is none."""
    schemes = classifier.report.best if classifier.report else {}
    return [
        _scheme(name, scheme, labels, url)
        for name, scheme in schemes.items()
        if any(found.proposed for found in scheme.concepts.values())
    ]


def _scheme(name: str, scheme: SchemeReport, labels: Labels, url: Address) -> SchemeFigures:
    found = {one: figures for one, figures in scheme.concepts.items() if figures.proposed}
    proposed, right = (sum(getattr(one, part) for one in found.values()) for part in ("proposed", "right"))
    number = labels.language.decimal
    concepts = [_proposed(name, one, figures, labels, url) for one, figures in found.items()]
    return SchemeFigures(
        label=labels.field(name),
        rows=scheme.rows,
        coverage=number(scheme.coverage),
        precision=number(right / proposed),
        error=number(scheme.error, 3),
        concepts=sorted(concepts, key=lambda one: one.label),
    )


def _proposed(scheme: str, concept: str, figures: Figures, labels: Labels, url: Address) -> Proposed:
    number = labels.language.decimal
    told = labels.value(scheme, concept), url(scheme, concept), figures.support
    return Proposed(*told, number(figures.precision), number(figures.recall))
