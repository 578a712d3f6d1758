"""Language: what pages and digests say, and how they write numbers, money, dates, in one language of the interface."""

import io
from collections.abc import Mapping
from datetime import date
from functools import cached_property, lru_cache
from gettext import GNUTranslations, NullTranslations
from typing import Any

import regex

# not when they are first used: two threads that import parts of babel at once find it half imported (observed)
from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_compact_decimal, format_decimal

from search.paths import data_file
from search.records import INTERFACE_LANGUAGES

LOCALES = {"en": "en_GB"}  # British spelling has British dates: 4 March 2015
RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
LONG_SPAN = 31  # days; an event that lasts longer is told by its years
SPANISH = (  # what joins -> what stands for it before a word that begins with this sound (Real Academia, s. v. y, o)
    (" y %(other)s", " e %(other)s", regex.compile(r"[^\p{L}\p{N}]*h?[iíÍ](?![aeouáéóú])", regex.IGNORECASE)),
    (" o %(other)s", " u %(other)s", regex.compile(r"[^\p{L}\p{N}]*h?[oó]", regex.IGNORECASE)),
)
KEPT = 4096  # dates and numbers that are kept as they are written
BEYOND = 1e21  # no amount of anything
COMPACT = 1_000_000  # amounts from here on are written out: US$ 25 million
SIGN_FIRST = "\u200e"  # left-to-right mark: else a minus stands behind its number where text runs from right to left
MEANT = 3  # digits of a country's figures
SMALLEST = 6  # digits behind the point of a number that has its three after zeros


def direction(code: str) -> str:
    """`rtl` or `ltr`, for the `dir` attribute of a text in that language (ISO 639)."""
    return "rtl" if code in RIGHT_TO_LEFT else "ltr"


@lru_cache(maxsize=len(INTERFACE_LANGUAGES))
def language(code: str) -> "Language":
    """The one Language of a code of INTERFACE_LANGUAGES."""
    return Language(code)


class Language:
    """One language of the interface. Its sentences come from translations/<code>.po; English ones stand in place.

    The files are those of the web, read as data, wherever the program is installed: nothing of the web is imported.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        self.direction = direction(code)
        self.comma = "، " if code == "ar" else ", "
        self.colon = "\u00a0: " if code == "fr" else ": "
        self.semicolon = {"fr": "\u00a0; ", "ar": "؛ "}.get(code, "; ")
        self._locale = LOCALES.get(code, code)
        # Babel looks up its patterns anew; numbers come by the hundreds
        for slow in ("date", "span", "decimal", "amount", "figure", "number"):
            setattr(self, slow, lru_cache(maxsize=KEPT)(getattr(self, slow)))

    @cached_property
    def own_name(self) -> str:
        """What the language calls itself: `Français`."""
        return str(Locale(self.code).get_display_name()).capitalize()

    @cached_property
    def _catalogue(self) -> NullTranslations:
        """Read as it stands, so that a translator needs no build step."""
        source = data_file("webapp/translations") / f"{self.code}.po"
        if not source.is_file():
            return NullTranslations()
        compiled = io.BytesIO()
        with source.open("rb") as lines:
            write_mo(compiled, read_po(lines, locale=self.code))
        compiled.seek(0)
        return GNUTranslations(compiled)

    def gettext(self, message: str) -> str:
        """The message in this language; the English one where it is not translated."""
        return self._catalogue.gettext(message)

    def pair(self, template: str, following: str) -> str:
        """A template of `one` and `other`, as it is before that other: Spanish says *e* before an i."""
        said = self.gettext(template)
        for plain, changed, sound in SPANISH if self.code == "es" else ():
            if sound.match(following):
                said = said.replace(plain, changed)
        return said

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """The form that goes with the number."""
        return self._catalogue.ngettext(singular, plural, number)

    @cached_property
    def _grouping(self) -> tuple[str, int]:
        parts = format_decimal(123456, locale=self._locale).strip("0123456789")
        separator = parts or format_decimal(123456, locale=self._locale)[3]
        least = 1000 if separator in format_decimal(1234, locale=self._locale) else 10_000
        return separator, least

    def number(self, value: int) -> str:
        """A whole number with its thousands set apart (Babel's own formatting takes 20 times as long)."""
        separator, least = self._grouping
        return f"{value:,}".replace(",", separator) if abs(value) >= least else str(value)

    def decimal(self, value: float, digits: int = 2) -> str:
        """A number with at most that many digits behind the point."""
        text = format_decimal(value, format="#,##0." + "#" * digits, locale=self._locale)
        return f"{SIGN_FIRST}{text}" if value < 0 and self.direction == "rtl" else text

    def amount(self, value: float) -> str:
        """A large amount in words (25 million), a small one in digits."""
        if abs(value) < COMPACT:
            return self.decimal(value)
        if not abs(value) < BEYOND:  # Babel cannot write it, and no page may fail for it
            return f"{value:g}"
        return format_compact_decimal(value, format_type="long", locale=self._locale, fraction_digits=1)

    def figure(self, value: float) -> str:
        """A number with the three digits that mean something: 57.5 million, 2,270, 0.601."""
        rounded = float(f"{value:.{MEANT}g}")
        if COMPACT <= abs(rounded) < BEYOND:
            return format_compact_decimal(rounded, format_type="long", locale=self._locale, fraction_digits=MEANT - 1)
        return self.decimal(rounded, SMALLEST) if abs(rounded) < COMPACT else f"{rounded:g}"

    def date(self, partial: str) -> str:
        """A partial date with the precision that it has: 2015, March 2015, 4 March 2015; anything else as it is."""
        try:
            if len(partial) == 7:
                return format_skeleton("yMMMM", date.fromisoformat(f"{partial}-01"), locale=self._locale)
            return format_date(date.fromisoformat(partial[:10]), "long", locale=self._locale)
        except ValueError:
            return partial

    def span(self, start: str, end: str) -> str:
        """From one partial date to another: 2011–2015, or 5–8 Oct 2020 for a few days."""
        if len(start) == len(end) == 10:
            first, last = date.fromisoformat(start), date.fromisoformat(end)
            if 0 < (last - first).days <= LONG_SPAN:
                return format_interval(first, last, "yMMMd", locale=self._locale)
        if start[:4] == end[:4]:
            return self.date(start)
        return f"{start[:4]}–{end[:4]}"

    @cached_property
    def language_names(self) -> Mapping[str, Any]:
        """ISO 639 code -> name, from the CLDR."""
        return Locale.parse(self._locale).languages
