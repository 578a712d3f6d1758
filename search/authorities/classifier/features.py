"""What a classifier sees of a record: its words and pairs of words, labels that it mentions, and parts of its words.

Parts of words tell what words that were never met are made of.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise
from math import log, sqrt

from search.authorities.labels import subject_labels
from search.authorities.taxonomy import Taxonomy
from search.records import INTERFACE_LANGUAGES
from search.text import UNKNOWN, bare, clauses_of, fold, is_stop_word, surface, words_of

Features = Mapping[str, float]
Texts = tuple[tuple[str, str], ...]  # (language, text): title, abstract, keywords
MENTION = "#"  # before `scheme/concept`, where a label is mentioned: no word has such a sign
PART = "~"  # before some letters of a word, whose ends are spaces
LENGTHS = (3, 4)  # of parts
ENOUGH = 4  # words known to a classifier that a text without an abstract needs


def texts_of(title: Mapping[str, str], abstract: Mapping[str, str], keywords: Iterable[str]) -> Texts:
    """What a classifier reads of a record."""
    return (*title.items(), *abstract.items(), *((UNKNOWN, keyword) for keyword in keywords))


def features(texts: Iterable[tuple[str, str]], taxonomy: Taxonomy) -> dict[str, float]:
    """Each feature of (language, text) pairs, and how often it is there on a logarithmic scale."""
    counts: Counter[str] = Counter()
    labels = subject_labels(taxonomy)
    for language, text in texts:
        plain = bare(text)
        words = words_of(plain)
        whole = [fold(word) for word in words]
        counts.update(form for word in words if (form := _form(word, language)))
        counts.update(map(" ".join, pairwise(whole)))
        counts.update(part for word in whole for part in _parts(word))
        languages = INTERFACE_LANGUAGES if language == UNKNOWN else (language,)
        named = (
            one.label for one in labels.mentions(words, languages, clauses_of(plain)) if one.label and not one.used
        )
        counts.update(f"{MENTION}{label.scheme}/{label.concept}" for label in named)
    return {feature: 1 + log(count) for feature, count in counts.items()}


@lru_cache(maxsize=50_000)
def _form(word: str, language: str) -> str:
    """A word as it is counted, with singular and plural as one; empty for one that tells nothing."""
    return "" if word.isdigit() or is_stop_word(word) else surface((word,), language)


@lru_cache(maxsize=50_000)
def _parts(word: str) -> tuple[str, ...]:
    """Every run of so many letters of a word."""
    word = f" {word} "
    return tuple(
        PART + word[start : start + length] for length in LENGTHS for start in range(max(1, len(word) - length + 1))
    )


def weighted(found: Features, rarity: Features) -> dict[str, float]:
    """Those that a classifier knows, by how rarely they are met; words, and parts of words, of length 1 each."""
    known = {feature: value * rarity[feature] for feature, value in found.items() if feature in rarity}
    squares = {True: 0.0, False: 0.0}
    for feature, value in known.items():
        squares[feature[0] == PART] += value * value
    lengths = {part: sqrt(square) for part, square in squares.items()}
    return {feature: value / lengths[feature[0] == PART] for feature, value in known.items()}


def says_enough(found: Features, rarity: Features, abstract: bool) -> bool:
    """Whether there is more than the bare name of a project: an abstract, or several words that a classifier knows."""
    words = [one for one in found if one in rarity and " " not in one and one[0] not in (MENTION, PART)]
    return abstract or len(words) >= ENOUGH
