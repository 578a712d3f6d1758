"""A country's figures by year, from one table; not searched, kept beside each index version."""

import csv
import gzip
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from search.errors import SourceError

COLUMNS = ["iso3", "indicator", "year", "value"]
Series = tuple[tuple[int, float], ...]  # (year, value), oldest first


@dataclass(frozen=True)
class Indicators:
    """The table as CSV text with the columns `iso3,indicator,year,value`; units are in the taxonomy."""

    text: str = ""
    name: str = "indicators"

    @classmethod
    def load(cls, path: Path) -> "Indicators":
        """Read a CSV file, gzipped or not. Raises SourceError naming file and line."""
        try:
            data = path.read_bytes()
            text = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8-sig")
        except (OSError, EOFError, ValueError) as error:
            raise SourceError(f"{path.name} cannot be read as a table of indicators ({error}): restore it.") from error
        table = cls(text, path.name)
        table.series  # noqa: B018  a bad line is found now, not when a page is asked for
        return table

    def of(self, iso3: str) -> dict[str, Series]:
        """Indicator -> its values by year, oldest first; empty for a country without figures."""
        return dict(self.series.get(iso3, {}))

    @cached_property
    def series(self) -> Mapping[str, Mapping[str, Series]]:
        """ISO3 -> indicator -> values by year."""
        rows = csv.reader(io.StringIO(self.text))
        header = next(rows, COLUMNS)
        if header != COLUMNS:
            raise SourceError(f"{self.name}, line 1: the columns are {header}; write {','.join(COLUMNS)}.")
        found: dict[str, dict[str, dict[int, float]]] = {}
        for line, row in enumerate(rows, start=2):
            try:
                iso3, indicator, year, value = row
                found.setdefault(iso3, {}).setdefault(indicator, {})[int(year)] = float(value)
            except ValueError as error:
                raise SourceError(f"{self.name}, line {line}: {error}; write {','.join(COLUMNS)}.") from error
        return {
            iso3: {code: tuple(sorted(years.items())) for code, years in by_code.items()}
            for iso3, by_code in found.items()
        }
