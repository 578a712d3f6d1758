"""/api/v1/facets/<field>: the values of a facet that begin as a text does; and the facets of every answer."""

from flask import Blueprint, Response, request
from msgspec import convert

from search.answers import Bucket, Facet
from search.records import BY_NAME
from search.sentences import Fault
from search.text import unknown_name
from webapp.api.answers import (
    ConceptAnswer,
    ConceptBucket,
    ConceptCounts,
    FacetAnswer,
    FacetBucket,
    FacetCounts,
    IndexState,
    MissingBucket,
    as_json,
)
from webapp.api.parameters import canonical
from webapp.asking import strict_question
from webapp.languages import Labels
from webapp.visit import visit

views = Blueprint("api_facets", __name__)


@views.get("/api/v1/facets/<field>")
def values(field: str) -> Response:
    """422 for a field that is no facet, and for a question that is not understood whole."""
    unknown = [] if field in BY_NAME else [Fault("field", field, unknown_name("facet", field, list(BY_NAME)))]
    reading, text = strict_question(("text",), *unknown), request.args.get("text", "")
    here = visit()
    found = here.snapshot.facet_values(field, text, reading.query)
    notes = tuple(note.said(here.language) for note in reading.notes)
    index = convert(here.snapshot.status, IndexState, from_attributes=True)
    answer: type[FacetAnswer] = ConceptAnswer if _of_concepts(field) else FacetAnswer
    label, buckets = here.labels.field(field), _buckets(field, found, here.labels)
    return as_json(answer(canonical(reading.query), text, label, index, notes, buckets))


def facet_counts(facet: Facet, labels: Labels) -> FacetCounts:
    """A facet with the names of its values."""
    missing = MissingBucket(facet.missing.count, facet.missing.selected, facet.missing.excluded)
    counts: type[FacetCounts] = ConceptCounts if _of_concepts(facet.name) else FacetCounts
    return counts(labels.field(facet.name), missing, facet.more, _buckets(facet.name, facet.buckets, labels))


def _of_concepts(facet: str) -> bool:
    return BY_NAME[facet].kind == "concept"


def _buckets(facet: str, buckets: tuple[Bucket, ...], labels: Labels) -> tuple[FacetBucket, ...]:
    if _of_concepts(facet):
        return tuple(_concept(facet, bucket, labels) for bucket in buckets)
    label = labels.value
    return tuple(FacetBucket(b.value, label(facet, b.value), b.count, b.selected, b.excluded) for b in buckets)


def _concept(facet: str, bucket: Bucket, labels: Labels) -> ConceptBucket:
    label, concept = labels.value(facet, bucket.value), labels.taxonomy.concept(facet, bucket.value)
    broader = concept.broader if concept else ()
    return ConceptBucket(bucket.value, label, bucket.count, bucket.selected, bucket.excluded, broader)
