"""A suggestion as a visitor fills it in: what each field must hold, and the row that comes of it."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache

from babel.core import get_global

from search.records import web_address
from search.sentences import N_, Sentence
from webapp.languages import Labels

LONGEST = {
    "title": 500, "url": 2000, "content_type": 100, "country": 100, "year": 10, "organisation": 300, "language": 10,
    "why": 2000, "email": 254,
}  # fmt: skip
OF_THE_RECORD = ("title", "url", "content_type", "country", "year", "organisation", "language")
NO_TITLE = N_("Write the title of the resource.")
NO_LINK = N_("Write the link as it stands in the browser: it begins with http:// or https://.")
NO_KIND = N_("Choose one of the kinds, or none.")
NO_COUNTRY = N_("“%(text)s” is not the name of a country: write one country, or leave it empty.")
NO_YEAR = N_("Write the year with four digits, such as 2015, or leave it empty.")
NO_LANGUAGE = N_("Choose one of the languages, or none.")
NO_EMAIL = N_("Write an e-mail address such as name@example.org, or leave it empty.")
TOO_LONG = N_("This is too long: write at most %(limit)s characters.")
_EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+")


class Filled:
    """What was written into the form, and what is wrong with it, by field."""

    def __init__(self, given: Mapping[str, str], labels: Labels) -> None:
        """given: any text by the names of the fields."""
        self._labels = labels
        self.values = {name: _plain(given.get(name, ""), name == "why") for name in LONGEST}
        self.errors: dict[str, Sentence] = {}
        self.row = {name: self.values[name] for name in OF_THE_RECORD if self.values[name]}

    def check(self) -> bool:
        """Whether it may be kept; `errors` says what not, and `row` is as it would be indexed."""
        for name, limit in LONGEST.items():
            if len(self.values[name]) > limit:
                self.errors[name] = Sentence(TOO_LONG, limit=limit)
        said = {
            "title": None if any(map(str.isalnum, self.values["title"])) else Sentence(NO_TITLE),
            "url": None if _is_address(self.values["url"]) else Sentence(NO_LINK),
            "content_type": self._chosen("content_type", self.kinds(), NO_KIND),
            "country": self._country(),
            "year": self._year(),
            "language": self._chosen("language", self.languages(), NO_LANGUAGE),
            "email": None if _EMAIL.fullmatch(self.values["email"] or "a@b.c") else Sentence(NO_EMAIL),
        }
        self.errors = {name: wrong for name, wrong in said.items() if wrong} | self.errors
        return not self.errors

    def label(self, name: str) -> str:
        """What a field of the record is called."""
        return self._labels.field(name)

    def kinds(self) -> list[tuple[str, str]]:
        """(value, name) of what a resource may be."""
        concepts = self._labels.taxonomy.schemes["content_type"].concepts
        return _by_name((value, self._labels.value("content_type", value)) for value in concepts)

    def languages(self) -> list[tuple[str, str]]:
        """(code, name) of languages that have a code of two letters."""
        return _by_name((code, self._labels.language_name(code)) for code in _codes())

    def _chosen(self, name: str, among: list[tuple[str, str]], wrong: str) -> Sentence | None:
        value = self.values[name]
        return None if not value or value in dict(among) else Sentence(wrong)

    def _country(self) -> Sentence | None:
        if not (text := self.values["country"]):
            return None
        if found := self._labels.countries.resolve(text[: LONGEST["country"]]).iso3:
            self.row["country"] = found
            return None
        return Sentence(NO_COUNTRY, text=text[:100])

    def _year(self) -> Sentence | None:
        if not (text := self.values["year"]):
            return None
        right = text.isdecimal() and len(text) == 4 and 1800 <= int(text) <= datetime.now(UTC).year + 1
        if right:
            self.row["year"] = str(int(text))
        return None if right else Sentence(NO_YEAR)


def _plain(text: str, several: bool) -> str:
    """Without signs that no text has; on one line, unless it may be several."""
    lines = text.replace("\r\n", "\n").split("\n") if several else [text]
    clean = ("".join(one if one.isprintable() else " " for one in line) for line in lines)
    return "\n".join(" ".join(line.split()) for line in clean).strip()


def _is_address(text: str) -> bool:
    try:
        return bool(web_address(text))
    except ValueError:
        return False


@lru_cache(maxsize=1)
def _codes() -> tuple[str, ...]:
    """Codes of languages with two letters (ISO 639-1), as far as the CLDR says how they are written."""
    return tuple(sorted({one for one in get_global("likely_subtags") if len(one) == 2 and one.isalpha()}))


def _by_name(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(pairs, key=lambda pair: pair[1].casefold())
