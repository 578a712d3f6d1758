"""How a question's words are read: typed words plus what the taxonomy and spelling add, and a sentence about it."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import count

from search.authorities import LabelIndex, Taxonomy, subject_labels
from search.queries.read_as import ReadAs
from search.queries.words import (
    All,
    Any_,
    Identifier,
    Most,
    Node,
    Phrase,
    Tagged,
    Word,
    all_of,
    most,
    parse,
)
from search.records import typed_identifier
from search.text import SNOWBALL, fold_word, is_stop_word, other_spelling, stem, words_of

MOST_ALTERNATIVES = 12  # of one concept; more would slow a search down for labels that nobody writes
MOST_LABELS = 16  # of a question that are looked for under other names, too; Elasticsearch refuses 50 with some heaps
READINGS = 1024  # kept: the same words come again with each filter and page
SHORTEST_ALTERNATIVE = 3  # letters; an acronym of two is a word in some language


EVERYTHING = ReadAs("everything")

Left = Iterator[int]  # gives a number for each label that may still be looked for under other names


@dataclass(frozen=True)
class ReadWords:
    """tree: what an engine is asked (None: everything). read_as: the same, for whoever asked.

    fallback: what is asked when the whole index has nothing for `tree`. bonus: the words as a phrase of a title,
    which raises a hit without being required.
    """

    tree: Node | None
    read_as: ReadAs
    fallback: Node | None = None
    fallback_read_as: ReadAs = EVERYTHING
    bonus: Node | None = None


class Reader:
    """Reads words with one taxonomy; see `reader_of`."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy
        self._reading = lru_cache(maxsize=READINGS)(self._read)

    @cached_property
    def _labels(self) -> LabelIndex:
        return subject_labels(self._taxonomy)

    def read(self, text: str, any_word: bool = False) -> ReadWords:
        """Never raises: what cannot be read as a question is read as words. `any_word`: as a bag of them."""
        return self._reading(text, any_word)

    def _read(self, text: str, any_word: bool) -> ReadWords:
        text = unicodedata.normalize("NFC", text)  # a loose accent would end its word
        if any_word and (words := [Word(word) for word in words_of(text)]):
            return self._bag(words)
        typed = parse(text)
        plain = _without_stop_words(typed) if typed else None
        if plain is None or typed is None:
            return ReadWords(None, ReadAs("no word" if text.strip() else "everything", text=text))
        loose = most(plain)
        if identifier := typed_identifier(text):
            wider = loose or plain
            read_as = ReadAs("identifier", text=identifier)
            return ReadWords(Identifier(identifier), read_as, wider, ReadAs("words", (wider,)))
        tree = self._enriched(typed, iter(range(MOST_LABELS)))
        read_as = ReadAs("as typed", (plain,), tuple(_alternatives(tree)))
        return ReadWords(tree, read_as, loose, ReadAs("most", (plain,)), _bonus(typed))

    def _bag(self, words: list[Word]) -> ReadWords:
        """Each word counts by itself, and as often as it was written; operators and phrases mean nothing."""
        parts = tuple(part for own, others in self._groups(tuple(words), count()) for part in (*own, *others))
        return ReadWords(parts[0] if len(parts) == 1 else Any_(parts), ReadAs("any", parts))

    def _enriched(self, node: Node, left: Left) -> Node:
        if isinstance(node, All):
            return self._enriched_all(node.parts, left)
        if isinstance(node, Any_):
            return Any_(tuple(dict.fromkeys(self._enriched(part, left) for part in node.parts)))
        if isinstance(node, Word):
            return self._enriched_all((node,), left)
        return node  # phrases and prefixes are meant exactly, and so is what is excluded

    def _enriched_all(self, parts: tuple[Node, ...], left: Left) -> Node:
        read = (Any_((all_of(own), *others)) if others else all_of(own) for own, others in self._groups(parts, left))
        return all_of(list(dict.fromkeys(read)))  # what is written ten times is looked for once

    def _groups(self, parts: tuple[Node, ...], left: Left) -> Iterator[tuple[list[Node], tuple[Phrase | Tagged, ...]]]:
        """The words of each label with what else its concept is called; every other part alone, but no stop word."""
        content = any(not (isinstance(part, Word) and is_stop_word(part.text)) for part in parts)
        position = 0
        while position < len(parts):
            run, alternatives = self._longest_label(parts[position:])
            if alternatives and next(left, None) is not None:
                yield _spelt(run), alternatives
                position += len(run)
                continue
            part = parts[position]
            position += 1
            if not (content and isinstance(part, Word) and is_stop_word(part.text)):
                yield [_variants(part) if isinstance(part, Word) else self._enriched(part, left)], ()

    def _longest_label(self, parts: tuple[Node, ...]) -> tuple[list[Word], tuple[Phrase | Tagged, ...]]:
        run: list[Word] = []
        for part in parts[: self._labels.longest]:
            if not isinstance(part, Word) or part.field:
                break
            run.append(part)
        while run:
            if alternatives := self._alternatives_of(run):
                return run, alternatives
            run.pop()
        return [], ()

    def _alternatives_of(self, run: list[Word]) -> tuple[Phrase | Tagged, ...]:
        typed = tuple(word.text for word in run)
        for language in SNOWBALL:
            if label := self._labels.get(typed, language):
                tagged = Tagged(label.scheme, label.concept, self._taxonomy.label(label.scheme, label.concept))
                phrases = [p for p in self._phrases(label.scheme, label.concept) if _says_more(p, typed)]
                return (tagged, *phrases[:MOST_ALTERNATIVES])
        return ()

    def _phrases(self, scheme: str, concept_id: str) -> Iterable[Phrase]:
        concept = self._taxonomy.concept(scheme, concept_id)
        if concept is None:
            return ()
        labels = list(concept.pref_label.items())
        labels += [(language, label) for language, several in concept.alt_label.items() for label in several]
        phrases: dict[tuple[str, ...], Phrase] = {}
        for language, label in labels:
            words = tuple(words_of(label))
            if sum(map(len, words)) >= SHORTEST_ALTERNATIVE and not self._ambiguous(scheme, label):
                phrases.setdefault(tuple(map(fold_word, words)), Phrase(words, language=language))
        return phrases.values()

    def _ambiguous(self, scheme: str, label: str) -> bool:
        return self._taxonomy.resolve(scheme, label).how == "ambiguous"


@lru_cache(maxsize=4)
def reader_of(taxonomy: Taxonomy) -> Reader:
    """The reader that all versions with a taxonomy share, with what it has read."""
    return Reader(taxonomy)


def _says_more(phrase: Phrase, typed: tuple[str, ...]) -> bool:
    """Whether the phrase can find a text that the typed words do not: one that holds them all cannot."""
    language = phrase.language or ""
    return not {stem(word, language) for word in typed} <= {stem(word, language) for word in phrase.words}


def _variants(word: Word) -> Node:
    """The word, its other spelling, and the identifier that it may be (`P117310`)."""
    other = other_spelling(word.text)
    options: list[Node] = [word, *([Word(other, word.field)] if other else [])]
    if not word.field and any(c.isdigit() for c in word.text):
        options.append(Identifier(word.text.lower()))
    return options[0] if len(options) == 1 else Any_(tuple(options))


def _spelt(run: list[Word]) -> list[Node]:
    kept = [word for word in run if not is_stop_word(word.text)] or run
    return [_variants(word) for word in kept]


def _bonus(typed: Node) -> Phrase | None:
    if not isinstance(typed, All) or not all(isinstance(part, Word) and not part.field for part in typed.parts):
        return None
    return Phrase(tuple(part.text for part in typed.parts if isinstance(part, Word)), "title")


def _without_stop_words(node: Node) -> Node:
    if not isinstance(node, All):
        return node
    kept = [part for part in node.parts if not (isinstance(part, Word) and is_stop_word(part.text))]
    return all_of(kept or list(node.parts))


def _alternatives(node: Node) -> Iterable[Phrase | Tagged]:
    if isinstance(node, All | Any_ | Most):
        for part in node.parts:
            yield from _alternatives(part)
    elif isinstance(node, Tagged) or (isinstance(node, Phrase) and node.language):
        yield node
