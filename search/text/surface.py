"""Surface forms: under which key two ways of writing a name are one, however it is typed.

Case, accents, signs and blanks make no difference (*well-being*, *wellbeing*, *well being*), nor do "and" between two
words, possessives, French elisions, British or American spelling, singular or plural. It is never a bare stem:
*employer* is not *employability*.
"""

from collections.abc import Sequence
from functools import lru_cache

import regex

from search.text.fold import fold
from search.text.singular import singular
from search.text.spelling import other_spelling
from search.text.stopwords import is_stop_word

LEAST_JOINED = 6  # letters of a name that may be written in another number of words
AND = frozenset(("and", "et", "y", "e", "و"))
_APOSTROPHE = "['’ʼ‘`´]"
_ELISION = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu){_APOSTROPHE}(?=\p{{L}})", regex.IGNORECASE
)
_POSSESSIVE = regex.compile(rf"(?<=\p{{L}}){_APOSTROPHE}s(?![\p{{L}}\p{{N}}])", regex.IGNORECASE)


def bare(text: str) -> str:
    """The text without possessives, French elisions and soft hyphens: *Kenya's* -> *Kenya*, *l'emploi* -> *emploi*."""
    if text.isascii() and "'" not in text and "`" not in text:
        return text
    return str(_ELISION.sub("", _POSSESSIVE.sub("", text.replace("\u00ad", ""))))


@lru_cache(maxsize=65536)
def _form(word: str, language: str) -> str:
    """One word as it is compared; without a language, by its letters alone."""
    folded = fold(word).replace(" ", "")
    if not language:
        return folded
    other = other_spelling(folded)
    return min(singular(folded, language), singular(other, language)) if other else singular(folded, language)


def surface(words: Sequence[str], language: str = "") -> str:
    """The key of some words. `language`: singular and plural as one, as in that language (`en fr es pt ar`)."""
    last = len(words) - 1
    forms = (_form(word, language) for place, word in enumerate(words))
    kept = [form for place, form in enumerate(forms) if form not in AND or place in (0, last)]
    return "".join(kept)


def rejoined(words: Sequence[str], counted: Sequence[str]) -> bool:
    """Whether words may be a name of another number of words: *to go* is not Togo. counted: those that are compared."""
    return sum(map(len, words)) >= LEAST_JOINED and not any(map(is_stop_word, counted))
