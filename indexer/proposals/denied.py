"""What a text names only to say that it is not meant: *non-contributory*, *families without access to benefits*.

Nor is it meant where something is measured by it: *twice the minimum wage* is an amount, and so is *pays the minimum
wage* or *EUR 300 (minimum wage)*, if nothing is done to that wage there, as in *raised by 5 percent*.
"""

from bisect import bisect_right
from collections.abc import Sequence

from search.authorities import Mention
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
AMOUNTS = _phrases(  # the same before a wage alone
    "limited to", "capped at", "raised to", "depending on", "linked to", "at least", "at most", "less than",
    "more than", "lower than", "higher than", "level of", "multiple of", "share of", "at", "max", "min",
)  # fmt: skip
WAGES = frozenset("wage wages salary salaries".split())  # the last word of such a label, the first one of
SALARIES = frozenset("salaire salaires salario salarios".split())
PAID = frozenset("pay pays paid paying cover covers covered refund refunds refunded receive receives get gets".split())
NUMBERS = frozenset("one two three four five six ten".split())
CHANGED = frozenset(
    "raise raises raised raising rise rises increase increases increased increasing set sets setting introduce"
    " introduces introduced introduction adjust adjusted adjustment freeze frozen cut cuts lower lowered"
    " abolish abolished new law laws policy policies reform reforms effect effects impact impacts hike hikes".split()
)
AROUND = 4  # words before and after the name of a wage in which something is done to it
NEAR = 4  # words before it in which a number or a payment makes an amount of it
YEAR = 4  # digits, of which few amounts consist that stand near it
SMALL = frozenset("a an any the their national statutory monthly daily gross net".split())
BETWEEN = 3  # words that may stand between such a phrase and a name
LOOKED_AT = 8  # words before a name


def denied(mention: Mention, words: Sequence[str], clauses: Sequence[tuple[int, int]]) -> bool:
    """Whether what is mentioned is excluded in its clause, or a measure there."""
    start = mention.start
    at = bisect_right(clauses, start, key=lambda clause: clause[0])
    begin, stop = clauses[at - 1] if at else (0, len(words))
    before = [fold(word) for word in words[max(begin, start - LOOKED_AT) : start]]
    if _ends(before, DENIED) or _ends([word for word in before if word not in SMALL], MEASURED):
        return True
    if any(_ends(before[: len(before) - back], EXCLUDED) for back in range(BETWEEN + 1)):
        return True
    if fold(words[mention.end - 1]) not in WAGES and fold(words[start]) not in SALARIES:
        return False
    return _amount(before, [fold(one) for one in words[mention.end : stop][:AROUND]])


def _amount(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether words around the name of a wage make an amount of it."""
    if not CHANGED.isdisjoint((*before[-AROUND:], *after)):
        return False
    near = [word for word in before if word not in SMALL][-NEAR:]
    return _ends(near, AMOUNTS) or any(word in PAID or word in NUMBERS or _figure(word) for word in near)


def _figure(word: str) -> bool:
    return word[0].isdigit() and len(word) != YEAR


def _ends(words: Sequence[str], phrases: Phrases) -> bool:
    return any(tuple(words[-count:]) in phrases for count in (1, 2, 3))
