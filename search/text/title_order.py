"""The key by which titles are put in order: without a leading article, signs, case and marks, numbers by their value.

Which articles count depends on the language of the title, as the rules of library catalogues have it (ISO 7154, and
the lists of initial articles of MARC 21, appendix F). An article that belongs to a place's name stays.
"""

import regex

from search.text.fold import fold

LONGEST_TITLE = 200  # characters that are compared
_ARTICLES = {
    "en": "the|an|a",
    "fr": "les|le|la|une|un|des",
    "es": "los|las|el|la|una|un",
    "pt": "uma|um|os|as|o|a",
}
_PLACES = r"salvador|paz|rioja|guajira|[aá]ngeles|vegas"  # El Salvador, La Paz, Los Ángeles
_SIGNS = r"^[^\p{Alphabetic}\p{N}]*"
_LEADING = {
    code: regex.compile(rf"{_SIGNS}(?:{words})\s+(?!(?:{_PLACES})\b)(?=.*[\p{{Alphabetic}}\p{{N}}])", regex.I | regex.S)
    for code, words in _ARTICLES.items()
} | {
    "ar": regex.compile(rf"{_SIGNS}ال(?=\p{{Alphabetic}}{{3}})"),
}
_ELIDED = regex.compile(rf"{_SIGNS}l['’ʼ]\s*(?=[\p{{Alphabetic}}\p{{N}}])", regex.I)
_GROUPED = regex.compile(r"(?<=\p{Nd})[,\u00a0\u202f](?=\p{Nd}{3}(?!\p{Nd}))")  # 1,000
_NUMBER = regex.compile(r"\p{Nd}+")


def title_key(title: str, language: str) -> str:
    """What a title in that language is compared by; two titles that differ in nothing that counts have one key."""
    text = title[: 2 * LONGEST_TITLE]
    if language in _LEADING:
        text = _LEADING[language].sub("", text, count=1)
    if language == "fr":
        text = _ELIDED.sub("", text, count=1)
    key: str = _NUMBER.sub(_by_value, fold(_GROUPED.sub("", text))[:LONGEST_TITLE])
    return key


def _by_value(number: "regex.Match[str]") -> str:
    """How many digits it has, and these: `2` before `10`, in whatever script's digits."""
    digits = "".join(str(int(digit)) for digit in number[0]).lstrip("0") or "0"
    return f"{len(digits):03}{digits}"
