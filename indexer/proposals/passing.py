"""What a text names in passing, so that it says what kind a thing is only where nothing else does.

*Pension contributions* are not that benefit, the *unemployment fund* only pays, and where a text tells a measure in
figures, what comes after *also* or *plus* stands beside it.
"""

from collections.abc import Sequence
from itertools import pairwise

import regex

from search.authorities import Mention
from search.text import fold, words_of

SCHEME = "programme"
DUES = frozenset("contribution contributions premium premiums dues levy levies payroll charges".split())
FUNDS = frozenset("fund funds agency agencies office offices bureau".split())  # they pay or employ
SOURCES = frozenset("by through from via of with at".split())  # what comes next is who pays, or where
CHANGES = frozenset(("contribution-changes",))  # whose labels speak of contributions themselves
JOINED = frozenset("and or et y e ou o".split())
ARTICLES = frozenset("the a an its their national state federal public".split())
BESIDE = frozenset("also plus besides separately additionally alongside".split())
BESIDE_OF_TWO = frozenset((("in", "addition"), ("along", "with"), ("along", "w"), ("as", "well")))
BESIDE_NEAR = 3  # words between such a word and what stands beside
FEWEST, SHARE = 2, 20  # figures that tell a measure, and among how many words there is one
_YEAR = regex.compile(r"(?:19|20)\d\d")


def in_figures(text: str) -> bool:
    """Whether a text tells one measure: dates and years apart, a figure in every so many words."""
    words = words_of(text)
    figures = sum(word[0].isdigit() and not _YEAR.fullmatch(word) for word in words)
    return figures >= FEWEST and figures * SHARE >= len(words)


def in_passing(found: Sequence[Mention], words: Sequence[str], figures: bool) -> list[bool]:
    """Of each of a text's mentions whether it is so, or a weak wording. figures: as `in_figures` says."""
    folded = [fold(word) for word in words]
    labels = [one for one in found if one.scheme == SCHEME and not one.wording]
    starts = _dues(labels, folded) | {one.start for one in labels if _pays(one, folded)}
    return [
        one.weak
        or (one.scheme == SCHEME and not one.wording and one.start in starts)
        or (one.scheme == SCHEME and figures and _beside(one.start, folded))
        for one in found
    ]


def _dues(labels: Sequence[Mention], words: Sequence[str]) -> set[int]:
    """Where *pension*, *unemployment* and *work injury insurance* begin that stand before *contributions*."""
    starts: set[int] = set()
    for one in reversed(labels):
        if one.label and one.label.concept in CHANGES:
            continue
        after = (
            one.end + len(one.tail)
            if words[one.end : one.end + 1] == [fold(word) for word in one.tail[:1]]
            else one.end
        )
        next_word = words[after] if after < len(words) else ""
        if words[one.end - 1] in DUES or next_word in DUES or after + (next_word in JOINED) in starts:
            starts.add(one.start)
    return starts


def _pays(one: Mention, words: Sequence[str]) -> bool:
    """Whether it is a fund or an office that pays, runs or counts something."""
    if words[one.end - 1] not in FUNDS and (one.end == len(words) or words[one.end] not in FUNDS):
        return False
    before = one.start - 1
    while before >= 0 and words[before] in ARTICLES:
        before -= 1
    return before >= 0 and words[before] in SOURCES


def _beside(start: int, words: Sequence[str]) -> bool:
    before = words[max(start - BESIDE_NEAR - 1, 0) : start]
    return not BESIDE.isdisjoint(before) or not BESIDE_OF_TWO.isdisjoint(pairwise(before))
