"""What stands near a record: records like it, and those that belong to it."""

from dataclasses import dataclass

from search.records import Record


@dataclass(frozen=True)
class Similar:
    """A record like another. likeness: from 0 to 1. tags: (facet, value) that both have, words: of both; the rarest
    first."""

    record: Record
    likeness: float
    tags: tuple[tuple[str, str], ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class OnProgramme:
    """The newest other records on a programme by name, of so many in all."""

    value: str
    total: int
    records: tuple[Record, ...]


@dataclass(frozen=True)
class Companions:
    """What belongs to a record beside those that it names itself. naming: the newest records that name it;
    more_naming: how many more do.

    same_work: other records of a DOI, handle or ISBN of its own: the work in another language, or listed again.
    """

    more_naming: int
    naming: tuple[Record, ...]
    same_work: tuple[Record, ...]
    on_programmes: tuple[OnProgramme, ...]
