"""One row, one record: dates, places, concepts, sources; called without a reader or a writer."""

from pathlib import Path
from typing import Any

import pytest

from indexer.normalise import Normaliser
from indexer.normalise.dates import ImpossibleDate, read_date
from indexer.readers import load
from indexer.rows import SourceRow
from indexer.sources import Sources
from search.authorities import Authorities
from search.queries import Query
from search.records import Record

from .conftest import SAMPLE, Command, rows_in, rows_of


@pytest.fixture(scope="module")
def normalise(authorities: Authorities) -> Normaliser:
    return Normaliser(authorities, Sources.load())


def record_of(normalise: Normaliser, **columns: Any) -> Record:
    outcome = normalise(SourceRow({"title": "T", **columns}, "f.csv", 2))
    assert outcome.record is not None, outcome.refusal
    return outcome.record


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2015", "2015"), ("2015-03", "2015-03"), ("2015-3-4", "2015-03-04"), ("2015-03-04T10:00:00Z", "2015-03-04"),
        ("1975/10//", "1975-10"), ("31.12.2021", "2021-12-31"), ("12/31/2021", "2021-12-31"), ("c. 2010", "2010"),
        ("mars 2019", "2019-03"), ("12 de marzo de 2020", "2020-03-12"), ("March 5, 2011", "2011-03-05"),
        ("12 مارس 2020", "2020-03-12"), ("n.d.", None), ("forthcoming", None), ("2 days ago", None), ("", None),
    ],
)  # fmt: skip
def test_dates_keep_their_precision(text: str, date: str | None) -> None:
    assert read_date(text) == date


@pytest.mark.parametrize("text", ["31.04.2022", "2022-02-30", "2022-13"])
def test_days_that_no_calendar_has(text: str) -> None:
    with pytest.raises(ImpossibleDate):
        read_date(text)


def test_day_and_month_follow_the_source() -> None:
    assert read_date("03/04/2020", "DMY") == "2020-04-03"
    assert read_date("03/04/2020", "MDY") == "2020-03-04"


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Gambia, The", ("GMB",)), ("Kenya, Uganda", ("KEN", "UGA")), ("Kenya; Uganda|Peru", ("KEN", "UGA", "PER")),
        ("Congo, Dem. Rep.", ("COD",)), ("NA", ("NAM",)), ("NO", ("NOR",)), ("Brasil", ("BRA",)),
        ("CÃ´te d'Ivoire", ("CIV",)), ("oPt", ("PSE",)),
    ],
)  # fmt: skip
def test_countries(normalise: Normaliser, text: str, countries: tuple[str, ...]) -> None:
    assert record_of(normalise, country=text).country == countries


def test_africa_is_a_region(normalise: Normaliser) -> None:
    record = record_of(normalise, country="Africa")
    assert record.country == () and record.region == ("africa",)


def test_region_and_groups_follow_from_the_country(normalise: Normaliser) -> None:
    record = record_of(normalise, country="Kenya")
    assert record.region == ("eastern-and-southern-africa",)
    assert {"african-union", "east-african-community"} <= set(record.country_group)
    assert {origin.how for origin in record.provenance["region"]} == {"derived from country"}


def test_labels_in_a_title_propose_and_never_replace(normalise: Normaliser) -> None:
    record = record_of(normalise, title="Social pensions for older people in Peru", programme="microcredit")
    assert record.programme == ("microcredit", "social-pensions")
    assert record.population == ("older-persons",) and record.country == ("PER",)
    hows = {origin.value: origin.how for origin in record.provenance["programme"]}
    assert hows == {"microcredit": "stated", "social-pensions": "label match"}


@pytest.mark.parametrize(
    "title", ["The CCT programme", "Transferts monétaires conditionnels", "conditional cash transfer"]
)
def test_labels_are_found_in_any_language_and_number(normalise: Normaliser, title: str) -> None:
    assert record_of(normalise, title=title).programme == ("conditional-cash-transfers",)


@pytest.mark.parametrize("title", ["CBT for depression", "A cct of errors", "Governance and coverage of banks", "Risk"])
def test_ambiguous_and_general_words_propose_nothing(normalise: Normaliser, title: str) -> None:
    record = record_of(normalise, title=title)
    assert not record.programme and not record.topic


def test_off_topic_papers_are_left_alone(normalise: Normaliser) -> None:
    path = Path(__file__).parent / "data" / "off_topic_working_papers.ris"
    rows = rows_of(path)
    assert len(rows) >= 60
    for row in rows:
        assert isinstance(row, SourceRow)
        record = normalise(row).record
        assert record is not None
        assert not (record.programme or record.population or record.topic), record.title


def test_most_working_papers_of_the_sample_have_a_place_in_the_taxonomy(normalise: Normaliser) -> None:
    """All but those of a word that alone says too little, such as *pension*."""
    rows = [row for row in rows_of(SAMPLE / "nber_working_papers.ris") if isinstance(row, SourceRow)]
    records = [normalise(row).record for row in rows]
    placed = [one for one in records if one and (one.programme or one.population or one.topic)]
    assert len(records) > 500 and len(placed) / len(records) > 0.9


def test_titles_in_several_languages(normalise: Normaliser) -> None:
    record = record_of(normalise, title="Pensions", title_fr="Retraites", language="en")
    assert record.title == {"en": "Pensions", "fr": "Retraites"}


def test_world_bank_rows(normalise: Normaliser) -> None:
    path = SAMPLE / "world_bank_projects.csv"
    rows = {row.columns["id"]: row for row in rows_of(path) if isinstance(row, SourceRow)}
    record = normalise(rows["P505675"]).record
    assert record is not None
    assert record.id == "world-bank:P505675" and record.country == ("ARG",)
    assert (record.status, record.status_date) == ("active", "2025-03-31")  # it was planned in the older list
    assert (record.start, record.end, record.year) == ("2024-11-27", "2029-12-28", 2024)
    assert record.figures[0].value == 700_000_000 and record.figures[0].unit == "USD"


def test_every_source_speaks_of_concepts_that_exist(authorities: Authorities) -> None:
    for source in Sources.load().known:
        for field, walks in source.crosswalk.items():
            for walk in walks:
                for meaning in walk.meanings.values():
                    for concept, _ in meaning:
                        assert authorities.taxonomy.concept(field, concept), f"{source.id}: {field} {concept}"
        for field, value in source.defaults.items():
            if field in authorities.taxonomy.schemes:
                for concept in (value,) if isinstance(value, str) else value:
                    assert authorities.taxonomy.concept(field, concept), f"{source.id}: {field} {concept}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_large_file_is_read_as_a_small_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    rows = "".join(f'{n};"Pensión número {n},\nÉtude";Kenya\n' for n in range(2000))
    table, lines = tmp_path / "large.csv", tmp_path / "large.jsonl"
    table.write_bytes(f"\n\nid;title;country\n{rows}".encode(encoding))
    lines.write_bytes("".join(f'{{"id": {n}, "title": "Étude {n}"}}\n\n' for n in range(2000)).encode(encoding))
    for path in (table, lines):
        small = rows_of(path)
        monkeypatch.setattr("indexer.readers.files.IN_MEMORY", 1000)
        mapped = load(path)
        monkeypatch.undo()
        assert not isinstance(mapped, bytes) and rows_in(path.name, mapped) == small
        assert len(small) == 2000 and small[1999].row == (4002 if path == table else 3999)


@pytest.mark.parametrize(
    ("columns", "year", "published", "problems"),
    [
        ({"year": "2015"}, 2015, "2015", 0),
        ({"year": "2015", "published": "2015-03"}, 2015, "2015-03", 0),
        ({"year": "2013", "published": "2014-04-01"}, 2014, "2014-04-01", 1),
        ({"year": "2018", "start": "1997", "end": "2019"}, 1997, None, 1),
        ({"start": "1997-02", "end": "2019"}, 1997, None, 0),
        ({"published": "2012", "start": "2010"}, 2012, "2012", 0),
        ({"end": "2019"}, None, None, 0),
    ],
)
def test_a_record_is_of_the_year_of_its_dates(
    normalise: Normaliser, columns: dict[str, str], year: int | None, published: str | None, problems: int
) -> None:
    outcome = normalise(SourceRow({"title": "T", **columns}, "f.csv", 2))
    assert outcome.record is not None and (outcome.record.year, outcome.record.published) == (year, published)
    assert [problem.field for problem in outcome.problems] == ["year"] * problems


def test_the_year_in_which_a_figure_was_observed_is_no_date(normalise: Normaliser) -> None:
    path = SAMPLE / "latin_america_cash_transfers.xlsx"
    outcomes = [normalise(row) for row in rows_of(path) if isinstance(row, SourceRow) and "pib" in row.columns]
    records = [outcome.record for outcome in outcomes if outcome.record]
    assert len(records) == 63 and not any(r.year or r.published or r.start for r in records)
    assert not any(outcome.problems or outcome.unread for outcome in outcomes)
    assert sum(1 for record in records if any(figure.year for figure in record.figures)) > 50


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2014/15", 2014), ("2014-15", 2014), ("2011/12", 2011), ("Q2 2015", 2015), ("FY2019", 2019),
        ("2019-2020", 2019),
        ("(revised 2017)", 2017), ("March/April 2015", 2015), ("2015a", 2015), ("[2015]", 2015), ("©2015", 2015),
        ("20150403", 2015), ("31.04.2022", 2022), ("1393", None), ("2558", None), ("๒๕๕๘", None), ("2105", None),
        ("42067", None), ("s.d.", None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("column", ["Year", "Date"])
def test_a_year_that_stands_there_is_not_lost(tmp_path: Path, text: str, year: int | None, column: str) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(f"Title,{column}\nA title,{text}\n", encoding="utf-8")
    command = Command(tmp_path / "data")
    done = command("build", path, "--json")
    with command.index() as index:
        (record,) = index.scan(Query())
    assert record.year == year and (year or len(done.report["problems"]) == 1)
    if record.published and record.published != text:
        origins = record.provenance["published"]
        assert any(text in (origin.raw, origin.value) for origin in origins) or column == "Year"


@pytest.mark.parametrize(
    ("text", "published", "meant"),
    [
        ("1393/05/12", None, "2014, if it is of the Persian calendar; 1973, if of the Islamic one"),
        ("12 مرداد 1393", None, "2014, if it is of the Persian calendar; 1973, if of the Islamic one"),
        ("1446 هـ", None, "2025, if it is of the Islamic calendar"),
        ("๑๒ พ.ค. ๒๕๕๘", None, "2015, if it is of the Buddhist calendar"), ("2105-01-01", None, ""),
        ("2011/12", "2011", ""),
    ],
)  # fmt: skip
def test_years_that_may_be_others_are_asked_about(
    normalise: Normaliser, text: str, published: str | None, meant: str
) -> None:
    outcome = normalise(SourceRow({"title": "Pensions in practice", "published": text}, "f.csv", 2))
    assert outcome.record is not None and outcome.record.published == published
    (asked,) = outcome.problems
    assert asked.kind == "ambiguous" and str(asked.suggestion) == meant


@pytest.mark.parametrize("text", ["2011-12", "2014/15", "20150403", "2015-03", "سنة ٢٠١٥ م"])
def test_dates_with_one_reading_are_not_asked_about(normalise: Normaliser, text: str) -> None:
    outcome = normalise(SourceRow({"title": "Pensions in practice", "published": text}, "f.csv", 2))
    assert outcome.record is not None and outcome.record.published and not outcome.problems
