"""What was typed -> a small tree (word, phrase, prefix, identifier, all, any, not, most); never an error.

Both engines only translate this tree. Grammar: words are all required; `"a phrase"`, `begin*`, `-without`,
`NOT`, `OR`, brackets, and `title:word` for the fields of TEXT_FIELDS. Anything else is read as words, and so are
beginnings that too many words have, or that are too many: an engine looks up every word that begins so, in each field.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from search.records import FIELDS
from search.text import fold_word, words_of

TEXT_FIELDS = tuple(name for name, field in FIELDS.items() if field.boost)
DEEPEST_BRACKET = 4  # Elasticsearch refuses queries nested deeper than 30; deeper brackets are read as words
SHORTEST_PREFIX = 3  # bytes of UTF-8, once folded: three Latin letters, two Arabic ones, one Chinese character
MOST_PREFIXES = 8  # with 26 of one letter a page took 30 s (60,000 records, tantivy)


@dataclass(frozen=True)
class Word:
    """One word, in any language; with a `field`, only there."""

    text: str
    field: str | None = None


@dataclass(frozen=True)
class Phrase:
    """Words that follow each other; `language` restricts where an alternative of the taxonomy is looked for."""

    words: tuple[str, ...]
    field: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class Prefix:
    """The beginning of a word; matched on unstemmed, folded text."""

    text: str
    field: str | None = None


@dataclass(frozen=True)
class Identifier:
    """A DOI, ISBN, address or local id, folded as `search.records` folds those of records."""

    value: str


@dataclass(frozen=True)
class Tagged:
    """Tagged with a concept, or with anything narrower: a label that was typed is also that."""

    facet: str
    value: str
    label: str


@dataclass(frozen=True)
class All:
    """Every part."""

    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Any_:
    """At least one part."""

    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Most:
    """At least `least` of the parts."""

    parts: tuple["Node", ...]
    least: int


@dataclass(frozen=True)
class Not:
    """Not this part."""

    part: "Node"


Node = Word | Phrase | Prefix | Identifier | Tagged | All | Any_ | Most | Not

_TOKEN = regex.compile(
    r"""(?P<minus>(?<![^\s(])[-−](?=[^\s-]))?
        (?: (?:(?P<field>[a-z_]+):)?["“”„«](?P<phrase>[^"“”„«»]*)["“”»]
          | (?P<open>\() | (?P<close>\)) | (?P<words>[^\s()"“”„«»]+) | . )""",
    regex.VERBOSE | regex.DOTALL,
)


def parse(text: str) -> Node | None:
    """The tree for what was typed; None when it holds no word (`!!!`)."""
    builder = _Builder()
    for match in _TOKEN.finditer(text):
        builder.take(match)
    return builder.tree()


class _Builder:
    """A stack of open brackets; each holds alternatives (split at OR), each a list of required parts."""

    def __init__(self) -> None:
        self.stack: list[tuple[bool, list[list[Node]]]] = [(False, [[]])]
        self.ignored = 0  # brackets opened beyond the deepest
        self.negate = False
        self.prefixes = 0

    def take(self, match: regex.Match[str]) -> None:
        self.negate = self.negate or bool(match["minus"])
        if match["open"]:
            self._open()
        elif match["close"]:
            self._close()
        elif match["phrase"] is not None:
            self._phrase(match["phrase"], match["field"])
        elif match["words"] in ("AND", "OR", "NOT"):
            self._operator(match["words"])
        elif match["words"]:
            self._add(self._typed_word(match["words"]))

    def _operator(self, word: str) -> None:
        if word == "OR" and self.stack[-1][1][-1]:
            self.stack[-1][1].append([])
        self.negate = word == "NOT"

    def _phrase(self, text: str, field: str | None) -> None:
        known = field if field in TEXT_FIELDS else None
        words = tuple(words_of(f"{field} {text}" if field and not known else text))
        self._add(Phrase(words, known) if len(words) > 1 else Word(words[0], known) if words else None)

    def _open(self) -> None:
        if len(self.stack) > DEEPEST_BRACKET:
            self.ignored += 1
            return
        self.stack.append((self.negate, [[]]))
        self.negate = False

    def _close(self) -> None:
        if self.ignored:
            self.ignored -= 1
        elif len(self.stack) > 1:
            self.negate, alternatives = self.stack.pop()
            self._add(_joined(alternatives))

    def _add(self, node: Node | None) -> None:
        if node is not None:
            self.stack[-1][1][-1].append(Not(node) if self.negate else node)
        self.negate = False

    def _typed_word(self, text: str) -> Node | None:
        field, colon, rest = text.partition(":")
        known = field if colon and field in TEXT_FIELDS else None
        text = rest if known else text
        words = words_of(text)
        if not words:
            return None
        if text.endswith("*") and text[-2:-1].isalnum() and self._is_prefix(beginning := fold_word(words[-1])):
            last = Prefix(beginning, known)
            return last if len(words) == 1 else All((*[Word(word, known) for word in words[:-1]], last))
        return _words(words, known, apart=bool(colon and not known))

    def _is_prefix(self, beginning: str) -> bool:
        """Whether it is long enough, and not one too many."""
        if len(beginning.encode(errors="replace")) < SHORTEST_PREFIX or self.prefixes == MOST_PREFIXES:
            return False
        self.prefixes += 1
        return True

    def tree(self) -> Node | None:
        while len(self.stack) > 1:
            self._close()
        return _joined(self.stack[0][1])


def _words(words: list[str], field: str | None, apart: bool) -> Node:
    """What was typed without a space: a phrase, unless its parts stand `apart` as those of an unknown `foo:` do."""
    if len(words) == 1:
        return Word(words[0], field)
    return All(tuple(map(Word, words))) if apart else Phrase(tuple(words), field)


def _joined(alternatives: list[list[Node]]) -> Node | None:
    branches = [all_of(parts) for parts in alternatives if parts]
    if not branches:
        return None
    return branches[0] if len(branches) == 1 else Any_(tuple(branches))


def all_of(parts: list[Node]) -> Node:
    """The parts joined by "and", flattened."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, All) else (part,))]
    return flat[0] if len(flat) == 1 else All(tuple(flat))


def leaves(node: Node | None) -> Iterator[Word | Phrase | Prefix]:
    """Every leaf that may be found in a text: those under a Not are left out."""
    if isinstance(node, All | Any_ | Most):
        for part in node.parts:
            yield from leaves(part)
    elif isinstance(node, Word | Phrase | Prefix):
        yield node


def most(node: Node) -> Node | None:
    """The tree with "all" read as "most of these words"; None where that would say nothing new."""
    if not isinstance(node, All):
        return None
    wanted = tuple(part for part in node.parts if not isinstance(part, Not))
    refused = tuple(part for part in node.parts if isinstance(part, Not))
    if len(wanted) < 2:
        return None
    relaxed = Most(wanted, max(1, len(wanted) - max(1, len(wanted) // 3)))
    return All((relaxed, *refused)) if refused else relaxed


def in_field(node: Word | Phrase | Prefix, field: str) -> bool:
    """Whether that leaf looks into that text field."""
    return node.field is None or node.field == field
