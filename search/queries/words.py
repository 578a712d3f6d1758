"""What was typed -> a tree of what was typed; never an error.

Grammar: words are all wanted; `"a phrase"`, `begin*`, `wom?n`, `-without`, `NOT`, `OR`, brackets, and `title:word` or
`title:(some words)` for the fields of TEXT_FIELDS, `year:2015`. Anything else is read as words, and so are beginnings
that too many words have, or that are too many: an engine looks up every word that begins so, in each field.
"""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from search.queries.nodes import (
    TEXT_FIELDS,
    All,
    Any_,
    Best,
    Identifier,
    Kept,
    Node,
    Not,
    Pattern,
    Phrase,
    Prefix,
    Word,
    Years,
    all_of,
)
from search.records import FoundIdentifier
from search.text import fold_word, words_of

DEEPEST_BRACKET = 4  # Elasticsearch refuses queries nested deeper than 30; deeper brackets are read as words
SHORTEST_PREFIX = 3  # bytes of UTF-8, once folded: three Latin letters, two Arabic ones, one Chinese character
MOST_PREFIXES = 8  # with 26 of one letter a page took 30 s (60,000 records, tantivy)
OPERATORS = ("AND", "OR", "NOT")

_TOKEN = regex.compile(
    r"""(?P<minus>(?<![^\s(])[-−](?=[^\s-]))?
        (?: (?:(?P<field>[A-Za-z_]+):)?["“”„«](?P<phrase>[^"“”„«»]*)["“”»]
          | (?:(?P<within>[A-Za-z_]+):)?(?P<open>\() | (?P<close>\)) | (?P<words>[^\s()"“”„«»]+) | . )""",
    regex.VERBOSE | regex.DOTALL,
)
_PATTERN = regex.compile(r"[\p{L}\p{N}]+(?:[?*]+[\p{L}\p{N}]+)+\*?")
_YEARS = regex.compile(r"(\d{4})(?:(?:-|–|\.\.)(\d{4}))?")
_REFUSING = regex.compile(r"(?<![^\s(])[-−]\Z")
_APART = regex.compile(r"[/&+|]")


def parse(text: str, found: Sequence[FoundIdentifier] = (), minus: bool = True) -> Node | None:
    """The tree for what was typed; None when it holds no word (`!!!`).

    found: identifiers that stand in the text. minus: whether `-word` is one that is not wanted.
    """
    builder = _Builder(minus)
    position = 0
    for one in found:
        builder.typed(text[position : one.start])
        builder.identified(one, words_of(text[one.start : one.end]))
        position = one.end
    builder.typed(text[position:])
    return builder.tree()


@dataclass
class _Bracket:
    """An open bracket: alternatives (split at OR), each a list of parts; in which field, and whether it is refused."""

    refused: bool = False
    field: str | None = None
    alternatives: list[list[Node]] = dataclasses.field(default_factory=lambda: [[]])

    def tree(self) -> Node | None:
        branches = [all_of(parts) for parts in self.alternatives if parts]
        if not branches:
            return None
        return branches[0] if len(branches) == 1 else Any_(tuple(branches))


class _Builder:
    """A stack of open brackets."""

    def __init__(self, minus: bool) -> None:
        self.stack = [_Bracket()]
        self.ignored = 0  # brackets opened beyond the deepest
        self.minus = minus
        self.negate = False
        self.prefixes = 0

    def typed(self, text: str) -> None:
        """What stands between two identifiers; a dash at its end refuses what follows."""
        for match in _TOKEN.finditer(text):
            self.take(match)
        self.negate = self.negate or (self.minus and bool(_REFUSING.search(text)))

    def take(self, match: regex.Match[str]) -> None:
        self.negate = self.negate or (self.minus and bool(match["minus"]))
        if match["open"]:
            self._open(match["within"])
        elif match["close"]:
            self._close()
        elif match["phrase"] is not None:
            self._quoted(match["phrase"], match["field"])
        elif match["words"] in OPERATORS:
            self._operator(match["words"])
        elif match["words"]:
            self._typed(match["words"])

    def identified(self, one: FoundIdentifier, words: list[str]) -> None:
        """An identifier that stands in the text: any form of it will do; an uncertain one may be a mere word."""
        forms: list[Node] = [Identifier(value) for value in one.values]
        if not one.certain:
            forms.insert(0, Word(words[0]) if len(words) == 1 else Phrase(tuple(words), glued=True))
        self._add(forms[0] if len(forms) == 1 else Best(forms[0], tuple(forms[1:]), spelt=True))

    def _operator(self, word: str) -> None:
        if word == "OR" and self.stack[-1].alternatives[-1]:
            self.stack[-1].alternatives.append([])
        self.negate = word == "NOT"

    @property
    def _field(self) -> str | None:
        return self.stack[-1].field

    def _quoted(self, text: str, name: str | None) -> None:
        known = _known(name)
        words = tuple(words_of(f"{name} {text}" if name and not known else text))
        inside = known or self._field
        if text.rstrip().endswith("*") and len(words) > 1 and self._is_prefix(beginning := fold_word(words[-1])):
            parts: list[Node] = [*(Word(word, inside) for word in words[:-1]), Prefix(beginning, inside)]
            self._add(Kept(All(tuple(parts))))
        elif words:
            self._add(Kept(Phrase(words, inside) if len(words) > 1 else Word(words[0], inside)))
        else:
            self.negate = False

    def _open(self, name: str | None) -> None:
        if name and not _known(name):
            self._typed(name)
        if len(self.stack) > DEEPEST_BRACKET:
            self.ignored += 1
            return
        self.stack.append(_Bracket(self.negate, _known(name) or self._field))
        self.negate = False

    def _close(self) -> None:
        if self.ignored:
            self.ignored -= 1
        elif len(self.stack) > 1:
            bracket = self.stack.pop()
            self.negate = bracket.refused
            self._add(bracket.tree())

    def _add(self, node: Node | None) -> None:
        if node is not None:
            self.stack[-1].alternatives[-1].append(Not(node) if self.negate else node)
        self.negate = False

    def _typed(self, text: str) -> None:
        """Something without a blank in it. `foo:bar` with a field that there is not are two words, `a/b` as well."""
        name, colon, rest = text.partition(":")
        known = _known(name) if colon else None
        if colon and name.lower() == "year" and (years := _YEARS.fullmatch(rest)):
            self._add(Kept(Years(int(years[1]), int(years[2] or years[1]))))
            return
        inside = known or self._field
        pieces = [rest] if known else (text.split(":") if colon else [text])
        nodes = [node for piece in pieces for part in _APART.split(piece) if (node := self._piece(part, inside))]
        if self.negate and len(nodes) > 1:
            nodes = [all_of(nodes)]
        for node in nodes:
            self._add(Kept(node) if known else node)
        self.negate = False

    def _piece(self, text: str, inside: str | None) -> Node | None:
        words = words_of(text)
        if not words:
            return None
        if _PATTERN.fullmatch(text) and self._counts():
            return Pattern(text, inside)
        if text.endswith("*") and text[-2:-1].isalnum() and self._is_prefix(joined := "".join(map(fold_word, words))):
            return Prefix(joined, inside)
        return Word(words[0], inside) if len(words) == 1 else Phrase(tuple(words), inside, glued=True)

    def _is_prefix(self, beginning: str) -> bool:
        """Whether it is long enough, and not one too many."""
        return len(beginning.encode(errors="replace")) >= SHORTEST_PREFIX and self._counts()

    def _counts(self) -> bool:
        self.prefixes += 1
        return self.prefixes <= MOST_PREFIXES

    def tree(self) -> Node | None:
        while len(self.stack) > 1:
            self._close()
        return self.stack[0].tree()


def _known(name: str | None) -> str | None:
    return name.lower() if name and name.lower() in TEXT_FIELDS else None
