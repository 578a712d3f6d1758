"""Taxonomy: labels to concepts and back, what is broader and narrower. The words are SKOS's."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from search.authorities.concepts import (
    FILE_KEYS,
    Ambiguity,
    Concept,
    ConceptScheme,
    Texts,
    Unusable,
    only_keys,
    read_ambiguous,
    read_scheme,
    read_text,
    read_texts,
)
from search.errors import ConfigurationError
from search.strict_yaml import compose, line_at, load_yaml
from search.text import fold

__all__ = ["Ambiguity", "Concept", "ConceptScheme", "Resolution", "Taxonomy"]


@dataclass(frozen=True)
class Resolution:
    """What a label means: one concept, or candidates (ids) and, where it is ambiguous, the question to ask."""

    concept: str | None
    candidates: tuple[str, ...] = ()
    how: str = "unknown"  # id | prefLabel | altLabel | hiddenLabel | ambiguous | unknown
    question: str | None = None


class Taxonomy:
    """All schemes of one taxonomy.yaml; immutable. `text` is the file, so that an index version can carry it."""

    def __init__(self, source: str, content: Mapping[str, Any]) -> None:
        """`source` is the YAML that `content` was read from. Raises Unusable; use `load` or `parse`."""
        only_keys(content, FILE_KEYS, ())
        if not isinstance(content.get("schemes"), dict):
            raise Unusable((), "has no schemes: write `schemes:` with the concepts of each")
        self.text = source
        self.version = read_text(content.get("version"), ("version",)) or ""
        self.title: Texts = read_texts(content.get("title"), ("title",))
        self.fingerprint = hashlib.sha256(source.encode()).hexdigest()[:12]
        self.ambiguous = read_ambiguous(content.get("ambiguous"))
        self.schemes = {key: read_scheme(key, value) for key, value in content["schemes"].items()}
        self._above = {key: _ancestors(scheme) for key, scheme in self.schemes.items()}
        self._current = {key: _successors(scheme) for key, scheme in self.schemes.items()}
        self._labels: dict[str, dict[str, dict[str, str]]] = {}
        self._asked = {fold(entry.label): entry for entry in self.ambiguous}

    @classmethod
    def load(cls, path: Path) -> "Taxonomy":
        """Raises ConfigurationError with file and line."""
        try:
            return cls.parse(path.read_text(encoding="utf-8"), path.name)
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigurationError(f"{path.name} cannot be read ({error}): restore it.") from error

    @classmethod
    def parse(cls, text: str, name: str = "taxonomy.yaml") -> "Taxonomy":
        """Raises ConfigurationError with file and line; `search.authorities.checks` finds everything, and more."""
        content = load_yaml(text, name)
        try:
            return cls(text, content)
        except Unusable as error:
            line = line_at(compose(text, name), error.where)
            what = "/".join(key for key in error.where if key not in ("schemes", "concepts")) or "the file"
            raise ConfigurationError(f"{name}, line {line}: {what} {error}.") from error

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
        concepts = self.schemes[scheme].concepts.values()
        return tuple(c.id for c in concepts if identifier in c.broader and not c.replaced_by)

    def broader(self, scheme: str, identifier: str) -> tuple[str, ...]:
        """Everything above, sorted."""
        return self._above[scheme].get(identifier, ())

    def descendants(self, scheme: str, identifier: str) -> tuple[str, ...]:
        """Everything below, in the order of the file."""
        return tuple(i for i in self.schemes[scheme].concepts if identifier in self._above[scheme][i])

    def closure(self, scheme: str, identifiers: Iterable[str]) -> tuple[str, ...]:
        """The concepts and everything above them, each once, sorted."""
        above = self._above[scheme]
        found: set[str] = set()
        for identifier in identifiers:
            found.add(identifier)
            found.update(above.get(identifier, ()))
        return tuple(sorted(found))

    def current(self, scheme: str, identifier: str) -> str | None:
        """The concept itself, or what replaced it; None for an unknown id."""
        return self._current.get(scheme, {}).get(identifier)

    def resolve(self, scheme: str, text: str) -> Resolution:
        """An exact folded match with an id or any label, in any language; what means several things is asked."""
        if self.concept(scheme, text):
            return Resolution(self.current(scheme, text), (text,), "id")
        key = fold(text)
        found = self._label_index(scheme).get(key, {})
        if key in self._asked:
            entry = self._asked[key]
            known = tuple(m for m in entry.means if self.concept(scheme, m))
            return Resolution(None, known or tuple(found), "ambiguous", entry.question)
        concepts = tuple(dict.fromkeys(c for c in (self.current(scheme, i) for i in found) if c))
        if len(concepts) == 1:
            return Resolution(concepts[0], concepts, next(iter(found.values())))
        if concepts:
            names = " or ".join(f"“{self.label(scheme, c)}”" for c in concepts)
            return Resolution(None, concepts, "ambiguous", f"“{text}” may mean {names}: write which one.")
        return Resolution(None)

    def suggest(self, scheme: str, text: str, limit: int = 3) -> tuple[str, ...]:
        """Concepts whose labels are spelt most like the text, best first; for a person to choose from."""
        from rapidfuzz import process

        keys = self._label_index(scheme)
        close = process.extract(fold(text), list(keys), limit=limit * 3, score_cutoff=60)
        found = [self.current(scheme, next(iter(keys[key]))) for key, _, _ in close]
        return tuple(dict.fromkeys(c for c in found if c))[:limit]

    def labels(self, scheme: str) -> Iterator[tuple[str, str, str, str]]:
        """(folded label, concept id, language, kind of label) of every label."""
        for concept in self.schemes[scheme].concepts.values():
            for language, label in concept.pref_label.items():
                yield fold(label), concept.id, language, "prefLabel"
            for kind, lists in (("altLabel", concept.alt_label), ("hiddenLabel", concept.hidden_label)):
                for language, several in lists.items():
                    for label in several:
                        yield fold(label), concept.id, language, kind

    def _label_index(self, scheme: str) -> dict[str, dict[str, str]]:
        """Folded label -> concept id -> kind of label; made when the scheme is first asked for."""
        if scheme not in self._labels:
            self._labels[scheme] = self._indexed(scheme) if scheme in self.schemes else {}
        return self._labels[scheme]

    def _indexed(self, scheme: str) -> dict[str, dict[str, str]]:
        index: dict[str, dict[str, str]] = {}
        for key, identifier, _, kind in self.labels(scheme):
            index.setdefault(key, {}).setdefault(identifier, kind)
        for identifier in self.schemes[scheme].concepts:
            index.setdefault(fold(identifier), {}).setdefault(identifier, "id")
        return index


def _ancestors(scheme: ConceptScheme) -> dict[str, tuple[str, ...]]:
    done: dict[str, tuple[str, ...]] = {}

    def above(identifier: str, path: tuple[str, ...]) -> tuple[str, ...]:
        if identifier in path:
            circle = " < ".join([*path[path.index(identifier) :], identifier])
            where = ("schemes", scheme.id, "concepts", identifier, "broader")
            raise Unusable(where, f"goes in a circle ({circle}): remove one `broader` of it")
        if identifier not in done:
            direct = scheme.concepts[identifier].broader
            everything = {a for b in direct for a in (b, *above(b, (*path, identifier)))}
            done[identifier] = tuple(sorted(everything))
        return done[identifier]

    for identifier in scheme.concepts:
        above(identifier, ())
    return done


def _successors(scheme: ConceptScheme) -> dict[str, str]:
    """Every concept -> what stands for it today."""
    found: dict[str, str] = {}
    for concept in scheme.concepts.values():
        path = [concept.id]
        while successor := scheme.concepts[path[-1]].replaced_by:
            if successor in path:
                where = ("schemes", scheme.id, "concepts", concept.id, "replacedBy")
                raise Unusable(where, f"goes in a circle ({' > '.join([*path, successor])}): remove one of them")
            path.append(successor)
        found[concept.id] = path[-1]
    return found
