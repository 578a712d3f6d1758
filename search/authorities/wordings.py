"""Wordings: how texts say a concept in words that stand apart: *payment* of employers' *contributions* is *postponed*.

A wording is a list of groups of words, as `deferral / postponed + contributions / premiums`: a clause with one of each,
in whatever order, speaks of the concept, where few other words part them. `<later>` are words that wordings share; a
wording after `?` is meant only where the text says nothing else of its scheme. Words say one programme, but as many
themes as they fit: *the effect of pensions on saving* is an evaluation, and about behaviour.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import accumulate, pairwise

from search.authorities.concepts import Lists
from search.text import bare, is_stop_word, surface, words_of

GROUP, OR = "+", "/"
WEAK = "?"  # before a wording
NUMBER = "#"  # any number, in the place of a word
NEAR, FARTHER = 4, 1  # words, neither numbers nor passed over, between two groups; and so many more for each more
THEMES = ("topic", "cross_cutting")  # schemes whose concepts may all be said by the same words
ORDINAL = ("st", "nd", "rd", "th")
LIMITING = frozenset("below under over above exceeding than aged age ages".split())  # before a number, or its currency
EARNING = frozenset(("earn", "earns", "earning"))  # before a number: of those who have so much
EARNED = 5  # words between them
MOST_PLACES = 30  # of any group that are looked at from one on
Span = tuple[int, int]


@dataclass(frozen=True)
class Wording:
    """A wording of one concept. groups: what each may be, in words."""

    scheme: str
    concept: str
    text: str
    groups: tuple[tuple[str, ...], ...]

    @property
    def weak(self) -> bool:
        """Whether it is meant only where a text says nothing else of its scheme."""
        return self.text.startswith(WEAK)

    @property
    def owner(self) -> tuple[str, str]:
        """Whose the words are that it is said by: all of its scheme, or one theme."""
        return self.scheme, self.concept if self.scheme in THEMES else ""


@dataclass(frozen=True)
class Said:
    """A wording in a text, and where each of its groups is."""

    wording: Wording
    parts: tuple[Span, ...]

    @property
    def start(self) -> int:
        """Of the first word."""
        return self.parts[0][0]

    @property
    def end(self) -> int:
        """Behind the last word."""
        return self.parts[-1][1]

    @property
    def rank(self) -> tuple[bool, int, int, int, int]:
        """The one that says more first, then the one in fewer words, then the one that leaves fewer of them out."""
        return self.wording.weak, -len(self.parts), self.end - self.start, -sum(map(_length, self.parts)), self.start


def groups_of(wording: str, shared: Mapping[str, Lists], language: str) -> tuple[tuple[str, ...], ...]:
    """What each group of a wording may be, in one language. shared: the words that `<name>` stands for."""
    return tuple(
        tuple(text for part in group for text in (shared[_name(part)][language] if _name(part) else (part,)))
        for group in _parts(wording)
    )


def names_in(wording: str) -> list[str]:
    """The shared words that a wording names."""
    return [_name(part) for group in _parts(wording) for part in group if _name(part)]


def _parts(wording: str) -> list[list[str]]:
    return [[part.strip() for part in group.split(OR)] for group in wording.removeprefix(WEAK).split(GROUP)]


def _name(part: str) -> str:
    return part[1:-1] if part.startswith("<") and part.endswith(">") else ""


class WordingIndex:
    """The wordings of one language by their words."""

    def __init__(self, language: str, wordings: Iterable[Wording]) -> None:
        self._language = language
        self._starting: dict[str, dict[tuple[tuple[str, ...], tuple[str, ...]], list[int]]] = {}
        self._wordings: dict[int, list[tuple[Wording, tuple[int, ...]]]] = {}
        numbers: dict[tuple[str, ...], int] = {}
        for wording in wordings:
            groups = tuple(self._number(group, numbers) for group in wording.groups)
            self._wordings.setdefault(groups[-1], []).append((wording, groups))

    def _number(self, group: tuple[str, ...], numbers: dict[tuple[str, ...], int]) -> int:
        """Of a group; what it may be is listed when it is first met."""
        if group not in numbers:
            numbers[group] = len(numbers)
            for text in dict.fromkeys(group):
                forms = tuple(self._forms(text))
                code = tuple(text.split()) if text.isupper() else ()
                self._starting.setdefault(forms[0], {}).setdefault((forms, code), []).append(numbers[group])
        return numbers[group]

    def _forms(self, text: str) -> Iterator[str]:
        for word in bare(text).split():
            yield from (NUMBER,) if word == NUMBER else (surface((one,), self._language) for one in words_of(word))

    def find(self, words: Sequence[str], clauses: Iterable[Span]) -> Iterator[Said]:
        """Those in each clause of a text, the one that says more first; words of one are no other's, but for themes."""
        if not self._wordings:
            return
        forms = [
            NUMBER if word[0].isdigit() and _amounts(words, at) else surface((word,), self._language)
            for at, word in enumerate(words)
        ]
        told: list[int] = []
        for clause in clauses:
            wordings = list(self._in_clause(words, forms, clause))
            told = told or ([0, *accumulate(map(_tells, words))] if wordings else [])
            taken: set[tuple[str, str, int]] = set()
            for one in sorted((one for each in wordings for one in _closest(*each, told)), key=lambda one: one.rank):
                own = {(*one.wording.owner, place) for place in range(one.start, one.end)}
                if taken.isdisjoint(own):
                    taken |= own
                    yield one

    def _in_clause(
        self, words: Sequence[str], forms: Sequence[str], clause: Span
    ) -> Iterator[tuple[Wording, list[list[Span]]]]:
        """Each wording of which all groups are there, and where they are."""
        places: dict[int, list[Span]] = {}
        for start in range(*clause):
            for (wanted, code), groups in self._starting.get(forms[start], {}).items():
                end = start + len(wanted)
                if end <= clause[1] and tuple(forms[start:end]) == wanted and _written(words[start:end], code):
                    for group in groups:
                        places.setdefault(group, []).append((start, end))
        for last in places:
            for wording, keys in self._wordings.get(last, ()):
                if all(key in places for key in keys):
                    yield wording, [places[key] for key in keys]


def _closest(wording: Wording, places: Sequence[Sequence[Span]], told: Sequence[int]) -> Iterator[Said]:
    """From each place on the stretch with one of each group that has the fewest words between them."""
    some = sorted((place, group) for group, several in enumerate(places) for place in several)
    for at, (place, group) in enumerate(some):
        missing = {*range(len(places))} - {group}
        stretches = list(_grown((place,), missing, some[at + 1 : at + 1 + MOST_PLACES], told))
        if stretches:
            yield Said(wording, min(stretches, key=lambda parts: (_between(parts, told), -sum(map(_length, parts)))))


def _grown(
    parts: tuple[Span, ...], missing: Set[int], after: Sequence[tuple[Span, int]], told: Sequence[int]
) -> Iterator[tuple[Span, ...]]:
    """Every stretch that begins with these parts and has a place of each group that is missing, not too far off."""
    if not missing:
        yield parts
        return
    room = NEAR + FARTHER * (len(parts) + len(missing) - 2) - _between(parts, told)
    for at, (place, group) in enumerate(after):
        if group in missing and place[0] >= parts[-1][1] and told[place[0]] - told[parts[-1][1]] <= room:
            yield from _grown((*parts, place), missing - {group}, after[at + 1 :], told)


def _between(parts: Sequence[Span], told: Sequence[int]) -> int:
    """The telling words between parts. told: how many there are before each word."""
    return sum(told[start] - told[end] for (_, end), (start, _) in pairwise(parts))


def _written(words: Sequence[str], code: Sequence[str]) -> bool:
    """Whether words are those of a code, such as `EUR #`, letter by letter."""
    return all(one in (NUMBER, word) for word, one in zip(words, code, strict=False))


def _amounts(words: Sequence[str], place: int) -> bool:
    """Whether a number is one of its own: no ordinal (*13th*), no age and no limit (*over 65*, *below UAH 5,000*)."""
    if words[place].endswith(ORDINAL):
        return False
    before = place - 1
    while before >= 0 and words[before].isdigit():
        before -= 1
    near = {word.lower() for word in words[max(before - EARNED, 0) : before + 1]}
    if not near.isdisjoint(EARNING):
        return False
    before -= before >= 0 and words[before].isupper()
    return before < 0 or words[before].lower() not in LIMITING


def _tells(word: str) -> bool:
    return not word[0].isdigit() and not is_stop_word(word)


def _length(span: Span) -> int:
    return span[1] - span[0]
