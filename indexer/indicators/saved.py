"""Figures that somebody saved from the World Bank, as JSON of its API or as its table, or in our own four columns."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from indexer.indicators.world_bank import OTHERWISE, Row, page_of
from indexer.printing import name_of
from indexer.readers import load
from search.authorities import COLUMNS, Indicators
from search.errors import SourceError

WIDE = ("Country Code", "Indicator Code")  # columns of the World Bank's tables, one more for each year
BEFORE = 10  # lines that may stand before the names of the columns: its name and date


def saved(path: Path) -> list[Row]:
    """The rows of a file, with the codes that it has: the World Bank's, or ours. Raises SourceError."""
    name = name_of(path)
    data = load(path)[:]
    try:
        text = data.decode("utf-8-sig")
    except ValueError as error:
        raise SourceError(OTHERWISE, what=name) from error
    if text.lstrip()[:1] in ("[", "{"):
        return list(_of_json(text, name))
    if text.partition("\n")[0].strip() == ",".join(COLUMNS):
        series = Indicators.read(name, data).series
        return [(iso3, code, *one) for iso3, of in series.items() for code, all_ in of.items() for one in all_]
    return list(_of_table(text, name))


def _of_json(text: str, name: str) -> Iterator[Row]:
    """One answer of the API, or a list of answers."""
    try:
        content: Any = json.loads(text)
        several = content if isinstance(content[0], list) else [content]
    except (ValueError, KeyError, IndexError) as error:
        raise SourceError(OTHERWISE, what=name) from error
    for answer in several:
        yield from page_of(answer, name).rows


def _of_table(text: str, name: str) -> Iterator[Row]:
    rows = csv.reader(io.StringIO(text, newline=""))
    try:
        head = next(row for row, _ in zip(rows, range(BEFORE), strict=False) if set(WIDE) <= set(row))
        country, indicator = map(head.index, WIDE)
        years = [(place, int(title)) for place, title in enumerate(head) if title.isdecimal()]
        for row in filter(None, rows):
            filled = ((year, row[place]) for place, year in years if place < len(row) and row[place])
            yield from ((row[country], row[indicator], year, float(value)) for year, value in filled)
    except (StopIteration, ValueError, IndexError, csv.Error) as error:
        raise SourceError(OTHERWISE, what=name) from error
