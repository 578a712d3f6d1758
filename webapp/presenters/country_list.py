"""All countries as a table: where each belongs, how many records there are on it and of when the newest is."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from search.answers import Cross
from search.index import Snapshot
from search.queries import Query
from search.records import INTERFACE_LANGUAGES, NONE
from search.sentences import N_
from search.text import fold
from webapp.languages import Labels
from webapp.links import Address, Links
from webapp.presenters.figures import own_region
from webapp.presenters.peers import own_income

COUNTRY, YEAR = "country", "year"
SORTS = {  # by what the table can be ordered -> what its column is called; the first is as it is without being asked
    "name": N_("Country"),
    "region": N_("Region"),
    "income": N_("Income group"),
    "records": N_("Records"),
    "newest": N_("Newest"),
}
FALLING = ("records", "newest")  # whoever orders by these looks for the most, and for the last


@dataclass(slots=True)
class Cell:
    """What a cell says, and where it leads; a dash where nothing is known, which leads to what would fill it."""

    text: str
    url: str


@dataclass(slots=True)
class Country:
    """A row of the table."""

    iso3: str
    name: str
    url: str
    region: Cell
    income: Cell
    count: int
    records: Cell
    newest: Cell
    year: int


@dataclass(slots=True)
class CountryTable:
    """What countries.html prints. regions: each with a page of its own. with_records: of all countries."""

    rows: list[Country]
    regions: list[Cell]
    with_records: int
    unplaced: int
    unplaced_url: str


def named(text: str, labels: Labels) -> list[str] | None:
    """The countries (ISO3) that a text names, or begins a word in a name of: in any language, or by code; None for "".

    Where there are none, those with a name that is written nearly so.
    """
    key = fold(text)
    if not key:
        return None
    countries = labels.countries
    coded = countries.known(text)
    found = {iso3 for iso3 in countries.codes for one in _names(iso3, labels) if f" {key}" in f" {fold(one)}"}
    return sorted(found.union(coded.candidates if coded else ()) or countries.near(text))


def _names(iso3: str, labels: Labels) -> Iterable[str]:
    countries = labels.countries
    return (iso3, *(countries.name(iso3, lang) for lang in INTERFACE_LANGUAGES), *countries.names(iso3))


def country_table(
    snapshot: Snapshot, labels: Labels, links: Links, only: Collection[str] | None, sort: str
) -> CountryTable:
    """sort: one of SORTS; only: of these countries. One request, for all countries and years at once."""
    cross = snapshot.cross(Query(), COUNTRY, YEAR)
    counts = {bucket.value: bucket.count for bucket in cross.rows}
    unplaced = counts.pop(NONE, 0)
    address = links.choosing(Query(lang=labels.language.code))
    years = _newest(cross)
    rows = [
        _row(iso3, (counts.get(iso3, 0), years.get(iso3, 0)), address, labels, links)
        for iso3 in labels.countries.codes
        if only is None or iso3 in only
    ]
    own = {own_region(iso3, labels) for iso3 in labels.countries.codes} - {""}
    scheme = labels.taxonomy.schemes.get("region")
    regions = [one for one in (scheme.concepts if scheme else ()) if one in own]
    return CountryTable(
        rows=ordered(rows, sort, labels),
        regions=[Cell(labels.value("region", one), links.concept("region", one)) for one in regions],
        with_records=len(counts),
        unplaced=unplaced,
        unplaced_url=address(COUNTRY, NONE),
    )


def ordered(rows: Iterable[Country], sort: str, labels: Labels) -> list[Country]:
    """By one of SORTS; what is equal by name, and what is not known last."""
    scheme = labels.taxonomy.schemes.get("country_group")
    incomes = [labels.value("country_group", one) for one in (scheme.concepts if scheme else ())]

    def key(one: Country) -> tuple[bool | int, str]:
        if sort == "region":
            return not one.region.text, fold(one.region.text)
        if sort == "income":
            return incomes.index(one.income.text) if one.income.text else len(incomes), ""
        return -{"records": one.count, "newest": one.year}.get(sort, 0), ""

    return sorted(rows, key=lambda one: (key(one), fold(one.name), one.iso3))


def _newest(cross: Cross) -> dict[str, int]:
    """Country -> the year of its newest record."""
    found: dict[str, int] = {}
    for iso3, year in cross.cells:
        if year != NONE:
            found[iso3] = max(found.get(iso3, 0), int(year))
    return found


def _row(iso3: str, told: tuple[int, int], address: Address, labels: Labels, links: Links) -> Country:
    count, year = told
    region, income = own_region(iso3, labels), own_income(iso3, labels)
    page = links.country(iso3)
    missing = links.suggest(iso3) if not count else address(COUNTRY, iso3)
    return Country(
        iso3=iso3,
        name=labels.value(COUNTRY, iso3),
        url=page,
        region=_place("region", region, page, labels, links),
        income=_place("country_group", income, page, labels, links),
        count=count,
        records=Cell(labels.language.number(count) if count else "", missing),
        newest=Cell(str(year) if year else "", _of_year(iso3, year, links, labels) if year else missing),
        year=year,
    )


def _place(scheme: str, concept: str, page: str, labels: Labels, links: Links) -> Cell:
    """Where nothing is known, the country's page says what it belongs to."""
    return (
        Cell(labels.value(scheme, concept), links.concept(scheme, concept)) if concept else Cell("", f"{page}#member")
    )


def _of_year(iso3: str, year: int, links: Links, labels: Labels) -> str:
    return links.search(Query(lang=labels.language.code).with_(COUNTRY, iso3).with_years(year, year))
