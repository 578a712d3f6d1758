"""The years of a record: from the first to the last in which it was, as far as is known."""

from search.records.record import Record

ACTIVE = "active"  # the status of what goes on
ONGOING = 9999  # the last year of what goes on: no question asks for a later one


def years_of(record: Record) -> tuple[int, int] | None:
    """The first and last year; None for a record without a year.

    Of what has a start they reach to its end; without an end to that year alone, or on and on where its status is
    active. Of anything else they are the year in which it was published. The year that a record counts for is always
    among them, so that a range finds whatever the years within it count; and so are both ends where they were confused.
    """
    if record.year is None:
        return None
    if not record.start:
        return record.year, record.year
    first = int(record.start[:4])
    last = int(record.end[:4]) if record.end else ONGOING if record.status == ACTIVE else first
    return min(first, last, record.year), max(first, last, record.year)
