"""Where words of a text are no mention: in an organisation's name, in what is left out, as a date, as a figure.

*The Ministry of Labour pays it* is not about labour, *workers outside the old-age pension* not about that pension, *a
grant from before the pandemic* not about the pandemic, and *with coverage recorded for 2018* not about coverage.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import regex

from search.authorities import Mention
from search.text import bare, fold, words_of

ERAS = frozenset(("covid-19",))  # concepts by which texts date what has nothing to do with them
BEFORE = frozenset("before prior pre avant antes قبل".split())
SMALL = frozenset("the of for on o a as os la le les l el las los de da do das dos des du del para pour por".split())
FOR = frozenset("for para pour por".split())  # *an institute for insured workers* serves them, and is not called so
JOINED = frozenset("and et y e و &".split())
INSTITUTIONS = frozenset(
    "ministry ministries department departments secretariat bureau institute agency authority commission council board"
    " ministere institut agence ministerio ministerios secretaria instituto departamento agencia consejo conselho"
    " وزاره".split()
)
OFFICES = frozenset("ministry ministries department departments secretariat bureau agency minister ministers".split())
LONG = 5  # letters of a word that headlines write with a capital
FIGURE = 8  # words after one that may name a figure: *coverage of households and persons recorded for 2018*
MOST_LEFT_OUT = 8  # words of what is left out
REACH = 400  # characters in which it ends
_CLAUSE = regex.compile(r"(?:(?<!\b\p{L})\.|[;:!?؛؟])+(?=\s|\Z)")  # the stops of *U.S.* end none
_END = regex.compile(rf"[()\[\]]|{_CLAUSE.pattern}")
_LEFT_OUT = regex.compile(
    r"\b(?:excluding|except(?:ing| for)?|leaving out|outside|other than|excluded from|ineligible for"
    r"|exempt from(?! (?:\w+ ){0,2}(?:insurance|security|contributions?|tax\w*|VAT|fees?|dut\w+|premiums?))"  # a relief
    r"|followed(?! by)|(?:is|was|were) (?:followed|replaced|succeeded) by"
    r"|(?:could|can|did|do|does) ?not (?:get|receive)"
    r"|(?:not|nor)(?: yet| normally)? (?:receiving|covered by|eligible for|entitled to|on|in receipt of|holding|drawing"
    r"|affiliated (?:to|with)|contributing to|enrolled in|registered (?:in|with)"
    r"|in(?! (?:education|employment|work|school)))"
    r"|supersed(?:es|ing)|replaces|in (?:place|lieu) of|without (?:consuming|using up|own|claim (?:to|on))"
    r"|no claim (?:to|on)"
    r"|(?:those|people|persons|families|households) already (?:getting|receiving|on|in)"
    r"|hors|sauf|excepté|à l['’]exception d\w*|excepto|salvo|exceptuando|fuera de|exceto|باستثناء|ما عدا)(?!\w)",
    regex.IGNORECASE,
)
_PASSIVE = regex.compile(
    r"\b(?:is|are|was|were) (?:excluded|ineligible|left out|an?other (?:scheme|programme|benefit)|separate"
    r"|a (?:different|separate) (?:scheme|programme|benefit))(?!\w)",
    regex.IGNORECASE,
)
_LISTED = regex.compile(r"\b(?:and|or|nor|et|ou|y|o|u|e)\b|\sو", regex.IGNORECASE)


@dataclass(frozen=True)
class Context:
    """The words of a text, by clauses. excluded: the places of those that say what is left out."""

    words: Sequence[str]
    ends: Sequence[int]  # of the clauses: the place after each one's last word
    excluded: frozenset[int]

    @classmethod
    def of(cls, text: str) -> "Context":
        """Of a text as it is written."""
        text = bare(text)
        clauses = [words_of(clause) for clause in _CLAUSE.split(text)]
        words = [word for clause in clauses for word in clause]
        return cls(words, [*accumulate(map(len, clauses))], frozenset(_places(text, left_out(text))))

    def meant(self, found: Sequence[Mention]) -> list[Mention]:
        """Those of the mentions found that are none of an institution, nor of what is left out, nor a date."""
        silent = self.excluded.union(self._institutions(found))
        return [one for one in found if silent.isdisjoint(range(one.start, one.end)) and not self._dates(one)]

    def is_clause(self, mention: Mention) -> bool:
        """Whether it is a whole clause, as a keyword is: *pensions* of *pensions; retirement*."""
        return self._begins(mention.start) and self._begins(mention.end)

    def _begins(self, place: int) -> bool:
        """Whether a clause begins there, or the text ends."""
        at = bisect_left(self.ends, place)
        return place == 0 or (at < len(self.ends) and self.ends[at] == place)

    def is_figure(self, mention: Mention) -> bool:
        """Whether a number stands at it, so that a figure is told: *with 2018 coverage*."""
        end = self._end(mention.start)
        near = [*self.words[max(mention.start - 1, 0) : mention.start], *self.words[mention.end : end][:FIGURE]]
        return any(word.isdigit() for word in near)

    def _end(self, place: int) -> int:
        return self.ends[bisect_right(self.ends, place)]

    def _dates(self, mention: Mention) -> bool:
        if not mention.label or mention.label.concept not in ERAS:
            return False
        place = mention.start - 1
        while place >= 0 and fold(self.words[place]) in SMALL | {"to"}:
            place -= 1
        return place >= 0 and fold(self.words[place]) in BEFORE

    def _institutions(self, found: Sequence[Mention]) -> Iterator[int]:
        """Places of *Labour and Social Affairs* after *Ministry of*, and of *rural development* before *department*."""
        for place, word in enumerate(self.words):
            folded = fold(word)
            if folded in INSTITUTIONS:
                yield from self._called(place + 1, self._end(place), found)
            if folded in OFFICES:
                yield from self._before(place, found)

    def _called(self, place: int, end: int, found: Sequence[Mention]) -> Iterator[int]:
        """From after the word for an institution on: its name in capitals, else the themes that stand at once there."""
        first = place
        while place < end and fold(self.words[place]) in SMALL:
            place += 1
        if place == end or (place == first and self.words[place].isascii()):
            return
        capital = self.words[place][0].isupper()
        if capital and not self._headline(end):
            yield from self._capitals(place, end)
        elif capital or not FOR.intersection(self.words[first:place]):
            for one in _chain(place, self.words, found):
                yield from range(one.start, one.end)

    def _headline(self, end: int) -> bool:
        """Whether every longer word of a clause is written with a capital, so that these tell no names."""
        before = bisect_left(self.ends, end)
        start = self.ends[before - 1] if before else 0
        return all(word[0].isupper() or len(word) < LONG for word in self.words[start:end])

    def _capitals(self, place: int, end: int) -> Iterator[int]:
        while place < end and (self.words[place][0].isupper() or fold(self.words[place]) in SMALL | JOINED):
            yield place
            place += 1

    def _before(self, place: int, found: Sequence[Mention]) -> Iterator[int]:
        """*social welfare and rural development* of the departments at a place."""
        while before := [one for one in found if one.end == place and one.start < place]:
            place = min(one.start for one in before)
            yield from range(place, before[0].end)
            if place > 0 and fold(self.words[place - 1]) in JOINED:
                place -= 1


def left_out(text: str) -> list[tuple[int, int]]:
    """Where it says what is left out: up to the next comma, or the end of a list: *excluding A, B and C*."""
    spans = [
        (max(text.rfind(sign, 0, one.start()) for sign in ",.;:!?()") + 1, one.end()) for one in _PASSIVE.finditer(text)
    ]
    for found in _LEFT_OUT.finditer(text):
        clause = _END.split(text[found.end() : found.end() + REACH], maxsplit=1)[0]
        first, *others = clause.split(",", 2)
        listed = others and not _LISTED.search(first) and _LISTED.search(others[0])
        spans.append((found.end(), found.end() + len(f"{first},{others[0]}" if listed else first)))
    return spans


def _places(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[int]:
    """The places of the words within some stretches of characters."""
    counted, before = 0, 0
    for first, last in sorted(spans):
        before += len(words_of(text[counted:first]))
        counted = first
        yield from range(before, before + min(len(words_of(text[first:last])), MOST_LEFT_OUT))


def _chain(place: int, words: Sequence[str], found: Sequence[Mention]) -> Iterator[Mention]:
    """The longest mention that begins at a place, and those that “and” joins to it."""
    while begun := [one for one in found if one.start == place]:
        longest = max(begun, key=lambda one: one.end)
        yield longest
        place = longest.end + 1 if longest.end < len(words) and fold(words[longest.end]) in JOINED else len(words)
