"""Which languages a text names: codes of ISO 639, names in every language of the Unicode CLDR, abbreviations, slips."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from search.paths import data_file
from search.records import INTERFACE_LANGUAGES
from search.strict_yaml import Names, load_as
from search.text import fold, words_of

UNITED_NATIONS = {"A": "ar", "C": "zh", "E": "en", "F": "fr", "R": "ru", "S": "es"}  # letters on their documents
NO_NAMES = ("und", "zxx", "mis", "root")  # codes of CLDR that stand for no language
LEAST = 3  # letters of a name or an abbreviation
ENDING = 2  # letters that another gender of a name may have more
_BESIDE = re.compile(r"[(\[][^)\]]*[)\]]")
_TAG = re.compile(r"([A-Za-z]{2,3})[-_]([A-Za-z]{2,4}|\d{3})(?:[-_]\w+)*")


class LanguageNames(Struct, frozen=True, forbid_unknown_fields=True):
    """mappings/languages.yaml, by type; its header says what each section is."""

    names: dict[str, Names]
    asked: dict[str, Names]
    words: str


class NamedLanguages(NamedTuple):
    """The codes that a text names; slip: by the code of a country. candidates: of what may mean several."""

    codes: tuple[str, ...] = ()
    slip: bool = False
    candidates: tuple[str, ...] = ()


NO_LANGUAGE = NamedLanguages()


def language_of(text: str) -> str | None:
    """The code that we use (`en`, `pt`, `zh`) for one of ISO 639, or for a language's name in five languages."""
    folded = fold(text)
    return folded if folded in language_codes() else _in_five_languages().get(folded)


@lru_cache(maxsize=1)
def language_codes() -> frozenset[str]:
    """Those that have a name in English, of two or three letters."""
    from babel import Locale

    return frozenset(code for code in map(str, Locale("en").languages) if code.isalpha() and len(code) in (2, 3))


@lru_cache(maxsize=1)
def official_languages() -> frozenset[str]:
    """Codes of those that are official anywhere, by law or in fact, as the Unicode CLDR has them."""
    from babel.core import get_global

    territories = get_global("territory_languages")
    return frozenset(code for one in territories if len(one) == 2 for code in _official(one))


def _official(territory: str, in_fact: bool = True) -> tuple[str, ...]:
    """By law or in fact, or by law alone; the most spoken one first."""
    from babel.languages import get_official_languages

    found = get_official_languages(territory, de_facto=in_fact)
    return tuple(dict.fromkeys(code.partition("_")[0] for code in found))


@lru_cache(maxsize=4096)
def named_languages(text: str) -> NamedLanguages:
    """What a cell, or a part of it, names: `fre`, `pt-BR`, `Eng.`, Kiswahili, `Chinese, Mandarin`, `en-fr`, `jp`."""
    plain = " ".join(_BESIDE.sub(" ", text).split()).rstrip(".").strip()
    if code := language_of(plain) or _code(plain):
        return NamedLanguages((code,))
    if len(plain) < LEAST and plain.isascii():
        letter = UNITED_NATIONS.get(plain)
        return NamedLanguages((letter,)) if letter else _of_country(plain)
    if (tag := _TAG.fullmatch(plain)) and (found := _tagged(*tag.groups())):
        return found
    return _by_name(plain)


def _code(text: str) -> str | None:
    """By a code of ISO 639-2 or 639-3, or one that was replaced or is kept as one with another: `fre`, `cmn`, `iw`."""
    import pycountry
    from babel.core import get_global

    code = text.lower()
    if not (code.isascii() and code.isalpha() and len(code) in (2, 3)):
        return None
    kept = get_global("language_aliases").get(code, "").partition("_")[0]
    found = pycountry.languages.get(alpha_3=code) or pycountry.languages.get(bibliographic=code)
    return language_of(kept) or language_of(getattr(found, "alpha_2", "")) if kept or found else None


def _of_country(code: str) -> NamedLanguages:
    """Of a country's code, which is none of a language: its official language, if it has one alone (`jp`, `gr`)."""
    official = _official(code.upper(), in_fact=False) or _official(code.upper())
    return NamedLanguages(official, slip=True) if len(official) == 1 else NamedLanguages(candidates=official)


def _tagged(first: str, second: str) -> NamedLanguages | None:
    """`pt-BR` is a language and where it is spoken; `en-fr` and `EN-FR` are two: English is not official in France."""
    one, other = language_of(first) or _code(first), language_of(second)
    if not one:
        return None
    written_as_tag = first.islower() and second.isupper()
    if other and not written_as_tag and one not in _official(second.upper()):
        return NamedLanguages((one, other))
    return NamedLanguages((one,))


def _by_name(plain: str) -> NamedLanguages:
    """As it stands, without words such as *language*, the other way round at a comma; else as an abbreviation."""
    inverted = " ".join(reversed(plain.split(","))) if plain.count(",") == 1 else plain
    bare = " ".join(word for word in words_of(fold(plain)) if word not in _file_words())
    for written in dict.fromkeys((fold(plain), fold(inverted), bare)):
        if codes := _every_name().get(written):
            return NamedLanguages(codes) if len(codes) == 1 else NamedLanguages(candidates=codes)
    return _abbreviated(bare)


def _abbreviated(folded: str) -> NamedLanguages:
    """The only language whose name begins so, or with another ending: first of those of our pages, then of all."""
    if len(folded) < LEAST:
        return NO_LANGUAGE
    names = _in_five_languages().items()
    begun = {code for name, code in names if len(code) == 2 and (name.startswith(folded) or _inflected(folded, name))}
    for several in (begun.intersection(INTERFACE_LANGUAGES), begun):
        if len(several) == 1:
            return NamedLanguages(tuple(several))
    return NamedLanguages(candidates=tuple(sorted(begun)))


def _inflected(word: str, name: str) -> bool:
    """Whether a name stands there as another gender has it: française, inglesa."""
    return len(name) > LEAST and word.startswith(name) and len(word) <= len(name) + ENDING


@lru_cache(maxsize=1)
def _in_five_languages() -> dict[str, str]:
    from babel import Locale

    return {
        fold(name): str(code)
        for language in INTERFACE_LANGUAGES
        for code, name in Locale(language).languages.items()
        if code in language_codes()
    }


@lru_cache(maxsize=1)
def _every_name() -> dict[str, tuple[str, ...]]:
    """Folded name -> its language, or those it may mean: what most locales call so counts, and what our file says."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, code in (*_of_locales(), *_of_iso()):
        if code in language_codes() and code not in NO_NAMES and (not name.isascii() or len(name) >= LEAST):
            votes[name][code] += 1
    found = {}
    for name, several in votes.items():
        most = max(several.values())
        found[name] = tuple(sorted(code for code, count in several.items() if count == most))
    file = _file()
    asked = {fold(name): codes for name, codes in file.asked.items()}
    return found | {fold(name): (code,) for code, names in file.names.items() for name in names} | asked


def _of_locales() -> Iterator[tuple[str, str]]:
    """Names in every language; those of varieties (Dari, European Spanish) are names of their language."""
    from babel import Locale, localedata

    for identifier in localedata.locale_identifiers():
        if not re.search("_[A-Z]{2}", identifier):  # as in other countries
            for code, name in Locale.parse(identifier).languages.items():
                yield fold(name), str(code).partition("_")[0]


def _of_iso() -> Iterator[tuple[str, str]]:
    import pycountry
    from babel.core import get_global

    aliases = get_global("language_aliases")
    for one in pycountry.languages:
        kept = aliases.get(one.alpha_3, "").partition("_")[0]
        if code := kept or getattr(one, "alpha_2", ""):
            for name in (one.name, getattr(one, "inverted_name", ""), getattr(one, "common_name", "")):
                yield fold(_BESIDE.sub("", name)), code


@lru_cache(maxsize=1)
def _file() -> LanguageNames:
    return load_as(LanguageNames, data_file("mappings") / "languages.yaml")


@lru_cache(maxsize=1)
def _file_words() -> frozenset[str]:
    return frozenset(map(fold, _file().words.split()))
