"""Finding, and the entry of a taxonomy.yaml that it is about: what the checks of the taxonomy share."""

from dataclasses import dataclass
from functools import cached_property

from yaml.nodes import Node, ScalarNode

from search.strict_yaml import entries, items, line_of


@dataclass(frozen=True)
class Finding:
    """One thing to mend: `line` from 1; `severity` is `error` (must be mended) or `warning`."""

    line: int
    severity: str
    kind: str
    message: str


@dataclass(frozen=True)
class Entry:
    """A concept as it stands in the file, right or wrong."""

    scheme: str
    id: str
    line: int
    node: Node

    @property
    def where(self) -> str:
        """`programme/cash-transfers`."""
        return f"{self.scheme}/{self.id}"

    @cached_property
    def parts(self) -> dict[str, tuple[Node, Node]]:
        """Key -> (node of the key, node of the value)."""
        return entries(self.node)

    def has(self, key: str) -> bool:
        """The key stands there with something in it."""
        return key in self.parts and bool(self.parts[key][1].value)

    def names(self, key: str) -> list[tuple[int, str]]:
        """(line, text) of each item; a single text counts as a list of one."""
        if key not in self.parts:
            return []
        value = self.parts[key][1]
        nodes = [value] if isinstance(value, ScalarNode) and value.value else items(value)
        return [(line_of(node), node.value) for node in nodes if isinstance(node, ScalarNode)]

    def by_language(self, key: str) -> dict[str, tuple[int, Node]]:
        """Language -> (line, value) of a prefLabel, altLabel, labelStatus, ..."""
        found = entries(self.parts[key][1]) if key in self.parts else {}
        return {language: (line_of(at), value) for language, (at, value) in found.items()}

    def finding(self, severity: str, kind: str, message: str, line: int = 0) -> Finding:
        """About this entry; on its first line unless another is given."""
        return Finding(line or self.line, severity, kind, f"{self.where}: {message}")


def text_of(found: tuple[Node, Node] | None) -> str:
    """The text of a value, or nothing."""
    return str(found[1].value) if found and isinstance(found[1], ScalarNode) else ""
