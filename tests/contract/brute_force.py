"""What brute force takes: sets of numbers as bits, the years of a record, the kinds in which its values came about."""

from collections.abc import Callable, Iterable, Iterator

from search.queries import Query
from search.records import KINDS, NONE, TAGGED, Record, kind_of

Broader = Callable[[str, set[str]], set[str]]  # values of a facet, and everything above them


def bits(members: Iterable[int], size: int) -> int:
    """The set of these numbers."""
    flags = bytearray(size // 8 + 1)
    for member in members:
        flags[member >> 3] |= 1 << (member & 7)
    return int.from_bytes(flags, "little")


def members(of: int) -> Iterator[int]:
    """The numbers in a set."""
    for place, digit in enumerate(reversed(bin(of)[2:])):
        if digit == "1":
            yield place


def span(record: Record) -> tuple[int, int]:
    """From the first to the last year that is known of it; what is active and has no end was in every later one."""
    first = record.start or str(record.year)
    going_on = "9999" if record.status == "active" else first
    known = [int(date[:4]) for date in (first, record.end or going_on if record.start else first)] + [record.year or 0]
    return min(known), max(known)


def kinds_of(record: Record, facet: str, broader: Broader) -> Iterator[tuple[str, str]]:
    """Each value that it counts for in a facet, with each of the kinds of it and of all that is narrower."""
    for own in record.values(facet):
        told = [kind_of(one.how) for one in record.provenance.get(facet, ()) if one.value == own]
        kind = min(told, key=KINDS.index, default="stated")
        yield from ((value, kind) for value in broader(facet, {own}))


def all_kinds(record: Record, broader: Broader) -> Iterator[str]:
    """The kinds of everything that it is about."""
    for facet in TAGGED:
        yield from (kind for _, kind in kinds_of(record, facet, broader))


def kinds_asked(query: Query) -> frozenset[str]:
    """In which of them values have to have come about; none where all count."""
    chosen = query.selection("how")
    return (chosen.any | chosen.all) - {NONE}


def of_kinds(having: dict[tuple[str, str], int], query: Query) -> dict[str, int]:
    """Value -> the records that have it in a kind that is asked for. having: (value, kind) -> records."""
    asked, found = kinds_asked(query), dict[str, int]()
    for (value, kind), records in having.items():
        found[value] = found.get(value, 0) | (records if kind in asked else 0)
    return found
