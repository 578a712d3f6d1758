"""Relations between the concepts of a scheme: to what there is not, in a circle, to what is retired, redundant."""

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from typing import Any

from search.authorities.checks.finding import Flaw, flaw
from search.authorities.checks.standing import Standing
from search.authorities.concepts import Concept, ConceptScheme
from search.strict_yaml import Names

CIRCLES = {
    "broader": "is broader than itself: remove one `broader` of the circle",
    "replacedBy": "is replaced by itself: end the circle of `replacedBy`",
}


def check_relations(scheme: ConceptScheme) -> Iterator[Flaw]:
    """Everything about relations."""
    concepts, above = scheme.concepts, _broader(scheme)
    related = {concept.id: frozenset(concept.related) for concept in concepts.values()}
    yield from _circles(scheme, above)
    for concept in concepts.values():
        yield from _names(concept, concepts)
        yield from _one_sided(concept, related)
        if concept.id not in above.circular:
            yield from _redundant(concept, above)
        if concept.deprecated and not concept.replaced_by:
            problem = "is deprecated without replacedBy: old addresses lead nowhere"
            yield flaw(concept, "deprecated", problem, warns=True)


def fatal_relations(scheme: ConceptScheme) -> Iterator[Flaw]:
    """Those to what there is not, and circles: no taxonomy can be made of them."""
    for concept in scheme.concepts.values():
        yield from (one for one in _names(concept, scheme.concepts) if one.fatal)
    yield from _circles(scheme, _broader(scheme))


def successors(concepts: Mapping[str, Concept]) -> dict[str, str]:
    """Every concept -> what stands for it today: of a circle the same for all in it."""
    found: dict[str, str] = {}
    for identifier in concepts:
        today = identifier
        path = {today: None}
        while today not in found and today in concepts and (successor := concepts[today].replaced_by):
            if successor in path:
                break
            path[today := successor] = None
        found |= dict.fromkeys(path, found.get(today, today))
    return found


def _broader(scheme: ConceptScheme) -> Standing:
    return Standing({concept.id: concept.broader for concept in scheme.concepts.values()})


def _circles(scheme: ConceptScheme, above: Standing) -> Iterator[Flaw]:
    replaced = Standing({concept.id: _replaced(concept) for concept in scheme.concepts.values()})
    for concept in scheme.concepts.values():
        if concept.id in above.circular:
            yield flaw(concept, "cycle", CIRCLES["broader"], "broader", 0, fatal=True)
        if concept.id in replaced.circular:
            yield flaw(concept, "cycle", CIRCLES["replacedBy"], "replacedBy", fatal=True)


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


def _one_sided(concept: Concept, related: Mapping[str, Set[str]]) -> Iterator[Flaw]:
    for place, other in enumerate(concept.related):
        if other in related and concept.id not in related[other]:
            problem = "is related to %(other)s, but %(other)s not back"
            yield flaw(concept, "one-sided", problem, "related", place, other=other, warns=True)


def _redundant(concept: Concept, above: Standing) -> Iterator[Flaw]:
    if len(concept.broader) < 2:
        return
    times, follows = Counter(concept.broader), above.follows(concept.id)
    for place, parent in enumerate(concept.broader):
        if times[parent] > 1 or parent in follows:
            problem = "broader %(parent)s follows from another broader"
            yield flaw(concept, "redundant", problem, "broader", place, parent=parent, warns=True)
