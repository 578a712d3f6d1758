"""What a cell names in a vocabulary: a concept, or several (*Women & girls/youth, 65+*), the longest label first.

Where nothing between "and" and slashes is known, the cell is told as it is; where something is, the rest is told.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import regex

from indexer.normalise.ages import Ages
from search.authorities import Resolution, Taxonomy
from search.text import fold, words_of

Pattern = Any  # a compiled one of the package `regex`, which gives it no type of its own

LONG_LABEL = 100  # characters; a longer cell is a list only where most of it is known, else a sentence with commas
LONGEST = 2_000  # characters of a list
MOST_JOINED = 6  # parts of one label: "Middle East, North Africa, Afghanistan and Pakistan" has four
COMMA = regex.compile(r"\s*[,،、•](?![^()]*\))\s*")
JOINT = regex.compile(
    r"\s+(?:and/or|and|or|et/ou|et|ou|y/o|y|e/ou|e|o|u|و)\s+"
    r"|\s+(?=و\p{Arabic}{3})"  # what is joined to the word that follows is taken off as its inflection
    r"|\s*[/&>()\[\]]\s*|\s+[-–—+]\s+|:\s+",
    regex.IGNORECASE,
)


@dataclass(frozen=True)
class Named:
    """A part of a cell, as it is written there, and what it means."""

    text: str
    resolution: Resolution

    @property
    def known(self) -> bool:
        """Whether it means something, be it several things."""
        return self.resolution.how != "unknown"


@lru_cache(maxsize=4096)
def named(taxonomy: Taxonomy, scheme: str, text: str) -> tuple[Named, ...]:
    """Every part of the cell; all of it as one where that is a label, or no part is."""
    reading = _Reading(taxonomy, scheme)
    whole = reading.of(text)
    if whole.known or len(text) > LONGEST:
        return (whole,)
    parts = [one for part in reading.runs(text, COMMA) for one in ((part,) if part.known else reading.aged(part.text))]
    if len(text) > LONG_LABEL and sum(one.known for one in parts) * 2 <= len(parts):
        return (whole,)
    return tuple(parts)


@dataclass(frozen=True)
class _Reading:
    """One vocabulary, as cells are read by it."""

    taxonomy: Taxonomy
    scheme: str

    def of(self, text: str) -> Named:
        return Named(text, self.taxonomy.resolve(self.scheme, text))

    def runs(self, text: str, separator: Pattern) -> Iterator[Named]:
        """The pieces between separators, with those that are a label together as one."""
        pieces = _pieces(text, separator)
        place = 0
        while place < len(pieces):
            start, last = pieces[place][0], min(len(pieces), place + MOST_JOINED)
            ends = range(last, place, -1)
            longer = ((self.of(text[start : pieces[end - 1][1]]), end) for end in ends)
            found, place = next((run, end) for run, end in longer if run.known or end == place + 1)
            yield found

    def aged(self, text: str) -> list[Named]:
        """Who is named, and whom the ages mean that stand there: *children 0-5* are children, and young ones."""
        ages = Ages.of(text)
        if not ages:
            return self.joint(text)
        by_age = Named(ages.text, ages.resolve(self.taxonomy, self.scheme))
        people = self.aged(ages.rest) if ages.rest else []
        if len(people) == 1 and people[0].known:
            people = [Named(text, people[0].resolution)]
        if not by_age.resolution.concept:
            return people if any(one.known for one in people) else [by_age if by_age.known else self.of(text)]
        words = self._words(by_age.resolution.concept)
        unknown = [one for one in people if not one.known and not words.issuperset(fold(one.text).split())]
        if unknown and not ages.said:
            return self.joint(text)  # grades 1-3, women with 1-2 children
        return [*(one for one in people if one.known), *unknown, by_age]

    def _words(self, identifier: str) -> set[str]:
        """Those of a concept's labels: *persons 65+* has nothing more to say than that these are old."""
        concept = self.taxonomy.concept(self.scheme, identifier)
        return {fold(word) for _, label, _ in (concept.labels() if concept else ()) for word in words_of(label)}

    def joint(self, text: str) -> list[Named]:
        """The parts of a joint, each unknown one with the words that it shares with its neighbour."""
        found = list(self.runs(text, JOINT))
        parts = [part if part.known else self._completed(found, place) for place, part in enumerate(found)]
        return parts if any(part.known for part in parts) else [self.of(text)]

    def _completed(self, parts: list[Named], place: int) -> Named:
        """*Conditional* of *conditional and unconditional cash transfers*, *vulnérables* of *ménages pauvres et …*."""
        text = parts[place].text
        after = parts[place + 1].text.split() if place + 1 < len(parts) else []
        before = parts[place - 1].text.split() if place else []
        endings = (f"{text} {' '.join(after[start:])}" for start in range(1, len(after)))
        beginnings = (f"{' '.join(before[:end])} {text}" for end in range(len(before) - 1, 0, -1))
        whole = (self.taxonomy.resolve(self.scheme, one) for one in (*endings, *beginnings))
        return next((Named(text, one) for one in whole if one.concept), parts[place])


def _pieces(text: str, separator: Pattern) -> list[tuple[int, int]]:
    """Where each begins and ends, without empty ones."""
    cuts = [(0, 0), *(found.span() for found in separator.finditer(text)), (len(text), len(text))]
    spans = ((end, start) for (_, end), (start, _) in pairwise(cuts))
    return [(start, end) for start, end in spans if text[start:end].strip()]
