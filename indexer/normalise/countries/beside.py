"""Names side by side, with no sign between them, or a word that joins: Kenya Uganda, entre Kenya et Ouganda."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from indexer.normalise.countries.joints import Known
from indexer.normalise.countries.part import Part
from search.authorities import CountryResolution
from search.text import WORD

_MOST_WORDS = 24
_MOST_IN_NAME = 8
_AND = "و"  # Arabic writes it onto the word that follows


@dataclass(frozen=True)
class _Cover:
    """The first words of a text, read as names and words that join; joined: whether the last is such a word."""

    parts: tuple[Part, ...] = ()
    joined: bool = False

    @property
    def cost(self) -> tuple[int, int]:
        """How many names are a question, and how many there are."""
        return sum(part.resolution.how == "ambiguous" for part in self.parts), len(self.parts)

    @property
    def meaning(self) -> frozenset[tuple[str, ...]]:
        return frozenset(part.resolution.candidates for part in self.parts)

    def then(self, name: str, resolution: CountryResolution) -> "_Cover":
        return _Cover((*self.parts, Part(name, "&" if self.joined else " ", resolution=resolution)))


def beside(part: Part, known: Known, joins: Callable[[str], bool]) -> list[Part]:
    """The names that a part of a cell is made of, to its last word; itself where it is not, or in two ways."""
    words = list(WORD.finditer(part.text))
    if not 1 < len(words) <= _MOST_WORDS:
        return [part]
    codes = all(len(word[0]) == 2 and word[0].isupper() for word in words)
    covers: list[list[_Cover]] = [[_Cover()], *([] for _ in words)]
    for first, word in enumerate(words):
        if (cover := _cheapest(covers[first])) is None:
            continue
        if joins(word[0]):
            covers[first + 1].append(_Cover(cover.parts, True))
        for last in range(first, min(first + _MOST_IN_NAME, len(words))):
            name = part.text[word.start() : words[last].end()]
            if found := _named(name, known, codes):
                covers[last + 1].append(cover.then(name, found))
    whole = _cheapest(covers[-1])
    return _in_place_of(part, whole.parts if whole else ())


def _in_place_of(part: Part, parts: tuple[Part, ...]) -> list[Part]:
    if not parts:
        return [part]
    first, *others = (replace(parts[0], joint=part.joint), *parts[1:])
    return [first, *others[:-1], replace(others[-1], ends=part.ends)] if others else [replace(first, ends=part.ends)]


def _cheapest(covers: list[_Cover]) -> _Cover | None:
    """The one with the fewest questions and names; none where two such mean different countries."""
    least = min((cover.cost for cover in covers), default=None)
    cheapest = [cover for cover in covers if cover.cost == least]
    return cheapest[0] if len({cover.meaning for cover in cheapest}) == 1 else None


def _named(piece: str, known: Known, codes: bool) -> CountryResolution | None:
    """What some words mean; codes count in capitals, and those of two letters among their like alone."""
    found = known(piece) or (known(piece[1:]) if piece.startswith(_AND) else None)
    if found is None or found.how == "iso numeric" or (found.how == "iso2" and not codes):
        return None
    return None if found.how == "iso3" and not piece.isupper() else found
