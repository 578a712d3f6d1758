"""How people type a name: the ways that a name may be written in other than its own."""

import re
import unicodedata
from collections.abc import Callable

from search.text import other_spelling

SEPARATORS = "[-‐‑–]"


def without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def with_blanks(text: str) -> str:
    return re.sub(SEPARATORS, " ", text)


def with_hyphens(text: str) -> str:
    return text.replace(" ", "-")


def otherwise_spelt(text: str) -> str:
    return " ".join(other_spelling(word) or word for word in text.split(" "))


def with_possessive(text: str, apostrophe: str) -> str:
    return f"{text}{apostrophe}s"


def elided(text: str, article: str) -> str:
    return f"{article}{text}"


def otherwise_numbered(text: str, language: str) -> str:
    """The last word in its other number, by the regular rule of the language; the text where there is none."""
    head, blank, last = text.rpartition(" ")
    if not last.isalpha() or len(last) < 4 or last.isupper() or last.lower().endswith(WITHOUT_NUMBER):
        return text
    return f"{head}{blank}{NUMBERS[language](last)}"


def _english(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("ss", "us", "is", "sh", "ch", "x")):
        return f"{word}es"
    if word.endswith("s"):
        return word[:-2] if word.endswith(("sses", "shes", "ches", "xes")) else word[:-1]
    return f"{word[:-1]}ies" if word.endswith("y") and word[-2] not in "aeo" else f"{word}s"


def _french(word: str) -> str:
    if word.endswith("aux") and not word.endswith("eaux"):
        return f"{word[:-3]}al"
    if word.endswith(("al", "ail")):
        return f"{word.removesuffix('l').removesuffix('i').removesuffix('a')}aux"
    if word.endswith(("s", "x")):
        return word[:-1]
    return f"{word}x" if word.endswith(("eau", "eu")) else f"{word}s"


def _spanish(word: str) -> str:
    if word.endswith("ces"):
        return f"{word[:-3]}z"
    if word.endswith("z"):
        return f"{word[:-1]}ces"
    if word.endswith("s"):
        return word if word[-2] in "áéíóúi" else word[:-2] if word.endswith(NO_FINALS) else word[:-1]
    return f"{word}s" if word[-1] in "aeiouáéó" else f"{word}es"


def _portuguese(word: str) -> str:
    for singular, plural in (("ão", "ões"), ("al", "ais"), ("el", "eis"), ("ol", "ois"), ("ol", "óis"), ("m", "ns")):
        if word.endswith(plural):
            return word[: -len(plural)] + singular
        if word.endswith(singular) and plural != "óis":
            return word[: -len(singular)] + plural
    if word.endswith("s"):
        return word[:-1] if word[-2] in "aeio" and not word.endswith(("res", "zes", "eses")) else word
    return f"{word}s" if word[-1] in "aeioãé" else f"{word}es" if word[-1] in "rz" else word


NO_FINALS = ("ones", "ores", "ades", "ales", "oles", "iles", "enes", "udes")  # plurals of what ends in a consonant
WITHOUT_NUMBER = ("ws", "data", "children", "men", "people", "sis", "ses", "criteria", "plus", "nexus", "ous")
NUMBERS: dict[str, Callable[[str], str]] = {
    "en": _english,
    "fr": _french,
    "es": _spanish,
    "pt": _portuguese,
}


PREFIXED = ("ال", "و", "لل", "بال", "(")


def with_articles(text: str) -> str:
    """Each Arabic word with the article, or each without, as the first has none or one; not after "and"."""
    words = text.split(" ")
    if words[0].startswith("ال"):
        return " ".join(word.removeprefix("ال") if len(word) > 4 else word for word in words)
    return " ".join(word if word.startswith(PREFIXED) or len(word) < 4 else f"ال{word}" for word in words)


WAYS: dict[str, Callable[[str], str]] = {
    "as written": str,
    "without accents": without_accents,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "hyphens as blanks": with_blanks,
    "blanks as hyphens": with_hyphens,
    "in capitals": str.upper,
    "in small letters": str.lower,
    "the other spelling": otherwise_spelt,
}
