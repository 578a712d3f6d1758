"""Versions: records of one work shown once, in the language that the reader wants, with links to the others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.index import Snapshot
from search.records import Record, of_one_work, works
from webapp.languages import Labels
from webapp.links import Links
from webapp.presenters.related import named_by

LAST_RESORT = "en"  # the language of a record shown where there is none in the reader's


@dataclass(slots=True)
class Version:
    """Another record of a work. label: its language, or its id where that is no other; lang: the language's code."""

    label: str
    url: str
    lang: str


@dataclass(slots=True)
class Work:
    """One work. record: the one to show, of those that were given; others: its other records, wherever they were."""

    record: Record
    others: Sequence[Record]


def works_of(records: Sequence[Record], most: int, snapshot: Snapshot, labels: Labels) -> list[Work]:
    """The first works of the records, so many at most; with those records of each that these name, in one request."""
    first = works(records)[:most]
    chosen = [min(work, key=lambda one: _wanted(one, labels)) for work in first]
    named = named_by((one for work in first for one in work if one.language), snapshot)
    given = {record.id for record in records}
    return [
        Work(record, _in_order([one for one in work if one is not record], record, named, given))
        for record, work in zip(chosen, first, strict=True)
    ]


def versions(work: Work, labels: Labels, links: Links) -> list[Version]:
    """The other records of a work, by the names of their languages."""
    made = [_version(other, work.record, labels, links) for other in work.others]
    return sorted(made, key=lambda one: one.label)


def _wanted(record: Record, labels: Labels) -> int:
    """First the reader's language, then English, then any."""
    wanted = [labels.language.code, LAST_RESORT]
    return min((wanted.index(one) for one in record.language if one in wanted), default=len(wanted))


def _in_order(below: Iterable[Record], record: Record, named: dict[str, Record], given: set[str]) -> list[Record]:
    """Those that were given, and those that were not."""
    further = (named.get(one) for one in record.related if one not in given)
    return [*below, *(one for one in further if one is not None and of_one_work(one, record))]


def _version(other: Record, record: Record, labels: Labels, links: Links) -> Version:
    names = [labels.value("language", one) for one in other.language if one not in record.language]
    label = labels.language.comma.join(names) or other.id
    return Version(label, links.record(other.id), next(iter(other.language), ""))
