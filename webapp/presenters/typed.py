"""The parts of a question as they were typed: how a page names each, and the question without one of them."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, starmap

import regex

from search.answers import Results
from search.queries import Best, Group, Node, Phrase, ReadWords, Word, Years, said
from search.text import words_of
from webapp.languages import Labels

MOST_PARTS = 8  # of longer questions nothing is left out: they are passages that were pasted
MOST_PIECES = 40  # between blanks

_PIECE = regex.compile(r"[-−]?(?:\w+:)?[\"“”„«][^\"“”„«»]*[\"“”»]|\S+")

Read = Callable[[str], ReadWords]


def asked_words(results: Results) -> str:
    """The words that were asked: as they were typed, or with their slips mended."""
    return results.did_you_mean if results.corrected and results.did_you_mean else results.query.q


def typed_parts(results: Results, labels: Labels) -> list[str]:
    """The parts of a question, each as it was typed, with its own signs: `children's allowances`, `Smith, Ann`."""
    q = asked_words(results)
    return [_typed(group, q, labels) for group in results.groups]


def _typed(group: Group, q: str, labels: Labels) -> str:
    part = group.typed
    if not (isinstance(part, Phrase) and part.glued and not part.field):
        return said(part, labels.language, labels.value)
    found = regex.search(r"[^\p{L}\p{N}]+".join(map(regex.escape, part.words)), q)
    return found[0] if found else " ".join(part.words)


def without_parts(q: str, groups: Sequence[Group], read: Read) -> Iterator[tuple[int, str]]:
    """The number of each part with the rest of the question, the way that was typed, where that can be told.

    That what is left is read as before is not concluded but tried.
    """
    before, pieces = read(q), _pieces(q)
    if not 1 < len(groups) <= MOST_PARTS or before.groups != tuple(groups) or len(pieces) > MOST_PIECES:
        return
    runs = _runs(groups, pieces)
    taken = {place for run in runs.values() for place in run}
    free = [range(place, place + 1) for place in range(len(pieces)) if place not in taken]
    for number in range(len(groups)):
        wanted = _meant(before, number)
        for run in [runs[number]] if number in runs else free:
            rests = (_without(pieces, some) for some in (_with_empty(run, taken), run))
            if (rest := next((rest for rest in rests if _meant(read(rest)) == wanted), None)) is not None:
                yield number, rest
                break


def _meant(words: ReadWords, but: int | None = None) -> list[object]:
    """What is wanted, without one part, and what is refused. (A name that stands alone is looked for as a phrase.)"""
    wanted = [(group.typed, group.known) for number, group in enumerate(words.groups) if number != but]
    return [*wanted, words.refused]


def _pieces(q: str) -> list[str]:
    """The question cut at blanks that stand in no quotation and no brackets."""
    pieces: list[str] = []
    depth = 0
    for piece in _PIECE.findall(q):
        if depth > 0:
            pieces[-1] += f" {piece}"
        else:
            pieces.append(piece)
        depth = max(0, depth + piece.count("(") - piece.count(")"))
    return pieces


def _runs(groups: Sequence[Group], pieces: Sequence[str]) -> dict[int, range]:
    """Number of a group -> the pieces that it is written in, of those that are plain words; each after the last."""
    words = [words_of(piece) for piece in pieces]
    found: dict[int, range] = {}
    start = 0
    for number, group in enumerate(groups):
        if wanted := _words(group):
            ranges = starmap(range, combinations(range(start, len(pieces) + 1), 2))
            fitting = (run for run in ranges if [word for place in run for word in words[place]] == wanted)
            if (run := next(fitting, None)) is not None:
                found[number] = run
                start = run.stop
    return found


def _words(group: Group) -> list[str]:
    """The words that a group is written in; none where that is not told by them alone."""
    part: Node = group.typed
    if isinstance(part, Years) and isinstance(group.node, Best):
        part = group.node.typed
    if isinstance(part, Phrase) and not part.field:
        return list(part.words)
    return [part.text] if isinstance(part, Word) and not part.field else []


def _with_empty(run: range, taken: set[int]) -> range:
    """With the words before it that belong to nothing: `in` of *in Nepal*."""
    first = run.start
    while first > 0 and first - 1 not in taken:
        first -= 1
    return range(first, run.stop)


def _without(pieces: Sequence[str], run: range) -> str:
    return " ".join(piece for place, piece in enumerate(pieces) if place not in run)
