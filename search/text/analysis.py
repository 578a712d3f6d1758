"""Stems outside the engines, for what is decided above them: highlights and the taxonomy's alternatives."""

from functools import lru_cache
from typing import Any

from search.text.fold import ascii_folded, fold_word, lower, normalise_script

SNOWBALL = {"en": "english", "fr": "french", "es": "spanish", "pt": "portuguese", "ar": "arabic"}
"""The languages that have a text stream of their own, and Snowball's names for them."""


UNKNOWN = "und"  # ISO 639-2: nobody said in which language a text is


def streams_of(language: str) -> tuple[str, ...]:
    """The languages as which a text is read: its own; all of them where nobody said; none that has no stemmer."""
    if language == UNKNOWN:
        return tuple(SNOWBALL)
    return (language,) if language in SNOWBALL else ()


@lru_cache(maxsize=len(SNOWBALL))
def _stemmer(language: str) -> Any:
    import Stemmer

    return Stemmer.Stemmer(SNOWBALL[language])


@lru_cache(maxsize=131072)
def stem(word: str, language: str) -> str:
    """The folded Snowball stem; the folded word itself for a language without a stemmer.

    Stem first, then fold: the stemmers need the accents.
    """
    if language not in SNOWBALL:
        return fold_word(word)
    return ascii_folded(_stemmer(language).stemWord(lower(normalise_script(word))))
