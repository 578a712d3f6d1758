"""Text that was read in a wrong encoding on its way to us: repaired where that is certain, else told of."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from indexer.rows import Problem, SourceRow
from search.sentences import Sentence

LOST = "\N{REPLACEMENT CHARACTER}"
REPAIRED = "Garbled letters in the column “%(column)s” were repaired; the raw rows keep them as they were."
PERHAPS = "Garbled letters in the column “%(column)s” are kept as they are: correct them in the source."
GONE = "The column “%(column)s” holds signs that stand for lost letters: correct them in the source."
SHOWN = 60  # characters
_CONTINUED = "\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122"
_SUSPICIOUS = re.compile(f"[\u00c2-\u00f4][{_CONTINUED}]|â€|[РС][\u0400-\u040f\u0450-\u045f{_CONTINUED}№]")
"""What UTF-8 looks like when it is read as a code page: a letter that begins one, a sign that continues it. ftfy's own
test takes a millisecond for a page, and almost no text needs it."""


def repaired(text: str) -> str:
    """The text as it was meant, where that is certain; else as it is."""
    if text.isascii() or not _SUSPICIOUS.search(text):
        return text
    fixed, certain = _fixed(text)
    return fixed if certain else text


@lru_cache(maxsize=1024)
def _fixed(text: str) -> tuple[str, bool]:
    """What ftfy makes of it; and whether all of it makes sense then, with no letter guessed."""
    import ftfy
    from ftfy.badness import is_bad

    if not is_bad(text):
        return text, True
    fixed, steps = ftfy.fix_encoding_and_explain(text)
    guessed = any(name == "replace_lossy_sequences" for _, name in steps or ())
    return fixed, not guessed and not is_bad(fixed)


def garbled(row: SourceRow) -> Iterator[Problem]:
    """What is said of the cells of a row that are, or were, garbled."""
    for column, text in _texts(row.columns):
        if LOST in text:
            yield _told(row, column, GONE, text, "")
        elif _SUSPICIOUS.search(text):
            fixed, certain = _fixed(text)
            if fixed != text or not certain:
                yield _told(row, column, REPAIRED if certain else PERHAPS, text, fixed)


def _texts(columns: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Those with other letters than ASCII's."""
    for column, value in columns.items():
        for one in value if isinstance(value, list | tuple) else (value,):
            if isinstance(one, str) and not one.isascii():
                yield column, one


def _told(row: SourceRow, column: str, template: str, before: str, after: str) -> Problem:
    """With the place where the two begin to differ."""
    differ = next((n for n, (old, new) in enumerate(zip(before, after, strict=False)) if old != new), 0)
    start = before.rfind(" ", 0, differ if after else before.index(LOST)) + 1
    value, meant = (text[start : start + SHOWN].strip() for text in (before, after))
    kind = "repaired" if template == REPAIRED else "garbled"
    return Problem(kind, Sentence(template, column=column), row.file, row.row, column, value, meant, row.sheet)
