"""The parts of a cell, cut where lists and places are; and joined again where one name holds the joint."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

import regex

from indexer.normalise.countries.part import UNKNOWN, Part
from search.authorities import CountryResolution

Known = Callable[[str], CountryResolution | None]

_JOINT = regex.compile(
    r"\s*(?P<sign>[,;،、，;/&+|•·:：()\[\]（）]|(?<=\s)[-–—→>](?=\s)|(?<=\s)(?P<and>(?i:and|et|y|e|و))(?=\s))\s*"
)
_ALIKE = {"[": "(", "（": "(", "]": ")", "）": ")", "–": "-", "—": "-", "，": ",", "،": ",", "、": ",", "：": ":"}
_MOST_JOINED = 4  # parts of one name: Saint Helena, Ascension and Tristan da Cunha
MOST_PARTS = 300  # as many as there are countries; a longer cell is no list whose names have to be put together


def parts_of(text: str, known: Known) -> list[Part]:
    """The parts of a cell with what each means, so that as few as can be mean nothing, or several things."""
    cuts = list(_cuts(text))
    single = [replace(one, resolution=known(one.text) or UNKNOWN) for one, _, _ in cuts]
    if all(one.known and one.resolution.how != "ambiguous" for one in single) or len(cuts) > MOST_PARTS:
        return single
    best: list[tuple[tuple[int, int, int], list[Part]]] = [((0, 0, 0), [])]
    for first in reversed(range(len(cuts))):
        choices = [_before(single[first], best[-1])]
        for last in range(first + 1, min(first + _MOST_JOINED, len(cuts))):
            piece = text[cuts[first][1] : cuts[last][2]]
            piece += ")" if single[last].ends and piece.count("(") > piece.count(")") else ""
            if piece.count(")") <= piece.count("(") and (found := known(piece)):
                whole = replace(single[first], text=piece, resolution=found, ends=single[last].ends)
                choices.append(_before(whole, best[first - last - 1]))
        best.append(min(choices, key=lambda choice: choice[0]))
    return best[-1][1]


def _before(part: Part, rest: tuple[tuple[int, int, int], list[Part]]) -> tuple[tuple[int, int, int], list[Part]]:
    """A part before the best reading of what follows, and its cost: unknown parts, questions, and few parts."""
    unknown, asked, pieces = rest[0]
    cost = (unknown + (not part.known), asked + (part.resolution.how == "ambiguous"), pieces - 1)
    return cost, [part, *rest[1]]


def _cuts(text: str) -> Iterator[tuple[Part, int, int]]:
    """Each part that is not empty, and where it begins and ends."""
    ends = [(0, 0, "")]
    for match in _JOINT.finditer(text):
        sign = "&" if match["and"] else _ALIKE.get(match["sign"], match["sign"])
        ends.append((match.start(), match.end(), sign))
    ends.append((len(text), len(text), ")"))
    joint = ""
    for (_, start, sign), (end, _, following) in pairwise(ends):
        joint = sign if sign not in ("", ")") else joint or (" " if sign else "")
        if piece := text[start:end].strip():
            yield Part(piece, joint, following == ")"), start, end
            joint = ""
