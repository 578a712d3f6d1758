"""Links: every address that we write; from SPINDEX_BASE_URL or relative, never from the Host header."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import quote, quote_plus, urlsplit

from search.queries import Query
from search.records import NONE

Address = Callable[[str, str], str]  # (facet, value) -> where that leads

_quoted = lru_cache(maxsize=16384)(quote_plus)  # a page has a hundred addresses, most of them of the same values


@dataclass(frozen=True)
class Links:
    """base: SPINDEX_BASE_URL or empty. lang: the interface language, kept in every link."""

    base: str = ""
    lang: str = "en"

    @cached_property
    def root(self) -> str:
        """The path that the site lives under; mostly empty."""
        return urlsplit(self.base).path

    def page(self, path: str) -> str:
        """A page of ours in the language of this one."""
        return f"{self.root}{path}" + (f"?lang={self.lang}" if self.lang != "en" else "")

    def search(self, query: Query, path: str = "/search") -> str:
        """The canonical address of a search, or of its feed or file."""
        parameters = "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in query.parameters())
        return f"{self.root}{path}" + (f"?{parameters}" if parameters else "")

    def choosing(self, query: Query) -> Address:
        """Addresses of the search with one more value chosen; a year is chosen as a range.

        A page has hundreds, so what those of one facet share is made once, with the first of them.
        """
        around: dict[str, tuple[str, str]] = {}

        def address(facet: str, value: str) -> str:
            quoted, of_years = _quoted(value), facet == "year" and value != NONE
            own = f"year.from={quoted}&year.to={quoted}" if of_years else f"{facet}={quoted}"
            if query.selection(facet).any and not of_years:  # values are sorted: where this one goes must be found
                return self.search(query.with_(facet, value))
            name = own.partition("=")[0]
            if name not in around:
                chosen = query.with_years(int(value), int(value)) if of_years else query.with_(facet, value)
                before, _, after = self.search(chosen).partition(own)
                around[name] = before, after
            return own.join(around[name])

        return address

    def record(self, identifier: str, suffix: str = "") -> str:
        """A record's page, or a file of it. Slashes stay readable, unless browsers would resolve them (`a//b`)."""
        resolved = "//" in identifier or any(part in (".", "..") for part in identifier.split("/"))
        return self.page(f"/records/{quote(identifier, safe=':' if resolved else ':/')}{suffix}")

    def country(self, iso3: str) -> str:
        """The country's page."""
        return self.page(f"/countries/{iso3}")

    def concept(self, scheme: str, identifier: str) -> str:
        """The concept's page."""
        return self.page(f"/taxonomy/{quote(scheme)}/{quote(identifier)}")

    def absolute(self, link: str) -> str:
        """With scheme and host where SPINDEX_BASE_URL gives them."""
        parts = urlsplit(self.base)
        return f"{parts.scheme}://{parts.netloc}{link}" if self.base else link
