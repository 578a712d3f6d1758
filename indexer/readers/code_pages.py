"""Which code page a text that is not UTF-8 was written in: the one under which its letters make words."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

USUALLY = "cp1252"
OTHERS = (
    *("mac_roman", "cp850", "cp437"),  # of the Macintosh and of MS-DOS: Excel still offers them
    *("cp1256", "iso8859_6", "cp720", "cp1251", "koi8_r", "cp866"),  # of Arabic and Cyrillic letters
)
ALL = (USUALLY, *OTHERS)
LONG = 4  # letters of a word, of which most have no accent in any language of Latin letters
USUAL = frozenset(
    "àâäáãåæçéèêëíîïìñóôöòõøœúùûüÿßÀÂÄÁÃÅÆÇÉÈÊËÍÎÏÌÑÓÔÖÒÕØŒÚÙÛÜŠšŽžıİşŞğĞ«»“”„’‘–—…¿¡°ºª€·•™®©§´£½¼²³¥¢±×÷µ¨‹›‰†¹\xa0"
)
WORD = re.compile(r"[^\s;,|\"]*[^\x00-\x7f\s][^\s;,|\"]*")
SHOWN = 3  # words that show what would become of it
MOST = 2000  # words that are looked at
DOUBTFUL = 0.2  # of the odd characters: more than this, and nothing of it may be believed


@dataclass(frozen=True)
class Guess:
    """An encoding, the share of its odd characters that make no words, and some of these words."""

    encoding: str
    doubt: float
    words: tuple[str, ...]


def guessed(data: bytes, likely: str) -> Guess:
    """The best of the likely encoding, the usual one and the others; the first of equals."""
    odd = _odd(data)
    return min((_tried(odd, encoding) for encoding in dict.fromkeys((likely, *ALL))), key=lambda one: one.doubt)


def has_rivals(data: bytes, encoding: str) -> bool:
    """Whether another encoding would make other words of it that are no less likely."""
    odd = _odd(data)
    own = _tried(odd, encoding)
    rivals = (_tried(odd, other) for other in ALL if other != encoding)
    return any(other.doubt <= own.doubt and other.words != own.words for other in rivals)


def _odd(data: bytes) -> bytes:
    """The lines that are in no other encoding than the one that is looked for."""
    return b"\n".join(line for line in data.splitlines() if not line.isascii() and not _is_utf_8(line)) or data


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
    latin = [one.isascii() or _is_latin(one) for one in word if one.isalpha()]
    foreign = not any(latin)
    plain = sum(one.isascii() and one.isalpha() for one in word)
    belongs = foreign or (all(latin) and (len(latin) < LONG or plain * 2 >= len(latin)))
    for place, one in enumerate(word):
        if one.isascii():
            continue
        before = word[place - 1 : place]
        after = word[place + 1 : place + 2]
        if one.isalpha():
            shouted = one.isupper() and before.islower()
            yield belongs and not shouted and (len(word) > 1 if foreign else one in USUAL)
        else:
            within = before.isalpha() and after.isalpha() and one not in "’´·–—"
            crowded = any(beside and not beside.isascii() and not beside.isalnum() for beside in (before, after))
            yield one in USUAL and not within and not crowded


def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(("LATIN", "FEMININE", "MASCULINE"))
