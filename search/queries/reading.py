"""How a question is read: groups of typed words, each with what else means the same, and a sentence about it."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from search.authorities import Known, Names, Taxonomy
from search.queries.forms import as_typed, typed
from search.queries.groups import Run, Segments, is_plain, words_in
from search.queries.lexicon import LONGEST_NAME, Lexicon
from search.queries.nodes import (
    All,
    Any_,
    Best,
    Identifier,
    Kept,
    Node,
    Not,
    Pattern,
    Phrase,
    Tagged,
    Word,
    all_of,
    any_of,
    below,
)
from search.queries.other_names import OtherNames
from search.queries.read_as import ReadAs
from search.queries.words import parse
from search.records import typed_identifiers
from search.text import bare, words_of

LONGEST = 8  # groups; more are a passage that was pasted, or a question put at length
MOST_NAMES = 16  # of a question that are looked for under other names, too; Elasticsearch refuses 50 with some heaps
READINGS = 1024  # kept: the same words come again with each filter and page


@dataclass(frozen=True)
class Group:
    """A part of a question that is fulfilled or not. node: what fulfils it. typed: as it was typed.

    kept: a place, a year, an identifier, or something meant exactly: given up after all others. known: what it names.
    """

    node: Node
    typed: Node
    kept: bool = False
    known: Known | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """As they were typed; none where it is more than words."""
        return self.typed.words if isinstance(self.typed, Phrase) else (getattr(self.typed, "text", ""),)

    @property
    def decided(self) -> bool:
        """Whether it names something, and no several things."""
        return self.known is not None and not self.known.asked

    @property
    def sure(self) -> bool:
        """Whether it is an identifier, and can be nothing else."""
        return all(isinstance(part, Identifier) for part in below(self.node) or (self.node,))


@dataclass(frozen=True)
class ReadWords:
    """groups: what is wanted; none: everything. refused: what is not.

    bonus: the words as a phrase of a title, which raises a hit without being required. pasted: all words as a title,
    where a dash before a word made it refused: if there is such a title, no word is. any_word: one group suffices, and
    fuller records are not put first.
    """

    groups: tuple[Group, ...]
    refused: tuple[Not, ...]
    read_as: ReadAs
    bonus: Node | None = None
    pasted: Phrase | None = None
    any_word: bool = False


@dataclass(frozen=True)
class Manner:
    """How to read. any_word: as a bag of words. names: whether things are looked for under their other names, too.

    nowhere: words that no record has: they stand for the terms that hold them.
    """

    any_word: bool = False
    names: bool = True
    nowhere: frozenset[str] = frozenset()


AS_VISITORS = Manner()


class Reader:
    """Reads words with the names of one index; see `reader_of`."""

    def __init__(self, taxonomy: Taxonomy, names: Names, lexicon: Lexicon) -> None:
        self._names = names
        self._lexicon = lexicon
        self._others = OtherNames(taxonomy)
        self._reading = lru_cache(maxsize=READINGS)(self._read)

    def read(self, text: str, manner: Manner = AS_VISITORS, minus: bool = True) -> ReadWords:
        """Never raises: what cannot be read as a question is read as words. minus: whether `-word` is refused."""
        return self._reading(text, manner, minus)

    def _read(self, text: str, manner: Manner, minus: bool) -> ReadWords:
        text = unicodedata.normalize("NFC", text)  # a loose accent would end its word
        if manner.any_word:
            return self._bag(text)
        parts = self._whole(text) or self._parts(text, minus)
        if not parts:
            return ReadWords((), (), ReadAs("no word" if text.strip() else "everything", text=text))
        refused = tuple(part for part in parts if isinstance(part, Not))
        groups = tuple(self._groups([part for part in parts if not isinstance(part, Not)], manner, text))
        groups = groups if len(groups) <= LONGEST else tuple(map(_evened, groups))
        also = tuple(dict.fromkeys(added for group in groups for added in _added(group.node)))
        said = tuple(group.typed for group in groups) + refused
        words = tuple(words_of(text))
        pasted = Phrase(words, "title") if refused and minus and len(words) > 1 and _only_words(parts) else None
        return ReadWords(groups, refused, ReadAs("as typed", said, also), _bonus(parts), pasted)

    def _parts(self, text: str, minus: bool) -> list[Node]:
        """The parts of a question that are joined by "and"."""
        identified = typed_identifiers(text)
        tree = parse(text if identified else bare(text), identified, minus)
        if tree is None:
            return []
        return list(tree.parts) if isinstance(tree, All) else [tree]

    def _whole(self, text: str) -> list[Node]:
        """The words of a text that as a whole is a name, whatever signs there are in it."""
        words = words_of(bare(text))
        if not 0 < len(words) <= self._names.longest or '"' in text or not self._names.lookup(words):
            return []
        pieces = (tuple(words_of(piece)) for piece in bare(text).split())
        return [Phrase(piece, glued=True) if len(piece) > 1 else Word(piece[0]) for piece in pieces if piece]

    def _known(self, words: Sequence[str], shouted: bool) -> Known | None:
        """What some words name: a term, a place, or whom the records name."""
        return self._names.lookup(words, shouted) or self._lexicon.lookup(words)

    def _bag(self, text: str) -> ReadWords:
        """Each word counts by itself, and as often as it was written; operators and phrases mean nothing."""
        words: list[Node] = [Word(word) for word in words_of(text)]
        if not words:
            return self.read(text)
        groups = tuple(map(_evened, self._groups(words, Manner(any_word=True), text)))
        said = tuple(part for group in groups for part in below(group.node) or (group.node,))
        return ReadWords(groups, (), ReadAs("any", said), any_word=True)

    def _groups(self, parts: Sequence[Node], manner: Manner, text: str) -> Iterator[Group]:
        shouted = text.isupper() and len(words_of(text)) > 1
        longest = max(self._names.longest, LONGEST_NAME)
        segments = Segments(lambda words: self._known(words, shouted), longest, self._lexicon.joined, shouted)
        left = iter(range(MOST_NAMES if manner.names else 0))
        for run in segments.of(parts):
            named = next(left, None) is not None
            yield self._group(self._told(run, manner), named) if isinstance(run, Run) else self._other(run)

    def _told(self, run: Run, manner: Manner) -> Run:
        """The run; one of a word that no record has, with all that it may mean, or the terms that hold it."""
        if run.dated or len(run.words) > 1 or run.words[0] not in manner.nowhere:
            return run
        if run.known:
            return replace(run, nowhere=True)
        meanings = self._names.holding(run.words[0])
        return replace(run, known=Known(meanings)) if meanings else run

    def _group(self, run: Run, named: bool) -> Group:
        words = typed(run.parts)
        if run.joined:
            words = Best(words, (Word(run.joined),), spelt=True)
        if run.dated:
            phrase = Phrase(run.words, glued=True) if len(run.words) > 1 else Word(run.words[0])
            return Group(Best(phrase, (run.dated.years,)), run.dated.years if not run.dated.bare else phrase, True)
        if run.known is None or not named:
            return Group(words, as_typed(run.parts), known=run.known)
        added = () if run.known.asked and not run.nowhere else tuple(self._others.of(run.known.meanings, run.words))
        node = Best(words, added) if added else words
        return Group(node, as_typed(run.parts), run.known.place, run.known)

    def _other(self, part: Node) -> Group:
        """A part that is no plain word."""
        if isinstance(part, Kept):
            return Group(self._within(part.part), part.part, kept=True)
        if isinstance(part, Pattern):
            fitting = self._within(part)
            return Group(fitting, fitting)
        if isinstance(part, Best | Identifier):
            return Group(part, part.typed if isinstance(part, Best) else part, kept=True)
        return Group(self._within(part), part)

    def _fitting(self, pattern: Pattern) -> Node:
        """The words of the index that fit a pattern, the commonest; where none does, its parts as words."""
        if fitting := self._lexicon.fitting(pattern.text):
            return any_of([Word(word, pattern.field) for word in fitting])
        return all_of([Word(word, pattern.field) for word in words_of(pattern.text)])

    def _within(self, node: Node) -> Node:
        """What stands in brackets or between OR: read as a question of its own, of which all is wanted."""
        if isinstance(node, Any_):
            return any_of([self._within(part) for part in node.parts])
        if isinstance(node, Kept):
            return self._within(node.part)
        if isinstance(node, Not):
            return Not(self._within(node.part))
        if isinstance(node, All):
            kept = [part for part in node.parts if not is_plain(part)]
            plain = [part for part in node.parts if is_plain(part)]
            groups = [group.node for group in self._groups(plain, AS_VISITORS, "")]
            return all_of([*groups, *map(self._within, kept)])
        if isinstance(node, Pattern):
            return self._fitting(node)
        return next(self._groups([node], AS_VISITORS, "")).node if is_plain(node) else node


@lru_cache(maxsize=4)
def reader_of(taxonomy: Taxonomy, names: Names, lexicon: Lexicon) -> Reader:
    """The reader that all questions to one content share, with what it has read."""
    return Reader(taxonomy, names, lexicon)


def _added(node: Node) -> Iterator[Phrase | Tagged]:
    """What is looked for besides, wherever in the tree it stands."""
    if isinstance(node, Best):
        yield from (added for added in node.added if isinstance(added, Phrase | Tagged))
    for part in below(node):
        yield from _added(part)


def _evened(group: Group) -> Group:
    """A group of a passage: that a word was typed counts no more there than that its thing is called so."""
    return replace(group, node=replace(group.node, spelt=True)) if isinstance(group.node, Best) else group


def _only_words(parts: Sequence[Node]) -> bool:
    return all(is_plain(part.part if isinstance(part, Not) else part) for part in parts)


def _bonus(parts: Sequence[Node]) -> Phrase | None:
    """All words in this order in the title: what a person remembers of it."""
    plain = [part for part in parts if is_plain(part)]
    words = tuple(word for part in plain for word in words_in(part))  # type: ignore[arg-type]
    return Phrase(words, "title") if len(plain) == len(parts) and len(words) > 1 else None
