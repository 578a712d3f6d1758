"""Collections: a file is read strictly, its search is asked as written, each fault is a sentence with its line."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.authorities import Authorities, Countries, Indicators, Taxonomy
from search.authorities.checks import Finding
from search.collections import Folder, check_collection
from search.engines import open_index
from search.index import Snapshot
from search.paths import data_file
from search.queries import Query
from search.records import Record
from search.settings import Settings

GOOD = """\
title: {en: Pensions, fr: Pensions, es: Pensiones, pt: Pensões, ar: معاشات}
introduction: {en: All., fr: Tout., es: Todo., pt: Tudo., ar: الكل.}
search: programme=social-pensions
period: {from: 2010, to: 2020}
pins: [x:1, x:2]
sections:
  - title: {en: Kenya, fr: Kenya, es: Kenia, pt: Quénia, ar: كينيا}
    search: country=KEN
"""


@pytest.fixture(scope="module")
def authorities() -> Authorities:
    return Authorities.shipped()


@pytest.fixture(scope="module")
def snapshot(authorities: Authorities, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    records = [
        Record(id=f"x:{n}", source="x", title={"en": f"Pension {n}"}, programme=("social-pensions",), year=2008 + n,
               country=("KEN" if n % 2 else "UGA",), merged=("x:old",) if n == 1 else ())
        for n in range(1, 9)
    ]  # fmt: skip
    with open_index(Settings(data=tmp_path_factory.mktemp("collections"))) as index:
        with index.replacing(authorities) as writer:
            for record in records:
                writer.add(record)
        yield index.snapshot()


def found(folder: Path, text: str, authorities: Authorities, snapshot: Snapshot | None) -> list[Finding]:
    path = folder / "pensions.yaml"
    path.write_text(text, encoding="utf-8")
    return check_collection(path, authorities.vocabulary, snapshot)


def test_a_sound_one_is_asked_as_it_is_written(tmp_path: Path, authorities: Authorities, snapshot: Snapshot) -> None:
    assert found(tmp_path, GOOD, authorities, snapshot) == []
    one = Folder(tmp_path).collections["pensions"]
    whole = one.question(snapshot.vocabulary, "fr")
    assert whole == Query(lang="fr").with_("programme", "social-pensions").with_years(2010, 2020)
    assert one.section(one.file.sections[0], snapshot.vocabulary, "fr") == whole.with_("country", "KEN")
    assert snapshot.count([whole]) == [7]


WRONG = {
    "search: programme=social-pensions": [
        ("search: contry=KEN", 3, "error", "contry"),
        ("search: country=Atlantis", 3, "error", "Atlantis"),
        ("search: country=Kenya", 3, "warning", "write that"),
        ("search: programme=school-feeding", 3, "error", "finds no record"),
        ("search: [a]", 3, "error", "must be text"),
        (f"search: {'x' * 600}", 3, "error", "512"),
        ("sarch: a", 3, "error", "unknown key"),
        ("search: a\nsearch: b", 4, "error", "stands twice"),
    ],
    "[x:1, x:2]": [
        ("[x:1, x:77]", 5, "error", "“x:77” is no record"),
        ("\n  - x:1\n  - x:old", 7, "warning", "merged into “x:1”"),
        ("[x:1, x:1]", 5, "error", "pinned twice"),
    ],
    "search: country=KEN": [
        (f"search: {'long ' * 100}{'x' * 20}", 8, "error", "512"),
        ("search: country=PER", 8, "error", "finds no record"),
        ("search: programme=social-pensions&programme=disability-pensions", 8, "error", "one of them alone"),
    ],
    "{from: 2010, to: 2020}": [("{from: 2020, to: 2010}", 4, "error", "ends before it begins")],
    ", ar: معاشات}": [("}", 1, "error", "not there in ar"), (", ar: معاشات, xx: y}", 1, "error", "language xx")],
    "sections:": [
        ("matrix: {rows: contry, columns: programme}\nsections:", 6, "error", "country"),
        ("matrix: {rows: author, columns: programme}\nsections:", 6, "error", "author"),
        ("matrix: {rows: country, columns: programme, only: [nonsense]}\nsections:", 6, "error", "nonsense"),
    ],
    "title: {en: Pensions": [("title: {en: 'Pensions", 9, "error", "line 9")],
}
CASES = [(old, *case) for old, several in WRONG.items() for case in several]


@pytest.mark.parametrize(("old", "new", "line", "severity", "words"), CASES)
def test_each_fault_is_told_with_its_line(
    tmp_path: Path,
    authorities: Authorities,
    snapshot: Snapshot,
    old: str,
    new: str,
    line: int,
    severity: str,
    words: str,
) -> None:
    assert old in GOOD
    findings = found(tmp_path, GOOD.replace(old, new, 1), authorities, snapshot)
    told = [one for one in findings if words in one.message]
    assert [(one.line, one.severity) for one in told] == [(line, severity)], findings


def test_what_an_index_is_needed_for_is_not_guessed(tmp_path: Path, authorities: Authorities) -> None:
    text = GOOD.replace("x:2", "x:77").replace("programme=social-pensions", "programme=school-feeding")
    assert found(tmp_path, text, authorities, None) == []


def test_a_retired_concept_is_told_with_what_replaced_it(tmp_path: Path) -> None:
    taxonomy = Taxonomy.load(Path(__file__).parents[1] / "contract" / "taxonomy.yaml")
    countries = Countries.load(data_file("mappings") / "countries.yaml", taxonomy)
    known = Authorities(taxonomy, countries, Indicators(""))
    text = GOOD.replace("programme=social-pensions", "programme=old-pensions")
    (told,) = found(tmp_path, text, known, None)
    assert (told.line, told.severity) == (3, "warning") and "programme=pensions" in told.message


@pytest.mark.parametrize("search", ["", "pins: []"])
def test_one_that_asks_for_nothing_is_no_collection(tmp_path: Path, authorities: Authorities, search: str) -> None:
    text = "\n".join([*GOOD.splitlines()[:2], search])
    assert "asks for nothing" in found(tmp_path, text, authorities, None)[0].message


def test_files_that_are_no_collection_are_told(tmp_path: Path, authorities: Authorities) -> None:
    assert "small letters" in check_collection(_written(tmp_path / "My File.yaml"), authorities.vocabulary)[0].message
    assert "must hold" in check_collection(_written(tmp_path / "a.yaml", "- a"), authorities.vocabulary)[0].message
    assert "empty" in check_collection(_written(tmp_path / "b.yaml", ""), authorities.vocabulary)[0].message


def _written(path: Path, text: str = GOOD) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_folder_is_read_again_when_a_file_changes(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    assert folder.collections == {} and list(folder.faults) == []
    _written(tmp_path / "a.yaml")
    _written(tmp_path / "b.yaml", GOOD.replace("search:", "sarch:"))
    first = folder.stamp
    assert list(folder.collections) == ["a"] and "b.yaml, line 3" in str(folder.faults[0])
    _written(tmp_path / "b.yaml", GOOD)
    assert list(folder.collections) == ["a", "b"] and folder.faults == () and folder.stamp != first
    assert folder.collections is folder.collections  # not read again without need


FACETS = {"country": ("KEN", "UGA", "TZA"), "programme": ("social-pensions", "cash-transfers", "school-feeding")}
PAIRS = st.lists(st.sampled_from([(facet, value) for facet, values in FACETS.items() for value in values]), max_size=3)
YEARS = st.tuples(st.none() | st.integers(2008, 2018), st.none() | st.integers(2008, 2018))


@given(outer=PAIRS, inner=PAIRS, years=YEARS)
def test_a_section_finds_what_both_searches_find(
    snapshot: Snapshot, outer: list[tuple[str, str]], inner: list[tuple[str, str]], years: tuple[int | None, int | None]
) -> None:
    from search.collections.asking import clashes, within

    one, other = Query().with_years(*years), Query()
    for facet, value in outer:
        one = one.with_(facet, value)
    for facet, value in inner:
        other = other.with_(facet, value)
    if not clashes(one, other):
        ids = [{record.id for record in snapshot.scan(query)} for query in (one, other, within(one, other))]
        assert ids[0] & ids[1] == ids[2]
