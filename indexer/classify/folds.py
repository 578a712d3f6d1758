"""Folds: which examples are held out together, so that a classifier is judged by what it has never seen the like of."""

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from indexer.classify.examples import Example

FOLDS = 5
LEAST = 3  # groups among which examples are held out
SMALL = 0.05  # of the examples: what a smaller group says of the others is chance


def folds(examples: Sequence[Example]) -> tuple[list[int], str]:
    """The fold of each example, and what was held out together: source, else country, else record."""
    for name in ("source", "country"):
        groups = [getattr(example, name) for example in examples]
        if sum(count >= SMALL * len(examples) for count in Counter(groups).values()) >= LEAST:
            return _dealt(groups), name
        if name == "country" and len(set(groups)) >= FOLDS * LEAST:
            return _dealt(groups), name
    return _dealt([sha256(example.id.encode()).hexdigest()[:2] for example in examples]), "record"


def _dealt(groups: Sequence[str]) -> list[int]:
    """Groups whole into folds, the largest first, each into the emptiest."""
    filled = [0] * FOLDS
    place: dict[str, int] = {}
    for group, count in sorted(Counter(groups).items(), key=lambda one: (-one[1], one[0])):
        fold = filled.index(min(filled))
        place[group] = fold
        filled[fold] += count
    return [place[group] for group in groups]
