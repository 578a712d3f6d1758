"""A text as it was typed, with one sign for all that mean the same, and the way back to its positions."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

BREAK = "\n"  # stands in for what is an identifier already; no part of any other

_QUOTES = "“”„‟«»‹›‘’‚‛`´′″＂＇「」『』"
_SIGNS = dict(zip("،؛؟。，、；：？！（）［］／．−", ",;?.,,;:?!()[]/.-", strict=True)) | dict.fromkeys(_QUOTES, '"')


@dataclass(frozen=True)
class PlainText:
    """text: what is looked at. places: where each of its characters stands in what was typed, and where that ends."""

    text: str
    places: Sequence[int]


def plain_text(typed: str) -> PlainText:
    """Dashes, quotes, blanks and digits of any script as ASCII has them; signs that nobody sees left out."""
    if typed.isascii():
        return PlainText("".join(map(_plain, typed)), range(len(typed) + 1))
    kept: list[str] = []
    places: list[int] = []
    for place, character in enumerate(typed):
        if sign := _plain(character):
            kept.append(sign)
            places.append(place)
    return PlainText("".join(kept), [*places, len(typed)])


def _plain(character: str) -> str:
    if character.isspace():
        return " "
    if character.isascii():
        return character if character.isprintable() else " "
    if sign := _SIGNS.get(character):
        return sign
    kind = unicodedata.category(character)
    if kind == "Cf":
        return ""
    if kind == "Pd":
        return "-"
    if kind == "Nd":
        return str(unicodedata.digit(character))
    wide = ord(character) - 0xFEE0  # letters of full width, as Chinese and Japanese keyboards write them
    return chr(wide) if 0x21 <= wide <= 0x7E else character
