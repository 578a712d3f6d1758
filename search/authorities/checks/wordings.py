"""Wordings of a taxonomy.yaml: parts that are empty or nowhere listed, too few of them, the same twice."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from search.authorities.checks.finding import Flaw, flaw
from search.authorities.concepts import Concept, ConceptScheme, Lists
from search.authorities.wordings import NUMBER, groups_of, names_in
from search.strict_yaml import Where
from search.text import words_of

FEWEST = 2  # groups: one alone is a label
UNLISTED = "the wording “%(wording)s” names <%(name)s>, which `words` does not list in %(language)s"
EMPTY = "a part of the wording “%(wording)s” has no word"
TOO_FEW = "the wording “%(wording)s” has one group of words: put + between two, or make it a label"
TWICE = "the wording “%(wording)s” is one of %(other)s, too: keep it in one of the two"


def unusable_wordings(scheme: ConceptScheme, words: Mapping[str, Lists]) -> Iterator[Flaw]:
    """Those that cannot be read, which are fatal, as what a curator wrote would be passed over in silence."""
    for concept in scheme.concepts.values():
        for where, language, wording in _every_wording(concept):
            unlisted = [name for name in names_in(wording) if language not in words.get(name, {})]
            for name in unlisted:
                told: dict[str, Any] = {"wording": wording, "name": name, "language": language}
                yield flaw(concept, "wording", UNLISTED, *where, fatal=True, **told)
            groups = () if unlisted else groups_of(wording, words, language)
            if not unlisted and len(groups) < FEWEST:
                yield flaw(concept, "wording", TOO_FEW, *where, fatal=True, wording=wording)
            if any(not words_of(part.replace(NUMBER, "0")) for group in groups for part in group):
                yield flaw(concept, "wording", EMPTY, *where, fatal=True, wording=wording)


def shared_wordings(schemes: Sequence[ConceptScheme]) -> Iterator[Flaw]:
    """The same wording of two concepts."""
    owners: dict[tuple[str, str], Concept] = {}
    for scheme in schemes:
        for concept in scheme.concepts.values():
            for where, language, wording in _every_wording(concept):
                other = owners.setdefault((language, wording), concept)
                if other is not concept:
                    yield flaw(concept, "wording", TWICE, *where, wording=wording, other=f"{other.scheme}/{other.id}")


def _every_wording(concept: Concept) -> Iterator[tuple[Where, str, str]]:
    """(where it stands, language, wording)."""
    for language, several in concept.wording.items():
        yield from ((("wording", language, place), language, text) for place, text in enumerate(several))
