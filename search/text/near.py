"""What a misspelt name was meant to be."""

from collections.abc import Sequence
from functools import lru_cache

from search.sentences import N_, Choice, Sentence
from search.text.stopwords import is_stop_word

ALIKE = 0.8  # a slip in five letters; at less, *patients* are *parents*
KINDS = {"parameter": N_("parameter"), "facet": N_("facet")}


def near(text: str, choices: list[str], alike: int = 60) -> list[str]:
    """At most three of the choices that are spelt most like the text; alike: how much at least, of 100."""
    from rapidfuzz import process

    return [choice for choice, score, _ in process.extract(text, choices, limit=3) if score >= alike]


def unknown_name(kind: str, name: str, choices: list[str]) -> Sentence:
    """`There is no facet “contry”: did you mean country?`; kind is one of the words of KINDS, or says itself."""
    what = Sentence(KINDS.get(kind, kind))
    if nearest := near(name, choices):
        template = N_("There is no %(kind)s “%(name)s”: did you mean %(nearest)s?")
        return Sentence(template, kind=what, name=name, nearest=Choice(nearest))
    template = N_("There is no %(kind)s “%(name)s”: use one of %(choices)s.")
    return Sentence(template, kind=what, name=name, choices=", ".join(choices))


def likely(text: str, choices: Sequence[str], most: int = 9) -> list[str]:
    """The folded choices that a folded text misspells; else those of whose words it has all, or that have all of its.

    Best first, and none where there is no such one: at the floor of tests/search/data/misspellings.tsv.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    close = process.extract(text, choices, scorer=OSA.normalized_similarity, limit=most, score_cutoff=ALIKE)
    return [choice for choice, _, _ in close] or _sharing(text, choices)[:most]


def _sharing(text: str, choices: Sequence[str]) -> list[str]:
    """By how many of the words of both are common to them."""
    asked = _content(text)
    common: dict[str, float] = {}
    for choice in choices:
        if not any(word in choice for word in asked):  # of many choices most have none: that is seen at once
            continue
        words = _content(choice)
        if words and (words <= asked or asked <= words):
            common[choice] = len(words & asked) / len(words | asked)
    return sorted(common, key=lambda choice: -common[choice])


@lru_cache(maxsize=16384)
def _content(text: str) -> frozenset[str]:
    return frozenset(word for word in text.split() if not word.isdigit() and not is_stop_word(word))
