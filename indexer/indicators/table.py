"""A table of indicators brought up to date: whole series take the place of those that it has."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from indexer.indicators.world_bank import Row
from search.authorities import COLUMNS, Indicators, Taxonomy
from search.errors import ConfigurationError

UNKNOWN = "“%(code)s” is no indicator that the World Bank's API has: use one of %(known)s."
Series = dict[str, dict[str, dict[int, float]]]  # ISO3 -> indicator -> year -> value


@dataclass(frozen=True)
class Updated:
    """The new table. changed: indicator -> how many values were other before; elsewhere: codes of no country."""

    table: Indicators
    changed: Mapping[str, int]
    elsewhere: Sequence[str]


def codes_of(taxonomy: Taxonomy, wanted: Iterable[str]) -> dict[str, str]:
    """The World Bank's code -> the indicator's id, of those wanted by either, else all. Raises ConfigurationError.

    The codes are the notations with a point in them (SI.POV.GINI); those of the United Nations for the goals have none.
    """
    scheme = taxonomy.schemes.get("indicator")
    concepts = scheme.concepts.values() if scheme else ()
    known = {one.notation: one.id for one in concepts if one.notation and "." in one.notation}
    chosen = {}
    for code in wanted or known:
        found = next((pair for pair in known.items() if code in pair), None)
        if found is None:
            raise ConfigurationError(UNKNOWN, code=code, known=", ".join(known.values()))
        chosen[found[0]] = found[1]
    return chosen


def updated(old: Indicators, rows: Iterable[Row], ids: Mapping[str, str], countries: Iterable[str]) -> Updated:
    """ids: the code of each row -> the indicator's id; countries: ISO3 codes. An indicator without rows stays."""
    new: Series = {iso3: {code: dict(series) for code, series in of.items()} for iso3, of in old.series.items()}
    known, elsewhere = set(countries), set()
    fresh: Series = {}
    for iso3, code, year, value in rows:
        if iso3 in known:
            fresh.setdefault(iso3, {}).setdefault(ids[code], {})[year] = value
        else:
            elsewhere.add(iso3)
    renewed = dict.fromkeys(one for of in fresh.values() for one in of)
    changed = dict.fromkeys(renewed, 0)
    for iso3 in {*new, *fresh}:
        for one in renewed:
            before, after = new.get(iso3, {}).pop(one, {}), fresh.get(iso3, {}).get(one, {})
            changed[one] += len(dict(before.items() ^ after.items()))
            if after:
                new.setdefault(iso3, {})[one] = after
    return Updated(Indicators(_written(new)), changed, sorted(elsewhere))


def _written(table: Series) -> str:
    """As CSV, in the order of countries, indicators and years."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(COLUMNS)
    for iso3, of in sorted(table.items()):
        for code, years in sorted(of.items()):
            writer.writerows([iso3, code, year, _exact(value)] for year, value in sorted(years.items()))
    return lines.getvalue()


def _exact(value: float) -> str:
    return str(int(value)) if value.is_integer() else repr(value)
