"""The four measures of a ranking that the field reports, as trec_eval computes them.

Definitions: Järvelin & Kekäläinen 2002 for nDCG (gain = relevance, discount = log2(rank + 1)), Buckley & Voorhees 2005
for the others; a record counts as relevant from 1 on. A slow test holds them to trec_eval itself, figure by figure.
They are written out here because its Python binding brings numpy and scipy along: wheels of 52 MB for these lines.
"""

from collections.abc import Callable, Mapping, Sequence
from math import log2

Judged = Mapping[str, int]  # record id -> relevance
DEPTH = 1000  # records of a ranking that average precision looks at


def ndcg_at_10(ranking: Sequence[str], judged: Judged) -> float:
    """What the first ten give the reader, as a share of what ten could."""
    best = _gain(sorted(judged.values(), reverse=True)[:10])
    return _gain([judged.get(identifier, 0) for identifier in ranking[:10]]) / best if best else 0.0


def average_precision(ranking: Sequence[str], judged: Judged) -> float:
    """The precision at each relevant record, on average over all of them; one that is not found adds nothing."""
    found = 0
    total = 0.0
    for rank, identifier in enumerate(ranking[:DEPTH], 1):
        if judged.get(identifier, 0) > 0:
            found += 1
            total += found / rank
    return _share(total, judged)


def precision_at_30(ranking: Sequence[str], judged: Judged) -> float:
    """The share of relevant ones among the first 30 places, empty ones included."""
    return _relevant(ranking[:30], judged) / 30


def recall_at_100(ranking: Sequence[str], judged: Judged) -> float:
    """The share of the relevant ones that is among the first 100."""
    return _share(_relevant(ranking[:100], judged), judged)


MEASURES: dict[str, Callable[[Sequence[str], Judged], float]] = {
    "nDCG@10": ndcg_at_10,
    "MAP": average_precision,
    "P@30": precision_at_30,
    "recall@100": recall_at_100,
}


def _gain(relevances: Sequence[int]) -> float:
    return sum(max(relevance, 0) / log2(rank + 1) for rank, relevance in enumerate(relevances, 1))


def _relevant(identifiers: Sequence[str], judged: Judged) -> int:
    return sum(judged.get(identifier, 0) > 0 for identifier in identifiers)


def _share(amount: float, judged: Judged) -> float:
    relevant = sum(relevance > 0 for relevance in judged.values())
    return amount / relevant if relevant else 0.0
