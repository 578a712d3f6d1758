"""Calendar: meetings, courses and calls with a day, for calendars (iCalendar, RFC 5545)."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from search.records import Record, shown
from search.sentences import N_
from webapp.exports.export import Context, Export, careful, in_pieces

DATED = frozenset({"event", "webinar", "livestream", "e-conference", "online-course", "job", "academic-opportunity"})
HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Social Protection Index//EN\r\nMETHOD:PUBLISH\r\n"
FOOT = "END:VCALENDAR\r\n"
DAY = 10  # characters of a whole date
UNDATED = "1970-01-01T00:00:00+00:00"


def write(records: Iterable[Record], context: Context) -> Iterator[bytes]:
    """An entry for each record of such a type that has a day; others are none of a calendar's."""
    yield HEAD.encode()
    yield from in_pieces(_entry(record, context) for record in records if _day(record))
    yield FOOT.encode()


def _day(record: Record) -> str:
    """The day on which it begins; of a call that on which it ends."""
    day = record.start or record.end or ""
    return day if record.content_type in DATED and len(day) == DAY else ""


@careful
def _entry(record: Record, context: Context) -> str:
    from icalendar import Event

    language = context.labels.language.code
    entry, first = Event(), date.fromisoformat(_day(record) or "1970-01-01")
    whole = record.end and len(record.end) == DAY
    last = date.fromisoformat(record.end) if whole and record.end else first
    entry.add("uid", f"{record.id}@social-protection-index")
    entry.add("dtstamp", datetime.fromisoformat(record.updated or record.added or UNDATED))
    entry.add("dtstart", first)
    entry.add("dtend", max(first, last) + timedelta(1))  # the day after the last one (RFC 5545, 3.6.1)
    entry.add("summary", shown(record.title, language)[1])
    if record.abstract:
        entry.add("description", shown(record.abstract, language)[1])
    if record.country:
        entry.add("location", "; ".join(context.labels.value("country", one) for one in record.country))
    if url := record.url or context.links.outside(record.id):
        entry.add("url", url)
    return str(entry.to_ical().decode())


EXPORT = Export("ics", "text/calendar", N_("Calendar (ICS)"), write, kinds=DATED)
