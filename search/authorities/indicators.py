"""A country's figures by year, from one table; not searched, kept beside each index version."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from search.errors import SourceError
from search.records import LARGEST_FIGURE, InvalidValue, why

COLUMNS = ["iso3", "indicator", "year", "value"]
Series = tuple[tuple[int, float], ...]  # (year, value), oldest first


def _figure(text: str) -> float:
    value = float(text)
    if not abs(value) <= LARGEST_FIGURE:  # nor NaN
        raise InvalidValue("%(value)s is no figure", value=text)
    return value


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


def _why(error: ValueError | csv.Error) -> object:
    return why(error) if isinstance(error, ValueError) else error
