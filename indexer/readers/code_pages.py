"""Which code page a text that is not UTF-8 was written in: the one under which its letters make words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

OLD = ("mac_roman", "cp850", "cp437")  # of the Macintosh and of MS-DOS: Excel still offers them
USUAL = frozenset(
    "àâäáãåæçéèêëíîïìñóôöòõøœúùûüÿßÀÂÄÁÃÅÆÇÉÈÊËÍÎÏÌÑÓÔÖÒÕØŒÚÙÛÜŠšŽžıİşŞğĞ«»“”„’‘–—…¿¡°ºª€·•™®©§´£½¼²³¥¢±×÷µ¨‹›‰†¹\xa0"
)
WORD = re.compile(r"\S*[^\x00-\x7f\s]\S*")
SHOWN = 3  # words that show what would become of it
MOST = 5000  # words that are looked at
DOUBTFUL = 0.2  # of the odd characters: more than this, and nothing of it may be believed


@dataclass(frozen=True)
class Guess:
    """An encoding, the share of its odd characters that make no words, and some of these words."""

    encoding: str
    doubt: float
    words: tuple[str, ...]


def guessed(data: bytes, likely: str) -> Guess:
    """The best of the likely encoding, the usual one and the old ones; the first of equals."""
    lines = [line for line in data.splitlines() if not line.isascii() and not _is_utf_8(line)]
    odd = b"\n".join(lines) or data
    order = dict.fromkeys((likely, "cp1252", *OLD))
    return min((_tried(odd, encoding) for encoding in order), key=lambda one: one.doubt)


def is_mixed(data: bytes) -> bool:
    """Whether some of the lines are UTF-8, and others are not."""
    kinds = {_is_utf_8(line) for line in data.splitlines() if not line.isascii()}
    return len(kinds) == 2


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _tried(data: bytes, encoding: str) -> Guess:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return Guess(encoding, 1.0, ())
    words = [found[0] for _, found in zip(range(MOST), WORD.finditer(text), strict=False)]
    verdicts = [verdict for word in words for verdict in _verdicts(word)]
    return Guess(encoding, verdicts.count(False) / (len(verdicts) or 1), tuple(words[:SHOWN]))


def _verdicts(word: str) -> Iterator[bool]:
    """For each odd character of a word, whether it belongs there."""
    latin = any(one.isascii() and one.isalpha() for one in word)
    for place, one in enumerate(word):
        if one.isascii():
            continue
        before = word[place - 1 : place]
        after = word[place + 1 : place + 2]
        if one.isalpha() and not latin and one not in USUAL:
            yield len(word) > 1  # of another script
        elif one.isalpha():
            shouted = one.isupper() and before.islower()
            yield one in USUAL and not shouted
        else:
            within = before.isalpha() and after.isalpha() and one not in "’´·–—"
            yield one in USUAL and not within
