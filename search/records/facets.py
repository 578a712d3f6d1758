"""The facets, one line each, in the order in which pages show them."""

from dataclasses import dataclass
from typing import Literal

NONE = "none"  # what a person writes for "has no value"
NO_VALUE = "\x1fnone"  # what is indexed for it: a value that nobody can type
OPEN_LIMIT = 50  # values of an open vocabulary that are returned
TOGETHER = "facets"  # the field that holds what all closed facets are counted by, as `facet<US>value`
SEPARATOR = "\x1f"

Kind = Literal["concept", "country", "language", "year", "open"]


@dataclass(frozen=True)
class FacetField:
    """A field of Record that can be filtered and counted.

    kind: where its values come from (`concept`: the scheme of that name in the taxonomy; `open`: anything).
    tree: whether pages show it as a hierarchy. main: whether pages show it without being asked.
    """

    name: str
    kind: Kind
    tree: bool = False
    main: bool = True

    @property
    def closed(self) -> bool:
        """A closed vocabulary returns all its values, and an unknown one is an error."""
        return self.kind != "open"


FACETS = (
    FacetField("programme", "concept", tree=True),
    FacetField("population", "concept", tree=True),
    FacetField("country", "country"),
    FacetField("region", "concept", tree=True),
    FacetField("year", "year"),
    FacetField("content_type", "concept"),
    FacetField("language", "language"),
    FacetField("organisation", "open"),
    FacetField("topic", "concept", tree=True),
    FacetField("cross_cutting", "concept", tree=True),
    FacetField("country_group", "concept", tree=True),
    FacetField("document_type", "concept", main=False),
    FacetField("status", "concept", main=False),
    FacetField("source", "open", main=False),
    FacetField("author", "open", main=False),
    FacetField("keyword", "open", main=False),
)
BY_NAME = {facet.name: facet for facet in FACETS}
SORTS = ("relevance", "newest", "oldest", "title", "added")
INTERFACE_LANGUAGES = ("en", "fr", "es", "pt", "ar")
