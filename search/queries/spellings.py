"""Spellings: the one name by which a value of an open vocabulary is asked for, and what is said of an unknown one."""

from collections.abc import Mapping
from functools import cached_property

from search.sentences import N_, Choice, Sentence
from search.text import fold, likely

NOBODY = {
    "source": N_("No record has the source “%(value)s”."),
    "organisation": N_("No record has the organisation “%(value)s”."),
    "author": N_("No record has the author “%(value)s”."),
    "funder": N_("No record has the funder “%(value)s”."),
    "keyword": N_("No record has the keyword “%(value)s”."),
}
DID_YOU_MEAN = N_("%(missing)s Did you mean %(nearest)s?")
MOST_NEAREST = 3


class Spellings:
    """names: facet -> its values -> how many records have it; whole: below how many values of a facet it has all."""

    def __init__(self, names: Mapping[str, Mapping[str, int]], whole: int) -> None:
        self._names = names
        self._whole = whole

    def written(self, facet: str, value: str) -> str:
        """The value as records write it, whatever its case, blanks, accents and signs; else as it is.

        Of several spellings, the one that most records have; of as many, the one with fewer capitals.
        """
        if self._is_written(facet, value) is not False:
            return value
        return self._by_key.get(facet, {}).get(fold(value), value)

    def missing(self, facet: str, value: str, mending: bool = True) -> Sentence | None:
        """What is said of a value that no record has; None where one has it, or where that is not known.

        mending: whether the nearest names are looked for, too.
        """
        if self._is_written(facet, value) is not False:
            return None
        nobody = Sentence(NOBODY[facet], value=value)
        nearest = self._nearest(facet, value) if mending else []
        return Sentence(DID_YOU_MEAN, missing=nobody, nearest=Choice(nearest)) if nearest else nobody

    def _is_written(self, facet: str, value: str) -> bool | None:
        """None where that is not known: only so many values are kept, and none that cannot be printed."""
        known = self._names.get(facet)
        if known is None or len(known) >= self._whole or not value.isprintable():
            return None
        return value in known

    def _nearest(self, facet: str, value: str) -> list[str]:
        by_key = self._by_key[facet]
        return [by_key[key] for key in likely(fold(value), list(by_key), MOST_NEAREST)] if fold(value) else []

    @cached_property
    def _by_key(self) -> Mapping[str, Mapping[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for facet, values in self._names.items():
            keys = found.setdefault(facet, {})
            for value in sorted(values, key=lambda value: (-values[value], sum(map(str.isupper, value)), value)):
                if key := fold(value):
                    keys.setdefault(key, value)
        return found
