"""Measures of governments: what a text tells of kinds beside its own, amounts, and who pays."""

import pytest

from indexer.normalise import Normaliser
from indexer.rows import SourceRow
from indexer.sources import Sources
from search.authorities import Authorities

NORMALISER = Normaliser(Authorities.shipped(), Sources.load())


def kinds(title: str, abstract: str = "") -> tuple[str, ...]:
    made = NORMALISER(SourceRow({"title": title, "abstract": abstract}, "rows.csv", 2)).record
    assert made
    return made.programme


@pytest.mark.parametrize(
    ("title", "found"),
    [
        # a wage as an amount
        ("Two minimum wages for actors", False),
        ("An aid of 40 percent of the minimum wage", False),
        ("An aid limited to the minimum wage", False),
        ("An aid of EUR 500 (minimum wage)", False),
        ("The minimum wage rises by 4 percent", True),
        ("Effects of minimum wages on 30 regions", True),
        ("A minimum wage law of 2015", True),
    ],
)
def test_a_wage_that_only_measures_is_no_rule_of_work(title: str, found: bool) -> None:
    assert ("labour-market-regulation" in kinds(title)) == found


@pytest.mark.parametrize(
    ("title", "abstract", "found"),
    [
        ("Waiver of pension, unemployment and work injury insurance contributions", "", ("contribution-changes",)),
        ("Firms are exempt from social insurance until June", "", ("contribution-changes",)),
        ("Pension contributions and saving", "", ("contributory-pensions",)),  # nothing else is said
        ("Help", "Food parcels for families, paid by the unemployment fund.", ("food-rations",)),
        # the title says what it is
        ("School meals", "Boxes of food handed to 300 families, 12 kg each.", ("school-feeding",)),
        ("Birth grants", "CZK 900 for 4,000 families, with health insurance.", ("birth-grants",)),
        ("School meals", "School meals and cash transfers reach the poor.", ("cash-transfers", "school-feeding")),
        # beside it
        ("Help", "Vouchers for hotels, 90 euros for 4 nights, plus sick leave for staff.", ("vouchers",)),
        # what is left out
        ("Help", "For families not in receipt of unemployment benefit.", ()),
        ("Help", "For people not on a social pension.", ()),
        ("Help", "It supersedes the birth grant.", ()),
    ],
)
def test_what_stands_beside_says_no_kind(title: str, abstract: str, found: tuple[str, ...]) -> None:
    assert tuple(sorted(kinds(title, abstract))) == found


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("One-off 70 EUR for persons in hardship", ("emergency-cash-transfers",)),  # the currency comes last
        ("EUR 70 a month for persons", ("emergency-cash-transfers",)),
        ("A gift for persons below EUR 70 a month", ()),
        ("A gift for persons earning up to EUR 70 a month", ()),
    ],
)
def test_a_limit_is_no_amount(title: str, found: tuple[str, ...]) -> None:
    assert kinds(title) == found


@pytest.mark.parametrize(
    ("title", "concept"),
    [
        ("Lump sum of EUR 90 to all pensioners", "contributory-pensions"),
        ("Pensioners receive a 13th pension in May", "contributory-pensions"),
        ("Pensions are paid early at post offices", "contributory-pensions"),
        ("DKK 800 to every citizen", "emergency-cash-transfers"),
        ("Support of 700 a month for poor families", "emergency-cash-transfers"),
        ("An allowance of EUR 30 a day for those dismissed in May", "unemployment-assistance"),
        ("Self-employed who had to close get a benefit of EUR 800", "unemployment-insurance"),
        ("The state pays 60 percent of the wages of employees of hotels", "wage-subsidies"),
        ("Block of dismissals until autumn", "labour-market-regulation"),
        ("Notice periods are shortened for contracts", "labour-market-regulation"),
        ("Full pay and leave for chronically ill teachers", "sickness-benefits"),
        ("The waiting day is abolished", "sickness-benefits"),
        ("Guardians of children get EUR 40 a day while the school is shut", "paternity-benefits"),
        ("The government pays the employers' share", "contribution-changes"),
        ("Rations are handed to displaced families", "food-rations"),
        ("Bread is sold at half its price, with a subsidy to bakeries", "food-subsidies"),
        ("Companies cannot cut water of customers", "utility-relief"),
        ("EUR 60 for utilities, three months", "utility-relief"),
        ("Tuition of students is covered by the budget", "educational-fee-waivers"),
        ("The state pays hospital bills of the poor", "health-fee-waivers"),
        ("9,000 jobs are created in the repair of roads", "public-works"),
        ("Vouchers for babysitting", "child-care-services"),
        ("Index insurance for herders against drought", "crop-and-livestock-insurance"),
    ],
)
def test_a_kind_of_measure_is_found(title: str, concept: str) -> None:
    assert concept in kinds(title)
