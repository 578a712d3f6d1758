"""YAML for people: no value changes its type behind one's back, no key may stand twice, each error has its line."""

from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from search.errors import ConfigurationError


class _Loader(yaml.CSafeLoader):
    """Resolves only null, true, false and plain numbers; `NO`, `012`, `1_000`, `12:30` and dates stay text."""


_Loader.yaml_implicit_resolvers = {}
_RESOLVERS = (
    ("tag:yaml.org,2002:null", r"^(?:~|null|)$", ["~", "n", ""]),
    ("tag:yaml.org,2002:bool", r"^(?:true|false)$", ["t", "f"]),
    ("tag:yaml.org,2002:int", r"^-?(?:0|[1-9][0-9]*)$", list("-0123456789")),
    ("tag:yaml.org,2002:float", r"^-?(?:0|[1-9][0-9]*)\.[0-9]+$", list("-0123456789")),
)


def _make_loader() -> None:
    import re

    for tag, pattern, first in _RESOLVERS:
        _Loader.add_implicit_resolver(tag, re.compile(pattern), first)


_make_loader()


def compose(text: str, name: str) -> Node:
    """The tree of nodes, each with `start_mark.line` (from 0). Raises ConfigurationError with file and line."""
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise ConfigurationError(f"{name}, line {_line(error)}: {_problem(error)}; correct the YAML there.") from error
    if root is None:
        raise ConfigurationError(f"{name} is empty: restore it.")
    return root


def load_yaml(source: Path | str, name: str = "") -> Any:
    """Mappings, lists, texts, numbers, true, false and null. Raises ConfigurationError with file and line."""
    if isinstance(source, Path):
        try:
            text = source.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigurationError(f"{source.name} cannot be read ({error}): restore it.") from error
        return load_yaml(text, name or source.name)
    root = compose(source, name)
    if duplicate := next(iter(duplicate_keys(root)), None):
        line, key = duplicate
        raise ConfigurationError(f"{name}, line {line}: the key “{key}” stands twice; remove one of them.")
    return _Constructor().construct(root)


class _Constructor(yaml.constructor.SafeConstructor):
    def construct(self, node: Node) -> Any:
        return self.construct_document(node)


def duplicate_keys(node: Node) -> list[tuple[int, str]]:
    """(line, key) of every key that stands a second time in its mapping."""
    found: list[tuple[int, str]] = []
    stack = [node]
    while stack:
        current = stack.pop()
        if isinstance(current, MappingNode):
            seen: set[str] = set()
            for key, value in current.value:
                if isinstance(key, ScalarNode) and key.value in seen:
                    found.append((key.start_mark.line + 1, key.value))
                seen.add(key.value if isinstance(key, ScalarNode) else repr(key))
                stack.append(value)
        elif isinstance(current, SequenceNode):
            stack.extend(current.value)
    return sorted(found)


def _line(error: yaml.YAMLError) -> int:
    mark = getattr(error, "problem_mark", None)
    return mark.line + 1 if mark else 1


def _problem(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", None) or error).strip()
