"""The terms of all sources that resolve to nothing, or to several things: how often, where, and what they may mean."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from indexer.rows import Problem
from indexer.run import Report, normalised, raw_rows
from indexer.sources import Sources
from search.authorities import Authorities
from search.index import Index
from search.records import FIELDS
from search.text import fold

KINDS = ("unknown", "ambiguous", "no crosswalk")
TERMS = ("concept", "country", "language", "name")  # kinds of fields that hold terms: a wrong date or DOI is none
PLACES = 3  # that are named for a term


@dataclass
class Term:
    """A term as it is mostly written; name: of the field, or the column of a source that has its own words."""

    name: str
    kind: str
    message: str
    spellings: Counter[str] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)
    places: list[str] = field(default_factory=list)
    suggestions: tuple[str, ...] = ()
    advice: str = ""

    @property
    def count(self) -> int:
        """How many rows hold it."""
        return self.spellings.total()

    @property
    def value(self) -> str:
        """As most rows write it."""
        return min(self.spellings, key=lambda text: (-self.spellings[text], text))

    def take(self, problem: Problem, source: str) -> None:
        """Another row that holds it."""
        self.spellings[problem.value] += 1
        self.sources[source] += 1
        place = f"{problem.file}:{problem.row}"
        if len(self.places) < PLACES and place not in self.places:
            self.places.append(place)

    def as_dict(self) -> dict[str, Any]:
        """As `--json` prints it."""
        told = {name: getattr(self, name) for name in ("value", "kind", "count", "places", "message", "advice")}
        return {
            "field": self.name,
            **told,
            "sources": dict(self.sources.most_common()),
            "suggestions": list(self.suggestions),
        }

    def line(self) -> str:
        """For people."""
        sources = ", ".join(f"{source} {count:,}" for source, count in self.sources.most_common(PLACES))
        perhaps = f" Perhaps: {', '.join(self.suggestions)}." if self.suggestions else ""
        advice = f" {self.advice}" if self.advice else ""
        said = f"{self.name}: “{self.value}” ({self.kind}; {sources}; such as {self.places[0]})"
        return f"{self.count:>7,}  {said}{perhaps}{advice}"


def unresolved(index: Index, authorities: Authorities, sources: Sources, wanted: str = "") -> list[Term]:
    """Every term of the rows that the live version keeps, the commonest first; wanted: of that field or column alone.

    The rows are normalised again with these vocabularies: what a taxonomy has learnt since is not in the list.
    """
    found: dict[tuple[str, str, str], Term] = {}
    for row in normalised(raw_rows(index, Report()), authorities, sources):
        for problem in row.problems:
            if _is_term(problem) and wanted in ("", problem.field):
                key = (problem.field, problem.kind, fold(problem.value) or problem.value)
                found.setdefault(key, _term(problem)).take(problem, row.source)
    return sorted(found.values(), key=lambda term: (-term.count, term.name, term.value))


def _is_term(problem: Problem) -> bool:
    if problem.kind not in KINDS or not problem.value:
        return False
    known = FIELDS.get(problem.field)
    return problem.kind == "no crosswalk" or (known is not None and known.kind in TERMS)


def _term(problem: Problem) -> Term:
    """What may be meant is a list of ids or names; a sentence says what to do instead."""
    told = problem.suggestion
    ids = tuple(filter(None, told.split(", "))) if isinstance(told, str) else ()
    advice = "" if isinstance(told, str) else str(told)
    return Term(problem.field, problem.kind, str(problem.message), suggestions=ids, advice=advice)
