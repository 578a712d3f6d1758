"""Taxonomy: labels to concepts and back, what is broader and narrower. The words are SKOS's."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from search.authorities.checks import everything_above, fatal, successors
from search.authorities.concepts import Ambiguity, Concept, ConceptScheme, TaxonomyFile, Texts, scheme_of
from search.authorities.inflected import InflectedLabels
from search.sentences import Choice, Sentence
from search.strict_yaml import Document, Names, text_of
from search.text import fold, likely

__all__ = ["Ambiguity", "Concept", "ConceptScheme", "Resolution", "Taxonomy"]

SEVERAL = "“%(label)s” may mean %(names)s: write which one."


@dataclass(frozen=True)
class Resolution:
    """What a label means: one concept, or candidates (ids) and, where it is ambiguous, the question to ask."""

    concept: str | None
    candidates: tuple[str, ...] = ()
    how: str = "unknown"  # id | prefLabel | altLabel | hiddenLabel | inflected | ages | ambiguous | unknown
    question: Sentence | None = None


class Taxonomy:
    """All schemes of one taxonomy.yaml; immutable. `text` is the file, so that an index version can carry it."""

    def __init__(self, source: str, file: TaxonomyFile, schemes: dict[str, ConceptScheme]) -> None:
        """`source` is the YAML that the others were read from, and nothing in it is fatal; use `load` or `parse`."""
        self.text = source
        self.version = file.version
        self.title: Texts = file.title
        self.fingerprint = hashlib.sha256(source.encode()).hexdigest()[:12]
        self.ambiguous = file.ambiguous
        self.words = file.words
        self.schemes = schemes
        self._directly = {key: _directly_above(scheme) for key, scheme in self.schemes.items()}
        self._below = {key: _directly_below(scheme) for key, scheme in self.schemes.items()}
        self._above: dict[tuple[str, str], Names] = {}  # of those that were asked for
        self._current = {key: successors(scheme.concepts) for key, scheme in self.schemes.items()}
        self._labels: dict[str, dict[str, dict[str, str]]] = {}
        self._inflected: dict[str, InflectedLabels] = {}
        self._asked = {fold(ambiguity.label): ambiguity for ambiguity in self.ambiguous}

    @classmethod
    def load(cls, path: Path) -> "Taxonomy":
        """Raises ConfigurationError with file and line."""
        return cls.parse(text_of(path), path.name)

    @classmethod
    def parse(cls, text: str, name: str = "taxonomy.yaml") -> "Taxonomy":
        """Raises ConfigurationError with file and line; `search.authorities.checks` finds everything, and more."""
        document = Document(text, name)
        file = document.read_as(TaxonomyFile)
        schemes = {key: scheme_of(key, scheme) for key, scheme in file.schemes.items()}
        for flaw in (one for scheme in schemes.values() for one in fatal(scheme, file.words)):
            raise document.error(flaw.where, flaw.problem)
        return cls(text, file, schemes)

    def concept(self, scheme: str, identifier: str) -> Concept | None:
        """The concept of that id, or None."""
        return self.schemes[scheme].concepts.get(identifier) if scheme in self.schemes else None

    def label(self, scheme: str, identifier: str, lang: str = "en") -> str:
        """In that language, else English, else any, else the id."""
        concept = self.concept(scheme, identifier)
        if concept is None:
            return identifier
        labels = concept.pref_label
        return labels.get(lang) or labels.get("en") or next(iter(labels.values()), identifier)

    def roots(self, scheme: str) -> tuple[str, ...]:
        """The concepts without a broader one, in the order of the file."""
        return tuple(c.id for c in self.schemes[scheme].concepts.values() if not c.broader and not c.replaced_by)

    def narrower(self, scheme: str, identifier: str) -> tuple[str, ...]:
        """The concepts directly below, in the order of the file."""
        concepts = self.schemes[scheme].concepts
        return tuple(one for one in self._below[scheme].get(identifier, ()) if not concepts[one].replaced_by)

    def broader(self, scheme: str, identifier: str) -> tuple[str, ...]:
        """Everything above, sorted."""
        known = self._above.get((scheme, identifier))
        if known is None and identifier in self._directly[scheme]:
            known = tuple(sorted(everything_above(identifier, self._directly[scheme])))
            self._above[scheme, identifier] = known
        return known or ()

    def descendants(self, scheme: str, identifier: str) -> tuple[str, ...]:
        """Everything below, in the order of the file."""
        below = everything_above(identifier, self._below[scheme])
        return tuple(one for one in self.schemes[scheme].concepts if one in below)

    def closure(self, scheme: str, identifiers: Iterable[str]) -> tuple[str, ...]:
        """The concepts and everything above them, each once, sorted."""
        found: set[str] = set()
        for identifier in identifiers:
            found.add(identifier)
            found.update(self.broader(scheme, identifier))
        return tuple(sorted(found))

    def current(self, scheme: str, identifier: str) -> str | None:
        """The concept itself, or what replaced it; None for an unknown id."""
        return self._current.get(scheme, {}).get(identifier)

    def resolve(self, scheme: str, text: str) -> Resolution:
        """What `labelled` finds, else a label in its other number or spelling: *cash-transfer*, *the PWDs*."""
        exact = self.labelled(scheme, text)
        if exact.how != "unknown":
            return exact
        return self.one_of(scheme, text, dict.fromkeys(self._inflected_labels(scheme).concepts(text), "inflected"))

    def labelled(self, scheme: str, text: str) -> Resolution:
        """An exact folded match with an id or any label, in any language; what means several things is asked."""
        if self.concept(scheme, text):
            return Resolution(self.current(scheme, text), (text,), "id")
        key = fold(text)
        found = self._label_index(scheme).get(key, {})
        if key in self._asked:
            asked = self._asked[key]
            known = tuple(m for m in asked.means if self.concept(scheme, m))
            return Resolution(None, known or tuple(found), "ambiguous", Sentence(asked.question))
        return self.one_of(scheme, text, found)

    def one_of(self, scheme: str, text: str, found: dict[str, str]) -> Resolution:
        """The only concept of those found, in each of which kind of label; else a question, or nothing."""
        concepts = tuple(dict.fromkeys(c for c in (self.current(scheme, i) for i in found) if c))
        if len(concepts) == 1:
            return Resolution(concepts[0], concepts, next(iter(found.values())))
        if concepts:
            names = Choice(f"“{self.label(scheme, c)}”" for c in concepts)
            return Resolution(None, concepts, "ambiguous", Sentence(SEVERAL, label=text, names=names))
        return Resolution(None)

    def suggest(self, scheme: str, text: str, limit: int = 3) -> tuple[str, ...]:
        """Concepts with a label that the text misspells, holds or is a part of, best first; for a person to choose.

        None at all where there is no such label: a chance likeness only misleads.
        """
        keys = self._label_index(scheme)
        found = (self.current(scheme, next(iter(keys[key]))) for key in likely(fold(text), list(keys)))
        return tuple(dict.fromkeys(c for c in found if c))[:limit]

    def labels(self, scheme: str) -> Iterator[tuple[str, str, str, str]]:
        """(folded label, concept id, language, kind of label) of every label."""
        for concept in self.schemes[scheme].concepts.values():
            yield from ((fold(text), concept.id, language, kind) for language, text, kind in concept.labels())

    def _label_index(self, scheme: str) -> dict[str, dict[str, str]]:
        """Folded label -> concept id -> kind of label; made when the scheme is first asked for."""
        if scheme not in self._labels:
            self._labels[scheme] = self._indexed(scheme) if scheme in self.schemes else {}
        return self._labels[scheme]

    def _inflected_labels(self, scheme: str) -> InflectedLabels:
        if scheme not in self._inflected:
            concepts = self.schemes[scheme].concepts.values() if scheme in self.schemes else ()
            texts = ((text, concept.id, language) for concept in concepts for language, text, _ in concept.labels())
            self._inflected[scheme] = InflectedLabels(texts)
        return self._inflected[scheme]

    def _indexed(self, scheme: str) -> dict[str, dict[str, str]]:
        index: dict[str, dict[str, str]] = {}
        for key, identifier, _, kind in self.labels(scheme):
            index.setdefault(key, {}).setdefault(identifier, kind)
        for identifier in self.schemes[scheme].concepts:
            index.setdefault(fold(identifier), {}).setdefault(identifier, "id")
        return index


def _directly_above(scheme: ConceptScheme) -> dict[str, Names]:
    return {concept.id: concept.broader for concept in scheme.concepts.values()}


def _directly_below(scheme: ConceptScheme) -> dict[str, Names]:
    found: dict[str, list[str]] = {}
    for concept in scheme.concepts.values():
        for above in concept.broader:
            found.setdefault(above, []).append(concept.id)
    return {above: tuple(dict.fromkeys(below)) for above, below in found.items()}
