"""Moments: whether what a record announces is to come, is on, or is over, on the day when it is read."""

from calendar import monthrange
from datetime import UTC, date, datetime

from search.records import Record
from search.sentences import N_

MEETINGS = ("event", "webinar", "livestream", "e-conference")
COURSES = ("online-course",)
CALLS = ("job", "academic-opportunity")
UPCOMING, ON, PAST = N_("upcoming"), N_("taking place now"), N_("past")
OPENS, OPEN, CLOSED = N_("not open yet"), N_("open now"), N_("no longer open")


def today() -> date:
    """In UTC, as everything here is dated."""
    return datetime.now(UTC).date()


def moment(record: Record, day: date) -> str:
    """A word of these for meetings, courses and calls with a date; empty for anything else.

    A course without an end is open once it has begun; a call ends on its last date.
    """
    kind = record.content_type or ""
    start, end = record.start or record.published, record.end
    if kind in MEETINGS and record.start:
        return _among((UPCOMING, ON, PAST), record.start, end or record.start, day)
    if kind in COURSES and record.start:
        return _among((OPENS, OPEN, CLOSED), record.start, end, day)
    if kind in CALLS and end:
        return _among((OPENS, OPEN, CLOSED), start or end[:4], end, day)
    return ""


def _among(words: tuple[str, str, str], start: str, end: str | None, day: date) -> str:
    before, during, after = words
    if end and _last(end) < day:
        return after
    return before if _first(start) > day else during


def _first(partial: str) -> date:
    year, month, day = [*map(int, partial.split("-")), 1, 1][:3]
    return date(year, month, day)


def _last(partial: str) -> date:
    """The last day that a date may mean: 2015-03 ends with the 31st."""
    parts = list(map(int, partial.split("-")))
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])
