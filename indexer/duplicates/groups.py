"""Works that belong together by what their titles say, as far as a rule leaves no doubt."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

from indexer.duplicates.parts import relation, signs
from indexer.duplicates.titles import Title, title_of
from indexer.duplicates.works import Work

MOST = 50  # works of one key; more have a name that says nothing

Told = tuple[Work, list[Title]]


@dataclass
class Groups:
    """certain: each work's id -> those that it belongs together with. doubtful: pairs that may."""

    certain: dict[str, list[Work]] = field(default_factory=dict)
    doubtful: list[tuple[str, str]] = field(default_factory=list)

    def take(self, works: Iterable[Work]) -> None:
        """Find what belongs together among works whose titles have the same rough key."""
        told = [(work, [title_of(text) for text in work.titles]) for work in sorted(works, key=lambda one: one.id)]
        if len(told) > MOST:
            return
        pairs = [(a, b) for a, b in combinations(told, 2) if relation(a[0], b[0], a[1], b[1])]
        sure = [pair for pair in pairs if _sure(*pair) and not _ambiguous(pair, pairs)]
        self.doubtful += [(a[0].id, b[0].id) for a, b in pairs if (a, b) not in sure]
        for group in _joined([(a[0], b[0]) for a, b in sure]):
            for work in group:
                self.certain[work.id] = [other for other in group if other.id != work.id]


def _sure(one: Told, other: Told) -> bool:
    """A loan and what is added to it later; or parts of one event, of one year; of one source."""
    mine, theirs = one[0], other[0]
    if mine.source != theirs.source:
        return False
    first, second = signs(*one), signs(*other)
    if first[2] != second[2]:
        loan, added = (mine, theirs) if second[2] else (theirs, mine)
        return loan.year is None or added.year is None or loan.year <= added.year
    return first[3] != second[3] and mine.year is not None and mine.year == theirs.year


def _ambiguous(pair: tuple[Told, Told], pairs: list[tuple[Told, Told]]) -> bool:
    """Whether one of them may as well belong to another one of the same kind; a loan may have several additions."""
    for one, other in (pair, pair[::-1]):
        kind = signs(*other)
        rivals = {p[1 - p.index(one)][0].id for p in pairs if one in p and signs(*p[1 - p.index(one)])[2:] == kind[2:]}
        if len(rivals) > 1 and not kind[2]:
            return True
    return False


def _joined(pairs: Iterable[tuple[Work, Work]]) -> list[list[Work]]:
    """Groups of all that pairs connect."""
    near: dict[str, list[Work]] = defaultdict(list)
    works = {work.id: work for pair in pairs for work in pair}
    for one, other in pairs:
        near[one.id].append(other)
        near[other.id].append(one)
    groups, seen = [], set[str]()
    for start in works.values():
        group = [start] if start.id not in seen else []
        seen.add(start.id)
        for work in group:
            new = [other for other in near[work.id] if other.id not in seen]
            seen.update(other.id for other in new)
            group += new
        groups += [group] if group else []
    return groups
