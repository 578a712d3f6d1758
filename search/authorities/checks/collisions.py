"""Labels that mean two concepts as texts and cells are read: over all subjects, with singular and plural as one."""

from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from search.authorities.checks.finding import Flaw, flaw
from search.authorities.checks.labels import every_label
from search.authorities.checks.relations import successors
from search.authorities.concepts import Concept, ConceptScheme
from search.records import INTERFACE_LANGUAGES, SUBJECTS
from search.strict_yaml import Where
from search.text import bare, fold, surface, words_of

COLLIDES = (
    "“%(label)s” is also read as %(other)s, which has “%(same)s”: "
    "keep it in one of the two, or list it under `ambiguous`"
)


class _Owner(NamedTuple):
    """The concept that stands for the first one with a label, and how it writes it."""

    scheme: str
    today: str
    label: str


def check_collisions(schemes: Sequence[ConceptScheme], asked: Set[str]) -> Iterator[Flaw]:
    """`asked`: the labels that are asked about. Subjects share their texts, so that they share one list of labels."""
    shared: dict[tuple[str, str], _Owner] = {}
    for scheme in schemes:
        owners = shared if scheme.id in SUBJECTS else {}
        today = successors(scheme.concepts)
        for concept in scheme.concepts.values():
            for where, label in every_label(concept):
                owner = _Owner(scheme.id, today[concept.id], label)
                yield from _met(concept, where, owner, owners, asked)


def _met(
    concept: Concept, where: Where, owner: _Owner, owners: dict[tuple[str, str], _Owner], asked: Set[str]
) -> Iterator[Flaw]:
    """What else is read so, told once a label; the same spelling within a scheme is an overlap, told elsewhere."""
    language = str(where[1])
    keys = [key for key in _keys(owner.label, language) if key[1]]
    others = [owners.setdefault(key, owner) for key in keys]
    if fold(owner.label) in asked:
        return
    for other in others:
        if other[:2] != owner[:2] and not (other.scheme == owner.scheme and fold(other.label) == fold(owner.label)):
            told = f"{other.scheme}/{other.today}"
            yield flaw(concept, "collision", COLLIDES, *where, label=owner.label, other=told, same=other.label)
            return


def _keys(label: str, language: str) -> Iterator[tuple[str, str]]:
    """As it is spelt, in any language; and in its own, in either number. An acronym has no number."""
    yield "", fold(label)
    if language in INTERFACE_LANGUAGES and not label.isupper():
        yield language, surface(words_of(bare(label)), language)
