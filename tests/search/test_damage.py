"""Damage of an embedded index is named, readers are shown the version before, and the remedy that is told works."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.run import Report, Run, raw_rows
from search.authorities import Authorities, Indicators
from search.engines import open_index
from search.errors import IndexDamaged, IndexNotReady, SearchError
from search.index import Index
from search.queries import Query
from search.records import RawRow, Record
from search.settings import Settings

Harm = Callable[[bytes], bytes | None]
ASKED = (Query(), Query(q="cash transfers"), Query(q='"cash tr*"', sort="newest"), Query().with_("country", "KEN"))
BEFORE, LIVE = 40, 60  # records of the two versions


def record(number: int) -> Record:
    raw = (RawRow(file="rows.csv", row=number, columns={"id": str(number), "title": f"Cash transfers {number}"}),)
    country = (("KEN",), ("UGA", "TZA"), ())[number % 3]
    abstract = {"en": f"What number {number} says. " * 10}
    title = {"en": f"Cash transfers {number}"}
    return Record(id=f"demo:{number}", source="demo", title=title, abstract=abstract, country=country, raw=raw)


@pytest.fixture(scope="module")
def authorities() -> Authorities:
    shipped = Authorities.shipped()
    return Authorities(
        shipped.taxonomy, shipped.countries, Indicators("iso3,indicator,year,value\nKEN,population,2020,52\n")
    )


def fill(index: Index, authorities: Authorities, records: int) -> None:
    with index.replacing(authorities) as writer:
        for number in range(records):
            writer.add(record(number))


@pytest.fixture(scope="module")
def whole(authorities: Authorities, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of two versions, which nobody harms."""
    data = tmp_path_factory.mktemp("whole")
    with open_index(Settings(data=data)) as index:
        fill(index, authorities, BEFORE)
        fill(index, authorities, LIVE - 1)
        with index.updating(authorities) as writer:
            writer.remove("demo:1")
            writer.add(record(LIVE - 1))
            writer.add(record(LIVE))
        assert index.verify() == []
    return data


@pytest.fixture
def data(whole: Path, tmp_path: Path) -> Path:
    """A copy to be harmed."""
    shutil.copytree(whole, tmp_path / "data")
    return tmp_path / "data"


def versions(data: Path) -> list[Path]:
    """The folder of the version before, and of the live one."""
    return sorted((data / "spindex" / "versions").iterdir())


def answers(index: Index) -> list[tuple[object, ...]]:
    found = [index.search(query) for query in ASKED]
    counts = [[(name, facet.buckets, facet.missing) for name, facet in one.facets.items()] for one in found]
    shown = [(one.total, [hit.record.id for hit in one.hits], count) for one, count in zip(found, counts, strict=True)]
    return [*shown, tuple(one.to_json() for one in index.scan(Query()))]


def flipped(content: bytes) -> bytes:
    at = len(content) // 10  # of a small file, the end is about its checksum
    return content[:at] + bytes([content[at] ^ 4]) + content[at + 1 :]


HARMS: dict[str, Harm] = {
    "removed": lambda _: None,
    "empty": lambda _: b"",
    "cut off": lambda content: content[: len(content) // 2],
    "of zeros": lambda content: b"\0" * len(content),
    "noise": lambda content: random.Random(12).randbytes(max(len(content), 40)),
    "flipped": flipped,
    "too long": lambda content: content + b"\n{}",
}
QUICK = ("removed", "cut off", "flipped")
FILES = ("store", "idx", "pos", "term", "fast", "fieldnorm", "del")
NAMES = ("version.json", "lexicon.json", "taxonomy.yaml", "countries.yaml", "indicators.csv", "tantivy/meta.json")
PLACES = ("current", *NAMES, *(f"tantivy/*.{suffix}" for suffix in FILES))
CASES = [
    pytest.param(place, how, marks=[] if how in QUICK else pytest.mark.slow, id=f"{place} {how}")
    for place in PLACES
    for how in HARMS
]


def place_of(data: Path, place: str) -> Path:
    return data / "spindex" / "current" if place == "current" else max(versions(data)[1].glob(place))


@pytest.mark.parametrize("place,how", CASES)
def test_every_damaged_file_is_named_and_a_build_mends_it(
    place: str, how: str, data: Path, whole: Path, authorities: Authorities
) -> None:
    harmed = place_of(data, place)
    after = HARMS[how](harmed.read_bytes())
    harmed.unlink() if after is None else harmed.write_bytes(after)
    with open_index(Settings(data=whole)) as index:
        good = answers(index)
    with open_index(Settings(data=data)) as index:
        flaws = index.verify()
        assert [flaw for flaw in flaws if harmed.name in f"{flaw.where} {flaw.what}"], flaws
        told = [str(flaw.advice) for flaw in flaws]
        assert all("`spindex build" in advice for advice in told)
        try:
            shown = answers(index)
        except SearchError as error:
            assert isinstance(error, IndexDamaged | IndexNotReady)
        else:
            assert shown == good or how == "flipped" or len(shown[-1]) == BEFORE
        fill(index, authorities, LIVE + 1)
        assert index.verify() == [] and index.status().records == LIVE + 1


def test_readers_are_shown_the_version_before_and_whoever_runs_it_is_told(data: Path, authorities: Authorities) -> None:
    place_of(data, "tantivy/*.store").unlink()
    with open_index(Settings(data=data)) as index:
        assert index.status().records == index.search(Query()).total == BEFORE
        assert index.damage and index.damage.path.endswith(".store") and str(data) not in str(index.damage)
        assert [status.records for status in index.versions()]
        with pytest.raises(IndexDamaged), index.updating(authorities):
            pass
        with pytest.raises(IndexDamaged):
            Run(authorities, data / "quarantine").build(index, raw_rows(index, Report()), again=True)
        index.rollback()
        assert index.status().records == BEFORE and index.damage is None
        with index.updating(authorities) as writer:
            writer.add(record(99))
        with pytest.raises(IndexDamaged):
            index.rollback()
        assert index.status().records == BEFORE + 1


def test_a_damaged_version_before_concerns_no_reader(data: Path) -> None:
    (versions(data)[0] / "version.json").write_text("[]")
    with open_index(Settings(data=data)) as index:
        assert index.status().records == LIVE and index.damage is None
        assert len(index.versions()) == 1 and [flaw.where for flaw in index.verify()]
        with pytest.raises(IndexDamaged):
            index.rollback()


@pytest.mark.parametrize("suffix", ["store", "fast", "idx"])
def test_an_engine_that_panics_takes_no_process_down(data: Path, suffix: str) -> None:
    """Whatever stands in the middle of its files: every question has an answer, or an error of ours."""
    harmed = place_of(data, f"tantivy/*.{suffix}")
    content, rng = harmed.read_bytes(), random.Random(1)
    broken = 0
    for _ in range(40):
        at = rng.randrange(len(content) - 200)
        harmed.unlink()  # one that is open and cut off in its place is a bus error for whoever has it open
        harmed.write_bytes(content[:at] + rng.randbytes(60) + content[at + 60 :])
        os.utime(place_of(data, "version.json"))
        with open_index(Settings(data=data)) as index:
            for query in ASKED:
                try:
                    index.search(query)
                    list(index.scan(query))
                    index.snapshot().cross(query, "country", "programme")
                except IndexDamaged:
                    broken += 1
    assert broken


def test_a_build_goes_on_without_what_it_cannot_read(data: Path, tmp_path: Path, authorities: Authorities) -> None:
    harmed = place_of(data, "tantivy/*.store")
    content = harmed.read_bytes()
    harmed.write_bytes(b"\xff" * 1000 + content[1000:])
    (tmp_path / "rows.csv").write_text("id,source,title\n" + "".join(f"{n},demo,Pensions {n}\n" for n in range(50)))
    run = Run(authorities, data / "quarantine")
    with open_index(Settings(data=data)) as index:
        report = run.build(index, run.rows([tmp_path / "rows.csv"]))
        assert report.total.indexed == 50 and [p.kind for p in report.problems if p.kind != "replaced"] == ["damaged"]
        assert index.verify() == []
        place_of(data, "tantivy/*.store").write_bytes(b"")
        run = Run(authorities, data / "quarantine")
        with pytest.raises(IndexDamaged):
            run.update(index, run.rows([tmp_path / "rows.csv"]))


def test_what_is_mended_is_shown_again(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.engines.embedded.shown.AGAIN", 0.0)
    harmed = place_of(data, "tantivy/*.store")
    os.rename(harmed, harmed.with_suffix(".away"))
    with open_index(Settings(data=data)) as index:
        assert index.status().records == BEFORE
        os.rename(harmed.with_suffix(".away"), harmed)
        assert index.status().records == LIVE and index.damage is None


def test_nothing_built_is_no_damage(tmp_path: Path) -> None:
    with open_index(Settings(data=tmp_path)) as index:
        for ask in (index.status, index.verify):
            with pytest.raises(IndexNotReady, match="There is no index yet"):
                ask()
        assert index.damage is None and index.versions() == []


def test_without_its_words_a_version_answers_and_takes_no_update(data: Path, authorities: Authorities) -> None:
    versions(data)[1].joinpath("lexicon.json").write_text("{}")
    with open_index(Settings(data=data)) as index:
        assert index.search(Query(q="saays")).did_you_mean is None  # no name of the vocabularies either
        assert index.search(Query(q="cash transfers")).total == LIVE
        with pytest.raises(IndexDamaged, match="verify"), index.updating(authorities) as writer:
            writer.add(record(1))
