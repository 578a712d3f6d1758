"""Digest: the records that were added or changed since a day, each once, under the branch of its first subject."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import islice

from search.answers import Status
from search.authorities import Taxonomy
from search.index import Snapshot
from search.queries import Query
from search.records import NONE, Record

UNDER = ("programme", "topic")  # by the first of these that a record has it is put under a heading
WALKED = 5_000  # records that a page looks at: a tenth of a second of the embedded engine; a command looks at all
NO_SUBJECT = ("", "")


@dataclass
class Group:
    """The records under one value of a facet, or under what is narrower; `facet` is empty for those without a subject.

    added, changed: how many. whole: all records of the index that the search behind it finds, new or not.
    """

    facet: str
    value: str
    query: Query
    added: int = 0
    changed: int = 0
    whole: int = 0
    records: list[tuple[Record, bool]] = field(default_factory=list)  # and whether it was changed, not added


@dataclass(frozen=True)
class Digest:
    """since: the first day. until: the newest moment that is told of. status: of the index, so that it can be repeated.

    cut: there was more than was looked at, and changes of older records are missing.
    """

    since: date
    until: str
    groups: tuple[Group, ...]
    query: Query
    status: Status
    cut: bool = False

    @property
    def added(self) -> int:
        """How many records entered the index."""
        return sum(group.added for group in self.groups)

    @property
    def changed(self) -> int:
        """How many that were there before were changed."""
        return sum(group.changed for group in self.groups)


def digest_of(snapshot: Snapshot, since: date, query: Query, walked: int | None = None, shown: int = 20) -> Digest:
    """What is new among the records of a search since that day (UTC), the last added first. Raises QueryError.

    walked: at most so many records are looked at, the last added before the others; None for all. shown: records that
    each group holds; it counts all.
    """
    asked = query.plain().with_sort("added")
    groups: dict[tuple[str, str], Group] = {}
    heading, until = _Headings(snapshot.authorities.taxonomy), ""
    for record, changed in _new(islice(snapshot.scan(asked), walked), since.isoformat()):
        until = max(until, record.updated or "", record.added or "")
        key = heading.of(record)
        group = groups[key] = groups.get(key) or Group(*key, query=_behind(*key, asked))
        group.added += not changed
        group.changed += changed
        if len(group.records) < shown:
            group.records.append((record, changed))
    for group, whole in zip(groups.values(), snapshot.count([one.query for one in groups.values()]), strict=True):
        group.whole = whole
    cut = walked is not None and snapshot.count([asked])[0] > walked
    return Digest(since, until or snapshot.status.updated_at, _in_order(groups.values()), asked, snapshot.status, cut)


def latest(snapshot: Snapshot, query: Query) -> date | None:
    """The day on which the newest record of a search entered the index; None where none says when."""
    newest = next(snapshot.scan(query.plain().with_sort("added")), None)
    return date.fromisoformat(newest.added[:10]) if newest and newest.added else None


def _new(records: Iterable[Record], since: str) -> Iterator[tuple[Record, bool]]:
    """(record, whether it was changed): a moment is a text that sorts as time does."""
    for record in records:
        if record.added and record.added >= since:
            yield record, False
        elif record.updated and record.updated >= since:
            yield record, True


class _Headings:
    """Under what records stand: the broadest concept above the first one that each has (a handful, not hundreds)."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy
        self._top = cache(self._found)

    def of(self, record: Record) -> tuple[str, str]:
        found = ((facet, values[0]) for facet in UNDER if (values := record.values(facet)))
        facet, value = next(found, NO_SUBJECT)
        return (facet, self._top(facet, value)) if facet else NO_SUBJECT

    def _found(self, facet: str, value: str) -> str:
        line = (value, *self._taxonomy.broader(facet, value))
        return next((root for root in self._taxonomy.roots(facet) if root in line), value)


def _behind(facet: str, value: str, asked: Query) -> Query:
    """The search for all that a group may hold; beside a value of the same facet it is one that must be there, too."""
    pairs = [(facet, value)] if facet else [(one, NONE) for one in UNDER]
    for name, one in pairs:
        asked = asked.with_(name, one, "all" if asked.selection(name).any else "any")
    return asked


def _in_order(groups: Iterable[Group]) -> tuple[Group, ...]:
    """The fullest first; those without a subject last."""
    return tuple(sorted(groups, key=lambda one: (not one.facet, -one.added - one.changed, one.facet, one.value)))
