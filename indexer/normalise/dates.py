"""Dates of every spelling and precision -> `2015`, `2015-03`, `2015-03-04`; what was not said is never made up."""

import re
from datetime import date
from functools import lru_cache
from typing import Any

from search.records import INTERFACE_LANGUAGES

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ]\d{2}:\d{2}.*)?")
_RIS = re.compile(r"(\d{4})/(\d{1,2})?/?(\d{1,2})?/?.*")
_NUMBERS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_YEAR = re.compile(r"(?:c\.?|ca\.?|circa)?\s*(\d{4})(?:\.0)?")  # 2015.0: what became of a year in a table
FIRST_YEAR, LAST_YEAR = 1000, 2999  # as a record's year


class ImpossibleDate(ValueError):
    """Numbers that are no day of any calendar, such as 31.04.2022."""


@lru_cache(maxsize=65536)
def read_date(text: str, order: str = "DMY") -> str | None:
    """The date with the precision that is written; None for what is no date (`n.d.`, `forthcoming`).

    order: which number comes first where both could be the day (`DMY` or `MDY`). Raises ImpossibleDate.
    """
    text = text.strip()
    for pattern in (_ISO, _RIS, _YEAR):
        if match := pattern.fullmatch(text):
            return _partial(text, *match.groups())
    if match := _NUMBERS.fullmatch(text):
        first, second, year = match.groups()
        day_first = order == "DMY" if int(first) <= 12 and int(second) <= 12 else int(first) > 12
        day, month = (first, second) if day_first else (second, first)
        return _partial(text, year, month, day)
    return _written_out(text, order)


def _partial(text: str, year: str, month: str | None = None, day: str | None = None) -> str:
    """Noughts for month or day mean that they are not known; years that no record holds are impossible, too."""
    numbers = [int(year)]
    for number in (month, day):
        if not number or not int(number):
            break
        numbers.append(int(number))
    try:
        date(*[*numbers, 1, 1][:3])
    except ValueError as error:
        raise ImpossibleDate(text) from error
    if not FIRST_YEAR <= numbers[0] <= LAST_YEAR:
        raise ImpossibleDate(text)
    return "-".join(f"{n:04}" if i == 0 else f"{n:02}" for i, n in enumerate(numbers))


def _written_out(text: str, order: str) -> str | None:
    found = _parser(order).get_date_data(text) if any(c.isdigit() for c in text) and len(text) <= 60 else None
    if not found or found.date_obj is None or not FIRST_YEAR <= found.date_obj.year <= LAST_YEAR:
        return None
    formats = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d"}
    return str(found.date_obj.strftime(formats[found.period])) if found.period in formats else None


@lru_cache(maxsize=2)
def _parser(order: str) -> Any:
    from dateparser.date import DateDataParser

    settings = {  # the defaults read "n.d." as yesterday
        "REQUIRE_PARTS": ["year"],
        "PARSERS": ["absolute-time"],
        "PREFER_DAY_OF_MONTH": "first",
        "PREFER_MONTH_OF_YEAR": "first",
        "DATE_ORDER": order,
    }
    return DateDataParser(languages=list(INTERFACE_LANGUAGES), settings=settings)
