"""What holds the words that were typed: each in either spelling, joined or parted, or as the identifier it may be."""

from collections.abc import Sequence
from dataclasses import replace

from search.queries.groups import words_in
from search.queries.nodes import Any_, Best, Identifier, Node, Phrase, Word, all_of
from search.text import is_stop_word, other_spelling, words_of


def typed(parts: Sequence[Word | Phrase]) -> Node:
    """What holds the words of a run: each of them, in either spelling; stop words only where there is nothing else."""
    if len(parts) > 1 and all(isinstance(part, Word) and len(part.text) == 1 for part in parts):
        return as_typed(parts)  # the letters of an acronym, which many a name has as initials
    kept = [part for part in parts if not (isinstance(part, Word) and is_stop_word(part.text))] or list(parts)
    return all_of([_variants(part) for part in kept])


def as_typed(parts: Sequence[Word | Phrase]) -> Node:
    """The words of a run as they are said."""
    if len(parts) == 1:
        return parts[0]
    return Phrase(tuple(word for part in parts for word in words_in(part)), glued=True)


def _variants(part: Word | Phrase) -> Node:
    """A word, its other spelling, the identifier that it may be; words without a blank as a phrase, and joined."""
    if isinstance(part, Phrase):
        joined = "".join(part.words)
        added: list[Node] = [Word(joined)] if len(words_of(joined)) == 1 else []
        spelt = tuple(other_spelling(word) or word for word in part.words)
        added += [replace(part, words=spelt)] if spelt != part.words else []
        return Best(part, tuple(added), spelt=True) if added else part
    if any(c.isdigit() for c in part.text):
        return Any_((part, Identifier(part.text.lower())))
    other = other_spelling(part.text)
    return Best(part, (Word(other),), spelt=True) if other else part
