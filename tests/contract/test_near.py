"""What stands near a record: what belongs to it and what is like it, the same on every engine."""

from collections.abc import Iterator

import pytest

from search.authorities import Authorities
from search.index import Index, Snapshot, companions, similar
from search.queries import Query
from search.records import SUBJECTS, Record

WORK = "10.1234/one"


def _record(number: int, title: str, **fields: object) -> Record:
    values = {"title": {"en": title}, "source": "n", "published": f"20{10 + number % 10}", **fields}
    return Record.checked({"id": f"n:{number}", **values})


RECORDS = (
    _record(1, "Graduation of ultra-poor households", country=["KEN"], topic=["targeting"], doi=WORK),
    _record(2, "Ultra-poor households and their graduation", country=["KEN"], topic=["targeting"]),
    _record(3, "Graduation: who is ultra-poor?", country=["PER"]),
    _record(4, "Targeting in Kenya", country=["KEN"], topic=["targeting"]),
    _record(5, "Pensions for older people", country=["UGA"], programme=["pensions"]),
    _record(6, "Élever les ménages ultra-pauvres", language=["fr"], doi=WORK.upper()),
    _record(7, "Annex to the study", related=["N:1"]),
    _record(8, "A later annex", related=[f"https://doi.org/{WORK}", "n:5"]),
    _record(9, "First year of the scheme", named_programme=["Great Scheme"], year=2001),
    _record(10, "The scheme in its tenth year", named_programme=["Great Scheme"], year=2010),
    _record(11, "Unlike anything"),
    *(_record(20 + n, f"Roads and bridges of district {n}") for n in range(20)),
)


@pytest.fixture
def shown(index: Index, authorities: Authorities) -> Iterator[Snapshot]:
    with index.replacing(authorities) as writer:
        for record in RECORDS:
            writer.add(record)
    yield index.snapshot()


def _ids(records: tuple[Record, ...]) -> list[str]:
    return [record.id for record in records]


def test_what_names_a_record_is_known_by_its_id_in_any_letters_and_by_the_identifiers_of_the_work(
    shown: Snapshot,
) -> None:
    found = companions(shown, shown.get("n:1"))
    assert _ids(found.naming) == ["n:8", "n:7"] and found.more_naming == 0
    assert _ids(found.same_work) == ["n:6"] and found.on_programmes == ()
    assert _ids(companions(shown, shown.get("n:5")).naming) == ["n:8"]
    nothing = companions(shown, shown.get("n:11"))
    assert (nothing.naming, nothing.same_work, nothing.more_naming, nothing.on_programmes) == ((), (), 0, ())
    assert _ids(companions(shown, shown.get("n:8")).naming) == []


def test_what_else_is_on_its_programme_is_counted_as_its_search_does(shown: Snapshot) -> None:
    (one,) = companions(shown, shown.get("n:9")).on_programmes
    assert (one.value, one.total, _ids(one.records)) == ("Great Scheme", 2, ["n:10"])
    assert shown.count([Query().with_("named_programme", "Great Scheme")]) == [one.total]


def test_more_records_that_name_one_than_are_shown_are_counted(index: Index, authorities: Authorities) -> None:
    with index.replacing(authorities) as writer:
        for record in (_record(1, "A project"), *(_record(100 + n, f"Loan {n}", related=["n:1"]) for n in range(30))):
            writer.add(record)
    found = companions(index.snapshot(), index.get("n:1"))
    assert len(found.naming) + found.more_naming == 30 and found.more_naming > 0
    assert not similar(index.snapshot(), index.get("n:1"))  # what names it is no news


def test_what_shares_the_most_of_what_is_rare_is_the_likest(shown: Snapshot) -> None:
    found = similar(shown, shown.get("n:1"))
    assert [one.record.id for one in found] == ["n:2", "n:3", "n:4"]
    first = found[0]
    assert set(first.tags) == {("country", "KEN"), ("topic", "targeting")}
    assert {word.lower() for word in first.words} == {"graduation", "ultra", "poor", "households"}
    assert not similar(shown, shown.get("n:11"))
    assert [one.record.id for one in similar(shown, shown.get("n:1"), 1)] == ["n:2"]


def test_the_laws_of_likeness_hold_for_any_record(filled: Index) -> None:
    shown, seen = filled.snapshot(), 0
    for record in list(shown.scan(Query()))[:60:2]:
        found = similar(shown, record)
        assert [one.likeness for one in found] == sorted((one.likeness for one in found), reverse=True)
        assert all(0 < one.likeness <= 1.000001 and one.record.id != record.id for one in found)
        for one in found:
            assert all(value in one.record.values(f) and value in record.values(f) for f, value in one.tags)
            assert all(facet in (*SUBJECTS, "country", "named_programme") for facet, _ in one.tags)
            back = {other.record.id: other.likeness for other in similar(shown, one.record, 60)}
            seen += record.id in back
            assert back.get(record.id, one.likeness) == pytest.approx(one.likeness)
    assert seen > 20
