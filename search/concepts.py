"""Concept, ConceptScheme, Ambiguity: the parts of a taxonomy, and how they are read from YAML."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from search.errors import ConfigurationError

MATCHES = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
CONCEPT_KEYS = {
    "prefLabel", "labelStatus", "altLabel", "hiddenLabel", "broader", "related", "definition", "scopeNote", "notation",
    "members", "source", "date", "unit", "replacedBy", "deprecated", *MATCHES,
}  # fmt: skip
SCHEME_KEYS = {"prefLabel", "definition", "scopeNote", "concepts", "source", "date"}
FILE_KEYS = {"version", "date", "title", "schemes", "ambiguous", "licence", "source"}

Texts = Mapping[str, str]
Lists = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Concept:
    """One concept. `members` are the ISO3 codes of a region or group, as of `date`, according to `source`."""

    id: str
    scheme: str
    pref_label: Texts
    label_status: Texts = field(default_factory=dict)
    alt_label: Lists = field(default_factory=dict)
    hidden_label: Lists = field(default_factory=dict)
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    definition: Texts = field(default_factory=dict)
    scope_note: Texts = field(default_factory=dict)
    notation: str | None = None
    matches: Lists = field(default_factory=dict)
    members: tuple[str, ...] = ()
    source: str | None = None
    date: str | None = None
    unit: str | None = None
    replaced_by: str | None = None
    deprecated: bool = False


@dataclass(frozen=True)
class ConceptScheme:
    """A vocabulary: its concepts in the order of the file."""

    id: str
    pref_label: Texts
    definition: Texts
    concepts: Mapping[str, Concept]


@dataclass(frozen=True)
class Ambiguity:
    """A label that means several things: a question to a person, never a guess."""

    label: str
    question: str
    means: tuple[str, ...]


def read_scheme(key: str, content: Any, name: str) -> ConceptScheme:
    """Raises ConfigurationError that names file, scheme and concept."""
    if not isinstance(content, dict) or not isinstance(content.get("concepts"), dict):
        raise ConfigurationError(f"{name}: the scheme {key} has no concepts: write `concepts:` below it.")
    only_keys(content, SCHEME_KEYS, f"scheme {key}", name)
    concepts = {i: _concept(key, i, value, name) for i, value in content["concepts"].items()}
    for concept in concepts.values():
        wanted = (*concept.broader, *([concept.replaced_by] if concept.replaced_by else []))
        if missing := [i for i in wanted if i not in concepts]:
            raise ConfigurationError(f"{name}: {key}/{concept.id} names {missing[0]}, which is no concept of {key}.")
    return ConceptScheme(key, content.get("prefLabel") or {}, content.get("definition") or {}, concepts)


def _concept(scheme: str, identifier: str, content: Any, name: str) -> Concept:
    where = f"{scheme}/{identifier}"
    if not isinstance(content, dict) or not (content.get("prefLabel") or {}).get("en"):
        raise ConfigurationError(f"{name}: {where} has no English prefLabel: write one.")
    only_keys(content, CONCEPT_KEYS, where, name)
    return Concept(
        id=str(identifier),
        scheme=scheme,
        pref_label=content["prefLabel"],
        label_status=content.get("labelStatus") or {},
        alt_label=_lists(content.get("altLabel")),
        hidden_label=_lists(content.get("hiddenLabel")),
        broader=tuple(content.get("broader") or ()),
        related=tuple(content.get("related") or ()),
        definition=content.get("definition") or {},
        scope_note=content.get("scopeNote") or {},
        notation=content.get("notation"),
        matches={key: tuple(map(str, content[key])) for key in MATCHES if content.get(key)},
        members=tuple(content.get("members") or ()),
        source=content.get("source"),
        date=content.get("date"),
        unit=content.get("unit"),
        replaced_by=content.get("replacedBy"),
        deprecated=bool(content.get("deprecated")),
    )


def _lists(content: Any) -> Lists:
    return {language: tuple(map(str, labels)) for language, labels in (content or {}).items()}


def read_ambiguity(entry: Any, name: str) -> Ambiguity:
    """Raises ConfigurationError."""
    try:
        return Ambiguity(str(entry["label"]), str(entry["question"]), tuple(map(str, entry["means"])))
    except (KeyError, TypeError) as error:
        raise ConfigurationError(f"{name}: an entry of `ambiguous` lacks label, question or means.") from error


def only_keys(content: Mapping[str, Any], known: set[str], where: str, name: str) -> None:
    """Raises ConfigurationError for a key that is none of ours: a misspelt one must not be passed over."""
    if unknown := sorted(set(content) - known):
        raise ConfigurationError(f"{name}: {where} has the unknown key {unknown[0]}: use one of {sorted(known)}.")
