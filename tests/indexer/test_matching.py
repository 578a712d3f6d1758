"""What titles and abstracts mention, through the normaliser: by surface forms, never by stems; what is left alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.normalise import Normaliser
from indexer.rows import SourceRow
from indexer.sources import Sources
from search.authorities import Authorities
from search.records import SUBJECTS, Record, kind_of

NORMALISER = Normaliser(Authorities.shipped(), Sources.load())
WORDS = (
    "youth employment employability support information informal workers pension pensions social contributory non "
    "insurance health coverage subsidy wage of the for and school feeding cash transfers conditional unconditional"
).split()


def record(title: str, **columns: str) -> Record:
    made = NORMALISER(SourceRow({"title": title, **columns}, "rows.csv", 2)).record
    assert made
    return made


@pytest.mark.parametrize(
    ("title", "field", "found"),
    [
        ("Employability of graduates", "population", ()),
        ("Better information for employers", "cross_cutting", ()),
        ("Youth employment support", "cross_cutting", ("youth-employment",)),
        ("Youth employment support", "population", ("youth",)),  # the longest label uses words up in its scheme alone
        ("National Leprosy Elimination Project", "programme", ()),
        ("Cash-transfer programmes in Kenya", "programme", ("cash-transfers",)),
        ("Childcare and child-care services", "programme", ("child-care-services",)),
        ("The price of a pension", "programme", ()),  # heads several concepts
        ("Social pensions, and what a pension costs", "programme", ("social-pensions",)),
        ("Coverage of the radio network", "topic", ()),
        ("Coverage of cash transfers", "topic", ("coverage",)),
        ("Cash and in-kind transfers", "programme", ("cash-transfers", "in-kind-transfers")),
        ("Maternity and sickness benefits", "programme", ("maternity-benefits", "sickness-benefits")),
        (
            "Conditional or unconditional cash transfers",
            "programme",
            ("conditional-cash-transfers", "unconditional-cash-transfers"),
        ),
        ("Cash and politics", "programme", ()),
        ("Non-contributory pensions", "programme", ("social-pensions",)),
        ("Workers without health insurance", "programme", ()),
        ("Health insurance in Ghana", "cross_cutting", ()),  # a part of a programme's name is no theme
    ],
)
def test_what_a_title_mentions(title: str, field: str, found: tuple[str, ...]) -> None:
    assert getattr(record(title), field) == found


@pytest.mark.parametrize(
    ("title", "stated"),
    [
        ("Contributory pensions and beyond", "social-pensions"),  # an opposite: both are called pensions
        ("Unconditional cash transfers", "conditional-cash-transfers"),  # a sibling
    ],
)
def test_a_sibling_or_an_opposite_of_what_is_stated_is_not_proposed(title: str, stated: str) -> None:
    assert record(title).programme and stated not in record(title).programme
    assert record(title, programme=stated).programme == (stated,)


def test_an_abstract_is_read_in_its_own_language() -> None:
    abstract = (
        "Cash transfers to poor households reduce the number of children who work in the fields of their parents."
    )
    made = record("El programa de los hogares más pobres del país", abstract=abstract, title_language="es")
    assert "en" in made.abstract and "cash-transfers" in made.programme


@pytest.mark.parametrize(
    ("title", "countries"),
    [
        ("Disability benefits: the 2008 Spanish reform", ("ESP",)),
        ("Family leave: evidence from California", ("USA",)),
        ("Public works in Bihar", ("IND",)),
        ("Mexican immigrants and welfare", ()),
        ("African American families", ()),
        ("A meta-analysis", ()),
        ("Spanish pensions seen from Chile", ("CHL",)),  # a name says it more surely
        ("The Korean case", ()),  # two countries
    ],
)
def test_adjectives_and_places_tell_the_country(title: str, countries: tuple[str, ...]) -> None:
    assert record(title).country == countries


@pytest.mark.parametrize(
    ("country", "programme"),
    [("USA", ("contributory-pensions",)), ("Germany", ("social-insurance",)), ("Kenya", ()), ("USA; Kenya", ())],
)
def test_social_security_is_read_by_the_country_of_the_record(country: str, programme: tuple[str, ...]) -> None:
    assert record("Social security after the reform", country=country).programme == programme


@settings(deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), max_size=9), stated=st.sampled_from(["", "social-pensions", "targeting"]))
def test_proposals_never_touch_what_is_stated(words: list[str], stated: str) -> None:
    made = record(" ".join(["T", *words]), programme=stated if stated != "targeting" else "", topic=stated)
    for scheme in SUBJECTS:
        said = {one.value for one in made.provenance.get(scheme, ()) if kind_of(one.how) == "stated"}
        assert said <= set(getattr(made, scheme))
        assert len(made.provenance.get(scheme, ())) >= len(getattr(made, scheme))
