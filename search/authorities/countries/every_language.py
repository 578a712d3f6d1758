"""Names of countries in all languages of the Unicode CLDR (Babel), read when one is first asked for.

Half a second and 20,000 names for those in Latin letters, less for all other scripts together: so who writes in the
languages of the interface never waits for them, and no search does. The files of single languages are read, and not
through Babel's Locale, which keeps 150 MB of dates and currencies in memory. Regional forms (de_AT) are left out: they
add names of regions, and those of the interface's languages are in `names`. The translations of ISO 3166 are no source
for this: those of small languages hold dozens of other countries' names (República de Zambia for the Gambia).
"""

import pickle
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import regex

from search.text import fold

_LETTER = regex.compile(r"\p{L}")
_LATIN = regex.compile(r"\p{Latin}")
_QUALIFIED = regex.compile(r"(?P<base>[^()\[]+?)\s*(?:[(\[（]|\s[-–—]\s).*")  # Конго (ДРК), Kongo - Kinshasa
_THE_COUNTRY = regex.compile("ประเทศ|ປະເທດ|ប្រទេស|နိုင်ငံ")  # the word for country, written onto its name
_LONGEST = 80  # characters; the longest name has 70


def codes_named(text: str) -> frozenset[str]:
    """The ISO 3166 codes of two letters, and others of the CLDR, of what is called so in any language."""
    if len(text) > _LONGEST or not _LETTER.search(text):
        return frozenset()
    return _read(bool(_LATIN.search(text))).names.get(fold(_THE_COUNTRY.sub("", text)), frozenset())


def joins(word: str) -> bool:
    """Whether a word stands between two things in some language: and, und, și, 和."""
    return bool(_LETTER.search(word)) and fold(word) in _read(bool(_LATIN.search(word))).conjunctions


class _Languages(NamedTuple):
    """Folded name -> codes of what is called so; words for “and” and “or”."""

    names: Mapping[str, frozenset[str]]
    conjunctions: frozenset[str]


@lru_cache(maxsize=2)
def _read(latin: bool) -> _Languages:
    """The languages in Latin letters, or all others.

    What several countries are called, but for an addition that tells them apart, is the name of each.
    """
    names: dict[str, set[str]] = {}
    conjunctions: set[str] = set()
    for territories, words in map(_of, _identifiers(latin)):
        conjunctions.update(map(fold, words))
        for code, name in territories.items():
            names.setdefault(fold(name), set()).add(code)
            if found := _QUALIFIED.fullmatch(name):
                names.setdefault(fold(found["base"]), set()).add(code)
    return _Languages({key: frozenset(codes) for key, codes in names.items() if key}, frozenset(conjunctions - {""}))


def _of(identifier: str) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """Names of territories, and words for “and” and “or”."""
    data = _data(identifier)
    pairs = (data.get("list_patterns", {}).get(kind, {}).get("2", "") for kind in ("standard", "or"))
    return data.get("territories", {}), tuple(pair.replace("{0}", "").replace("{1}", "") for pair in pairs)


def _data(identifier: str) -> Mapping[str, Any]:
    from babel import localedata

    with open(localedata.resolve_locale_filename(identifier), "rb") as file:
        data: Mapping[str, Any] = pickle.load(file)
    return data


def _identifiers(latin: bool) -> Iterator[str]:
    from babel import localedata
    from babel.core import get_global

    likely = get_global("likely_subtags")
    for identifier in localedata.locale_identifiers():
        language, *others = identifier.split("_")
        script = next((part for part in others if len(part) == 4), "")
        if all(part == script for part in others):
            script = script or likely.get(language, "").partition("_")[2].partition("_")[0]
            if (script == "Latn") == latin:
                yield identifier
