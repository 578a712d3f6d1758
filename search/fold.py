"""One way to compare what people type: fold case, accents, Arabic spelling and punctuation away."""

import unicodedata
from functools import lru_cache

import regex

WORD = regex.compile(r"[\p{Alphabetic}\p{N}]+")
"""A run of letters and digits, split exactly where both engines split (Python's \\w splits Hindi elsewhere)."""

_ARABIC = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None}
    | {chr(mark): None for mark in range(0x064B, 0x0660)}
    | {"ٰ": None}
)
_ALONE = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def normalise_script(text: str) -> str:
    """Unify spellings that neither engine unifies: Arabic letters and marks, and the Turkish capital dotted I."""
    return text if text.isascii() else text.replace("İ", "I").translate(_ARABIC)


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """`Protección` -> `proteccion`: case and accents away, nothing else."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", normalise_script(word).casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_ALONE)


def fold(text: str) -> str:
    """The key under which two spellings of a name are the same: folded words, single spaces, no punctuation."""
    return " ".join(fold_word(word) for word in WORD.findall(text.replace("’", "'")))
