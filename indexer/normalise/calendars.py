"""Years of other calendars that ministries date their papers by, and the year of the common one that each would be."""

import re
import unicodedata
from datetime import date

from search.sentences import Sentence

_YEAR = re.compile(r"(?<!\d)(1[34]\d\d|2[4-6]\d\d)(?!\d)")  # of our time
BUDDHIST = "%(year)s, if it is of the Buddhist calendar"
ISLAMIC = "%(year)s, if it is of the Islamic calendar"
EITHER = "%(persian)s, if it is of the Persian calendar; %(islamic)s, if of the Islamic one"


def other_calendar(text: str) -> Sentence | None:
    """Which year is meant where one of another calendar stands; None where none does.

    33 Islamic years are 32 common ones; a Persian year begins in March of the one that is named.
    """
    match = _YEAR.search(plain_digits(text))
    if not match:
        return None
    year = int(match[1])
    if year >= 2400:
        return Sentence(BUDDHIST, year=str(year - 543))
    persian, islamic = year + 621, year + 622 - year // 33
    if persian > date.today().year + 1:
        return Sentence(ISLAMIC, year=str(islamic))
    return Sentence(EITHER, persian=str(persian), islamic=str(islamic))


def plain_digits(text: str) -> str:
    """The same with the digits of any script as ASCII has them."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in text)
