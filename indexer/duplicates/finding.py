"""Pairs of records that may be one work, or parts of one: found among all records, whatever order they come in."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from indexer.duplicates.likeness import Words
from indexer.duplicates.parts import relation, signs
from indexer.duplicates.titles import Title, title_of
from indexer.duplicates.works import Work, decided_by, why_not

RAREST = 4  # words of a title by which others are looked for
BLOCK = 150  # titles that one word may be looked for in; a more common one only along with another
WINDOW = 40  # neighbours that each of a larger block is held against


@dataclass(frozen=True)
class Pair:
    """Two records: `one` comes first by id. kind: `same` or `related`; shared: what both say."""

    one: Work
    other: Work
    similarity: float
    kind: str
    shared: tuple[str, ...]

    @property
    def ids(self) -> tuple[str, str]:
        return self.one.id, self.other.id


def find_pairs(works: Iterable[Work], places: Collection[str] = ()) -> list[Pair]:
    """Every pair, the most alike first. places: words that name places, which are never slips of each other."""
    ordered = sorted(works, key=lambda work: work.id)
    titles = [[title_of(text) for text in work.titles] for work in ordered]
    words = Words(places)
    for several in titles:
        words.take(several)
    found = []
    told = [signs(work, several) for work, several in zip(ordered, titles, strict=True)]
    for one, other in _candidates(titles, words):
        if told[one] == told[other] and why_not(ordered[one], ordered[other]):
            continue  # most of them: said here, where it takes the least time
        if pair := _pair(words, (ordered[one], titles[one]), (ordered[other], titles[other])):
            found.append(pair)
    return sorted(found, key=lambda pair: (pair.kind != "same", -pair.similarity, pair.ids))


def _pair(words: Words, one: tuple[Work, list[Title]], other: tuple[Work, list[Title]]) -> Pair | None:
    mine, theirs = one[0], other[0]
    if mine.id == theirs.id:
        return None
    if shared := relation(mine, theirs, one[1], other[1]):
        return Pair(mine, theirs, 100.0, "related", shared)
    if why_not(mine, theirs):
        return None
    tried = ((words.alike(a, b), a, b) for a in one[1] for b in other[1])
    best = max(tried, key=lambda one: (one[0], one[1].text, one[2].text), default=None)
    if not best or not best[0] or not decided_by((mine, theirs), best[1:], words):
        return None
    return Pair(mine, theirs, round(best[0], 1), "same", mine.shared(theirs))


def _candidates(titles: list[list[Title]], words: Words) -> set[tuple[int, int]]:
    """Places of works that share a rare word, or two that are not, in what their titles begin with."""
    blocks: dict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
    for place, several in enumerate(titles):
        for key, by in sorted({(key, title.words) for title in several for key in _keys(title, words)}):
            blocks[key].append((by, place))
    found: set[tuple[int, int]] = set()
    for block in blocks.values():
        if len(block) > BLOCK:
            block.sort()
        reach = WINDOW if len(block) > BLOCK else len(block)
        for first, (_, one) in enumerate(block):
            found.update((min(one, other), max(one, other)) for _, other in block[first + 1 : first + 1 + reach])
    return {pair for pair in found if pair[0] != pair[1]}


def _keys(title: Title, words: Words) -> Iterator[str]:
    yield title.letters
    for part in (title.words, *title.mains):
        yield "".join(part)
        shared = {word for word in part if words.counts[word] > 1 and not word.isdigit()}
        rarest = sorted(shared, key=lambda word: (words.counts[word], word))[:RAREST]
        yield from (word for word in rarest if words.counts[word] <= BLOCK)
        yield from (f"{one} {other}" for one, other in combinations(sorted(rarest), 2))
