"""Wishes: what was searched for in vain, beside the label of the taxonomy that is nearest to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from search.authorities import Taxonomy
from search.demand import Wanted
from search.text import fold, likely


@dataclass(frozen=True)
class Wish:
    """label: the nearest one, of that concept of that scheme; empty where none is near, and for filters."""

    wanted: Wanted
    label: str = ""
    scheme: str = ""
    concept: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The public names."""
        return {**vars(self.wanted), "label": self.label, "scheme": self.scheme, "concept": self.concept}


def wishes(wanted: Iterable[Wanted], taxonomy: Taxonomy) -> list[Wish]:
    """In the same order."""
    labels: dict[str, tuple[str, str, str]] = {}
    for scheme, vocabulary in taxonomy.schemes.items():
        for concept in vocabulary.concepts.values():
            if not concept.deprecated:
                for _, text, _ in concept.labels():
                    labels.setdefault(fold(text), (text, scheme, concept.id))
    keys = list(labels)
    return [Wish(one, *_nearest(one, keys, labels)) for one in wanted]


def _nearest(one: Wanted, keys: list[str], labels: dict[str, tuple[str, str, str]]) -> tuple[str, ...]:
    if one.kind == "facet" or one.words in labels:
        return ()
    return next((labels[key] for key in likely(one.words, keys, 1)), ())
