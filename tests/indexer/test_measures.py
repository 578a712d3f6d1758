"""What governments' measures are about, where words of a concept stand apart: by wordings, through the normaliser."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.normalise import Normaliser
from indexer.rows import SourceRow
from indexer.sources import Sources
from search.authorities import Authorities
from search.records import Record

NORMALISER = Normaliser(Authorities.shipped(), Sources.load())


def record(title: str, **columns: str) -> Record:
    made = NORMALISER(SourceRow({"title": title, **columns}, "rows.csv", 2)).record
    assert made
    return made


KINDS = [
    ("Payment of employers' social security contributions is postponed to June", "contribution-changes"),
    ("Waiver of pension, sickness and work injury contributions", "contribution-changes"),
    ("The treasury covers half of the wage of workers in hotels", "wage-subsidies"),
    ("Bonus for firms that hire graduates", "wage-subsidies"),
    ("Allowance for workers whose contracts are suspended", "short-time-work"),
    ("The state pays 60 percent of the wages of furloughed staff", "short-time-work"),
    ("KES 2,000 a month for street vendors", "emergency-cash-transfers"),
    ("One-off cash transfer to informal workers", "emergency-cash-transfers"),
    ("Banks may suspend instalments of consumer loans", "payment-deferral"),
    ("Tenants cannot be evicted", "payment-deferral"),
    ("Zero rate of VAT on masks", "tax-relief"),
    ("The government settles water and power bills of poor households", "utility-relief"),
    ("Full pay for employees in quarantine, paid leave for fourteen days", "sickness-benefits"),
    ("Leave for parents while schools are closed", "paternity-benefits"),
    ("Dismissals are prohibited during the state of emergency", "labour-market-regulation"),
    ("Each household receives a bag of rice and two litres of oil", "food-rations"),
    ("Cards for groceries", "food-stamps"),
    ("School meals are taken home by pupils", "school-feeding"),
    ("Members may withdraw a tenth of their pension savings", "individual-accounts"),
    ("Tests and hospital stays are free of charge", "health-fee-waivers"),
    ("Volunteers bring medicines to older people", "social-care-services"),
    ("Refuges for women who flee from violence", "gender-based-violence-services"),
    ("COVID-19 of nurses is recognised as an occupational disease", "employment-injury-benefits"),
    ("Fertiliser and seeds free for smallholders", "agricultural-input-subsidies"),
]


@pytest.mark.parametrize(("title", "concept"), KINDS)
def test_a_measure_is_found_though_its_words_stand_apart(title: str, concept: str) -> None:
    assert concept in record(title).programme


@pytest.mark.parametrize(
    ("title", "concepts"),
    [
        ("Waiver of sickness insurance contributions", ("contribution-changes",)),  # what is between is no benefit
        ("The ministry pays a part of the wages", ("wage-subsidies",)),
        ("Sick leave: the ministry pays a part of the wages", ("sickness-benefits",)),  # weak: something else is named
        ("EUR 300 a month for families", ("emergency-cash-transfers",)),
        ("EUR 300 a month for families, as a child allowance", ("child-and-family-allowances",)),
        ("Deferral of fees. Families pay contributions", ()),  # no wording over a full stop
        ("Deferral, as the minister told reporters last Friday evening, of many other contributions", ()),  # too far
        ("Mortgages and tax-deferred savings", ()),
        ("An allowance equal to the minimum wage", ()),  # a measure
        ("Half of the minimum wage", ()),
        ("The minimum wage", ("labour-market-regulation",)),
        ("Families outside social assistance", ()),
        ("Workers not covered by unemployment insurance", ()),
        ("Vouchers rather than food parcels", ("vouchers",)),
    ],
)
def test_what_is_meant_and_what_is_only_named(title: str, concepts: tuple[str, ...]) -> None:
    assert record(title).programme == concepts


def test_a_wording_tells_the_words_that_it_was_found_in() -> None:
    (origin,) = record("Rules", abstract="Suspension of many loans, it says.").provenance["programme"]
    assert (origin.value, origin.how, origin.raw) == ("payment-deferral", "label match", "Suspension of many loans")


PASSED_OVER = ["the", "of", "in", "2020", "3", "and"]  # do not count
COUNTED = ["small", "northern", "quiet"]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([*PASSED_OVER, *COUNTED]), max_size=12), st.booleans())
def test_order_does_not_count_and_few_words_may_stand_between(between: list[str], turned: bool) -> None:
    first, last = ("contributions", "postponed") if turned else ("postponed", "contributions")
    found = record(" ".join(["Notice:", first, *between, last])).programme
    assert ("contribution-changes" in found) == (sum(word in COUNTED for word in between) <= 4)


@pytest.mark.parametrize(
    ("title", "abstract", "found"),
    [
        ("School feeding in the north", "For pupils whose families are known from Bolsa Família.", ("school-feeding",)),
        ("Help for families", "It reaches those known from Bolsa Família.", ("conditional-cash-transfers",)),
        ("Cash transfers and schooling", "Evidence from Bolsa Família.", ("conditional-cash-transfers",)),
    ],
)
def test_a_programme_that_an_abstract_names_in_passing_says_no_kind(
    title: str, abstract: str, found: tuple[str, ...]
) -> None:
    made = record(title, abstract=abstract)
    assert made.programme == found and made.named_programme
