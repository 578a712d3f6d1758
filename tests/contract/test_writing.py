"""Writing: all or nothing, one writer at a time, versions that carry their own vocabularies, a way back."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from search.authorities import About, Authorities, Countries, Taxonomy
from search.engines import open_index
from search.errors import IndexBusy, IndexNotReady, RecordNotFound
from search.index import Index, Snapshot
from search.queries import Query
from search.records import RawRow, Record
from search.settings import Settings

from .samples import records


class Stop(Exception):
    """What a test raises inside a block."""


def fill(index: Index, authorities: Authorities, contents: list[Record]) -> None:
    with index.replacing(authorities) as writer:
        for record in contents:
            writer.add(record)
    assert writer.rejected == []


def ids(index: Index) -> set[str]:
    return {record.id for record in index.scan(Query())}


FIRST = records(seed=1, count=30)
SECOND = records(seed=2, count=20)


def test_before_anything_is_built(index: Index, authorities: Authorities) -> None:
    with pytest.raises(IndexNotReady, match="spindex build"):
        index.search(Query())
    with pytest.raises(IndexNotReady, match="spindex build"), index.updating(authorities):
        pass
    with pytest.raises(IndexNotReady):
        index.rollback()
    assert index.versions() == []


def test_a_record_comes_back_whole(index: Index, authorities: Authorities) -> None:
    odd = {"": "no name", "a.b": 1, ".": None, "x" * 300: [1, {"y": "<script>"}], "é\u2028": 1.5}
    record = Record(
        id="local:a/b c?d#é%20", source="local", title={"en": "T"}, raw=(RawRow(file="f.csv", row=2, columns=odd),)
    )
    fill(index, authorities, [record])
    assert index.get(record.id) == record
    assert index.search(Query()).hits[0].record == record


def test_a_large_record_is_found_by_its_last_word(index: Index, authorities: Authorities) -> None:
    text = "pension " * 200_000 + "zweifellos"
    fill(index, authorities, [Record(id="local:1", source="local", title={"en": "T"}, abstract={"de": text})])
    assert index.search(Query(q="zweifellos")).total == 1


def test_replacing_shows_the_new_content_at_once_and_completely(index: Index, authorities: Authorities) -> None:
    fill(index, authorities, FIRST)
    assert ids(index) == {record.id for record in FIRST}
    before = index.status()
    assert before.records == len(FIRST) and before.taxonomy_version == "test-1"
    with index.replacing(authorities) as writer:
        for record in SECOND:
            writer.add(record)
        assert ids(index) == {record.id for record in FIRST}
    assert ids(index) == {record.id for record in SECOND}
    assert index.status().records == len(SECOND) and index.status().version != before.version


def test_leaving_by_an_exception_changes_nothing(index: Index, authorities: Authorities) -> None:
    fill(index, authorities, FIRST)
    before = index.status()
    with pytest.raises(Stop), index.replacing(authorities) as writer:
        writer.add(SECOND[0])
        raise Stop
    assert index.status() == before and ids(index) == {record.id for record in FIRST}
    assert len(index.versions()) == 1


def test_updating_adds_changes_and_removes(index: Index, authorities: Authorities) -> None:
    fill(index, authorities, FIRST)
    changed = FIRST[0].changed(title={"en": "Changed beyond recognition"})
    with index.updating(authorities) as writer:
        writer.add(changed)
        writer.remove(FIRST[1].id)
        writer.remove("nobody:1")
        writer.add(Record(id="new:1", source="new", title={"en": "New"}))
    assert index.get(changed.id) == changed
    assert index.search(Query(q="recognition")).total == 1
    with pytest.raises(RecordNotFound):
        index.get(FIRST[1].id)
    assert index.status().records == len(FIRST)
    assert index.search(Query()).total == len(FIRST)


def test_repeating_an_update_converges(index: Index, authorities: Authorities) -> None:
    fill(index, authorities, FIRST)
    for _ in range(2):
        with index.updating(authorities) as writer:
            for record in SECOND:
                writer.add(record)
    assert len(list(index.scan(Query()))) == len(ids(index)) == len({r.id for r in [*FIRST, *SECOND]})


def test_the_last_of_one_id_wins(index: Index, authorities: Authorities) -> None:
    later = FIRST[0].changed(title={"en": "Later"})
    fill(index, authorities, [FIRST[0], FIRST[1], later])
    assert index.status().records == 2 and index.get(later.id) == later


def test_the_last_of_one_id_wins_however_many_are_on_their_way(index: Index, authorities: Authorities) -> None:
    others = records(seed=3, count=4000)
    with index.replacing(authorities) as writer:
        for number, record in enumerate(others):
            writer.add(record)
            writer.add(FIRST[number % 5].changed(title={"en": f"Number {number}"}))
            if number % 7 == 0:
                writer.remove(FIRST[5].id)
                writer.add(FIRST[5])
    numbers = {index.get(record.id).title["en"] for record in FIRST[:5]}
    assert numbers == {f"Number {number}" for number in range(3995, 4000)}
    expected = {record.id for record in [*others, *FIRST[:6]]}
    assert ids(index) == expected and index.status().records == len(expected)


def test_a_version_is_approved_before_it_is_shown(index: Index, authorities: Authorities) -> None:
    fill(index, authorities, FIRST)
    seen: list[tuple[int, int]] = []

    def look(finished: Snapshot) -> None:
        seen.append((finished.search(Query()).total, index.search(Query()).total))
        if finished.status.records > 1:
            raise Stop

    before = index.status()
    with pytest.raises(Stop), index.replacing(authorities, look) as writer:
        for record in SECOND:
            writer.add(record)
    assert seen == [(len(SECOND), len(FIRST))]
    assert index.status() == before and len(index.versions()) == 1
    with index.replacing(authorities, look) as writer:
        writer.add(Record(id="a:1", source="a", title={"en": "Pension"}))
    assert seen[-1] == (1, len(FIRST)) and index.search(Query()).total == 1


def test_rollback_shows_the_previous_version_and_again_the_other(index: Index, authorities: Authorities) -> None:
    fill(index, authorities, FIRST)
    with pytest.raises(IndexNotReady):
        index.rollback()
    fill(index, authorities, SECOND)
    newest, older = index.versions()
    assert index.rollback().version == older.version
    assert ids(index) == {record.id for record in FIRST}
    assert [status.version for status in index.versions()] == [older.version, newest.version]
    index.rollback()
    assert ids(index) == {record.id for record in SECOND}


def test_two_versions_are_kept(index: Index, authorities: Authorities) -> None:
    for contents in (FIRST, SECOND, FIRST):
        fill(index, authorities, contents)
    assert len(index.versions()) == 2
    index.rollback()
    assert ids(index) == {record.id for record in SECOND}


def test_a_second_writer_is_refused_with_the_owners_name(
    settings: Settings, index: Index, authorities: Authorities
) -> None:
    fill(index, authorities, FIRST)
    with open_index(settings) as other, index.updating(authorities):
        with pytest.raises(IndexBusy, match="process"), other.updating(authorities):
            pass
        with pytest.raises(IndexBusy, match="wait"), other.replacing(authorities):
            pass
        assert len(ids(other)) == len(FIRST)
    fill(index, authorities, SECOND)


def test_a_version_carries_its_own_vocabularies(index: Index, authorities: Authorities) -> None:
    fill(index, authorities, FIRST)
    renamed = Taxonomy.parse(authorities.taxonomy.text.replace("Cash transfers", "Money").replace("test-1", "test-2"))
    about = About("limits: {text: {en: Towns are missing.}}")
    newer = Authorities(renamed, Countries.parse(authorities.countries.text, renamed), authorities.indicators, about)
    with pytest.raises(IndexNotReady, match="spindex reindex"), index.updating(newer):
        pass
    fill(index, newer, FIRST)
    carried = index.snapshot().authorities
    assert carried.taxonomy.label("programme", "cash") == "Money"
    assert carried.indicators.of("KEN") == {"population": ((2020, 52.5),)}
    assert carried.about.limits.text == {"en": "Towns are missing."}
    assert index.status().taxonomy_version == "test-2"
    index.rollback()
    before = index.snapshot().authorities
    assert before.taxonomy.label("programme", "cash") == "Cash transfers" and not before.about.limits.text


def test_another_process_sees_each_change_whole(settings: Settings, index: Index, authorities: Authorities) -> None:
    """A reader asks all the time while a writer swaps and updates: it only ever sees whole states."""
    one = [replace_source(record, "a") for record in FIRST]
    two = [replace_source(record, "b") for record in SECOND]
    fill(index, authorities, one)
    seen: list[tuple[int, int]] = []
    stop = threading.Event()
    reader = threading.Thread(target=lambda: seen.extend(_watch(settings, stop)))
    reader.start()
    for contents in (two, one, two):
        fill(index, authorities, contents)
    stop.set()
    reader.join()
    assert len(seen) > 3
    assert set(seen) <= {(len(one), len(one)), (len(two), len(two))}


def replace_source(record: Record, source: str) -> Record:
    return record.changed(source=source, id=f"{source}:{record.id}")


def _watch(settings: Settings, stop: threading.Event) -> Iterator[tuple[int, int]]:
    with open_index(settings) as index:
        while not stop.is_set():
            results = index.search(replace(Query(), size=100))
            sources = [bucket.count for bucket in results.facets["source"].buckets if bucket.count]
            assert len(sources) == 1, "two versions at once"
            yield results.total, sources[0]


def test_what_was_written_is_whole(index: Index, authorities: Authorities) -> None:
    with pytest.raises(IndexNotReady):
        index.verify()
    fill(index, authorities, FIRST)
    assert index.verify() == []
    fill(index, authorities, SECOND)
    with index.updating(authorities) as writer:
        for record in SECOND[:5]:
            writer.remove(record.id)
        for record in FIRST:
            writer.add(record)
    assert index.verify() == [] and index.damage is None
