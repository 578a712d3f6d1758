"""The tree of a YAML file: no value changes its type behind one's back, no key may stand twice; lines are kept."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from search.errors import ConfigurationError
from search.sentences import Sentence

Defect = tuple[int, Sentence, str]  # line, what to mend, kind

TOO_DEEP = "%(file)s, line %(line)s: more than %(levels)s levels deep; write it flatter."
CONTROL = "%(file)s, line %(line)s: a control character stands there; remove it."
BROKEN = "%(file)s, line %(line)s: %(reason)s; correct the YAML there."
HALF = "%(file)s, line %(line)s: half a character; save the file as UTF-8."
NOTHING = "%(file)s, line 1: the file is empty; restore it."
TWICE = "the key “%(key)s” stands twice; remove one of them"
ALIAS = "what is named here with & is used again with *; write it out instead"
_TAG = "tag:yaml.org,2002:"
_PLAIN = (
    (f"{_TAG}null", re.compile(r"(?:~|null|)\Z"), ["~", "n", ""]),
    (f"{_TAG}bool", re.compile(r"(?:true|false)\Z"), ["t", "f"]),
    (f"{_TAG}int", re.compile(r"-?(?:0|[1-9][0-9]{0,17})\Z"), list("-0123456789")),
    (f"{_TAG}float", re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]+\Z"), list("-0123456789")),
)
_PATTERNS = {tag: pattern for tag, pattern, _ in _PLAIN}
_ORDINARY = (f"{_TAG}str", f"{_TAG}map", f"{_TAG}seq", *_PATTERNS)
_DEEPEST = 100  # levels; ours have 6
_COMPACT = re.compile(r"\s*(?:[-?]\s+)*")  # `- - - a`: one level each
_BRACKET = re.compile(r"[][{}]")


class _Loader(yaml.CSafeLoader):
    """Resolves only null, true, false and plain numbers; `NO`, `012`, `1_000`, `12:30` and dates stay text."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern, firsts in _PLAIN if first in firsts] for first in "~ntf-0123456789"
    } | {"": [(f"{_TAG}null", _PATTERNS[f"{_TAG}null"])]}


def compose(text: str, name: str) -> Node:
    """The tree of nodes, for those who need to know where each stands; it may still have `defects`.

    Raises ConfigurationError with file and line for what is no YAML.
    """
    if line := _too_deep(text):
        raise ConfigurationError(TOO_DEEP, file=name, line=str(line), levels=_DEEPEST)
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.reader.ReaderError as error:
        line = text.encode()[: error.position].count(b"\n") + 1
        raise ConfigurationError(CONTROL, file=name, line=str(line)) from error
    except yaml.YAMLError as error:
        raise ConfigurationError(BROKEN, file=name, line=str(_line(error)), reason=_problem(error)) from error
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise ConfigurationError(HALF, file=name, line=str(line)) from error
    if root is None:
        raise ConfigurationError(NOTHING, file=name)
    return root


def defects(root: Node) -> list[Defect]:
    """(line, what to mend, kind) of every key that stands twice, alias, odd key and tag, in the order of the file."""
    return sorted(_defects(root, set()), key=lambda defect: defect[0])


def line_of(node: Node) -> int:
    """The line on which it begins, from 1."""
    return int(node.start_mark.line) + 1


def entries(node: Node | None) -> dict[str, tuple[Node, Node]]:
    """Key -> (node of the key, node of the value); nothing for what is no mapping."""
    pairs = node.value if isinstance(node, MappingNode) else []
    return {key.value: (key, value) for key, value in pairs if isinstance(key, ScalarNode)}


def items(node: Node | None) -> list[Node]:
    """The nodes of a list; nothing for what is no list."""
    return list(node.value) if isinstance(node, SequenceNode) else []


class Lines:
    """Where things stand in a file; what a mapping holds is looked through once, however often it is asked for."""

    def __init__(self, root: Node) -> None:
        self._root = root
        self._entries = lru_cache(maxsize=None)(entries)

    def at(self, where: Iterable[str | int]) -> int:
        """The line of the last key (or place in a list, from 0) of the way that can be found."""
        line, node = line_of(self._root), self._root
        for step in where:
            if isinstance(step, int):
                listed = items(node)
                if step >= len(listed):
                    break
                node = listed[step]
                line = line_of(node)
            else:
                if step not in self._entries(node):
                    break
                key, node = self._entries(node)[step]
                line = line_of(key)
        return line


def value_of(node: Node) -> Any:
    """Mappings (their keys are always text), lists, texts, numbers, true, false and None; for what has no `defects`."""
    if isinstance(node, MappingNode):
        return {key.value: value_of(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [value_of(item) for item in node.value]
    kind = node.tag.removeprefix(_TAG)
    if kind == "null":
        return None
    if kind == "bool":
        return node.value == "true"
    return {"int": int, "float": float}.get(kind, str)(node.value)


def _defects(node: Node, seen: set[int]) -> Iterator[Defect]:
    if id(node) in seen:
        yield line_of(node), Sentence(ALIAS), "alias"
        return
    seen.add(id(node))
    if node.tag not in _ORDINARY or (node.tag in _PATTERNS and not _PATTERNS[node.tag].match(node.value)):
        yield line_of(node), Sentence("remove the tag %(tag)s", tag=node.tag.replace(_TAG, "!!")), "tag"
    if isinstance(node, SequenceNode):
        for item in node.value:
            yield from _defects(item, seen)
    elif isinstance(node, MappingNode):
        keys: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                yield line_of(key), Sentence("a key must be a word, not a list or a mapping"), "key"
            elif key.value in keys:
                yield line_of(key), Sentence(TWICE, key=key.value), "duplicate key"
            else:
                keys.add(key.value)
            yield from _defects(value, seen)


def _too_deep(text: str) -> int | None:
    """The line where nesting looks deeper than any file of ours: libyaml runs out of stack on 50,000 brackets."""
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) - len(line.lstrip()) + 2 * len(_COMPACT.match(line)[0].split()) > _DEEPEST:  # type: ignore[index]
            return number
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depth = max(0, depth + (1 if bracket[0] in "[{" else -1))
        if depth > _DEEPEST:
            return text.count("\n", 0, bracket.start()) + 1
    return None


def _line(error: yaml.YAMLError) -> int:
    mark = getattr(error, "problem_mark", None)
    return mark.line + 1 if mark else 1


def _problem(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", None) or error).strip()
