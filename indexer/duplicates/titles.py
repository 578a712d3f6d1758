"""Titles as they are held against each other: words, numbers in one form, and what stands before a subtitle."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from search.text import AND, bare, words_of
from search.text import fold as folded

LOOSE = AND | frozenset("the a an of le la les l de du des d el los las del o os as do da dos das".split())
# What tells works of one series apart, whatever else their titles share.
MARKERS = frozenset(
    "baseline endline midline followup volume vol part phase annex appendix tome partie fase parte anexo annexe "
    "january february march april may june july august september october november december north south east west "
    "northern southern eastern western spring summer autumn winter draft final interim additional supplement "
    "edition correction erratum corrigendum reply comment".split()
)
_NUMBERS = (
    "one first premier premiere primer primera primeiro primeira",
    "two second deux deuxieme dos segundo segunda dois",
    "three third trois troisieme tres tercer tercera terceiro terceira",
    "four fourth quatre quatrieme cuatro cuarto cuarta quatro quarto",
    "five fifth cinq cinquieme cinco quinto quinta",
    "six sixth sixieme seis sexto sexta",
    "seven seventh sept septieme siete septimo sete setimo",
    "eight eighth huit huitieme ocho octavo oito oitavo",
    "nine ninth neuf neuvieme nueve noveno nove nono",
    "ten tenth dix dixieme diez decimo dez",
)
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10}
_RUNS = re.compile(r"\d+|[^\W\d]+")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th|e|eme|er|o|a)\b")
_SUBTITLE = re.compile(r"\s*[:?!;]\s+|\s+[-–—|]\s+|\s*[–—]\s*|\.\s+|\s+\(|\s*：\s*")
_ABBREVIATED = re.compile(r"\b(?:vol|no|nr|pt|ed|st|dr|mr|mrs|vs|u\.s|u\.k)\.\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Title:
    """words: all that count, numbers as digits. mains: those before a subtitle, and before another one behind it.

    letters: all of it without blanks.
    """

    text: str
    words: tuple[str, ...]
    mains: tuple[tuple[str, ...], ...] = ()
    letters: str = ""

    @property
    def numbers(self) -> tuple[str, ...]:
        """In any order: people move them."""
        return numbers_of(self.words)

    def begins_as(self, other: "Title") -> tuple[str, ...]:
        """What stands before the subtitle that another title lacks; nothing where it is not that much longer."""
        return next((main for main in self.mains if len(main) == len(other.words)), ())


def title_of(text: str) -> Title:
    """The title that a text is."""
    whole, mains = _runs(text), list[tuple[str, ...]]()
    words = tuple(_words(whole))
    for found in _SUBTITLE.finditer(text):
        before = text[: found.start()]
        main = tuple(_words(_runs(before)))
        if not _ABBREVIATED.search(f"{before}.") and 0 < len(main) < len(words) and words[: len(main)] == main:
            mains.append(main)
    return Title(text, words, tuple(dict.fromkeys(mains)), "".join(whole))


@lru_cache(maxsize=65536)
def numbers_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """Those of some words, in order of size."""
    return tuple(sorted(word for word in words if word.isdigit()))


def _runs(text: str) -> list[str]:
    whole = _ORDINAL.sub(r"\1 ", folded(bare(text.lower())))
    return [run for word in words_of(whole) for run in _RUNS.findall(word)]


def _words(found: list[str]) -> Iterator[str]:
    kept = [word for place, word in enumerate(found) if word not in LOOSE or (place and place == len(found) - 1)]
    yield from map(_plain, kept)


@lru_cache(maxsize=65536)
def _plain(word: str) -> str:
    if word.isdigit():
        return word.lstrip("0") or "0"
    if _ROMAN.fullmatch(word):
        return str(_roman(word))
    return _number_words().get(word, word)


def _roman(word: str) -> int:
    digits = [_ROMAN_DIGITS[letter] for letter in word]
    following = [*digits[1:], 0]
    return sum(-one if one < after else one for one, after in zip(digits, following, strict=True))


@lru_cache(maxsize=1)
def _number_words() -> dict[str, str]:
    return {word: str(number) for number, words in enumerate(_NUMBERS, start=1) for word in words.split()}
