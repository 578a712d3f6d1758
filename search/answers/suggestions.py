"""Suggestions: what the beginning of a question may become, and which letters of it were typed."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from search.answers.results import Segment, Segments
from search.text import WORD, fold

SuggestedKind = Literal["concept", "country", "programme", "organisation", "title"]


class Suggestion(Struct, frozen=True, gc=False):
    """A value of a facet with its name, or a record (kind `title`, no facet, its id) with its title.

    also: the name under which it was found, where that is another one than is shown. count: the records that the
    search for it finds.
    """

    kind: SuggestedKind
    facet: str
    value: str
    label: Segments
    also: Segments
    count: int


Suggestions = dict[SuggestedKind, tuple[Suggestion, ...]]  # only kinds of which there is one, in the order of the kinds


def begins_words(name: str, words: Sequence[str]) -> bool:
    """Whether each of the folded words is the beginning of a word of a name."""
    key = f" {fold(name)}"
    return all(f" {word}" in key for word in words)


def typed_in(name: str, words: Sequence[str]) -> Segments:
    """A name in segments: the letters with which its words begin as one of the folded words does are hits."""
    found: list[Segment] = []
    done = 0
    for match in WORD.finditer(name):
        if length := _typed(match[0], words):
            if match.start() > done:
                found.append(Segment(name[done : match.start()], False))
            done = match.start() + length
            found.append(Segment(name[match.start() : done], True))
    return (*found, *([Segment(name[done:], False)] if done < len(name) else []))


def _typed(word: str, words: Sequence[str]) -> int:
    """How many letters of a word were typed; folding may make two of one (*æ*)."""
    folded = fold(word)
    typed = max((one for one in words if folded.startswith(one)), key=len, default="")
    ends = (end for end in range(1, len(word) + 1) if fold(word[:end]).startswith(typed))
    return next(ends, 0) if typed else 0
