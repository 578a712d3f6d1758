"""golden-queries.yaml: searches whose outcome is known, asked of each new version before it is shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qsl

from search.errors import SourceError
from search.index import Snapshot
from search.queries import read_parameters
from search.strict_yaml import compose, items, line_of, load_yaml
from search.text import unknown_name

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

    def faults(self, snapshot: Snapshot) -> Iterator[str]:
        """What is otherwise than expected, in sentences."""
        reading = read_parameters(parse_qsl(self.search), snapshot.vocabulary)
        said = f"{self.place}: “{self.search}”"
        if wrong := [*reading.problems, *reading.beyond]:
            yield f"{said} cannot be asked ({' '.join(wrong)})."
            return
        results = snapshot.search(reading.query)
        found = [hit.record.id for hit in results.hits]
        if results.total < self.least:
            yield f"{said} finds {results.total:,} records, and at least {self.least:,} are expected."
        if self.most is not None and results.total > self.most:
            yield f"{said} finds {results.total:,} records, and at most {self.most:,} are expected."
        if self.first and found[:1] != [self.first]:
            yield f"{said} gives {found[0] if found else 'nothing'} first, and {self.first} is expected."
        if absent := [name for name in self.among if name not in found]:
            yield f"{said} does not have {', '.join(absent)} on its first page."


@dataclass(frozen=True)
class GoldenQueries:
    """All of a file. Called with a finished version, they raise SourceError when one of them fails."""

    queries: tuple[GoldenQuery, ...] = ()

    @classmethod
    def load(cls, path: Path) -> Self:
        """Raises ConfigurationError or SourceError with the line."""
        content = load_yaml(path)
        try:
            nodes = items(compose(path.read_text(encoding="utf-8"), path.name))
        except OSError as error:
            raise SourceError(f"{path.name} cannot be read ({error}): restore it.") from error
        if not isinstance(content, list):
            raise SourceError(f"{path.name}, line 1: this is no list; write `- search: ...` for each search.")
        places = [f"{path.name}, line {line_of(node)}" for node in nodes]
        return cls(tuple(map(_query, places, content)))

    def __call__(self, snapshot: Snapshot) -> None:
        faults = [fault for query in self.queries for fault in query.faults(snapshot)]
        if faults:
            raise SourceError(
                f"{' '.join(faults)} The index was not changed: look at what the files bring, or correct the "
                "expectation."
            )


def _query(place: str, entry: Any) -> GoldenQuery:
    if not isinstance(entry, dict) or not entry.get("search"):
        raise SourceError(f"{place}: there is no search; write `- search: q=pensions&country=KEN`.")
    for name, value in entry.items():
        if name not in KINDS:
            raise SourceError(f"{place}: {unknown_name('key', name, list(KINDS))}")
        if type(value) is not KINDS[name] or (isinstance(value, list) and set(map(type, value)) != {str}):
            raise SourceError(f"{place}: “{name}” must be {WANTED[KINDS[name]]}.")
    if len(entry) == 1:
        raise SourceError(f"{place}: nothing is expected of this search; add first, among, least or most.")
    among = tuple(entry.get("among", ()))
    return GoldenQuery(place, **{**entry, "among": among})
