"""What is wrong with a taxonomy.yaml, each finding with its line; the issues are those of qSKOS that fit one file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from search.concepts import CONCEPT_KEYS, FILE_KEYS, SCHEME_KEYS
from search.errors import ConfigurationError
from search.fold import fold
from search.yaml_strict import compose, duplicate_keys

LANGUAGES = ("en", "fr", "es", "pt", "ar")
TRANSLATED = ("programme", "population", "region", "content_type")  # schemes that need all five languages
DATED = ("region", "country_group")
STATUSES = ("confirmed", "unreviewed")
_TRAP = re.compile(r"(?:yes|no|on|off|y|n|true|false)|\d{4}-\d\d-\d\d|0\d+|[\d_]+_[\d_]+|\d+:\d\d", re.IGNORECASE)


@dataclass(frozen=True)
class Finding:
    """One thing to mend: `line` from 1; `severity` is `error` (must be mended) or `warning`."""

    line: int
    severity: str
    kind: str
    message: str


def check(text: str, name: str = "taxonomy.yaml") -> list[Finding]:
    """Everything found, by line; never raises for what the file holds."""
    try:
        root = compose(text, name)
    except ConfigurationError as error:
        line = re.search(r"line (\d+)", str(error))
        return [Finding(int(line[1]) if line else 1, "error", "yaml", str(error))]
    return sorted(_Checker(root).findings(), key=lambda finding: (finding.line, finding.message))


class _Checker:
    def __init__(self, root: Node) -> None:
        self.root = root
        self.schemes = {key: _map(_map(scheme).get("concepts")) for key, scheme in self._schemes()}
        self.asked = {fold(_text(_map(entry).get("label"))) for entry in _items(_map(root).get("ambiguous"))}

    def findings(self) -> Iterator[Finding]:
        for line, key in duplicate_keys(self.root):
            yield Finding(line, "error", "duplicate key", f"the key “{key}” stands twice; remove one")
        yield from _traps(self.root)
        yield from _unknown(self.root, FILE_KEYS, "the file")
        for key, scheme in self._schemes():
            yield from _unknown(scheme, SCHEME_KEYS, f"scheme {key}")
            yield from self._scheme(key, self.schemes[key])

    def _schemes(self) -> list[tuple[str, Node]]:
        return list(_map(_map(self.root).get("schemes")).items())

    def _scheme(self, scheme: str, concepts: dict[str, Node]) -> Iterator[Finding]:
        parents = {i: [_text(b) for b in _items(_map(node).get("broader"))] for i, node in concepts.items()}
        for identifier, node in concepts.items():
            yield from _unknown(node, CONCEPT_KEYS, f"{scheme}/{identifier}")
            yield from self._labels(scheme, identifier, node)
            yield from self._relations(scheme, identifier, node, parents)
            yield from _membership(scheme, identifier, node)
        yield from self._overlaps(scheme, concepts)

    def _labels(self, scheme: str, identifier: str, node: Node) -> Iterator[Finding]:
        labels = _map(_map(node).get("prefLabel"))
        status = {language: _text(value) for language, value in _map(_map(node).get("labelStatus")).items()}
        line = _line(node)
        needed = LANGUAGES if scheme in TRANSLATED else LANGUAGES[:1]
        for language in needed:
            if not _text(labels.get(language)):
                yield Finding(line, "error", "missing label", f"{scheme}/{identifier} has no label in {language}")
        for language in labels:
            if status.get(language) not in STATUSES:
                message = f"{scheme}/{identifier}: labelStatus of {language} must be confirmed or unreviewed"
                yield Finding(line, "error", "label status", message)

    def _relations(self, scheme: str, identifier: str, node: Node, parents: dict[str, list[str]]) -> Iterator[Finding]:
        where = f"{scheme}/{identifier}"
        line = _line(node)
        for kind in ("broader", "related", "replacedBy"):
            for other in _items(_map(node).get(kind)):
                if _text(other) not in parents:
                    message = f"{where}: {kind} names {_text(other)}, which is no concept of {scheme}"
                    yield Finding(_line(other), "error", "orphan", message)
        above = _above(identifier, parents)
        if identifier in above:
            yield Finding(line, "error", "cycle", f"{where} is broader than itself; remove one `broader` of the circle")
            return
        for parent in parents[identifier]:
            if any(parent in _above(other, parents) for other in parents[identifier] if other != parent):
                yield Finding(line, "warning", "redundant", f"{where}: broader {parent} follows from another broader")
        for other in _items(_map(node).get("related")):
            back = self.schemes[scheme].get(_text(other))
            if back and identifier not in map(_text, _items(_map(back).get("related"))):
                yield Finding(_line(other), "warning", "one-sided", f"{where} is related to {_text(other)}, not back")
        if _text(_map(node).get("deprecated")) == "true" and "replacedBy" not in _map(node):
            yield Finding(line, "warning", "deprecated", f"{where} is deprecated without replacedBy")

    def _overlaps(self, scheme: str, concepts: dict[str, Node]) -> Iterator[Finding]:
        seen: dict[str, str] = {}
        for identifier, node in concepts.items():
            for label in _all_labels(node):
                key = fold(_text(label))
                other = seen.setdefault(key, identifier)
                if other != identifier and key not in self.asked:
                    message = (
                        f"“{_text(label)}” is a label of {scheme}/{identifier} and of {other}; list it as ambiguous"
                    )
                    yield Finding(_line(label), "error", "overlap", message)


def _above(identifier: str, parents: dict[str, list[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(parents.get(identifier, ()))
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += parents.get(one, ())
    return found


def _membership(scheme: str, identifier: str, node: Node) -> Iterator[Finding]:
    content = _map(node)
    for member in _items(content.get("members")):
        if not re.fullmatch("[A-Z]{3}", _text(member)):
            message = f"{scheme}/{identifier}: “{_text(member)}” is no ISO 3166 code of three capitals"
            yield Finding(_line(member), "error", "member", message)
    if scheme in DATED and not (_text(content.get("source")) and _text(content.get("date"))):
        yield Finding(_line(node), "error", "undated", f"{scheme}/{identifier} lacks source or date")


def _traps(root: Node) -> Iterator[Finding]:
    """Plain scalars that another YAML reader takes for a boolean, a date or an octal number."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ScalarNode) and node.style is None and _TRAP.fullmatch(node.value):
            if node.value not in ("true", "false"):
                yield Finding(_line(node), "error", "yaml trap", f"write “{node.value}” in quotation marks")
        elif isinstance(node, MappingNode):
            waiting += [part for pair in node.value for part in pair]
        elif isinstance(node, SequenceNode):
            waiting += node.value


def _unknown(node: Node, known: set[str], where: str) -> Iterator[Finding]:
    for key, value in _map(node).items():
        if key not in known:
            yield Finding(_line(value), "error", "unknown key", f"{where} has the unknown key {key}")


def _all_labels(node: Node) -> Iterator[Node]:
    content = _map(node)
    yield from _map(content.get("prefLabel")).values()
    for kind in ("altLabel", "hiddenLabel"):
        for several in _map(content.get(kind)).values():
            yield from _items(several)


def _map(node: Node | None) -> dict[str, Node]:
    return {_text(key): value for key, value in node.value} if isinstance(node, MappingNode) else {}


def _items(node: Node | None) -> list[Node]:
    if isinstance(node, SequenceNode):
        return list(node.value)
    return [node] if isinstance(node, ScalarNode) else []


def _text(node: Node | None) -> str:
    return str(node.value) if isinstance(node, ScalarNode) else ""


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1
