"""Years in a question: `2015`, `2010-2015`, *since 2010*, *before 2010*, *between 2010 and 2015*, in five languages."""

from collections.abc import Sequence
from typing import NamedTuple

import regex

from search.queries.nodes import Years
from search.text import fold_word

_YEAR = regex.compile(r"1[89]\d\d|20\d\d")
_DECADE = regex.compile(r"((?:1[89]|20)\d)0s")
_SINCE = {"since", "depuis", "desde", "منذ"}
_AFTER = {"after", "apres", "despues", "depois", "apos", "بعد"}
_BEFORE = {"before", "avant", "antes", "قبل"}
_UNTIL = {"until", "till", "hasta", "ate", "حتي"}
_FROM = {"from", "between", "de", "entre", "desde", "du", "بين", "من"}
_TO = {"to", "and", "until", "till", "a", "et", "y", "e", "au", "al", "ao", "hasta", "ate", "الي", "و"}
_OF = {"de", "do", "del", "عام", "سنه", "the", "el", "l", "le", "o"}  # antes de 2010, منذ عام 2010
LONGEST = 5  # words: between 2010 and 2015, antes de o 2010


class Dated(NamedTuple):
    """The first words of a run that say years, and which. bare: nothing but the numbers was written."""

    words: int
    years: Years
    bare: bool


def dated(words: Sequence[str]) -> Dated | None:
    """What the run begins with, if it is years; the longest reading. A range is read the right way round."""
    folded = [fold_word(word) for word in words[:LONGEST]]
    if not folded:
        return None
    return _between(folded) or _from(folded) or _alone(folded)


def _between(words: list[str]) -> Dated | None:
    before = 1 if words[0] in _FROM else 0
    rest = words[before:]
    if len(rest) > 2 and _is_year(rest[0]) and rest[1] in _TO and _is_year(rest[2]):
        return Dated(before + 3, _range(rest[0], rest[2]), False)
    if len(rest) > 1 and _is_year(rest[0]) and _is_year(rest[1]):
        return Dated(before + 2, _range(rest[0], rest[1]), not before)
    return None


def _from(words: list[str]) -> Dated | None:
    place = 1
    while place < len(words) - 1 and words[place] in _OF:
        place += 1
    if place >= len(words) or not _is_year(words[place]):
        return None
    year, kinds = int(words[place]), (_SINCE, _AFTER, _BEFORE, _UNTIL)
    bounds = (Years(year, None), Years(year + 1, None), Years(None, year - 1), Years(None, year))
    found = next((years for kind, years in zip(kinds, bounds, strict=True) if words[0] in kind), None)
    return Dated(place + 1, found, False) if found else None


def _alone(words: list[str]) -> Dated | None:
    if _is_year(words[0]):
        return Dated(1, Years(int(words[0]), int(words[0])), True)
    if decade := _DECADE.fullmatch(words[0]):
        return Dated(1, Years(int(decade[1]) * 10, int(decade[1]) * 10 + 9), True)
    return None


def _is_year(word: str) -> bool:
    return bool(_YEAR.fullmatch(word))


def _range(first: str, last: str) -> Years:
    return Years(*sorted((int(first), int(last))))
