"""The ladder: records that fulfil every group of a question, else all but one, but two, down to one.

The rung is the strictest that ENOUGH records of the whole index stand on: filters never change how words are read, so
counts stay true. Groups that are kept (places, years, identifiers, what is meant exactly) are given up after all
others; one that no record fulfils cannot be kept.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from search.queries.nodes import Any_, Node, Rung, all_of
from search.queries.read_as import ReadAs
from search.queries.reading import LONGEST, ReadWords

ENOUGH = 10  # records: a page of them

Step = tuple[list[int], list[int], int, list[int]]  # required, some, how many of these, extra
Totals = Callable[[list[Node | None]], list[int]]  # how many records of the whole index each tree finds


@dataclass(frozen=True)
class Reached:
    """The rung of a question. tree: what is asked. strict: the same with every group; it is `tree` on the first rung.

    missing: how many groups a record may lack. optional: which ones (numbers of groups). nobody: those that no record
    fulfils.
    """

    tree: Node | None
    strict: Node | None
    missing: int = 0
    optional: tuple[int, ...] = ()
    nobody: tuple[int, ...] = ()

    def said(self, words: ReadWords) -> ReadAs:
        """How the words were read, with what was given up."""
        typed = [group.typed for group in words.groups]
        optional = tuple(typed[n] for n in sorted(self.asked))
        nobody = tuple(typed[n] for n in self.nobody)
        missing = self.missing - len(nobody)
        return replace(words.read_as, missing=missing, optional=optional if missing else (), nobody=nobody)

    @property
    def asked(self) -> tuple[int, ...]:
        """Of which groups it has to be looked whether a record lacks them: the others all have, or none.

        In the order of the rung's parts, where it has one for each.
        """
        return tuple(n for n in self.optional if n not in self.nobody)

    def lacking(self, asked: Sequence[int]) -> tuple[int, ...]:
        """Which groups a record lacks that lacks these of `asked`, by their places there."""
        return tuple(sorted((*(self.asked[place] for place in asked), *self.nobody)))

    @property
    def relaxed(self) -> bool:
        """Whether a record need not fulfil every group."""
        return bool(self.missing)


@dataclass(frozen=True)
class Ladder:
    """The rungs of one question, the strictest first. nobody: groups that are left out, as no record fulfils them."""

    words: ReadWords
    nobody: tuple[int, ...] = ()

    @property
    def _there(self) -> list[int]:
        return [n for n in range(len(self.words.groups)) if n not in self.nobody]

    def rungs(self) -> list[Reached]:
        """Every rung; a question of any word, of one group, or of none has one."""
        groups, there = self.words.groups, self._there
        strict = self._strict()
        if len(groups) > LONGEST and not self.words.any_word and not all(group.sure for group in groups):
            return [Reached(strict, strict), self._text(strict)]
        if self.words.any_word or len(groups) < 2:
            return [Reached(strict, strict)]
        kept = [n for n in there if groups[n].kept]
        loose = [n for n in there if not groups[n].kept]
        steps: list[Step] = [(kept, loose, least, []) for least in range(len(loose), 0, -1)]
        steps += [(kept, [], 0, loose)] if kept else []
        steps += [([], kept, least, loose) for least in range(len(kept) - 1, 0, -1)]
        reached = [self._rung(strict, *step) for step in steps]
        return reached if self.nobody else [Reached(strict, strict), *reached[1:]]

    def _text(self, strict: Node | None) -> Reached:
        """Any of it, after what has all of it: who asks at length, or pastes a passage, names more than texts hold."""
        groups = self.words.groups
        sure = [n for n in self._there if groups[n].sure]
        rest = [n for n in range(len(groups)) if n not in sure]
        nodes = tuple(groups[n].node for n in rest)
        any_part, whole = Any_(nodes), all_of(list(nodes))
        required = tuple(groups[n].node for n in sure)
        rung = Rung(required, (), 0, (any_part, whole)) if sure else Rung((), (any_part,), 1, (whole,))
        return Reached(self._refusing(rung), strict, len(rest) - (not sure), tuple(rest), self.nobody)

    def _rung(self, strict: Node | None, required: list[int], some: list[int], least: int, extra: list[int]) -> Reached:
        nodes = [tuple(self.words.groups[n].node for n in numbers) for numbers in (required, some, extra)]
        tree = self._refusing(Rung(nodes[0], nodes[1], least, nodes[2]))
        missing = len(self.words.groups) - len(required) - least
        return Reached(tree, strict, missing, (*some, *extra, *self.nobody), self.nobody)

    def _strict(self) -> Node | None:
        nodes = [group.node for group in self.words.groups]
        if not nodes:
            return self._refusing(None)
        if self.words.any_word:
            return self._refusing(nodes[0] if len(nodes) == 1 else Any_(tuple(nodes)))
        return self._refusing(all_of(nodes))

    def _refusing(self, node: Node | None) -> Node | None:
        parts = [*([] if node is None else [node]), *self.words.refused]
        return all_of(parts) if parts else None

    def climb(self, totals: Totals, at_once: int) -> Reached:
        """The strictest rung that enough records stand on, else the last one. at_once: rungs counted in one request."""
        rungs = self.rungs()
        if len(rungs) == 1 and not self.nobody:
            return rungs[0]
        place, total = _strictest(rungs, totals, at_once)
        if total or self.nobody or not (empty := self._empty(totals)):
            return rungs[place]
        return Ladder(self.words, empty).climb(totals, at_once)

    def _empty(self, totals: Totals) -> tuple[int, ...]:
        """The groups that no record fulfils, unless that is all of them."""
        counts = totals([group.node for group in self.words.groups])
        empty = tuple(n for n, count in enumerate(counts) if not count)
        return empty if len(empty) < len(counts) else ()


def _strictest(rungs: Sequence[Reached], totals: Totals, at_once: int) -> tuple[int, int]:
    """(place, total) of the first rung with enough records, else of the first with as many as the last has.

    Each rung holds all records of the one before.
    """
    found: list[int] = []
    for first in range(0, len(rungs), at_once):
        found += totals([rung.tree for rung in rungs[first : first + at_once]])
        enough = next((place for place, total in enumerate(found) if total >= ENOUGH), None)
        if enough is not None:
            return enough, found[enough]
    return found.index(found[-1]), found[-1]
