"""Concept, ConceptScheme, Ambiguity: the parts of a taxonomy, and how they are read from YAML."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MATCHES = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
CONCEPT_KEYS = {
    "prefLabel", "labelStatus", "altLabel", "hiddenLabel", "broader", "related", "definition", "scopeNote", "notation",
    "members", "source", "date", "unit", "replacedBy", "deprecated", *MATCHES,
}  # fmt: skip
SCHEME_KEYS = {"prefLabel", "definition", "scopeNote", "concepts", "source", "date"}
FILE_KEYS = {"version", "date", "title", "schemes", "ambiguous", "licence", "source"}
AMBIGUITY_KEYS = {"label", "question", "means"}

Texts = Mapping[str, str]
Lists = Mapping[str, tuple[str, ...]]
Where = tuple[str, ...]


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


class Unusable(Exception):
    """Something at `where` (the keys from the top of the file) that no taxonomy can be made of; never leaves it."""

    def __init__(self, where: Where, problem: str) -> None:
        super().__init__(problem)
        self.where = where


def read_scheme(key: str, content: Any) -> ConceptScheme:
    """Raises Unusable."""
    where = ("schemes", key)
    only_keys(content, SCHEME_KEYS, where)
    concepts = content.get("concepts")
    if not isinstance(concepts, dict):
        raise Unusable(where, "has no concepts: write `concepts:` below it")
    scheme = ConceptScheme(
        key,
        read_texts(content.get("prefLabel"), (*where, "prefLabel")),
        read_texts(content.get("definition"), (*where, "definition")),
        {i: _concept(key, i, value) for i, value in concepts.items()},
    )
    for concept in scheme.concepts.values():
        _known(scheme, concept)
    return scheme


def read_ambiguous(content: Any) -> tuple[Ambiguity, ...]:
    """Raises Unusable."""
    if not isinstance(content or [], list):
        raise Unusable(("ambiguous",), "must be a list of {label: …, question: …, means: […]}")
    return tuple(_ambiguity(entry) for entry in content or ())


def _ambiguity(entry: Any) -> Ambiguity:
    where = ("ambiguous",)
    only_keys(entry, AMBIGUITY_KEYS, where)
    label, question = read_text(entry.get("label"), where), read_text(entry.get("question"), where)
    means = read_names(entry.get("means"), where)
    if not (label and question and means):
        raise Unusable(where, "has an entry that lacks label, question or means")
    return Ambiguity(label, question, means)


def only_keys(content: Any, known: set[str], where: Where) -> None:
    """Raises Unusable for what is no mapping, and for a key of none of ours: a misspelt one is not passed over."""
    if not isinstance(content, dict):
        raise Unusable(where, f"must be a mapping of {', '.join(sorted(known))}")
    for key in content:
        if key not in known:
            raise Unusable((*where, key), f"is an unknown key: use one of {', '.join(sorted(known))}")


def _concept(scheme: str, identifier: str, content: Any) -> Concept:
    where = ("schemes", scheme, "concepts", identifier)
    only_keys(content, CONCEPT_KEYS, where)

    def of(key: str, read: Any) -> Any:
        return read(content.get(key), (*where, key))

    concept = Concept(
        id=identifier,
        scheme=scheme,
        pref_label=of("prefLabel", read_texts),
        label_status=of("labelStatus", read_texts),
        alt_label=of("altLabel", read_lists),
        hidden_label=of("hiddenLabel", read_lists),
        broader=of("broader", read_names),
        related=of("related", read_names),
        definition=of("definition", read_texts),
        scope_note=of("scopeNote", read_texts),
        matches={key: of(key, read_names) for key in MATCHES if content.get(key)},
        members=of("members", read_names),
        replaced_by=of("replacedBy", read_text),
        deprecated=of("deprecated", read_flag),
        **{key: of(key, read_text) for key in ("notation", "source", "date", "unit")},
    )
    if not concept.pref_label.get("en"):
        raise Unusable(where, "has no English prefLabel: write one")
    return concept


def _known(scheme: ConceptScheme, concept: Concept) -> None:
    where = ("schemes", scheme.id, "concepts", concept.id)
    replaced = (concept.replaced_by,) if concept.replaced_by else ()
    for key, others in (("broader", concept.broader), ("related", concept.related), ("replacedBy", replaced)):
        for other in others:
            if other not in scheme.concepts:
                raise Unusable((*where, key), f"names {other}, which is no concept of {scheme.id}: correct the id")


def read_text(content: Any, where: Where) -> str | None:
    """Raises Unusable for a number, a list, a mapping."""
    if content is not None and not isinstance(content, str):
        raise Unusable(where, f"must be text: put {content} in quotation marks")
    return content


def read_flag(content: Any, where: Where) -> bool:
    """Raises Unusable for what is neither true nor false."""
    if not isinstance(content, bool | None):
        raise Unusable(where, f"must be true or false, not {content}")
    return content is True


def read_texts(content: Any, where: Where) -> Texts:
    """Language -> text. Raises Unusable."""
    if not isinstance(content or {}, dict):
        raise Unusable(where, "must have languages: write {en: …, fr: …}")
    found = {language: read_text(value, (*where, language)) for language, value in (content or {}).items()}
    return {language: value for language, value in found.items() if value}


def read_names(content: Any, where: Where) -> tuple[str, ...]:
    """A list of texts. Raises Unusable."""
    if not isinstance(content or [], list):
        raise Unusable(where, f"must be a list: write [{content}]")
    found = [read_text(item, where) for item in content or ()]
    if not all(found):
        raise Unusable(where, "has an empty item: remove it")
    return tuple(item for item in found if item)


def read_lists(content: Any, where: Where) -> Lists:
    """Language -> list of texts. Raises Unusable."""
    if not isinstance(content or {}, dict):
        raise Unusable(where, "must have languages: write {en: [one, another]}")
    return {language: read_names(several, (*where, language)) for language, several in (content or {}).items()}
