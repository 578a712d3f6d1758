"""A place and the country that it is in: Georgia, USA; Anguilla (UK); Jordan, Montana, USA."""

from dataclasses import replace
from itertools import pairwise

from indexer.normalise.countries.bearers import Bearers
from indexer.normalise.countries.part import Part
from indexer.normalise.countries.subdivisions import is_territory, is_within
from search.authorities import Countries, CountryResolution
from search.sentences import Choice, Sentence
from search.text import fold

IN_ONE = "“%(rest)s” is left out of “%(value)s”: it is a part of %(country)s."
NOT_BOTH = "“%(rest)s” is left out of “%(value)s” as a part of %(country)s; it may be %(name)s, too."
BOTH = "“%(rest)s” in “%(value)s” is read as %(name)s; it may be a part of %(country)s, too."
LEFT_OUT = "“%(rest)s” is left out of “%(value)s”, which is read as %(name)s."
MAY_BE = "“%(value)s” may be %(names)s: write one of these."
BOTH_IF = Sentence("Write a semicolon between the two, if both are meant.")
REMOVE = Sentence("Remove it, if the part is meant.")
_LISTED = ("", ",", " ", "-")  # joints of a list, and of an address: the narrower first


class Placing:
    """Tells a list of two countries from a place in one of them, by the subdivisions that ISO 3166-2 has."""

    def __init__(self, countries: Countries, bearers: Bearers) -> None:
        self._countries = countries
        self._bearers = bearers

    def placed(self, text: str, parts: list[Part]) -> list[Part]:
        """The parts, where those that are no country of their own here give no value, and say why."""
        parts = self._chained(text, parts)
        for place in range(len(parts) - 1):
            first, second = parts[place : place + 2]
            if not first.left_out and not second.left_out and first.iso3 != second.iso3:
                parts[place : place + 2] = self._pair(text, first, second, alone=len(parts) == 2)
        return parts

    def _chained(self, text: str, parts: list[Part]) -> list[Part]:
        """Jordan, Montana, USA: Montana is in the country that follows, and the first in Montana."""
        placed = list(parts)
        for place, (first, second) in enumerate(pairwise(parts)):
            if not first.known and second.joint in _LISTED and self._within(first, second):
                placed[place] = self._left_out(text, first, second)
                if place == 1:
                    placed[0] = self._left_out(text, parts[0], second)
        return placed

    def _pair(self, text: str, first: Part, second: Part, alone: bool) -> list[Part]:
        if fold(f"{first.text} {second.text}") == fold(self._countries.name(first.iso3 or "")):
            return [first, replace(second, left_out=True)]  # Hong Kong SAR, China
        bracketed = second.joint == "(" and second.ends
        if (bracketed or second.joint == ":" or (alone and second.joint == "-")) and self._within(second, first):
            return self._inner(text, second, first)[::-1]
        if (bracketed or second.joint in _LISTED) and self._within(first, second):
            return self._inner(text, first, second, alone or bracketed)
        if bracketed and first.iso3 and second.iso3:
            return self._bracketed(text, first, second)
        return [first, second]

    def _inner(self, text: str, inner: Part, outer: Part, alone: bool = True) -> list[Part]:
        """The narrower and the wider: a territory with its own code is meant itself, of others the country."""
        if inner.iso3 and outer.iso3 and is_territory(self._iso2(inner), self._iso2(outer)):
            return [inner, self._belonging(text, inner, outer)] if alone else [inner, outer]
        near = self._countries.regions(inner.iso3 or "") == self._countries.regions(outer.iso3 or "")
        if inner.iso3 and (not alone or (near and outer.joint in _LISTED)):
            said = Sentence(BOTH, rest=inner.text, value=text, name=self._name(inner), country=self._name(outer))
            return [inner if near and not alone else inner.noted("ambiguous", said, REMOVE), outer]
        return [self._left_out(text, inner, outer), outer]

    def _bracketed(self, text: str, first: Part, second: Part) -> list[Part]:
        """Anguilla (UK): the bracket says what it belongs to, unless both together may name a third."""
        others = [iso3 for iso3, _ in self._bearers.others(first.text, first.iso3 or "")]
        if not others:
            return [first, self._belonging(text, first, second)]
        codes = tuple(dict.fromkeys([str(first.iso3), *others]))
        names = Choice(f"{self._countries.name(iso3)} ({iso3})" for iso3 in codes)
        asked = CountryResolution(None, codes, "ambiguous", Sentence(MAY_BE, value=text, names=names))
        return [replace(first, text=text, resolution=asked), replace(second, left_out=True)]

    def _belonging(self, text: str, inner: Part, outer: Part) -> Part:
        said = Sentence(LEFT_OUT, rest=outer.text, value=text, name=self._name(inner))
        return outer.out("left out", said, BOTH_IF)

    def _left_out(self, text: str, inner: Part, outer: Part) -> Part:
        values = {"rest": inner.text, "value": text, "country": self._name(outer)}
        if inner.iso3:
            return inner.out("ambiguous", Sentence(NOT_BOTH, name=self._name(inner), **values), BOTH_IF)
        return inner.out("left out", Sentence(IN_ONE, **values))

    def _within(self, inner: Part, outer: Part) -> bool:
        return bool(outer.iso3) and not inner.left_out and is_within(inner.text, self._iso2(outer))

    def _iso2(self, part: Part) -> str:
        return self._countries.iso2(part.iso3 or "")

    def _name(self, part: Part) -> str:
        return f"{self._countries.name(part.iso3 or '')} ({part.iso3})"
