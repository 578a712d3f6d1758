"""Rivals: what is not meant where a record states a concept, though a word of its text seems to say it."""

from collections.abc import Iterable
from functools import lru_cache

from search.authorities.taxonomy import Taxonomy
from search.text import fold, surface, words_of


@lru_cache(maxsize=4096)
def rivals(taxonomy: Taxonomy, scheme: str, concept: str) -> frozenset[str]:
    """The concepts beside one: directly under the same broader one, or called the same but for a word before it.

    *Conditional* and *unconditional cash transfers* are siblings; *social* and *contributory pensions* are both called
    pensions, a word that alone is a label of one of them.
    """
    concepts = taxonomy.schemes[scheme].concepts
    above = set(concepts[concept].broader)
    siblings = {one.id for one in concepts.values() if above.intersection(one.broader)}
    beside = siblings | _called_alike(taxonomy, scheme, concept)
    kin = {concept, *taxonomy.broader(scheme, concept), *taxonomy.descendants(scheme, concept)}
    return frozenset(beside - kin)


def settled(taxonomy: Taxonomy, scheme: str, values: Iterable[str], stated: Iterable[str]) -> set[str]:
    """The concepts of a scheme that a proposal would add nothing to, or contradict.

    values: those that a record has already. stated: those of them that are facts.
    """
    beside = {other for value in stated for other in rivals(taxonomy, scheme, value)}
    return beside.union(taxonomy.closure(scheme, list(values)))


def _called_alike(taxonomy: Taxonomy, scheme: str, concept: str) -> set[str]:
    """Those whose English names end in the same word, where that word alone is a label in the scheme."""
    heads = _heads(taxonomy, scheme)
    head = heads.get(concept)
    return {other for other, word in heads.items() if word == head} if head else set()


@lru_cache(maxsize=64)
def _heads(taxonomy: Taxonomy, scheme: str) -> dict[str, str]:
    """Concept -> the last word of its English name, where it has several and that word alone is somebody's label."""
    alone = {key for key, _, language, _ in taxonomy.labels(scheme) if language == "en" and " " not in key}
    found: dict[str, str] = {}
    for concept in taxonomy.schemes[scheme].concepts.values():
        words = words_of(fold(concept.pref_label.get("en", "")))
        if len(words) > 1 and words[-1] in alone:
            found[concept.id] = surface(words[-1:], "en")
    return found
