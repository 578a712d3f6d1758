"""Words in a YAML file that a reader takes for something else than its writer meant: NO, 012, 12:30, 2026.10."""

import re
from collections.abc import Iterator

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from search.authorities.checks.finding import Finding
from search.sentences import Sentence
from search.strict_yaml import line_of

TRAP = "unquoted, %(written)s may be read as %(read_as)s: write it in quotation marks"
_TRAPS = (
    (re.compile(r"(?:yes|no|on|off|y|n|true|false)", re.I), "true or false"),
    (re.compile(r"(?:~|null)", re.I), "nothing"),
    (re.compile(r"\d{4}-\d\d?-\d\d?(?:[Tt ].*)?"), "a date"),
    (re.compile(r"[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.\d*)?"), "a time of day, counted in minutes"),
    (re.compile(r"[-+]?0[xob]?[\da-f_]+", re.I), "a number to the base 8, 16 or 2"),
    (re.compile(r"[-+]?(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:e[-+]?\d+)?|[-+]?\.(?:inf|nan)", re.I), "a number"),
    (re.compile(r"=|<<"), "an instruction"),
)


def check_traps(root: Node) -> Iterator[Finding]:
    """Unquoted words of the old or the new YAML standard; only `deprecated: true` and `false` are meant."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, SequenceNode):
            waiting += node.value
        elif isinstance(node, MappingNode):
            for key, value in node.value:
                waiting.append(key)
                if not (isinstance(key, ScalarNode) and key.value == "deprecated" and value.value in ("true", "false")):
                    waiting.append(value)
        elif isinstance(node, ScalarNode) and not node.style:  # libyaml says "", not None
            yield from _trap(node)


def _trap(node: ScalarNode) -> Iterator[Finding]:
    if not node.value:
        yield Finding(line_of(node), "warning", "empty", "nothing stands after the colon; remove the key or fill it")
    for pattern, read_as in _TRAPS:
        if pattern.fullmatch(node.value):
            yield Finding(line_of(node), "error", "yaml trap", str(Sentence(TRAP, written=node.value, read_as=read_as)))
            return
