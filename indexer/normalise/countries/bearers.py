"""Countries whose names hold the name of another one: Guinea, Equatorial Guinea, Papua New Guinea."""

from collections.abc import Iterator
from functools import cached_property

from search.authorities import Countries
from search.text import fold


class Bearers:
    """Knows which countries bear a name, with which other words."""

    def __init__(self, countries: Countries) -> None:
        self._countries = countries

    @cached_property
    def _names(self) -> tuple[tuple[str, frozenset[str]], ...]:
        names = ((name.iso3, frozenset(fold(name.text).split())) for name in self._countries.every_name())
        return tuple((iso3, words) for iso3, words in names if len(words) > 1)

    def others(self, name: str, iso3: str) -> Iterator[tuple[str, frozenset[str]]]:
        """(ISO3, the other words) of each name of another country that holds this one."""
        words = frozenset(fold(name).split())
        yield from ((other, held - words) for other, held in self._names if other != iso3 and words < held)

    def shortened(self, name: str, iso3: str, rest: str) -> tuple[str, ...]:
        """Those of which the rest of a cell may be the other words, cut short: Eq. for Equatorial."""
        short = tuple(fold(rest).split())
        found = (
            other for other, words in self.others(name, iso3) if any(w.startswith(s) for w in words for s in short)
        )
        return tuple(dict.fromkeys(found))
