"""Joined forms: words that a text writes with a hyphen, an apostrophe or full stops, as others write them in one.

*co-operation* is also found as *cooperation*, *O'Hara* as *OHara*, *U.S.A.* as *USA*. They are indexed beside the text.
"""

import regex

MOST_PARTS = 3  # of a compound; longer chains are made up for once
LONGEST = 40  # letters of a joined form
_COMPOUND = regex.compile(r"(?<![\p{L}\p{N}])\p{L}+(?:[-\u2010\u2011'’]\p{L}+)+(?![\p{L}\p{N}])")
_DOTTED = regex.compile(r"(?<![\p{L}\p{N}.])(?:\p{L}\.){2,}(?:\p{L}(?![\p{L}\p{N}]))?")
_PARTS = regex.compile(r"[^\p{L}]+")
_ELIDED = frozenset("c d j l m n s t qu jusqu lorsqu puisqu quoiqu".split())


def joined_words(text: str) -> list[str]:
    """The joined forms of a text, in its order."""
    if text.isascii() and "-" not in text and "'" not in text and "." not in text:
        return []
    found = (_joined(match[0]) for pattern in (_COMPOUND, _DOTTED) for match in pattern.finditer(text))
    return [word for word in found if word]


def _joined(written: str) -> str:
    parts = [part for part in _PARTS.split(written) if part]
    dotted = all(len(part) == 1 for part in parts)
    elided = parts[0] in _ELIDED or parts[-1] == "s"
    word = "".join(parts)
    return word if dotted or not (elided or len(parts) > MOST_PARTS or len(word) > LONGEST) else ""
