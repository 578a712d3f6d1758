"""A plan: what a run would do, by the way of the run itself, with nothing written."""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.rows import Problem
from indexer.run.changes import Changes
from indexer.run.differences import RecordChange, differences
from indexer.run.kept import KeptIndex
from indexer.run.report import Report
from search.errors import IndexDamaged, IndexNotReady
from search.index import Index, Snapshot
from search.queries import Query

COUNTED = 500  # facet values of which the count before is asked
AT_ONCE = 100  # counts in one request


@dataclass(frozen=True)
class CountChange:
    """A facet's value whose count would change. before: None where nobody asked, as so much changes.

    called: the facet and the value as people read them.
    """

    facet: str
    value: str
    change: int
    before: int | None
    called: tuple[str, str]

    def as_dict(self) -> dict[str, Any]:
        """The public names."""
        return {"facet": self.facet, "value": self.value, "change": self.change, "before": self.before}


@dataclass(frozen=True)
class Planned:
    """report: of the run that did not write; its `changes` are what would be."""

    report: Report
    moved: list[CountChange]

    @property
    def changes(self) -> Changes:
        """Against what is live."""
        assert self.report.changes
        return self.report.changes

    @property
    def counts(self) -> dict[str, int]:
        """What becomes of records and rows."""
        return self.report.becomes

    @property
    def changed_fields(self) -> list[tuple[str, int]]:
        """The fields that would change, in how many records."""
        return self.changes.fields.most_common()

    @property
    def records(self) -> list[RecordChange]:
        """The first records that would not be the same, with what would change."""
        return list(differences(self.changes))

    @property
    def problems(self) -> list[list[Problem]]:
        """One list for what is the same at several places, the most frequent first."""
        alike: dict[str, list[Problem]] = {}
        for problem in self.report.problems:
            alike.setdefault(str(problem.message), []).append(problem)
        return sorted(alike.values(), key=len, reverse=True)

    def as_dict(self) -> dict[str, Any]:
        """The public names."""
        return {
            **self.counts,
            "fields": dict(self.changed_fields),
            "ids": self.changes.ids,
            "facets": [one.as_dict() for one in self.moved],
            "problems": [problem.as_dict() for problem in self.report.problems],
        }

    def line(self) -> str:
        """The counts for people, with the fields."""
        return self.changes.line(self.counts)


def planned(index: Index, quarantine: Callable[[Path], None], work: Callable[[KeptIndex], Report]) -> Planned:
    """What `work` would do to the index. quarantine: told of a folder that is gone afterwards, for what is refused."""
    with tempfile.TemporaryDirectory(prefix="spindex-plan-") as folder:
        quarantine(Path(folder))
        kept = KeptIndex(index, None, "")
        report = work(kept)
        report.quarantine, report.dry, report.changes = [], True, kept.changes
    return Planned(report, _moved(index, kept.changes))


def _moved(index: Index, changes: Changes) -> list[CountChange]:
    """What loses most first, with the counts before of the first ones."""
    found = changes.moved()
    before: list[int] = []
    with suppress(IndexNotReady, IndexDamaged):
        snapshot = index.snapshot()
        asked = found[:COUNTED]
        for start in range(0, len(asked), AT_ONCE):
            before += _counts(snapshot, asked[start : start + AT_ONCE])
    padded = [*before, *[None] * (len(found) - len(before))]
    return [CountChange(*one, count, _called(changes, *one[:2])) for one, count in zip(found, padded, strict=True)]


def _called(changes: Changes, facet: str, value: str) -> tuple[str, str]:
    assert changes.facets
    return changes.facets.called(facet, value)


def _counts(snapshot: Snapshot, moved: list[tuple[str, str, int]]) -> list[int]:
    """A value that the live vocabularies do not have is that of no record."""
    known = [snapshot.vocabulary.canonical(facet, value) == value for facet, value, _ in moved]
    queries = [Query().with_(facet, value) for (facet, value, _), there in zip(moved, known, strict=True) if there]
    counts = iter(snapshot.count(queries) if queries else ())
    return [next(counts) if there else 0 for there in known]
