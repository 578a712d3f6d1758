"""What a classifier proposes for a record, beside all that its row says and its words name."""

from indexer.meaning import EncoderFailed, Vectors, passage
from indexer.normalise.concepts import said_already
from indexer.normalise.draft import Draft
from search.authorities import Authorities, Texts, texts_of
from search.records import SUBJECTS
from search.sentences import Sentence

DIGITS = 3  # of a probability
BY_WORDS = "Classified by words alone, as there is no vector (%(reason)s)."
LATER = "Run `spindex reindex` when it answers again."


def classified(draft: Draft, authorities: Authorities, vectors: Vectors | None) -> None:
    """Concepts that are likely enough, with their probabilities; never what is there, above it, or contradicted."""
    abstract = draft.texts.get("abstract", {})
    texts = texts_of(draft.texts.get("title", {}), abstract, draft.values.get("keyword", ()))
    likely: dict[str, dict[str, float]] = {}
    proposed = authorities.classifier.propose(texts, bool(abstract), lambda: _vector(draft, texts, vectors))
    for scheme, concept, probability in proposed:
        if scheme not in draft.corrected:
            likely.setdefault(scheme, {})[concept] = probability
    for scheme in SUBJECTS:
        found = likely.get(scheme, {})
        told = said_already(draft, scheme, authorities) if found else set()
        above = {one for concept in found for one in authorities.taxonomy.broader(scheme, concept)}
        for concept in sorted(found.keys() - told - above):
            cell = ("abstract" if abstract else "title", "")
            draft.put(scheme, concept, "classifier", cell, round(found[concept], DIGITS))


def _vector(draft: Draft, texts: Texts, vectors: Vectors | None) -> list[float]:
    """What the record means; nothing where there is no encoder, and where it fails, which is told."""
    try:
        return vectors([passage(texts)])[0] if vectors and texts else []
    except EncoderFailed as error:
        draft.problem("no vector", Sentence(BY_WORDS, reason=str(error)), suggestion=Sentence(LATER))
        return []
