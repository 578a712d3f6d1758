"""Labels of a taxonomy.yaml: missing, without status, or standing for two concepts at once."""

import re
from collections.abc import Iterator

from yaml.nodes import Node, ScalarNode

from search.authorities.checks.finding import Entry, Finding, text_of
from search.records import INTERFACE_LANGUAGES
from search.strict_yaml import items, line_of
from search.text import fold

TRANSLATED = ("programme", "population", "region", "content_type")  # schemes that need all languages of the pages
STATUSES = ("confirmed", "unreviewed")
_LABELS = ("prefLabel", "altLabel", "hiddenLabel")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def check_labels(entry: Entry) -> Iterator[Finding]:
    """Missing languages, odd languages, empty labels, and labels that nobody said the status of."""
    labels = entry.by_language("prefLabel")
    for language in INTERFACE_LANGUAGES if entry.scheme in TRANSLATED else INTERFACE_LANGUAGES[:1]:
        if not _text(labels.get(language)):
            yield entry.finding("error", "missing label", f"has no prefLabel in {language}")
    for kind in _LABELS:
        for language, (line, _) in entry.by_language(kind).items():
            if language not in INTERFACE_LANGUAGES:
                severity = "warning" if _LANGUAGE.fullmatch(language) else "error"
                message = f"{kind} has the language {language}; pages show {', '.join(INTERFACE_LANGUAGES)}"
                yield entry.finding(severity, "language", message, line)
    for label in _all(entry):
        if not fold(label.value) or label.value != label.value.strip():
            message = f"the label “{label.value}” is empty, or begins or ends with a space"
            yield entry.finding("error", "empty label", message, line_of(label))
    yield from _status(entry)


def _status(entry: Entry) -> Iterator[Finding]:
    labels, status = entry.by_language("prefLabel"), entry.by_language("labelStatus")
    for language, (line, _) in labels.items():
        if _text(status.get(language)) not in STATUSES:
            message = f"labelStatus of {language} must be {' or '.join(STATUSES)}"
            yield entry.finding("error", "label status", message, status.get(language, (line,))[0])
    for language, (line, _) in status.items():
        if language not in labels:
            yield entry.finding("error", "label status", f"labelStatus of {language} has no prefLabel", line)


def check_overlaps(concepts: dict[str, Entry], asked: set[str]) -> Iterator[Finding]:
    """The same folded label on two concepts of a scheme, unless it is `asked` about or one replaced the other."""
    seen: dict[str, str] = {}
    for entry in concepts.values():
        for label in _all(entry):
            key = fold(label.value)
            other = seen.setdefault(key, entry.id)
            if key and key not in asked and _today(other, concepts) != _today(entry.id, concepts):
                message = f"“{label.value}” is a label of {other}, too: remove one, or list it under `ambiguous`"
                yield entry.finding("error", "overlap", message, line_of(label))


def _today(identifier: str, concepts: dict[str, Entry]) -> str:
    path = [identifier]
    while path[-1] in concepts:
        successor = text_of(concepts[path[-1]].parts.get("replacedBy"))
        if not successor or successor in path:
            break
        path.append(successor)
    return path[-1]


def _all(entry: Entry) -> Iterator[ScalarNode]:
    for kind in _LABELS:
        for _, value in entry.by_language(kind).values():
            for node in [value] if isinstance(value, ScalarNode) else items(value):
                if isinstance(node, ScalarNode):
                    yield node


def _text(found: tuple[int, Node] | None) -> str:
    return str(found[1].value) if found and isinstance(found[1], ScalarNode) else ""
