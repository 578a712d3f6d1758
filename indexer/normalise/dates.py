"""Dates of every spelling and precision -> `2015`, `2015-03`, `2015-03-04`; what was not said is never made up."""

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from indexer.normalise.calendars import plain_digits
from search.records import INTERFACE_LANGUAGES

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ]\d{2}:\d{2}.*)?")
_RIS = re.compile(r"(\d{4})/(\d{1,2})?/?(\d{1,2})?/?.*")
_NUMBERS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_YEAR = re.compile(r"(?:c\.?|ca\.?|circa)?\s*(\d{4})(?:\.0)?")  # 2015.0: what became of a year in a table
_SPAN = re.compile(r"(\d{4})\s*([/–-])\s*(\d{2})")  # 2014/15: a fiscal or a school year
_COMPACT = re.compile(r"(19\d\d|20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_ANY_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?![\d]|[.,]\d{3})")
_SERIAL = re.compile(r"(?:[2-5]\d{4})(?:\.\d+)?")  # days since 1900, as spreadsheets count them
FIRST_YEAR, LAST_YEAR = 1000, 2999  # as a record's year
AHEAD = {"start": 20, "end": 60}  # years that plans reach; what comes out later than in two is no date


class ImpossibleDate(ValueError):
    """Numbers that are no day of any calendar, such as 31.04.2022."""


@lru_cache(maxsize=65536)
def read_date(text: str, order: str = "DMY") -> str | None:
    """The date with the precision that is written; None for what is no date (`n.d.`, `forthcoming`).

    order: which number comes first where both could be the day (`DMY` or `MDY`). Raises ImpossibleDate.
    """
    text = text.strip()
    match = _SPAN.fullmatch(text)
    if match and int(match[3]) == (int(match[1]) + 1) % 100 and (match[2] != "-" or int(match[3]) > 12):
        return _partial(text, match[1])  # but 2011-12 is a month
    if match := _COMPACT.fullmatch(text):
        return _partial(text, *match.groups())
    for pattern in (_ISO, _RIS, _YEAR):
        if match := pattern.fullmatch(text):
            return _partial(text, *match.groups())
    if match := _NUMBERS.fullmatch(text):
        first, second, year = match.groups()
        day_first = order == "DMY" if int(first) <= 12 and int(second) <= 12 else int(first) > 12
        day, month = (first, second) if day_first else (second, first)
        return _partial(text, year, month, day)
    return _written_out(text, order)


def year_in(text: str) -> str | None:
    """The first year that stands in a text which is no date: `FY2019`, `Q2 2015`, `2019-2020`, `(revised 2017)`."""
    match = _ANY_YEAR.search(plain_digits(text))
    return str(int(match[1])) if match else None


def serial_date(text: str) -> str | None:
    """The day that a spreadsheet's number of days since 1900 stands for, from 1954 to 2064."""
    if not _SERIAL.fullmatch(text.strip()):
        return None
    return (date(1899, 12, 30) + timedelta(days=int(float(text)))).isoformat()


def too_late(found: str, field: str = "published") -> bool:
    """Whether a year is too far ahead for that field."""
    return int(found[:4]) > date.today().year + AHEAD.get(field, 2)


def year_or_month(text: str) -> bool:
    """Whether it is two years or a month: `2011/12`."""
    match = _SPAN.fullmatch(text.strip())
    return match is not None and int(match[3]) <= 12 and int(match[3]) == (int(match[1]) + 1) % 100


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
