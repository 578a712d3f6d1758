"""Amounts with their units, as each language joins them: 57.5 million people, 57,5 millions d'habitants."""

from search.language import COMPACT, Language
from search.sentences import N_
from webapp.languages.wording import UNITS

INHABITANTS = "inhabitants"  # of a country; "people" in English, and another word in other languages
OF_COUNTRIES = {INHABITANTS: N_("%(inhabitants)s people")}
MILLIONS = {  # units that many languages join otherwise to a number in words
    INHABITANTS: N_("%(million_inhabitants)s people"),
    "USD": N_("US$ %(millions)s"),
    "current US$": N_("US$ %(millions)s"),
}
BLANKS = ("value", "millions", "inhabitants", "million_inhabitants")


def measured(value: float, number: str, unit: str, language: Language) -> str:
    """An amount as it is told; number: its digits or words in that language. An unknown unit stands as it is."""
    pattern = (MILLIONS.get(unit) if abs(value) >= COMPACT else None) or OF_COUNTRIES.get(unit) or UNITS.get(unit)
    if pattern is None:
        return f"{number} {unit}".strip()
    return language.gettext(pattern) % dict.fromkeys(BLANKS, number)
