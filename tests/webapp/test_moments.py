"""Every type with its time: what is to come or over on the day of reading; meetings for calendars."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from search.authorities import Authorities
from search.engines import open_index
from search.records import Record
from search.settings import Settings
from webapp import create_app
from webapp.presenters.moments import CLOSED, ON, OPEN, OPENS, PAST, UPCOMING, moment

from .pages import only, page, text, visitor

DAY = date(2026, 6, 15)


def _record(kind: str, start: str | None = None, end: str | None = None, number: int = 1, **more: object) -> Record:
    fields = {"id": f"m:{number}", "source": "m", "title": {"en": f"Meeting, {number}"}, "content_type": kind, **more}
    return Record.checked(fields | {"start": start, "end": end})


@pytest.mark.parametrize(
    ("kind", "start", "end", "said"),
    [
        ("event", "2026-06-16", None, UPCOMING), ("event", "2026-06-15", None, ON), ("event", "2026-06-14", None, PAST),
        ("event", "2026-06-14", "2026-06-16", ON), ("webinar", "2026-06", None, ON), ("webinar", "2026-05", None, PAST),
        ("event", "2026", None, ON), ("event", "2027", None, UPCOMING), ("event", None, "2026-06-14", ""),
        ("online-course", "2026-06-01", None, OPEN), ("online-course", "2026-07", None, OPENS),
        ("online-course", "2020", "2021", CLOSED),
        ("job", None, "2026-06-15", OPEN), ("job", None, "2026-06-14", CLOSED),
        ("academic-opportunity", "2026-07-01", "2026-08-01", OPENS), ("job", "2026-01-01", None, ""),
        ("publication", "2026-01-01", "2026-02-01", ""), ("project", "2010", "2015", ""),
    ],
)  # fmt: skip
def test_what_a_record_announces_is_told_as_of_a_day(kind: str, start: str, end: str, said: str) -> None:
    assert moment(_record(kind, start, end), DAY) == said


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(0, 40), st.dates(date(2000, 1, 1), date(2040, 1, 1)))
def test_a_meeting_is_first_to_come_then_on_then_past(start: date, days: int, day: date) -> None:
    record = _record("event", start.isoformat(), (start + timedelta(days)).isoformat())
    order = [moment(record, day), moment(record, day + timedelta(1))]
    assert [UPCOMING, ON, PAST].index(order[0]) <= [UPCOMING, ON, PAST].index(order[1])
    assert (order[0] == ON) == (start <= day <= start + timedelta(days))


RECORDS = (
    _record("event", "2026-03-01", "2026-03-03", 1, abstract={"en": "A; day, or\ntwo"}, country=["KEN"],
            added="2026-01-02T00:00:00Z"),
    _record("webinar", "2099-01-01", None, 2, url="https://example.org/w"),
    _record("event", "2026-03", None, 3),
    _record("project", "2020-01-01", None, 4, status="active", status_date="2025-03-31"),
)  # fmt: skip


@pytest.fixture(scope="module")
def dated(authorities: Authorities, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    settings = Settings(data=Path(tmp_path_factory.mktemp("dated")))
    with open_index(settings) as index, index.replacing(authorities) as writer:
        for record in RECORDS:
            writer.add(record)
    yield visitor(create_app(settings))


def test_cards_and_pages_say_it(dated: FlaskClient) -> None:
    told = [text(only(card, ".facts")) for card in page(dated, "/search?sort=title").css(".card")]
    assert [line.rsplit(", ", 1)[-1] for line in told] == ["past", "upcoming", "past", "active (as of 31 March 2025)"]
    assert "à venir" in text(only(page(dated, "/records/m:2?lang=fr"), "header .facts"))
    assert "en cours (au 31 mars 2025)" in text(only(page(dated, "/records/m:4?lang=fr"), "header .facts"))


def _entries(file: bytes) -> list[Any]:
    calendar: Any = icalendar.Calendar.from_ical(file)
    return list(calendar.walk("VEVENT"))


def test_meetings_with_a_day_are_had_for_a_calendar(dated: FlaskClient) -> None:
    answer = dated.get("/search.ics?sort=title")
    assert answer.mimetype == "text/calendar"
    first, second = _entries(answer.data)
    assert (first["dtstart"].dt, first["dtend"].dt) == (date(2026, 3, 1), date(2026, 3, 4))
    assert str(first["summary"]) == "Meeting, 1" and str(first["description"]) == "A; day, or\ntwo"
    assert str(first["location"]) == "Kenya" and first["dtstamp"].dt == datetime(2026, 1, 2, tzinfo=UTC)
    assert str(second["url"]) == "https://example.org/w" and second["dtend"].dt == date(2099, 1, 2)
    assert {str(one["uid"]) for one in (first, second)} == {
        "m:1@social-protection-index",
        "m:2@social-protection-index",
    }
    assert len(_entries(dated.get("/records/m:2.ics").data)) == 1


@pytest.mark.parametrize(
    ("address", "offered"),
    [
        ("/search", True), ("/search?content_type=event", True), ("/search?content_type=project", False),
        ("/search?q=zzzx", False), ("/records/m:1", True), ("/records/m:4", False),
    ],
)  # fmt: skip
def test_a_calendar_is_offered_where_there_is_something_for_it(dated: FlaskClient, address: str, offered: bool) -> None:
    links = [str(link.attributes["href"]) for link in page(dated, address).css(".files a")]
    assert any(".ics" in link for link in links) == offered
