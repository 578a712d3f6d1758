"""The law of names: every label and every name of a place, however it is typed, is read as what it names.

Labels of the schemes that are facets in all five languages, names, codes and adjectives of countries. What means
several things is offered with this one among the others.
"""

import random
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pytest

from search.authorities import SCHEMES, Authorities, Known, Meaning
from search.queries import Group, Lexicon, reader_of
from search.text import fold, is_stop_word

from .ways_of_typing import NUMBERS, WAYS, elided, otherwise_numbered, with_articles, with_possessive

VOWELS = "aeiouhàâéèêëîïôöùûœ"
SHOWN = 40  # failures in a message


class Named(NamedTuple):
    """A name in a language ("" for a country's) and what it means. code: it counts in its capitals only."""

    text: str
    language: str
    meaning: Meaning
    code: bool = False


@cache
def shipped() -> Authorities:
    return Authorities.shipped()


@cache
def labels() -> tuple[Named, ...]:
    return tuple(dict.fromkeys(_labels()))


def _labels() -> Iterator[Named]:
    taxonomy = shipped().taxonomy
    for scheme in SCHEMES:
        for _, identifier, language, _ in taxonomy.labels(scheme):
            concept, current = taxonomy.concept(scheme, identifier), taxonomy.current(scheme, identifier)
            assert concept and current
            texts = [concept.pref_label.get(language, "")]
            texts += [*concept.alt_label.get(language, ()), *concept.hidden_label.get(language, ())]
            codes = [text for text in concept.hidden_label.get(language, ()) if text.isupper()]
            yield from (Named(text, language, Meaning(scheme, current), text in codes) for text in texts if text)


@cache
def places() -> tuple[Named, ...]:
    countries = shipped().countries
    found = [
        Named(name.text, "", Meaning("country", name.iso3), name.kind == "acronym" and _is_code(name.text))
        for name in countries.every_name()
        if name.kind != "field_only"
    ]
    for iso3 in countries.codes:
        found += [Named(code, "", Meaning("country", iso3), True) for code in (iso3, countries.iso2(iso3))]
    for label, candidates in countries.questions():
        found += [Named(label, "", Meaning("country", iso3)) for iso3 in candidates]
    return tuple(dict.fromkeys(found))


@cache
def adjectives() -> tuple[Named, ...]:
    several = shipped().countries.adjectives_by_language()
    return tuple(Named(text, language, Meaning("country", iso3)) for language, text, iso3 in several)


def _is_code(text: str) -> bool:
    """Of two letters, or with signs: in other letters a word."""
    return len(text) < 3 or not text.isalpha()


def groups(text: str) -> tuple[Group, ...]:
    authorities = shipped()
    return reader_of(authorities.taxonomy, authorities.names, Lexicon()).read(text).groups


def means(known: Known | None, meaning: Meaning) -> bool:
    """Whether it is this, and nothing is decided that it does not say."""
    return known is not None and meaning in known.meanings


def is_read(text: str, meaning: Meaning) -> bool:
    found = groups(text)
    return len(found) == 1 and means(found[0].known, meaning)


def lost(several: Iterator[tuple[Named, str]]) -> list[str]:
    """Compactly, what is not read as it ought to be; what is another name to the letter is that."""
    failed = [(named, text) for named, text in several if not is_read(text, named.meaning)]
    return [f"{text} ({'/'.join(named.meaning)})" for named, text in failed if not is_another(text, named.meaning)]


def is_another(text: str, meaning: Meaning) -> bool:
    """Whether it is to the letter a label of something else, and read so: *pension reforms*, of *pension reform*."""
    others = exactly().get(fold(text), set())
    return meaning not in others and any(is_read(text, other) for other in others)


@cache
def exactly() -> dict[str, set[Meaning]]:
    """Folded label -> what it means."""
    found: dict[str, set[Meaning]] = {}
    for one in labels():
        found.setdefault(fold(one.text), set()).add(one.meaning)
    return found


def typed(named: tuple[Named, ...], way: str) -> Iterator[tuple[Named, str]]:
    """In one of the ways; codes and acronyms in small letters are words."""
    for one in named:
        text = WAYS[way](one.text)
        if is_stop_word(text):
            continue  # AU is the African Union, *au* is nothing
        if (way == "as written" or text != one.text) and (not one.code or text.isupper() or not text.isalpha()):
            yield one, text


QUICK = ("without accents", "in capitals", "blanks as hyphens")
SOME = [one if one in QUICK else pytest.param(one, marks=pytest.mark.slow) for one in WAYS]


@pytest.mark.parametrize("way", SOME)
def test_every_label_is_read_as_its_concept(way: str) -> None:
    failed = lost(typed(labels(), way))
    assert not failed, (len(failed), failed[:SHOWN])


@pytest.mark.parametrize("way", SOME)
def test_every_name_of_a_country_is_read_as_the_country(way: str) -> None:
    failed = lost(typed((*places(), *adjectives()), way))
    assert not failed, (len(failed), failed[:SHOWN])


def test_an_english_possessive_changes_nothing() -> None:
    several = [one for one in (*labels(), *places()) if one.language in ("", "en") and not one.code]
    failed = lost((one, with_possessive(one.text, sign)) for one in several for sign in "'’" if one.text[-1].isalpha())
    assert not failed, (len(failed), failed[:SHOWN])


def test_a_french_elision_changes_nothing() -> None:
    several = [one for one in (*labels(), *places()) if one.language in ("", "fr") and not one.code]
    vowels = [one for one in several if one.text[0].lower() in VOWELS]
    failed = lost((one, elided(one.text, article)) for one in vowels for article in ("l'", "d’"))
    assert not failed, (len(failed), failed[:SHOWN])


@pytest.mark.parametrize("language", NUMBERS)
def test_the_other_number_changes_nothing(language: str) -> None:
    named = (*labels(), *adjectives())
    several = [(one, otherwise_numbered(one.text, language)) for one in named if one.language == language]
    failed = lost((one, text) for one, text in several if text != one.text)
    assert len([text for one, text in several if text != one.text]) > 100
    assert not failed, (len(failed), failed[:SHOWN])


def test_arabic_is_read_with_and_without_the_article_and_after_and() -> None:
    several = [one for one in labels() if one.language == "ar"]
    failed = lost((one, change(one.text)) for one in several for change in (with_articles, "و{}".format))
    assert not failed, (len(failed), failed[:SHOWN])


def within(text: str) -> tuple[Group, ...]:
    return groups(f"report on {text} in 2010")


def test_a_name_among_other_words_is_a_group_of_its_own() -> None:
    several = [one for one in (*labels(), *places()) if not one.text.isupper()]
    chosen = random.Random(13).sample(several, 600)
    failed = [one.text for one in chosen if not any(means(group.known, one.meaning) for group in within(one.text))]
    assert not failed, (len(failed), failed[:SHOWN])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *[
            ("employer", "employability"),
            ("information", "informality"),
            ("to go", "TGO"),
            ("man", "IMN"),
            ("O man", "OMN"),
        ],
        *[("can ada", "CAN"), ("n/a", "NAM"), ("Q&A", "QAT"), ("new", "news")],
        *[("fine", "FIN"), ("island", "ISL"), ("inform", "report"), ("jour", "journal-article"), ("the", "thesis")],
        *[
            ("THE RIGHT TO HEALTH", "thesis"),
            ("web", "web-page"),
            ("بأن", "ALB"),
            ("الفقرة", "poverty"),
            ("خبرة", "news"),
        ],
        *[("M&E in Kenya", "MNE"), ("camarón", "CMR"), ("thé", "thesis"), ("social assistant", "social-assistance")],
        *[
            ("per capita", "PER"),
            ("us", "USA"),
            ("it", "ITA"),
            ("child", "CHL"),
            ("universal", "universal-basic-income"),
        ],
    ],
)
def test_what_only_looks_like_a_name_is_none(text: str, value: str) -> None:
    assert value not in [meaning.value for group in groups(text) if group.known for meaning in group.known.meanings]


@pytest.mark.parametrize(("text", "codes"), [("CASH TRANSFERS IN INDIA", {"IND"}), ("IT SYSTEMS FOR ID CARDS", set()),
                                             ("ALL OF US", set()), ("pensions in the US", {"USA"}), ("US", {"USA"}),
                                             ("U.S. PENSION REFORM", {"USA"}), ("reformas en EE.UU.", {"USA"}),
                                             ("ee uu", {"USA"}), ("cote divoire", {"CIV"}), ("Cote d Ivoire", {"CIV"}),
                                             ("PENSIONS AT WORK", set())])  # fmt: skip
def test_codes_count_where_their_capitals_tell_them(text: str, codes: set[str]) -> None:
    known = [group.known for group in groups(text) if group.known and not group.known.asked]
    assert {meaning.value for one in known for meaning in one.meanings if meaning.facet == "country"} == codes


def test_what_means_several_things_is_asked() -> None:
    for text in ("Congo", "Georgia", "CBT", "social security", "Congolese", "IT"):
        (group,) = groups(text)
        assert group.known and group.known.asked, text
