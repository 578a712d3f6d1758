"""Links: every address that we write; from SPINDEX_BASE_URL or relative, never from the Host header."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import quote, quote_plus, urlsplit

from search.queries import Query

_MARK = "_"  # stands in for a value while an address is cut in two
_MARK_YEAR = 9999

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


class Choices:
    """Addresses of a search with one more value chosen; a page has hundreds, so what they share is made once."""

    def __init__(self, links: Links, query: Query) -> None:
        self._links = links
        self._query = query
        self._around: dict[str, tuple[str, str]] = {}

    def value(self, facet: str, value: str) -> str:
        """The search with that value among the facet's "any of"."""
        if self._query.selection(facet).any:  # values are sorted: where this one goes must be found
            return self._links.search(self._query.with_(facet, value))
        if facet not in self._around:
            whole = self._links.search(self._query.with_(facet, _MARK))
            before, _, after = whole.partition(f"{facet}={_MARK}")
            self._around[facet] = before, after
        before, after = self._around[facet]
        return f"{before}{facet}={_quoted(value)}{after}"

    def year(self, year: str) -> str:
        """The search in that year only."""
        if "year" not in self._around:
            whole = self._links.search(self._query.with_years(_MARK_YEAR, _MARK_YEAR))
            before, _, after = whole.partition(f"year.from={_MARK_YEAR}&year.to={_MARK_YEAR}")
            self._around["year"] = before, after
        before, after = self._around["year"]
        return f"{before}year.from={year}&year.to={year}{after}"

    def chosen(self, facet: str, value: str) -> bool:
        """Whether the search has that value already."""
        selection = self._query.selection(facet)
        return value in selection.any or value in selection.all
