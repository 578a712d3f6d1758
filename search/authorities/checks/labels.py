"""Labels of a taxonomy.yaml: missing, without status, or standing for two concepts at once."""

import re
from collections.abc import Iterator, Set
from typing import Any

from search.authorities.checks.finding import Flaw, flaw
from search.authorities.checks.relations import successors
from search.authorities.concepts import Concept, ConceptScheme
from search.records import INTERFACE_LANGUAGES
from search.sentences import Choice
from search.strict_yaml import Where
from search.text import fold

TRANSLATED = ("programme", "population", "region", "content_type")  # schemes that need all languages of the pages
STATUSES = ("confirmed", "one source", "unreviewed")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def check_labels(concept: Concept) -> Iterator[Flaw]:
    """Missing languages, odd languages, empty labels, and labels that nobody said the status of."""
    yield from missing_labels(concept)
    for kind, language in _languages(concept):
        if language not in INTERFACE_LANGUAGES:
            told: dict[str, Any] = {"label": kind, "language": language, "shown": ", ".join(INTERFACE_LANGUAGES)}
            problem = "%(label)s has the language %(language)s; pages show %(shown)s"
            yield flaw(concept, "language", problem, kind, language, warns=bool(_LANGUAGE.fullmatch(language)), **told)
    for where, label in every_label(concept):
        if not fold(label) or label != label.strip():
            problem = "the label “%(label)s” is empty, or begins or ends with a space"
            yield flaw(concept, "empty label", problem, *where, label=label)
    yield from _status(concept)


def missing_labels(concept: Concept) -> Iterator[Flaw]:
    """Of the languages that its scheme needs; without English there is no taxonomy."""
    for language in INTERFACE_LANGUAGES if concept.scheme in TRANSLATED else INTERFACE_LANGUAGES[:1]:
        if language not in concept.pref_label:
            unusable = language == "en"
            yield flaw(concept, "missing label", "has no prefLabel in %(language)s", fatal=unusable, language=language)


def _status(concept: Concept) -> Iterator[Flaw]:
    for language in concept.pref_label:
        if concept.label_status.get(language) not in STATUSES:
            where = "labelStatus" if language in concept.label_status else "prefLabel"
            problem = "labelStatus of %(language)s must be %(statuses)s"
            statuses = Choice(STATUSES)
            yield flaw(concept, "label status", problem, where, language, language=language, statuses=statuses)
    for language in concept.label_status:
        if language not in concept.pref_label:
            problem = "labelStatus of %(language)s has no prefLabel"
            yield flaw(concept, "label status", problem, "labelStatus", language, language=language)


def check_overlaps(scheme: ConceptScheme, asked: Set[str]) -> Iterator[Flaw]:
    """The same folded label on two concepts of a scheme, unless it is `asked` about or one replaced the other."""
    seen: dict[str, str] = {}
    today = successors(scheme.concepts)
    for concept in scheme.concepts.values():
        for where, label in every_label(concept):
            key = fold(label)
            other = seen.setdefault(key, concept.id)
            if key and key not in asked and today[other] != today[concept.id]:
                problem = "“%(label)s” is a label of %(other)s, too: remove one, or list it under `ambiguous`"
                yield flaw(concept, "overlap", problem, *where, label=label, other=other)


def _languages(concept: Concept) -> Iterator[tuple[str, str]]:
    for kind, languages in (
        ("prefLabel", concept.pref_label), ("altLabel", concept.alt_label), ("hiddenLabel", concept.hidden_label),
        ("wording", concept.wording),
    ):  # fmt: skip
        yield from ((kind, language) for language in languages)


def every_label(concept: Concept) -> Iterator[tuple[Where, str]]:
    """(where it stands, label) of every label, prefLabel first."""
    for language, label in concept.pref_label.items():
        yield ("prefLabel", language), label
    for kind, lists in (("altLabel", concept.alt_label), ("hiddenLabel", concept.hidden_label)):
        for language, several in lists.items():
            yield from (((kind, language, place), label) for place, label in enumerate(several))
