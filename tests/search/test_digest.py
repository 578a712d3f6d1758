"""What is new since a day: each record once, counted as a reader would who looks at all of them."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.authorities import Authorities
from search.digest import digest_of, latest
from search.engines import open_index
from search.index import Snapshot
from search.queries import Query
from search.records import Record
from search.settings import Settings

FIRST = date(2026, 1, 1)
SUBJECTS = (("social-pensions",), ("school-feeding", "social-pensions"), ("microfinance",), ())
DAYS = st.integers(0, 40).map(lambda days: FIRST + timedelta(days=days))


def _moment(day: int) -> str:
    return f"{FIRST + timedelta(days=day)}T08:00:00Z"


RECORDS = [
    Record(id=f"x:{n}", source="x", title={"en": f"Record {n}"}, programme=SUBJECTS[n % 4], year=2000 + n % 3,
           topic=("targeting",) if n % 3 else (), country=("KEN",) if n % 2 else (),
           added=_moment(n % 29) if n % 7 else None, updated=_moment(n % 29 + n % 11) if n % 7 or n % 2 else None)
    for n in range(60)
]  # fmt: skip


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    with open_index(Settings(data=tmp_path_factory.mktemp("digest"))) as index:
        with index.replacing(Authorities.shipped()) as writer:
            for record in RECORDS:
                writer.add(record)
        yield index.snapshot()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(since=DAYS, kenya=st.booleans())
def test_every_new_or_changed_record_is_told_once(snapshot: Snapshot, since: date, kenya: bool) -> None:
    query = Query().with_("country", "KEN") if kenya else Query()
    digest = digest_of(snapshot, since, query, shown=100)
    day, there = since.isoformat(), [one for one in RECORDS if "KEN" in one.country or not kenya]
    added = {one.id for one in there if one.added and one.added >= day}
    changed = {one.id for one in there if one.updated and one.updated >= day} - added
    told = [(record.id, was) for group in digest.groups for record, was in group.records]
    assert Counter(told) == Counter([*((one, False) for one in added), *((one, True) for one in changed)])
    assert (digest.added, digest.changed, digest.cut) == (len(added), len(changed), False)
    for group in digest.groups:
        found = {record.id for record in snapshot.scan(group.query)}
        assert group.whole == len(found) and {record.id for record, _ in group.records} <= found


def test_records_stand_under_the_branch_of_their_first_subject(snapshot: Snapshot) -> None:
    groups = {group.value: group for group in digest_of(snapshot, FIRST, Query(), shown=100).groups}
    assert set(groups) == {"social-assistance", "microfinance", "programme-design", ""}
    assert list(groups)[-1] == "" and groups[""].query == Query().with_("programme", "none").with_(
        "topic", "none"
    ).with_sort("added")


def test_a_group_lists_some_and_counts_all(snapshot: Snapshot) -> None:
    for group in digest_of(snapshot, FIRST, Query(), shown=2).groups:
        assert len(group.records) == min(2, group.added + group.changed)


def test_a_page_looks_at_the_last_added_alone_and_says_so(snapshot: Snapshot) -> None:
    digest = digest_of(snapshot, FIRST, Query(), walked=10)
    assert digest.cut and digest.added + digest.changed == 10
    newest = sorted((one.added or "" for one in RECORDS), reverse=True)[:10]
    assert sorted((r.added or "" for g in digest.groups for r, _ in g.records), reverse=True) == newest


def test_the_last_day_is_that_of_the_newest_record(snapshot: Snapshot) -> None:
    assert latest(snapshot, Query()) == max(date.fromisoformat(one.added[:10]) for one in RECORDS if one.added)
    assert latest(snapshot, Query().with_("country", "ATA")) is None


def test_nothing_new_is_a_digest_too(snapshot: Snapshot) -> None:
    digest = digest_of(snapshot, date(2030, 1, 1), Query())
    assert (digest.groups, digest.added, digest.changed) == ((), 0, 0)
    assert digest.until == snapshot.status.updated_at
