"""Where words are no mention, through the normaliser: names of institutions, what is left out, dates, figures."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.normalise import Normaliser
from indexer.rows import SourceRow
from indexer.sources import Sources
from search.authorities import Authorities
from search.records import SUBJECTS, Record

AUTHORITIES = Authorities.shipped()
NORMALISER = Normaliser(AUTHORITIES, Sources.load())
LABELS = [
    label
    for scheme in SUBJECTS
    for concept in AUTHORITIES.taxonomy.schemes[scheme].concepts.values()
    for label in (concept.pref_label["en"], *concept.alt_label.get("en", ()))
    if len(label.split()) > 1 and label.replace(" ", "").isalpha() and label[1:].islower()
]


def tags(title: str, **columns: str) -> set[str]:
    """Every concept that a label of a row's texts tells, whatever the subject."""
    told = record(title, **columns).provenance
    return {one.value for scheme in SUBJECTS for one in told.get(scheme, ()) if one.how == "label match"}


def record(title: str, **columns: str) -> Record:
    made = NORMALISER(SourceRow({"title": title, **columns}, "rows.csv", 2)).record
    assert made
    return made


@pytest.mark.parametrize(
    ("abstract", "field", "found"),
    [
        # an institution is called so
        ("The Ministry of Labour and Social Protection and others run it.", "cross_cutting", ()),
        ("A grant of the Department of Disaster Management, from 2017 on.", "cross_cutting", ()),
        ("It strengthens the social welfare and rural development departments.", "cross_cutting", ()),
        ("A grant that the agriculture ministry pays to farmers.", "cross_cutting", ()),
        ("A grant that the ministry of health and education pays.", "cross_cutting", ()),
        ("It strengthens rural development and the departments.", "cross_cutting", ("rural-development",)),
        ("The Ministry pays. Rural development is what it hopes for.", "cross_cutting", ("rural-development",)),
        ("Payments of an institute for insured workers in quarantine.", "population", ("workers",)),
        # what is left out
        ("For people, excluding civil servants and refugees.", "population", ()),
        ("For all, leaving out salaried workers, civil servants and refugees.", "population", ()),
        ("For refugees outside other schemes, found through women.", "population", ("refugees", "women")),
        ("For refugees outside other schemes. Women apply online.", "population", ("refugees", "women")),
        ("For those who could not get unemployment benefit.", "programme", ()),
        ("Una ayuda para todos, excepto los refugiados.", "population", ()),
        ("For those who lost work; civil servants and refugees were excluded, women not.", "population", ("women",)),
        ("It ran until 2002, and followed a school feeding programme.", "programme", ()),
        ("Cash transfers followed by school feeding.", "programme", ("cash-transfers", "school-feeding")),
        # what only dates it
        ("A grant in place before COVID-19.", "cross_cutting", ()),
        ("A grant from before the pandemic, listed among pre-pandemic ones.", "cross_cutting", ()),
        ("Una ayuda de antes de la pandemia de COVID-19.", "cross_cutting", ()),
        ("A grant for what came after COVID-19.", "cross_cutting", ("covid-19",)),
        # a figure
        ("A conditional cash transfer, with coverage of persons recorded for 2018.", "topic", ()),
        ("A conditional cash transfer, with 2018 coverage.", "topic", ()),
        ("A conditional cash transfer that raises coverage.", "topic", ("coverage",)),
    ],
)
def test_what_an_abstract_does_not_mention(abstract: str, field: str, found: tuple[str, ...]) -> None:
    assert tuple(sorted(getattr(record("A grant", abstract=abstract), field))) == found


@pytest.mark.parametrize(
    ("title", "field", "found"),
    [
        ("Bolsa para uma família", "population", ()),
        ("Family courts and student achievement", "population", ()),
        ("Families and the courts", "population", ("families",)),
        ("Cash machines and cash", "topic", ()),  # “cash+” is a label
        ("Cash plus care", "topic", ("cash-plus",)),
        ("Social: protection floor", "topic", ()),  # no label goes across
        ("The U.S. social protection floor", "topic", ("social-protection-floor",)),
        ("Social and occupational security", "topic", ()),  # a question of the taxonomy, joined or not
        ("Effects of social pensions", "topic", ("impact-evaluation",)),
        ("Effects of the new social pensions", "topic", ("impact-evaluation",)),
        ("Effects of the weather on behaviour", "topic", ()),
        ("The Agency for Social Protection Floors Act", "topic", ()),
        ("Pensions; retirement", "programme", ("contributory-pensions",)),  # as a keyword is written
        ("Pensions and retirement", "programme", ()),
        ("Pension reform in Chile", "programme", ("contributory-pensions",)),
    ],
)
def test_what_a_title_does_not_mention(title: str, field: str, found: tuple[str, ...]) -> None:
    assert getattr(record(title), field) == found


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(LABELS))
def test_no_label_is_mentioned_by_an_institution_that_is_called_so(label: str) -> None:
    named = "A grant that the Ministry of {} and the Bureau of Statistics pay."
    assert tags("A grant", abstract=named.format(label.title())) == tags("A grant", abstract=named.format("Xyzzy"))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(LABELS), st.sampled_from(("excluding", "except for", "leaving out", "not covered by")))
def test_no_label_is_mentioned_where_it_is_left_out(label: str, word: str) -> None:
    assert not tags("A grant", abstract=f"A grant for everybody {word} {label}.")


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(LABELS))
def test_no_label_goes_across_clauses(label: str) -> None:
    first, *others = label.split()
    apart = record("A grant", abstract=f"{first}; {' '.join(others)}")
    told = [one.raw for scheme in SUBJECTS for one in apart.provenance.get(scheme, ())]
    assert label.casefold() not in [(one or "").casefold() for one in told]
