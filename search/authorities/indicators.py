"""A country's figures by year, from one table; not searched, kept beside each index version."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from search.errors import SourceError
from search.records import LARGEST_FIGURE, InvalidValue, why

COLUMNS = ["iso3", "indicator", "year", "value"]
Series = tuple[tuple[int, float], ...]  # (year, value), oldest first
LEAST = 3  # countries of which a median says something


def _figure(text: str) -> float:
    value = float(text)
    if not abs(value) <= LARGEST_FIGURE:  # nor NaN
        raise InvalidValue("%(value)s is no figure", value=text)
    return value


@dataclass(frozen=True)
class Median:
    """Of the latest values of several countries: of how many, and from when to when these are."""

    value: float
    countries: int
    first: int
    last: int


@dataclass(frozen=True)
class Indicators:
    """The table as CSV text with the columns `iso3,indicator,year,value`; units are in the taxonomy."""

    text: str = ""
    name: str = "indicators"

    @classmethod
    def read(cls, name: str, data: bytes) -> "Indicators":
        """From the bytes of a CSV file. Raises SourceError naming file and line."""
        try:
            table = cls(data.decode("utf-8-sig"), name)
        except ValueError as error:
            raise SourceError(
                "%(file)s cannot be read as a table of indicators (%(reason)s): restore it.", file=name, reason=error
            ) from error
        table.series  # noqa: B018  a bad line is found now, not when a page is asked for
        return table

    def of(self, iso3: str) -> dict[str, Series]:
        """Indicator -> its values by year, oldest first; empty for a country without figures."""
        return dict(self.series.get(iso3, {}))

    def medians(self, members: Iterable[str]) -> dict[str, Median]:
        """Indicator -> the median of the latest values of countries (ISO3), where enough of them have one."""
        latest: dict[str, list[tuple[int, float]]] = {}
        for iso3 in members:
            for code, series in self.series.get(iso3, {}).items():
                latest.setdefault(code, []).append(series[-1])
        return {code: _median(found) for code, found in latest.items() if len(found) >= LEAST}

    @cached_property
    def series(self) -> Mapping[str, Mapping[str, Series]]:
        """ISO3 -> indicator -> values by year."""
        rows = csv.reader(io.StringIO(self.text, newline=""))
        found: dict[str, dict[str, dict[int, float]]] = {}
        try:
            header = next(rows, COLUMNS)
            if header != COLUMNS:
                raise InvalidValue("the columns are %(found)s", found=", ".join(header))
            for iso3, indicator, year, value in rows:
                found.setdefault(iso3, {}).setdefault(indicator, {})[int(year)] = _figure(value)
        except (ValueError, csv.Error) as error:
            raise SourceError(
                "%(file)s, line %(line)s: %(reason)s; write %(columns)s.",
                file=self.name, line=str(rows.line_num), reason=_why(error), columns=",".join(COLUMNS),
            ) from error  # fmt: skip
        return {
            iso3: {code: tuple(sorted(years.items())) for code, years in by_code.items()}
            for iso3, by_code in found.items()
        }


def _median(latest: Sequence[tuple[int, float]]) -> Median:
    years = [year for year, _ in latest]
    return Median(median(value for _, value in latest), len(latest), min(years), max(years))


def _why(error: ValueError | csv.Error) -> object:
    return why(error) if isinstance(error, ValueError) else error
