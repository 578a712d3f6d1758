"""What goes on from content that is no longer live is refused, before anything is written; and runs are taken back."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from indexer.run import KeptIndex, Runs, Undoing
from search.authorities import Authorities
from search.errors import IndexBusy, SourceError
from search.index import Index
from search.queries import Query
from search.records import Record
from search.settings import Settings

from .samples import records

FIRST = records(seed=3, count=40)
OTHERS = records(seed=4, count=25)
LATE = Record(id="late:1", source="late", title={"en": "Late"})


@pytest.fixture
def built(index: Index, authorities: Authorities) -> Index:
    with index.replacing(authorities, since="") as writer:
        for record in FIRST:
            writer.add(record)
    return index


def lines(index: Index) -> list[str]:
    return [record.to_json() for record in index.scan(Query())]


def test_the_content_has_another_name_after_each_change(index: Index, authorities: Authorities) -> None:
    names = [index.content()]
    for _ in range(3):
        with index.replacing(authorities) as writer:
            writer.add(FIRST[0])
        names.append(index.content())
        with index.updating(authorities) as writer:
            writer.add(FIRST[1])
        names.append(index.content())
    assert names[0] == "" and len(set(names)) == len(names)
    index.rollback()
    assert index.content() == names[-3]


@pytest.mark.parametrize("how", ["replacing", "updating", "rollback"])
def test_what_was_changed_meanwhile_is_not_lost(built: Index, authorities: Authorities, how: str) -> None:
    with built.replacing(authorities) as writer:
        for record in FIRST:
            writer.add(record)
    since = built.content()
    with built.updating(authorities, since) as writer:
        writer.add(LATE)
    before, state = lines(built), built.status().state
    with pytest.raises(IndexBusy, match="changed by another command"):
        if how == "rollback":
            built.rollback(since)
        else:
            with getattr(built, how)(authorities, since=since) as writer:
                writer.remove(LATE.id)
    assert lines(built) == before and built.status().state == state != ""
    with built.updating(authorities, built.content()) as writer:
        writer.remove(LATE.id)
    assert len(lines(built)) == len(FIRST)


@contextmanager
def run_of(index: Index, settings: Settings, *command: str) -> Iterator[KeptIndex]:
    since = index.content()
    run = Runs(settings).begin([*command], since)
    yield KeptIndex(index, run, since)
    run.note(ended="now", exit=0, after=index.content())


def test_every_run_can_be_taken_back(built: Index, settings: Settings, authorities: Authorities) -> None:
    seen = {1: lines(built)}
    with run_of(built, settings, "update") as kept, kept.updating(authorities) as writer:
        for record in OTHERS:
            writer.add(record)
        writer.remove(FIRST[0].id)
    seen[2] = lines(built)
    with run_of(built, settings, "build") as kept, kept.replacing(Authorities.shipped()) as writer:
        writer.add(FIRST[1])
        writer.add(LATE)
    seen[3] = lines(built)
    with run_of(built, settings, "rollback") as kept:
        kept.rollback()
    assert lines(built) == seen[2]
    for number, itself in ((3, 4), (2, 5), (1, 6)):
        with run_of(built, settings, "undo", str(number)) as kept:
            Undoing(Runs(settings), number, itself).apply(kept)
        assert lines(built) == seen[number]
    assert built.snapshot().authorities.texts == authorities.texts
    with pytest.raises(SourceError, match="no run 9"):
        Undoing(Runs(settings), 9)


def test_one_that_broke_off_can_be_taken_back(built: Index, settings: Settings, authorities: Authorities) -> None:
    before = lines(built)
    with (
        pytest.raises(ZeroDivisionError),
        run_of(built, settings, "update") as kept,
        kept.updating(authorities) as writer,
    ):
        for record in OTHERS:
            writer.add(record)
        writer.flush()
        raise ZeroDivisionError
    with run_of(built, settings, "undo", "1") as kept:
        Undoing(Runs(settings), 1, 2).apply(kept)
    assert lines(built) == before
