"""What the API answers about what an index version carries along: its vocabularies and its countries, as structs."""

from msgspec import Struct
from msgspec.structs import fields

from search.authorities import Concept
from webapp.api.answers import Facets, IndexState, Texts

INNER = ("wording",)  # by which texts are read, not what a concept is called


class ConceptEntry(Struct, rename="camel", gc=False):
    """A concept of the taxonomy in SKOS's words, narrower ones included; `count`: records that have it or these.

    `url` is its page, `api` its address here, `search` the search for its records; null in a scheme that is no facet.
    """

    __annotations__ = {
        **{field.name: field.type for field in fields(Concept) if field.name not in INNER},
        "label": str,
        "narrower": tuple[str, ...],
        "count": int,
        "url": str,
        "api": str,
        "search": str | None,
    }


class SchemeEntry(Struct, rename="camel", gc=False):
    """A vocabulary: its names and meaning in each language; `facet`: whether searches have a parameter of its name."""

    id: str
    label: str
    pref_label: Texts
    definition: Texts
    facet: bool
    api: str
    concepts: tuple[ConceptEntry, ...]


class TaxonomyAnswer(Struct, gc=False):
    """The vocabularies of an index version, or the one of them that was asked for."""

    index: IndexState
    schemes: tuple[SchemeEntry, ...]


class ConceptOne(Struct, gc=False):
    """One concept."""

    index: IndexState
    concept: ConceptEntry


class CountryEntry(Struct, gc=False):
    """A country: its codes and names, the regions and groups it belongs to (ids of the taxonomy), and its records."""

    iso3: str
    iso2: str
    label: str
    names: Texts
    region: tuple[str, ...]
    country_group: tuple[str, ...]
    count: int
    url: str
    api: str
    search: str


class CountriesAnswer(Struct, gc=False):
    """Every country, by code."""

    index: IndexState
    countries: tuple[CountryEntry, ...]


class Membership(Struct, gc=False):
    """A region or group that the country belongs to: as of which `date`, by which `source`; empty where untold."""

    facet: str
    id: str
    label: str
    date: str
    source: str
    url: str


class YearValue(Struct, gc=False):
    """What an indicator was in a year."""

    year: int
    value: float


class RegionMedian(Struct, gc=False):
    """The median of the latest values of the `countries` of the country's region that have one, of these years."""

    region: str
    label: str
    value: float
    countries: int
    first_year: int
    last_year: int


class AbsentIndicator(Struct, gc=False):
    """An indicator without a value for the country in this index; `median` is null where few of its region have one."""

    id: str
    label: str
    median: RegionMedian | None


class IndicatorSeries(Struct, gc=False):
    """An indicator of a country, from its first year to its last; `unit` is empty where the value is a bare number.

    `median` is null where too few countries of its region have a value, or it is in no region.
    """

    id: str
    label: str
    unit: str
    source: str
    definition: str
    latest: YearValue
    median: RegionMedian | None
    series: tuple[YearValue, ...]


class NamedProgramme(Struct, gc=False):
    """A programme of the country, and its page."""

    id: str
    name: str
    url: str


class RegionalRecords(Struct, gc=False):
    """What concerns the country's regions, or the world, and names no country: how much, and its search."""

    total: int
    search: str


class CountryAnswer(Struct, gc=False):
    """All that the page of a country tells. `facets`: the counts of its records; `widget`: to be framed by others.

    `absent`: indicators that the index knows and has no value of for this country.
    """

    index: IndexState
    country: CountryEntry
    also_called: tuple[str, ...]
    memberships: tuple[Membership, ...]
    indicators: tuple[IndicatorSeries, ...]
    absent: tuple[AbsentIndicator, ...]
    programmes: tuple[NamedProgramme, ...]
    regional: RegionalRecords
    facets: Facets
    widget: str
