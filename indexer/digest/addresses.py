"""Addresses of the site for what leaves it: absolute, or none where nobody has said where it is."""

from dataclasses import dataclass
from urllib.parse import urlencode

from search.addresses import spelled
from search.queries import Query


@dataclass(frozen=True)
class Site:
    """base: SPINDEX_BASE_URL, or empty; lang: of the pages that are linked to."""

    base: str
    lang: str

    def record(self, identifier: str) -> str:
        """The page of a record."""
        if not self.base:
            return ""
        return f"{self.base}/records/{spelled(identifier)}" + (f"?lang={self.lang}" if self.lang != "en" else "")

    def search(self, query: Query) -> str:
        """The page of a search, under its canonical address."""
        if not self.base:
            return ""
        asked = urlencode(query.parameters())
        return f"{self.base}/search" + (f"?{asked}" if asked else "")
