"""The facets of an answer, as the API tells them."""

from search.answers import Bucket, Facet
from search.records import BY_NAME
from webapp.api.answers import ConceptBucket, ConceptCounts, FacetBucket, FacetCounts, MissingBucket
from webapp.languages import Labels


def facet_counts(facet: Facet, labels: Labels) -> FacetCounts | ConceptCounts:
    """A facet with the names of its values."""
    name, label = facet.name, labels.field(facet.name)
    missing = MissingBucket(facet.missing.count, facet.missing.selected, facet.missing.excluded)
    if BY_NAME[name].kind == "concept":
        return ConceptCounts(label, missing, facet.more, tuple(_concept(name, one, labels) for one in facet.buckets))
    return FacetCounts(label, missing, facet.more, tuple(_value(name, one, labels) for one in facet.buckets))


def _value(facet: str, bucket: Bucket, labels: Labels) -> FacetBucket:
    label = labels.value(facet, bucket.value)
    return FacetBucket(bucket.value, label, bucket.count, bucket.selected, bucket.excluded)


def _concept(facet: str, bucket: Bucket, labels: Labels) -> ConceptBucket:
    label, concept = labels.value(facet, bucket.value), labels.taxonomy.concept(facet, bucket.value)
    broader = concept.broader if concept else ()
    return ConceptBucket(bucket.value, label, bucket.count, bucket.selected, bucket.excluded, broader)
