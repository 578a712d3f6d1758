"""States and provinces that are called like a country, and territories that are listed within one (ISO 3166-2)."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from search.text import fold


def is_within(name: str, iso2: str) -> bool:
    """Whether a country has a subdivision of that name: Georgia, US."""
    return fold(name) in _of(iso2)


def is_territory(iso2: str, within: str) -> bool:
    """Whether what has a country code of its own is the other's subdivision of the same name: Guam is, Georgia not.

    Such territories have no subdivisions of their own, or have their own code for one in the country's list.
    """
    return iso2 not in _listed() or any(code.startswith(iso2) for code in _listed().get(within, {}))


def only_within(name: str) -> str | None:
    """The one country (ISO2) that has a subdivision of that name; None for none and for several."""
    owners = _owners().get(fold(name), frozenset())
    return next(iter(owners)) if len(owners) == 1 else None


def is_code(text: str) -> bool:
    """Whether some country has a subdivision with this code: PA, of the United States and Brazil."""
    return text.upper() in _codes()


@cache
def _codes() -> frozenset[str]:
    return frozenset(code for codes in _listed().values() for code in codes)


@cache
def _owners() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for iso2 in _listed():
        for name in _of(iso2):
            found.setdefault(name, set()).add(iso2)
    return {name: frozenset(owners) for name, owners in found.items()}


@cache
def _of(iso2: str) -> frozenset[str]:
    return frozenset(map(fold, _listed().get(iso2, {}).values()))


@cache
def _listed() -> Mapping[str, Mapping[str, str]]:
    """ISO2 -> what follows it in the code of a subdivision -> name; pycountry's own list takes ten times as long."""
    import pycountry

    found: dict[str, dict[str, str]] = {}
    text = (Path(pycountry.DATABASE_DIR) / "iso3166-2.json").read_text(encoding="utf-8")
    for one in json.loads(text)["3166-2"]:
        iso2, _, code = one["code"].partition("-")
        found.setdefault(iso2, {})[code] = one["name"]
    return found
