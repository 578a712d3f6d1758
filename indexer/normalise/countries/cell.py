"""A cell of countries -> its parts: as one name, as a list, or as a place and the country that it is in."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import regex

from indexer.normalise.countries.beside import beside
from indexer.normalise.countries.joints import MOST_PARTS, Known, parts_of
from indexer.normalise.countries.part import Part
from indexer.normalise.countries.rest import Rest
from indexer.normalise.countries.subdivisions import only_within
from search.authorities import Countries, joins
from search.text import is_stop_word

_LETTER = regex.compile(r"\p{L}")


class CountryCells:
    """Reads cells with the names of one index version; first in the languages of the pages, then in all."""

    def __init__(self, countries: Countries) -> None:
        self._countries = countries
        self._rest = Rest(countries)

    def read(self, text: str) -> list[Part]:
        """The parts of a cell, each with what it means and what a person is told of it.

        A text that means nothing is one part, and so is one that may be the name of one country, misspelt.
        """
        parts = _parts(text, self._countries.known, is_stop_word)
        if any(not part.known and _LETTER.search(part.text) for part in parts):
            parts = _parts(text, partial(self._countries.known, every_language=True), _may_join)
        settled = self._rest.settled(text, parts) if len(parts) != 1 else parts
        return [self._suggesting(part) for part in settled]

    def _suggesting(self, part: Part) -> Part:
        """What is unknown with what it may have been meant to be: for California, the United States."""
        if part.known or part.left_out:
            return part
        found, owner = self._countries.resolve(part.text), only_within(part.text)
        if owner and not found.suggestions:
            found = replace(found, suggestions=(self._countries.iso3(owner),))
        return replace(part, resolution=found)


def _parts(text: str, known: Known, joining: Callable[[str], bool]) -> list[Part]:
    if whole := known(text):
        return [Part(text, resolution=whole)]
    parts = parts_of(text, known)
    if len(parts) > MOST_PARTS:
        return parts
    return [one for part in parts for one in ([part] if part.known else beside(part, known, joining))]


def _may_join(word: str) -> bool:
    return is_stop_word(word) or joins(word)
