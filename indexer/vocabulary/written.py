"""A label written into the text of a taxonomy.yaml: one place is changed, everything else stays byte for byte.

(A library that reads YAML and writes it again moves comments, breaks long lines anew, and takes ten times as long.)
"""

import json
import re
from collections.abc import Iterable

from yaml.nodes import CollectionNode, MappingNode, Node, SequenceNode

from search.errors import ConfigurationError
from search.strict_yaml import compose, entries, line_of, value_of

BY_HAND = (
    "%(file)s, line %(line)s: the label cannot be written there without changing more: write “%(label)s” into altLabel "
    "of %(concept)s by hand."
)
_PLAIN = re.compile(r"[^\W\d_][\w]*(?:[ \-][\w]+|['’][\w]+)*")
_TRAPS = ("y", "n", "yes", "no", "on", "off", "true", "false", "null")  # read otherwise by other programs
ABOVE = ("labelStatus", "prefLabel")  # after which a concept's first altLabel is written


def with_label(text: str, name: str, concept: tuple[str, str], language: str, label: str) -> str:
    """The text of a taxonomy in which a concept (scheme, id) has one altLabel more.

    Raises ConfigurationError where that cannot be done in one place.
    """
    root = compose(text, name)
    node = _at(root, ("schemes", concept[0], "concepts", concept[1]))
    place, new = _insertion(text, node, language, _scalar(label))
    edited = f"{text[:place]}{new}{text[place:]}"
    wanted = value_of(root)
    labels = wanted["schemes"][concept[0]]["concepts"][concept[1]].setdefault("altLabel", {})
    labels[language] = [*labels.get(language, []), label]
    if not _says(edited, name, wanted):
        told = {"line": str(line_of(node)), "label": label, "concept": concept[1]}
        raise ConfigurationError(BY_HAND, file=name, **told)
    return edited


def _says(text: str, name: str, wanted: object) -> bool:
    try:
        return bool(value_of(compose(text, name)) == wanted)
    except ConfigurationError:
        return False


def _insertion(text: str, concept: Node, language: str, label: str) -> tuple[int, str]:
    """Where something is written, and what."""
    found = entries(concept)
    labels = found["altLabel"][1] if "altLabel" in found else None
    several = entries(labels).get(language, (None, None))[1]
    if isinstance(several, SequenceNode):
        return _member(text, several, label, "- ")
    if isinstance(labels, MappingNode):
        return _member(text, labels, f"{_scalar(language)}: [{label}]")
    above = next((found[key][1] for key in ABOVE if key in found), None)
    return _member(text, concept, f"altLabel: {{{_scalar(language)}: [{label}]}}", above=above)


def _member(text: str, node: Node, new: str, mark: str = "", above: Node | None = None) -> tuple[int, str]:
    """One more in a list or mapping: after `above`, else at its end; mark: what members of a list stand after."""
    last = above or _last(node)
    if last is None:
        return node.start_mark.index + 1, new
    if getattr(node, "flow_style", False):
        return _end(last), f", {new}"
    end = text.find("\n", _end(last))
    indent = " " * node.start_mark.column
    line = f"{indent}{mark}{new}"
    ending = "\r\n" if "\r\n" in text else "\n"
    return (len(text), f"{ending}{line}") if end < 0 else (end + 1, f"{line}{ending}")


def _last(node: Node) -> Node | None:
    members = node.value if isinstance(node, CollectionNode) else []
    if not members:
        return None
    return members[-1][1] if isinstance(node, MappingNode) else members[-1]  # type: ignore[no-any-return]


def _end(node: Node) -> int:
    """Where it ends: a block ends with its last member, not where the next thing begins."""
    last = None if getattr(node, "flow_style", True) else _last(node)
    return _end(last) if last is not None else int(node.end_mark.index)


def _at(node: Node, where: Iterable[str]) -> Node:
    for step in where:
        node = entries(node)[step][1]
    return node


def _scalar(label: str) -> str:
    """The label as YAML: in quotation marks unless it is plain words."""
    plain = _PLAIN.fullmatch(label) and label.casefold() not in _TRAPS
    return label if plain else json.dumps(label, ensure_ascii=False)
