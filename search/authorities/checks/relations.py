"""Relations between the concepts of a scheme: to what there is not, in a circle, to what is retired, redundant."""

from collections.abc import Iterator, Mapping
from typing import Any

from search.authorities.checks.finding import Flaw, flaw
from search.authorities.concepts import Concept, ConceptScheme
from search.strict_yaml import Names

Above = Mapping[str, Names]  # concept -> what is directly above it

CIRCLES = {
    "broader": "is broader than itself: remove one `broader` of the circle",
    "replacedBy": "is replaced by itself: end the circle of `replacedBy`",
}


def check_relations(scheme: ConceptScheme) -> Iterator[Flaw]:
    """Everything about relations; what is fatal is `fatal`."""
    concepts = scheme.concepts
    broader = {concept.id: concept.broader for concept in concepts.values()}
    successor = {concept.id: _replaced(concept) for concept in concepts.values()}
    for concept in concepts.values():
        yield from _names(concept, concepts)
        if concept.id in everything_above(concept.id, broader):
            yield flaw(concept, "cycle", CIRCLES["broader"], "broader", 0, fatal=True)
        else:
            yield from _redundant(concept, broader)
        if concept.id in everything_above(concept.id, successor):
            yield flaw(concept, "cycle", CIRCLES["replacedBy"], "replacedBy", fatal=True)
        if concept.deprecated and not concept.replaced_by:
            problem = "is deprecated without replacedBy: old addresses lead nowhere"
            yield flaw(concept, "deprecated", problem, warns=True)


def everything_above(identifier: str, directly: Above) -> set[str]:
    """All that can be reached; itself, too, in a circle."""
    found: set[str] = set()
    waiting = list(directly.get(identifier, ()))
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += directly.get(one, ())
    return found


def _replaced(concept: Concept) -> Names:
    return (concept.replaced_by,) if concept.replaced_by else ()


def _names(concept: Concept, concepts: Mapping[str, Concept]) -> Iterator[Flaw]:
    for kind, others in (
        ("broader", concept.broader), ("related", concept.related), ("replacedBy", _replaced(concept)),
    ):  # fmt: skip
        for place, other in enumerate(others):
            where = (kind, place)
            told: dict[str, Any] = {"relation": kind, "other": other}
            if other not in concepts:
                problem = "%(relation)s names %(other)s, which is no concept of %(scheme)s: correct the id"
                yield flaw(concept, "orphan", problem, *where, fatal=True, scheme=concept.scheme, **told)
            elif kind != "replacedBy" and concepts[other].replaced_by:
                yield flaw(concept, "retired", "%(relation)s names %(other)s, which was replaced", *where, **told)
    for place, other in enumerate(concept.related):
        if other in concepts and concept.id not in concepts[other].related:
            problem = "is related to %(other)s, but %(other)s not back"
            yield flaw(concept, "one-sided", problem, "related", place, other=other, warns=True)


def _redundant(concept: Concept, directly: Above) -> Iterator[Flaw]:
    for place, parent in enumerate(concept.broader):
        if concept.broader.count(parent) > 1 or any(
            parent in everything_above(other, directly) for other in concept.broader
        ):
            problem = "broader %(parent)s follows from another broader"
            yield flaw(concept, "redundant", problem, "broader", place, parent=parent, warns=True)
