"""golden-queries.yaml: searches whose outcome is known: no rows, but what a new version must answer to be shown."""

from dataclasses import dataclass
from typing import Any

from indexer.readers.text import Data, decode
from search.errors import ConfigurationError
from search.strict_yaml import compose, items, line_of, load_yaml
from search.text import unknown_name

NAME = "golden-queries.yaml"
KINDS: dict[str, type] = {"search": str, "first": str, "among": list, "least": int, "most": int}
WANTED = {str: "a text", list: "a list of ids", int: "a whole number"}


@dataclass(frozen=True)
class GoldenQuery:
    """search: the parameters of an address. first: the id that must come first. among: ids of the first page."""

    place: str
    search: str
    first: str = ""
    among: tuple[str, ...] = ()
    least: int = 0
    most: int | None = None


@dataclass(frozen=True)
class GoldenQueries:
    """All of a file."""

    queries: tuple[GoldenQuery, ...] = ()

    @classmethod
    def read(cls, name: str, data: Data) -> "GoldenQueries":
        """Raises ConfigurationError with the line."""
        text = decode(name, data)
        content = load_yaml(text, name)
        nodes = items(compose(text, name))
        if not isinstance(content, list):
            no_list = "%(file)s, line 1: this is no list; write `- search: ...` for each search."
            raise ConfigurationError(no_list, file=name)
        places = [f"{name}, line {line_of(node)}" for node in nodes]
        return cls(tuple(map(_query, places, content)))


def _query(place: str, entry: Any) -> GoldenQuery:
    if not isinstance(entry, dict) or not entry.get("search"):
        raise ConfigurationError(f"{place}: there is no search; write `- search: q=pensions&country=KEN`.")
    for name, value in entry.items():
        if name not in KINDS:
            raise ConfigurationError(f"{place}: {unknown_name('key', name, list(KINDS))}")
        if type(value) is not KINDS[name] or (isinstance(value, list) and set(map(type, value)) != {str}):
            raise ConfigurationError(f"{place}: “{name}” must be {WANTED[KINDS[name]]}.")
    if len(entry) == 1:
        raise ConfigurationError(f"{place}: nothing is expected of this search; add first, among, least or most.")
    among = tuple(entry.get("among", ()))
    return GoldenQuery(place, **{**entry, "among": among})
