"""Titles and abstracts as exports leave them: markup, garbled letters, capitals, and what is no title."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.normalise import Normaliser
from indexer.normalise.markup import plain
from indexer.normalise.normaliser import Outcome
from indexer.rows import Problem, SourceRow
from indexer.sources import Sources
from search.authorities import Authorities

from .conftest import Command


@pytest.fixture(scope="module")
def normalise(authorities: Authorities) -> Normaliser:
    return Normaliser(authorities, Sources.load())


def outcome_of(normalise: Normaliser, title: Any, **columns: Any) -> Outcome:
    return normalise(SourceRow({"id": "1", "title": title, **columns}, "f.csv", 2))


def title_of(outcome: Outcome) -> str:
    assert outcome.record is not None, outcome.refusal
    return next(iter(outcome.record.title.values()))


def told(outcome: Outcome, kind: str) -> Problem:
    (problem,) = (one for one in outcome.problems if one.kind == kind)
    return problem


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<i>Cash</i> &amp; food: CO<sub>2</sub>", "Cash & food: CO2"),
        ("L&#39;emploi &lt;b&gt;rural&lt;/b&gt;", "L'emploi rural"),
        ("R&amp;amp;D", "R&D"),
        ("<jats:title>Old age</jats:title>", "Old age"),
        ("Poverty in M{\\'e}xico: {A} Study", "Poverty in México: A Study"),
        ("Co{\\^u}ts \\& b{\\'e}n{\\'e}fices 2010--2015", "Coûts & bénéfices 2010–2015"),
        ("Pensions in Kenya*", "Pensions in Kenya"),
        ("Pensions in Kenya <script>alert('x')</script>", "Pensions in Kenya"),
    ],
)
def test_markup_is_taken_out_and_told(normalise: Normaliser, text: str, said: str) -> None:
    outcome = outcome_of(normalise, text)
    assert title_of(outcome) == said
    assert told(outcome, "markup").value == text
    assert outcome.record is not None and outcome.record.raw[0].columns["title"] == text


@pytest.mark.parametrize(
    "text",
    [
        "Effects where p < 0.05 and x > 3", "Targeting the <social> register", "AT&T &copy 2010", "Costs of $5 and $10",
        "{broken", "C:\\docs\\{y}", "A 50% rule", "Growth - a study", "Is a<b and c>d?",
    ],
)  # fmt: skip
def test_what_somebody_wrote_is_no_markup(normalise: Normaliser, text: str) -> None:
    outcome = outcome_of(normalise, text)
    assert title_of(outcome) == text and not outcome.problems


def test_paragraphs_of_an_abstract_stay_apart(normalise: Normaliser) -> None:
    outcome = outcome_of(normalise, "Pensions", abstract="<jats:p>First.</jats:p><jats:p>Second<br/>line.</jats:p>")
    assert outcome.record is not None and outcome.record.abstract == {"en": "First.\nSecond\nline."}


@given(st.text())
def test_cleaning_never_fails_and_plain_words_stay(text: str) -> None:
    plain(text)
    plain(text, title=True)
    words = " ".join(filter(str.isalnum, text))
    assert plain(words, title=True) == words


def test_a_letter_written_as_an_entity_parts_no_names(normalise: Normaliser) -> None:
    outcome = outcome_of(normalise, "Pensions", author="Garc&iacute;a, Juan; L&oacute;pez, Ana")
    assert outcome.record is not None and outcome.record.author == ("García, Juan", "López, Ana")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("PensÃ£o no Brasil", "Pensão no Brasil"),
        ("Ø§Ù„Ø­Ù…Ø§ÙŠØ© Ø§Ù„Ø§Ø¬ØªÙ…Ø§Ø¹ÙŠØ©", "الحماية الاجتماعية"),
        ("Protecci\u00c3\u00b3n y a\u00f1os", "Protección y años"),
    ],
)
def test_garbled_letters_are_repaired_where_that_is_certain_and_told(
    normalise: Normaliser, text: str, said: str
) -> None:
    outcome = outcome_of(normalise, text)
    assert title_of(outcome) == said
    assert told(outcome, "repaired").field == "title" and said.startswith(str(told(outcome, "repaired").suggestion))


@pytest.mark.parametrize("text", ["RÃ©gime â€œbienâ€", "D\ufffdveloppement rural"])
def test_garbled_letters_that_nobody_can_be_sure_of_are_kept_and_told(normalise: Normaliser, text: str) -> None:
    outcome = outcome_of(normalise, text)
    assert title_of(outcome) == text and told(outcome, "garbled").value


@pytest.mark.parametrize("text", ["«Santé»", "Ñandú ÂNGELA", "SÃO PAULO", "Социальная защита", "l’égalité…", "À côté"])
def test_right_letters_are_left_alone(normalise: Normaliser, text: str) -> None:
    outcome = outcome_of(normalise, text)
    assert title_of(outcome) == text and not outcome.problems


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("SOCIAL PROTECTION IN KENYA: THE ROLE OF UNICEF", "Social protection in Kenya: the role of UNICEF"),
        ("PROTECCIÓN SOCIAL Y COVID-19 EN MÉXICO", "Protección social y COVID-19 en México"),
    ],
)
def test_shouting_is_told_with_a_quieter_title(normalise: Normaliser, text: str, proposed: str) -> None:
    outcome = outcome_of(normalise, text)
    assert title_of(outcome) == text and told(outcome, "capitals").suggestion == proposed


@pytest.mark.parametrize(
    "text", ["UNICEF", "WFP CBT", "G20 ILO FAO", "الحماية الاجتماعية في UNICEF", "社会保障制度", "Pensions"]
)
def test_acronyms_and_scripts_without_capitals_do_not_shout(normalise: Normaliser, text: str) -> None:
    assert not [one for one in outcome_of(normalise, text).problems if one.kind == "capitals"]


@pytest.mark.parametrize(
    "title",
    [True, 12345, "12345", "https://example.org/x", "doi:10.1000/182", "report_final_v2.pdf", "Untitled", "Sans titre",
     "Microsoft Word - final draft.doc", "TBD", "Document1", "???", "True"],
)  # fmt: skip
def test_what_is_hardly_a_title_is_told(normalise: Normaliser, title: Any) -> None:
    outcome = outcome_of(normalise, title)
    assert title_of(outcome) == str(title) and told(outcome, "title").message


@pytest.mark.parametrize(
    "title", ["Untitled lives: informal work", "About socialprotection.org", "Risk", "2015 review"]
)
def test_short_titles_are_titles(normalise: Normaliser, title: str) -> None:
    assert not outcome_of(normalise, title).problems


@pytest.mark.parametrize("title", ["n/a", "-", ""])
def test_no_title_is_refused(normalise: Normaliser, title: str) -> None:
    outcome = outcome_of(normalise, title)
    assert outcome.record is None and outcome.refusal is not None and "no title" in str(outcome.refusal.reason)


def test_the_same_markup_in_many_rows_is_one_line(spindex: Command, write: Any) -> None:
    rows = "".join(f"{n},<i>Pensions</i> {n}\n" for n in range(30))
    done = spindex("check", write("rows.csv", f"id,title\n{rows}"))
    assert done.code == 0 and done.output.count("Markup") == 1 and "(30 times)" in done.output
