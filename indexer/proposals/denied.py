"""What a text names only to say that it is not meant: *non-contributory*, *families without access to benefits*.

Nor is it meant where something is measured by it: *twice the minimum wage* is an amount.
"""

from bisect import bisect_right
from collections.abc import Sequence

from search.text import fold

Phrases = frozenset[tuple[str, ...]]


def _phrases(*written: str) -> Phrases:
    return frozenset(tuple(phrase.split()) for phrase in written)


DENIED = _phrases(*"non not without no sans sin sem sin não nao غير بدون".split())  # right before a name
EXCLUDED = _phrases(  # what comes next; what leaves out a whole list, as “excluding” does, is of context.py
    "rather than", "instead of", "ineligible for", "not beneficiary of", "not beneficiaries of", "without access to",
    "no access to", "no right to", "not part of",
)  # fmt: skip
MEASURED = _phrases(
    "percent of", "per cent of", "half", "half of", "third of", "thirds of", "quarter of", "quarters of", "twice",
    "above", "below", "exceeding", "equal to", "equivalent to", "up to",
)  # fmt: skip
SMALL = frozenset("a an any the their national statutory monthly daily gross net".split())
BETWEEN = 3  # words that may stand between such a phrase and a name
LOOKED_AT = 8  # words before a name


def denied(start: int, words: Sequence[str], clauses: Sequence[tuple[int, int]]) -> bool:
    """Whether what begins at a word is excluded in its clause, or a measure there."""
    at = bisect_right(clauses, start, key=lambda clause: clause[0])
    begin = clauses[at - 1][0] if at else 0
    before = [fold(word) for word in words[max(begin, start - LOOKED_AT) : start]]
    if _ends(before, DENIED) or _ends([word for word in before if word not in SMALL], MEASURED):
        return True
    return any(_ends(before[: len(before) - back], EXCLUDED) for back in range(BETWEEN + 1))


def _ends(words: Sequence[str], phrases: Phrases) -> bool:
    return any(tuple(words[-count:]) in phrases for count in (1, 2, 3))
