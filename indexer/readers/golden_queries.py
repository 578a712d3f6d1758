"""golden-queries.yaml: searches whose outcome is known: no rows, but what a new version must answer to be shown."""

from dataclasses import dataclass

from msgspec import Struct

from indexer.readers.text import Data, decode
from search.sentences import Sentence
from search.strict_yaml import Document, Names, Text, Unusable

NAME = "golden-queries.yaml"
NOTHING_EXPECTED = "has nothing that is expected of its search: add first, among, least or most"


class GoldenQuery(Struct, frozen=True, forbid_unknown_fields=True):
    """search: the parameters of an address. first: the id that must come first. among: ids of the first page."""

    search: Text
    first: str = ""
    among: Names = ()
    least: int = 0
    most: int | None = None

    def __post_init__(self) -> None:
        if not (self.first or self.among or self.least or self.most is not None):
            raise Unusable(Sentence(NOTHING_EXPECTED))


@dataclass(frozen=True)
class GoldenQueries:
    """All of a file, each with its place there (file and line)."""

    queries: tuple[tuple[str, GoldenQuery], ...] = ()

    @classmethod
    def read(cls, name: str, data: Data) -> "GoldenQueries":
        """Raises ConfigurationError with the line."""
        document = Document(decode(name, data), name)
        queries = document.read_as(tuple[GoldenQuery, ...])
        places = (f"{name}, line {document.lines.at((place,))}" for place in range(len(queries)))
        return cls(tuple(zip(places, queries, strict=True)))
