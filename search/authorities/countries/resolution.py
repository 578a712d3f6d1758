"""What a written country came to."""

import unicodedata
from dataclasses import dataclass
from typing import Literal

import regex

from search.sentences import Sentence

_NOTES = regex.compile(r"[*†‡§¶]+|(?<!\s)\s*[\[(]\d{1,2}[\])]|[¹²³⁰-⁹]+")

How = Literal["iso3", "iso2", "iso numeric", "name", "alias", "ambiguous", "not a country", "unknown"]


@dataclass(frozen=True)
class CountryResolution:
    """What a written country came to.

    candidates: ISO3 codes that an ambiguous text may mean (the one it means, if it means one). question: a sentence
    for the person who can answer it. suggestions: ISO3 codes, best first, for a text that means none. region: the
    concept that a text means which is a region and no country.
    """

    iso3: str | None
    candidates: tuple[str, ...] = ()
    how: How = "unknown"
    question: Sentence | None = None
    suggestions: tuple[str, ...] = ()
    region: str | None = None


def without_notes(text: str) -> str:
    """A written country without the marks of footnotes, in NFC."""
    plain: str = _NOTES.sub("", unicodedata.normalize("NFC", text))
    return plain.strip()
