"""What an engine answers: Results, Hit, Facet, Bucket, and the state of the index that gave it.

What comes by the hundreds is a Struct: it is made in a fifth of the time of a frozen dataclass, and where it holds only
texts and numbers garbage collections need not look at it.
"""

from dataclasses import dataclass

from msgspec import Struct

from search.queries import Group, Query, ReadAs
from search.records import Record


class Segment(Struct, frozen=True, gc=False):
    """A stretch of text, and whether it is what was asked for; never markup."""

    text: str
    hit: bool


Segments = tuple[Segment, ...]  # a whole text, or what is shown of it


class Hit(Struct, frozen=True):
    """A record that matches; `highlights` maps a field to its values in segments (only fields with a hit).

    `title` and `abstract` have one value, in the language of the page. lacks: the places of the groups of the question
    that it does not fulfil.
    """

    record: Record
    highlights: dict[str, tuple[Segments, ...]] = {}
    lacks: tuple[int, ...] = ()


class Bucket(Struct, frozen=True, gc=False):
    """A value of a facet: `count` is the total of the search that has it as that facet's only "any of" value."""

    value: str
    count: int
    selected: bool = False
    excluded: bool = False


class Facet(Struct, frozen=True):
    """The counts of one facet, by count and then value; `more`: an open vocabulary has further values."""

    name: str
    buckets: tuple[Bucket, ...]
    missing: Bucket
    more: bool = False


@dataclass(frozen=True)
class Cross:
    """Two facets against each other: the values on each side with their counts, and (row, column) -> count.

    A record counts once in each cell whose two values it has; `none` stands for no value; a cell of 0 is left out.
    """

    total: int
    rows: tuple[Bucket, ...]
    columns: tuple[Bucket, ...]
    cells: dict[tuple[str, str], int]


@dataclass(frozen=True)
class Status:
    """Which state of which index answered. Times are UTC, ISO 8601.

    state: another one for each content that a version has had; empty where nobody can tell, as an update was not
    finished. (Times do not tell two changes within a second apart.)
    """

    version: str
    built_at: str
    updated_at: str
    taxonomy_version: str
    records: int
    state: str = ""


@dataclass(frozen=True)
class Place:
    """Where a walk through a whole answer stands: how many records it has had, and by what the last one was sorted.

    keys: as an engine gives them; none at the beginning, nor for an engine that counts.
    """

    seen: int = 0
    keys: tuple[float | str, ...] = ()


@dataclass(frozen=True)
class Results:
    """The whole answer to a question.

    groups: what was wanted, part by part. relaxed: too few records have all of it, so that some may be missing; then
    `whole` of the answer have it all, and come first. did_you_mean: the question with its slips mended, where that
    finds more; corrected: it was asked at once, as no record has all of what was typed. after: where a walk
    goes on; None at its end, and where none was begun.
    """

    query: Query
    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, Facet]
    read_as: ReadAs
    groups: tuple[Group, ...]
    relaxed: bool
    whole: int
    took_ms: float
    status: Status
    did_you_mean: str | None = None
    corrected: bool = False
    after: Place | None = None

    @property
    def pages(self) -> int:
        """How many pages of this size hold the answer."""
        return -(-self.total // self.query.size)
