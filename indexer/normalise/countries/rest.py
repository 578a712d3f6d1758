"""What of a cell is no country: said to be left out, or a reason to ask what the whole cell means."""

from collections.abc import Iterator
from functools import cached_property

from indexer.normalise.countries.bearers import Bearers
from indexer.normalise.countries.part import Part
from indexer.normalise.countries.placing import LEFT_OUT, MAY_BE, Placing
from indexer.normalise.countries.subdivisions import is_code, only_within
from search.authorities import Countries, CountryResolution
from search.sentences import Choice, Sentence

CODE = "“%(value)s” beside a name may be the code of %(name)s, or something else."
_CODES = ("iso2", "iso numeric")
_LISTED = (",", " ")
_MEANT = ("", ",", " ", "&", "/", "+", "|")  # joints of a list, whose parts are meant to be countries


class Rest:
    """Settles what the parts of a cell give, once each is looked up."""

    def __init__(self, countries: Countries) -> None:
        self._countries = countries
        self._bearers = Bearers(countries)
        self._placing = Placing(countries, self._bearers)

    @cached_property
    def _short_names(self) -> frozenset[str]:
        return frozenset(one.text for one in self._countries.every_name() if one.kind in ("acronym", "field_only"))

    def settled(self, text: str, parts: list[Part]) -> list[Part]:
        """The parts of a list or of an address; or the whole cell as one part, where it is neither."""
        if not parts:
            return [Part(text)]
        if len(parts) == 2 and parts[0].known and self._is_doubtful(parts, parts[1]):
            return [self._asked(text, [one for part in parts for one in part.resolution.candidates])]
        parts = self._placing.placed(text, list(self._doubted(parts)))
        rest = [part for part in parts if not part.known and not part.left_out]
        known = [part for part in parts if part.known and not part.left_out]
        if not rest:
            return parts
        if not known:
            return [Part(text)]
        whole = self._as_one(text, known[0], rest) if len(known) == 1 else None
        return [whole] if whole else [self._told(text, part, known) for part in parts]

    def _doubted(self, parts: list[Part]) -> Iterator[Part]:
        for part in parts:
            yield self._asked(part.text, [str(part.iso3)]) if self._is_doubtful(parts, part) else part

    def _is_doubtful(self, parts: list[Part], part: Part) -> bool:
        """Lebanon, PA: two letters or digits beside a name, which is not theirs, and they are a subdivision's, too."""
        if part.resolution.how not in _CODES or part.text in self._short_names or not is_code(part.text):
            return False
        named = {other.iso3 for other in parts if other.resolution.how not in _CODES}
        return bool(named) and part.iso3 not in named

    def _asked(self, text: str, codes: list[str]) -> Part:
        codes = list(dict.fromkeys(codes))
        question = Sentence(MAY_BE, value=text, names=Choice(map(self._name, codes)))
        question = question if len(codes) > 1 else Sentence(CODE, value=text, name=self._name(codes[0]))
        return Part(text, resolution=CountryResolution(None, tuple(codes), "ambiguous", question))

    def _as_one(self, text: str, known: Part, rest: list[Part]) -> Part | None:
        """The whole cell, or all that can be said of it, where one part means something and others do not."""
        near = self._countries.near(text)
        if near and not set(near) <= set(known.resolution.candidates):
            return Part(text)
        if known.iso3 and (others := list(self._others(known, rest))):
            return self._asked(text, [known.iso3, *others])
        return known if known.resolution.how == "ambiguous" else None

    def _others(self, known: Part, rest: list[Part]) -> Iterator[str]:
        """Other countries that a cell may mean: Guinea, Eq.; Lebanon, Ohio."""
        for part in rest:
            yield from self._bearers.shortened(known.text, str(known.iso3), part.text)
            owner = only_within(part.text) if part.joint in _LISTED else None
            if owner and owner != self._countries.iso2(str(known.iso3)):
                yield self._countries.iso3(owner)

    def _told(self, text: str, part: Part, known: list[Part]) -> Part:
        """What is no country is left out, unless it may have been meant to be one: in a list, or written nearly so."""
        if part.known or part.left_out:
            return part
        meant = set(self._countries.resolve(part.text).suggestions) - {one.iso3 for one in known}
        if meant or (len(known) > 1 and part.joint in _MEANT):
            return part
        names = ", ".join(self._name(one.iso3) if one.iso3 else one.text for one in known)
        return part.out("left out", Sentence(LEFT_OUT, rest=part.text, value=text, name=names))

    def _name(self, iso3: str) -> str:
        return f"{self._countries.name(iso3)} ({iso3})"
