"""Singular and plural as one: a light stem that takes off the ending of a plural and nothing else.

Words are compared by it, never shown: what matters is that both numbers come to the same, and that two words of which
neither is the other's plural do not. English after Harman 1991 ("How effective is suffixing?", the s-stemmer); French,
Spanish and Portuguese after the minimal stemmers of Savoy 2006 ("Light stemming approaches"), without what they do to
gender. Of Arabic also the article, the conjunction and the feminine endings go, which a name has or has not.
"""

from collections.abc import Callable
from functools import lru_cache

_SHORTEST = 3  # letters that stay
_SHORTEST_ROOT = 2  # in Arabic: *bathth*, broadcast
IRREGULAR = {
    "children": "child", "women": "woman", "men": "man", "crises": "crisis", "analyses": "analysis",
    "hypotheses": "hypothesis", "bases": "basis", "widows": "widow", "people": "person", "peoples": "person",
    "persons": "person",
    "wives": "wife", "lives": "life", "livelihoods": "livelihood", "criteria": "criterion", "indices": "index",
}  # fmt: skip
_ARTICLES = ("وال", "بال", "فال", "كال", "لل", "ال", "و")
_FEMININE = ("ات", "ه")
_PORTUGUESE = (
    ("oes", "ao"),
    ("maes", "mae"),
    ("aes", "ao"),
    ("aos", "ao"),
    ("ais", "al"),
    ("eis", "el"),
    ("ois", "ol"),
    ("ns", "m"),
)


def _english(word: str) -> str:
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "nuses", "ruses", "puses", "tuses", "suses")):  # bonuses, houses
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "sis", "xis")) else word


def _french(word: str) -> str:
    if word.endswith("aux") and not word.endswith("eaux"):
        return word[:-3] + "al"
    if word.endswith("ail"):
        return word[:-3] + "al"  # travail, travaux
    return word[:-1] if word.endswith(("s", "x")) else word


def _spanish(word: str) -> str:
    return _without_es(f"{word[:-3]}z" if word.endswith("ces") else word)


def _without_es(word: str) -> str:
    while len(word) > _SHORTEST and (word.endswith("s") or (word.endswith("e") and word[-2] not in "aeiou")):
        word = word[:-1]
    return word


def _portuguese(word: str) -> str:
    for plural, singular in _PORTUGUESE:
        if word.endswith(plural):
            return word[: -len(plural)] + singular
    return _without_es(word)


def _arabic(word: str) -> str:
    while article := next((a for a in _ARTICLES if word.startswith(a) and len(word) - len(a) >= _SHORTEST_ROOT), ""):
        word = word[len(article) :]  # again and again: *w* may be the conjunction or the first letter of a root
    ending = next((e for e in _FEMININE if word.endswith(e) and len(word) - len(e) >= _SHORTEST), "")
    return word[: len(word) - len(ending)]


_RULES: dict[str, Callable[[str], str]] = {
    "en": _english,
    "fr": _french,
    "es": _spanish,
    "pt": _portuguese,
    "ar": _arabic,
}


@lru_cache(maxsize=65536)
def singular(word: str, language: str) -> str:
    """A folded word as both its numbers are compared; of another language than the five, or short, as it is."""
    shortest = _SHORTEST_ROOT if language == "ar" else _SHORTEST
    return _RULES[language](word) if language in _RULES and len(word) > shortest else word
