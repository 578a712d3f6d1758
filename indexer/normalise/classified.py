"""What a classifier proposes for a record, beside all that its row says and its words name."""

from indexer.normalise.concepts import said_already
from indexer.normalise.draft import Draft
from search.authorities import Authorities, texts_of
from search.records import SUBJECTS

DIGITS = 3  # of a probability


def classified(draft: Draft, authorities: Authorities) -> None:
    """Concepts that are likely enough, with their probabilities; never what is there, above it, or contradicted."""
    abstract = draft.texts.get("abstract", {})
    texts = texts_of(draft.texts.get("title", {}), abstract, draft.values.get("keyword", ()))
    likely: dict[str, dict[str, float]] = {}
    for scheme, concept, probability in authorities.classifier.propose(texts, bool(abstract)):
        if scheme not in draft.corrected:
            likely.setdefault(scheme, {})[concept] = probability
    for scheme in SUBJECTS:
        found = likely.get(scheme, {})
        told = said_already(draft, scheme, authorities) if found else set()
        above = {one for concept in found for one in authorities.taxonomy.broader(scheme, concept)}
        for concept in sorted(found.keys() - told - above):
            draft.put(scheme, concept, "classifier", score=round(found[concept], DIGITS))
