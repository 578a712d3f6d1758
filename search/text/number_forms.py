"""Number forms: how a name of one word is also written: in the other number, in Arabic with the article or “and”.

A stem would not do for one word alone, as there is nothing beside it to tell a chance likeness: *manés* is not *man*,
*informe* not *inform*, *news* not *new*, and the Arabic for “that” not a part of *Albanian*.
"""

import unicodedata
from collections.abc import Callable, Container, Iterator
from functools import lru_cache

from search.text.fold import fold
from search.text.singular import IRREGULAR
from search.text.spelling import other_spelling

_ALWAYS_SO = frozenset(("news", "data", "series", "means", "media"))  # neither has another number
_ACCENTED = tuple("áéíóúâêô")  # before the last letter, in Spanish and Portuguese: *fin* is no singular of *finés*
_VOWELS = "aeiou"
_CLITICS = ("", "و", "ال", "وال", "بال", "فال", "كال", "لل")
_SHORTEST = 3  # letters of a singular
Pairs = tuple[tuple[str, str], ...]  # endings of a singular and of its plural
_FRENCH: Pairs = (("al", "aux"), ("ail", "aux"), ("", "s"), ("eau", "eaux"), ("eu", "eux"))
_PORTUGUESE: Pairs = (
    ("ao", "oes"), ("ao", "aes"), ("ao", "aos"), ("al", "ais"), ("el", "eis"), ("il", "is"), ("il", "eis"),
    ("ol", "ois"), ("ul", "uis"), ("m", "ns"), ("r", "res"), ("z", "zes"), ("es", "eses"),
)  # fmt: skip


def _paired(word: str, pairs: Pairs, singular: bool) -> Iterator[str]:
    for one, several in pairs:
        if word.endswith(one):
            yield word[: len(word) - len(one)] + several
        if word.endswith(several) and not singular:
            yield word[: len(word) - len(several)] + one


def _english(word: str, singular: bool) -> Iterator[str]:
    yield from (IRREGULAR[word],) if word in IRREGULAR else ()
    yield from (several for several, one in IRREGULAR.items() if one == word)
    if word in _ALWAYS_SO:
        return
    if word.endswith("ies"):
        yield f"{word[:-3]}y"
    elif word.endswith(("sses", "shes", "ches", "xes")):
        yield word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "sis", "xis")):
        yield word[:-1]
    elif word.endswith("y") and word[-2:-1] not in _VOWELS:
        yield f"{word[:-1]}ies"
    else:
        yield f"{word}s"
        yield from (f"{word}es",) if word.endswith(("s", "sh", "ch", "x")) else ()


def _french(word: str, singular: bool) -> Iterator[str]:
    yield from _paired(word, _FRENCH, False)


def _spanish(word: str, singular: bool) -> Iterator[str]:
    vowel = word[-1] in _VOWELS
    yield f"{word}s" if vowel else f"{word[:-1]}ces" if word.endswith("z") else f"{word}es"
    if word.endswith("s") and not singular:
        yield f"{word[:-3]}z" if word.endswith("ces") else word[:-1]
        yield from (word[:-2],) if word.endswith("es") and word[-3:-2] in tuple("dlnrsjyxi") else ()


def _portuguese(word: str, singular: bool) -> Iterator[str]:
    yield from _paired(word, _PORTUGUESE, singular)
    if word[-1] in _VOWELS:
        yield f"{word}s"
    elif word.endswith("s") and word[-2:-1] in tuple(_VOWELS) and not singular:
        yield word[:-1]


def _arabic(word: str, rooted: bool) -> Iterator[str]:
    """rooted: *al* belongs to the word itself, as in the Arabic for German."""
    article = word.startswith("ال") and len(word) >= _SHORTEST + 2 and not rooted
    bare = word[2:] if article else word
    for one in (bare, *_feminine(bare)):
        yield from (clitic + one for clitic in _CLITICS)


def _feminine(word: str) -> Iterator[str]:
    if word.endswith("ات"):
        yield from (word[:-2], f"{word[:-2]}ه")
    elif word.endswith("ه"):
        yield f"{word[:-1]}ات"


_RULES: dict[str, Callable[[str, bool], Iterator[str]]] = {
    "en": _english,
    "fr": _french,
    "es": _spanish,
    "pt": _portuguese,
    "ar": _arabic,
}


@lru_cache(maxsize=16384)
def number_forms(word: str, language: str) -> frozenset[str]:
    """All forms of a word as it is written in a name, folded; an acronym only has its own."""
    folded = fold(word).replace(" ", "")
    if language not in _RULES or not folded or (len(word) > 1 and word.isascii() and word.isupper()):
        return frozenset((folded,))
    written = unicodedata.normalize("NFC", word).lower()
    fixed = written.startswith(("أل", "إل")) if language == "ar" else written[-2:-1] in _ACCENTED
    return frozenset(
        (folded, *(form for form in _RULES[language](folded, fixed) if len(form) >= _SHORTEST or form == folded))
    )


def is_form(word: str, forms: Container[str]) -> bool:
    """Whether a word as it was typed, in either spelling, is one of a name's number forms."""
    folded = fold(word)
    return folded.replace(" ", "") in forms or (other_spelling(folded) or folded) in forms
