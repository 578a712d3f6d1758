"""One way to compare what people type: fold case, accents, Arabic spelling and punctuation away."""

import unicodedata
from functools import lru_cache
from itertools import accumulate

import regex

from search.text.ascii_folding import WITHOUT_DECOMPOSITION

_CLAUSE = regex.compile(r"[.;!?؛؟](?=\s|$)|\n")
_UNSPACED = r"\p{Alphabetic}&&[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"
_LETTER = r"\p{Alphabetic}\p{N}"
WORD = regex.compile(rf"[{_UNSPACED}]|[[{_LETTER}]--[{_UNSPACED}]]+", regex.V1)
"""A run of letters and digits, split exactly where both engines split (Python's \\w splits Hindi elsewhere).

In scripts that write no blanks between words each character is one: a word of several is a phrase, and so is found
within a longer run, whatever the dictionary. `normalise_script` parts them for the engines.
"""
FIRST_UNSPACED = "\u0e01"  # Thai; the letters of all these scripts come after it
_JOINT = regex.compile(rf"(?<=[{_UNSPACED}])(?=[{_LETTER}])|(?<=[{_LETTER}])(?=[{_UNSPACED}])", regex.V1)

_SPELLINGS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None}
    | {chr(mark): None for mark in range(0x064B, 0x0660)}
    | dict(zip("άέήίόύώΐΰΆΈΉΊΌΎΏςёЁ", "αεηιουωϊϋΑΕΗΙΟΥΩσеЕ", strict=True))  # as who types without accents writes them
    | {"ٰ": None, "\u00ad": None}  # a soft hyphen is where a line may break, not a word
)
_ALONE = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_LETTERS = regex.compile(r"[a-zA-Z]?[[\p{Alphabetic}\p{N}\p{M}]--[\p{ASCII}]]+", regex.V1)  # all but plain ones
LONGEST_WORD = 400  # characters; what is longer is no word but data, and the engines would cut it in different places
_TOO_LONG = regex.compile(rf"[\p{{Alphabetic}}\p{{N}}]{{{LONGEST_WORD + 1},}}")
_SIGNS = str.maketrans({chr(code): " " for code in range(128) if not chr(code).isalnum()})


def words_of(text: str) -> list[str]:
    """Every WORD of a text, in order; of plain ASCII in a quarter of the time."""
    return text.translate(_SIGNS).split() if text.isascii() else WORD.findall(text)


def clauses_of(text: str) -> list[tuple[int, int]]:
    """(start, end) of each clause among the words of a text: what no full stop or semicolon parts."""
    ends = list(accumulate(len(words_of(clause)) for clause in _CLAUSE.split(text)))
    return [(start, end) for start, end in zip([0, *ends], ends, strict=False) if start < end]


def normalise_script(text: str) -> str:
    """Unify spellings that neither engine unifies, for whatever either engine is given.

    Letters: composed ones (NFC) and those of typesetters (NFKC: ligatures, Arabic presentation forms from PDFs,
    full width), Arabic letters and marks, the Turkish capital dotted I, soft hyphens. Signs stay:
    ™ would become a part of its word.
    """
    if not text.isascii():
        if not unicodedata.is_normalized("NFKC", text):
            text = _LETTERS.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)
        text = text.replace("İ", "I").translate(_SPELLINGS)
        if text and max(text) >= FIRST_UNSPACED:
            text = _JOINT.sub(" ", text)
    if len(text) > LONGEST_WORD and max(map(len, text.split()), default=0) > LONGEST_WORD:
        text = _TOO_LONG.sub(" ", text)
    return text


def lower(word: str) -> str:
    """Lower case letter by letter, as both engines do it: a final Σ is σ like any other."""
    return word.lower() if word.isascii() else "".join(character.lower() for character in word)


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """`Protección` -> `proteccion`: the token of the unstemmed stream, exactly as both engines make it."""
    if word.isascii():
        return word.lower()
    return ascii_folded(lower(normalise_script(word)))


def ascii_folded(word: str) -> str:
    """Letters of the Latin script without accents; those of other scripts as they are."""
    return word if word.isascii() else "".join(map(_ascii, word))


@lru_cache(maxsize=4096)
def _ascii(character: str) -> str:
    if character in WITHOUT_DECOMPOSITION:
        return WITHOUT_DECOMPOSITION[character]
    plain = _without_marks(character)
    return plain if plain and plain.isascii() else character


def _without_marks(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def _key(word: str) -> str:
    if word.isascii():
        return word.lower()
    return _without_marks(word.casefold().translate(_SPELLINGS)).translate(_ALONE)


def fold(text: str) -> str:
    """The key under which two spellings of a name are the same: no case, marks (in any script) and punctuation."""
    composed = unicodedata.normalize("NFC", text).replace("İ", "I").replace("’", "'")
    return " ".join(map(_key, words_of(composed)))
