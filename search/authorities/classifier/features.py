"""What a classifier sees of a record: its words and pairs of words, and the labels of concepts that it mentions."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise
from math import log, sqrt

from search.authorities.labels import subject_labels
from search.authorities.taxonomy import Taxonomy
from search.records import INTERFACE_LANGUAGES
from search.text import UNKNOWN, bare, clauses_of, is_stop_word, surface, words_of

Features = Mapping[str, float]
Texts = tuple[tuple[str, str], ...]  # (language, text): title, abstract, keywords
MENTION = "#"  # before `scheme/concept`, where a label is mentioned: no word has such a sign
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
        telling = [form for word in words if (form := _form(word, language))]
        counts.update(telling)
        counts.update(map(" ".join, pairwise(telling)))
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


def weighted(found: Features, rarity: Features) -> dict[str, float]:
    """Those that a classifier knows, by how rarely they are met, of length 1."""
    known = {feature: value * rarity[feature] for feature, value in found.items() if feature in rarity}
    length = sqrt(sum(value * value for value in known.values()))
    return {feature: value / length for feature, value in known.items()} if length else {}


def says_enough(found: Features, rarity: Features, abstract: bool) -> bool:
    """Whether there is more than the bare name of a project: an abstract, or several words that a classifier knows."""
    words = [one for one in found if one in rarity and " " not in one and not one.startswith(MENTION)]
    return abstract or len(words) >= ENOUGH
