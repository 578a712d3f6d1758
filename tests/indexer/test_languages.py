"""Languages as people write them in a cell, and those of texts of which nobody said it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.normalise import Normaliser
from indexer.normalise.detection import detected
from indexer.normalise.normaliser import Outcome
from indexer.rows import SourceRow
from indexer.sources import Sources
from search.authorities import Authorities
from search.queries import Query
from search.records import Record

from .conftest import Command

SPANISH = "Transferencias monetarias y pobreza rural"
ENGLISH = "Cash transfers and rural poverty in the Andes"
ABSTRACT = "We study what social pensions do for older people and for the households in which they live."
RESUMEN = "Estudiamos lo que hacen las pensiones sociales por las personas mayores y por sus hogares."
NAMES = {
    "English": "en", "français": "fr", "Castellano": "es", "Kiswahili": "sw", "العربية": "ar", "Deutsch": "de",
    "pt-BR": "pt", "zh": "zh", "Русский": "ru", "Bahasa Indonesia": "id",
}  # fmt: skip


@pytest.fixture(scope="module")
def read(authorities: Authorities) -> Callable[..., Outcome]:
    normalise = Normaliser(authorities, Sources.load())
    return lambda **columns: normalise(SourceRow({"title": "T", **columns}, "f.csv", 2))


def record_of(outcome: Outcome) -> Record:
    assert outcome.record is not None, outcome.refusal
    return outcome.record


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("Castellano", "es"), ("Castilian", "es"), ("Deutsch", "de"), ("Englisch", "en"), ("Inglês", "en"),
        ("Kiswahili", "sw"), ("Farsi", "fa"), ("Dari", "fa"), ("فارسی", "fa"), ("عربي", "ar"), ("Bislama", "bi"),
        ("Mandarin", "zh"), ("Chinese, Mandarin", "zh"), ("Kreyol", "ht"), ("Tetum", "tet"), ("日本語", "ja"),
        ("bahasa Indonesia", "id"), ("русский язык", "ru"), ("English version", "en"), ("langue française", "fr"),
        ("fre", "fr"), ("fra", "fr"), ("cmn", "zh"), ("iw", "he"), ("Eng.", "en"), ("Span", "es"), ("Esp.", "es"),
        ("pt-BR", "pt"), ("pt_BR", "pt"), ("pt-br", "pt"), ("es-419", "es"), ("zh-Hans-CN", "zh"), ("en_GB", "en"),
        ("fr-ca", "fr"), ("en-DE", "en"), ("Español (España)", "es"), ("Anglais (original)", "en"), ("no", "no"),
        ("English and French", "en fr"), ("en/fr", "en fr"), ("eng; fre", "en fr"), ("en-fr", "en fr"),
        ("EN-FR", "en fr"), ("Anglais et français", "en fr"), ("Inglés y español", "en es"), ("E/F/S", "en fr es"),
        ("الإنجليزية والفرنسية", "en fr"), ("English & Français", "en fr"), ("English - French", "en fr"),
        ("English (original) / French (translation)", "en fr"), ("multilingual", "mul"),
    ],
)  # fmt: skip
def test_languages_as_people_write_them(read: Callable[..., Outcome], cell: str, codes: str) -> None:
    outcome = read(language=cell)
    assert record_of(outcome).language == tuple(codes.split())
    assert not outcome.problems


@pytest.mark.parametrize(
    ("cell", "codes", "kind", "advice"),
    [
        ("jp", "ja", "country for language", "Write ja."), ("gr", "el", "country for language", "Write el."),
        ("cn", "zh", "country for language", "Write zh."), ("UA", "uk", "country for language", "Write uk."),
        ("Bahasa", "", "ambiguous", "id, ms"), ("Gaelic", "", "ambiguous", "ga, gd"),
        ("Spansh", "", "unknown", "Spanish"),
        ("Bilingual", "", "unknown", "Write a code such as en, or a name."), ("Klingonesian; en", "en", "unknown", ""),
        ("English and Atlantean", "en", "unknown", ""), ("zz", "", "unknown", ""), ("D", "", "unknown", ""),
    ],
)  # fmt: skip
def test_what_is_asked_or_told(read: Callable[..., Outcome], cell: str, codes: str, kind: str, advice: str) -> None:
    outcome = read(language=cell)
    assert record_of(outcome).language == tuple(codes.split())
    assert [problem.kind for problem in outcome.problems] == [kind]
    assert advice in str(outcome.problems[0].suggestion) and outcome.problems[0].value in cell


@given(
    st.lists(st.sampled_from(sorted(NAMES)), min_size=1, max_size=4, unique=True),
    st.sampled_from([", ", ";", "/", " / ", " & ", " and ", " et ", " y ", " e ", " | ", " - "]),
)
def test_a_list_names_what_its_parts_name(read: Callable[..., Outcome], names: list[str], joint: str) -> None:
    record = record_of(read(language=joint.join(names)))
    assert set(record.language) == {NAMES[name] for name in names}


@pytest.mark.parametrize(
    ("columns", "title", "abstract"),
    [
        ({"title": SPANISH, "abstract": ABSTRACT}, "es", "en"),
        ({"title": SPANISH, "abstract": ABSTRACT, "language": "es"}, "es", "en"),
        ({"title": "Social pensions in Bolivia", "abstract": ABSTRACT, "language": "es"}, "en", "en"),
        ({"title": "Social pensions in Bolivia", "abstract": RESUMEN, "language": "es"}, "en", "es"),
        ({"title": "CASH TRANSFERS AND RURAL POVERTY", "abstract": RESUMEN}, "en", "es"),
        ({"title": "Renta Dignidad", "abstract": RESUMEN, "language": "es"}, "es", "es"),
        ({"title": "Progresa", "abstract": ABSTRACT}, "und", "en"),
        ({"title": "الحماية الاجتماعية في الأردن", "abstract": "Étude de la pauvreté des ménages"}, "ar", "fr"),
        ({"title": "Les retraites au Mali", "abstract": ABSTRACT, "language": "en; fr"}, "fr", "en"),
        ({"title": "2015", "abstract": "n° 12/34"}, "und", "und"),
        ({"title": "HN AF SP", "abstract": "PSNP", "language": "en"}, "en", "en"),
    ],
)  # fmt: skip
def test_a_text_is_in_the_language_it_is_written_in(
    read: Callable[..., Outcome], columns: dict[str, str], title: str, abstract: str
) -> None:
    record = record_of(read(**columns))
    assert (list(record.title), list(record.abstract)) == ([title], [abstract])


@pytest.mark.parametrize(
    ("columns", "title", "abstract"),
    [
        ({"title": "", "title_fr": ENGLISH, "abstract_es": ABSTRACT}, ["fr"], ["es"]),
        ({"title": {"pt": ENGLISH}, "abstract": {"French": ABSTRACT}}, ["pt"], ["fr"]),
        ({"title": {"und": ENGLISH}, "abstract": {"?": RESUMEN}}, ["en"], ["es"]),
    ],
)
def test_what_somebody_said_stays(
    read: Callable[..., Outcome], columns: dict[str, Any], title: list[str], abstract: list[str]
) -> None:
    record = record_of(read(**columns))
    assert (list(record.title), list(record.abstract)) == (title, abstract)
    assert not {"title", "abstract"} & set(record.provenance) or title == ["en"]


def test_abstracts_in_two_columns_are_two_abstracts(read: Callable[..., Outcome]) -> None:
    record = record_of(read(title=ENGLISH, Abstract=ABSTRACT, Resumen=RESUMEN))
    assert record.abstract == {"en": ABSTRACT, "es": RESUMEN}


@pytest.mark.parametrize("columns", [("Other notes.", ABSTRACT), (ABSTRACT, "Other notes."), (ABSTRACT, ENGLISH)])
def test_the_first_filled_column_counts_where_the_languages_are_not_sure(
    read: Callable[..., Outcome], columns: tuple[str, str]
) -> None:
    record = record_of(read(title=ENGLISH, Abstract=columns[0], Summary=columns[1]))
    assert list(record.abstract.values()) == [columns[0]]


def test_a_title_in_two_languages_stays_one_in_that_of_most_of_it(read: Callable[..., Outcome]) -> None:
    both = "Protección social en Bolivia / Social protection in Bolivia"
    record = record_of(read(title=both, language="es; en"))
    assert list(record.title.values()) == [both] and set(record.title) <= {"en", "es"}


def test_an_english_title_of_a_spanish_document_is_tagged(read: Callable[..., Outcome]) -> None:
    record = record_of(read(title="Social pensions in Bolivia", language="es"))
    assert "social-pensions" in record.programme and record.language == ("es",)


@pytest.mark.parametrize(("said", "code"), [("pt", "pt"), ("sw", "sw"), ("Portuguese", "pt"), ("?", "es")])
def test_a_column_says_the_language_of_the_title_alone(read: Callable[..., Outcome], said: str, code: str) -> None:
    record = record_of(read(title=SPANISH, title_language=said, abstract=ABSTRACT))
    assert (list(record.title), list(record.abstract)) == ([code], ["en"])


def test_it_is_marked_as_derived_with_its_column(spindex: Command, write: Callable[..., Path]) -> None:
    path = write("list.csv", f"id,title,language,Summary\n1,{SPANISH},es,{ABSTRACT}\n")
    assert spindex("build", path).code == 0
    told = spindex("why", "list:1", "abstract").output
    assert "abstract = en: detected" in told and "(Summary, list.csv:2)" in told
    assert "as it stands in the row" in spindex("why", "list:1", "title").output


def test_a_corrected_text_takes_the_place_of_one_in_another_language(
    spindex: Command, write: Callable[..., Path]
) -> None:
    spindex("build", write("list.csv", f"id,title,year,Summary\n1,{ENGLISH},2015,{ABSTRACT}\n"))
    assert spindex("update", write("list.csv", f"id,title,Summary\n1,{ENGLISH},{RESUMEN}\n")).code == 0
    (record,) = spindex.index().scan(Query())
    assert record.abstract == {"es": RESUMEN} and record.year == 2015
    assert spindex("reindex").code == 0
    (again,) = spindex.index().scan(Query())
    assert again.abstract == record.abstract and again.provenance == record.provenance


@given(st.text(max_size=300), st.sampled_from([(), ("es",), ("en", "fr"), ("xx",)]))
def test_any_text_is_of_one_language_or_of_none(text: str, expected: tuple[str, ...]) -> None:
    found = detected(text, expected)
    assert found is None or (found.language and 0 < found.share <= 1)
    assert found == detected(f"  {text}\n", expected) or len(text) > 190


@pytest.mark.parametrize("text", [SPANISH, ENGLISH, ABSTRACT, RESUMEN])
def test_capitals_tell_the_same(text: str) -> None:
    small, capital = detected(text), detected(text.upper())
    assert small and capital and small.language == capital.language
