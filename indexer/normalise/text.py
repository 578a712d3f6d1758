"""Text as people type it, made regular: encoding accidents, blanks, control characters, words for "nothing"."""

import html
import json
import re
import unicodedata
from functools import lru_cache
from typing import Any

from indexer.normalise.garbled import repaired

EMPTY = frozenset(("n/a", "n.a.", "null", "none", "nan", "-", "–", "—", "#n/a", "s/d", "not available"))
LONGEST_EMPTY = max(map(len, EMPTY))
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_TIMES_ESCAPED = 3
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\ufffe\uffff]")


def clean(text: str) -> str:
    """NFC, without mojibake and control characters; lines and blanks as they are. Quotation marks stay curly."""
    if text.isascii():
        return _CONTROL.sub("", text).strip()
    return unicodedata.normalize("NFC", _CONTROL.sub("", repaired(text))).strip()


def one_line(text: str) -> str:
    """The same, with every run of white space as one blank."""
    return " ".join(clean(text).split())


def as_text(value: Any) -> str:
    """A cell as text; empty for what people write for nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool | int | float):
        return str(value)
    text = clean(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    return "" if _is_nothing(text) else text


def _is_nothing(text: str) -> bool:
    return len(text) <= LONGEST_EMPTY and text.casefold() in EMPTY


def without_entities(text: str) -> str:
    """`C&ocirc;te` -> `Côte`, twice where a program has escaped it twice; & and ; elsewhere are themselves."""
    for _ in range(_TIMES_ESCAPED):
        if "&" not in text or ";" not in text:
            break
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    return text


def parts(text: str, separators: str) -> list[str]:
    """The text split at any of the separators, each part on one line, without empty ones.

    An entity of HTML ends with a semicolon that parts nothing.
    """
    text = without_entities(text)
    pieces = _any_of(separators).split(text) if separators else [text]
    return [piece for piece in map(one_line, pieces) if piece and not _is_nothing(piece)]


@lru_cache(maxsize=64)
def _any_of(separators: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(separators)}]")
