"""Links: every address that we write; from SPINDEX_BASE_URL or relative, never from the Host header."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import quote_plus, urlencode, urlsplit
from zlib import crc32

from search.queries import Query
from search.records import NONE
from webapp.spelling import spelled

Address = Callable[[str, str], str]  # (facet, value) -> where that leads

_VALUE = "\0"  # stands for a value; no address holds it
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

    @staticmethod
    def with_more(link: str, parameters: Mapping[str, str | Sequence[str]]) -> str:
        """An address with parameters that are no part of a question, some several times; empty ones are left out."""
        more = urlencode([pair for pair in parameters.items() if pair[1]], doseq=True)
        return f"{link}{'&' if '?' in link else '?'}{more}" if more else link

    def choosing(self, query: Query) -> Address:
        """Addresses of the search with one more value chosen; a year takes the place of a range of years.

        (Beside the range, a year within it would change nothing.) A page has hundreds, so what those of one facet share
        is made once, with the first of them.
        """
        around: dict[str, list[str]] = {}  # facet -> what stands before, between and after its value

        def address(facet: str, value: str) -> str:
            if facet in around and value != NONE:
                return _quoted(value).join(around[facet])
            ranged = facet == "year" and value != NONE and query.has_years
            whole = self.search((query.with_years(None, None) if ranged else query).with_(facet, value))
            if value == NONE or query.selection(facet).any:
                return whole  # values are sorted: where this one goes must be found
            pattern = f"{facet}={_VALUE}"
            around[facet] = whole.replace(pattern.replace(_VALUE, _quoted(value)), pattern, 1).split(_VALUE)
            return whole

        return address

    def record(self, identifier: str, suffix: str = "") -> str:
        """A record's page, or a file of it."""
        return self.page(f"/records/{spelled(identifier + suffix)}")

    def listed(self, identifiers: Iterable[str], suffix: str = "") -> str:
        """The page of a list of records, in that order, or a file of it."""
        pairs = [("id", one) for one in identifiers] + ([("lang", self.lang)] if self.lang != "en" else [])
        parameters = urlencode(pairs, safe=":/")
        return f"{self.root}/list{suffix}" + (f"?{parameters}" if parameters else "")

    def record_in_api(self, identifier: str) -> str:
        """The record as JSON."""
        return f"{self.root}/api/v1/records/{spelled(identifier)}"

    def in_api(self, path: str) -> str:
        """An address of the API in the language of this visit."""
        return self.page(f"/api/v1/{spelled(path)}")

    def country(self, iso3: str) -> str:
        """The country's page."""
        return self.page(f"/countries/{iso3}")

    def widget(self, iso3: str) -> str:
        """The country's search, for pages of other sites."""
        return self.page(f"/embed/v1/country/{iso3}.html")

    def oembed(self, link: str) -> str:
        """Where programs ask for the widget of an address; empty without SPINDEX_BASE_URL, as that address is whole."""
        if not self.base:
            return ""
        return self.absolute(f"{self.root}/oembed?{urlencode({'url': self.absolute(link), 'format': 'json'})}")

    def programme(self, identifier: str) -> str:
        """The page of a programme by name."""
        return self.page(f"/programmes/{spelled(identifier)}")

    def collection(self, identifier: str, suffix: str = "") -> str:
        """The page of a collection, or a file of it."""
        return self.page(f"/collections/{identifier}{suffix}")

    def suggest(self, iso3: str) -> str:
        """The form for what is missing, with the country filled in."""
        return self.with_more(self.page("/suggest"), {"country": iso3})

    def concept(self, scheme: str, identifier: str) -> str:
        """The concept's page."""
        return self.page(f"/taxonomy/{spelled(scheme)}/{spelled(identifier)}")

    def outside(self, identifier: str) -> str:
        """A record's page for what leaves the site: with scheme and host, or none at all."""
        return self.absolute(self.record(identifier)) if self.base else ""

    def absolute(self, link: str) -> str:
        """With scheme and host where SPINDEX_BASE_URL gives them."""
        parts = urlsplit(self.base)
        return f"{parts.scheme}://{parts.netloc}{link}" if self.base else link


def stamp(q: str) -> str:
    """A short text that other words do not have; the words themselves would make an address twice as long."""
    return f"{crc32(q.encode(errors='replace')):08x}"
