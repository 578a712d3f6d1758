"""A country's figures by what they measure: each with year, source and age, its region's median, all earlier values."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from search.authorities import Concept, Median, Series
from search.index import Snapshot
from search.sentences import N_
from webapp.languages import Labels, Language
from webapp.links import Links
from webapp.presenters.figure import SCHEME, Figure, described, told_median, with_unit
from webapp.presenters.sparkline import sparkline

RECENT = 5  # years before the index was built, from which on a figure is called old
SCHEMES_HINT = N_(
    "ILO, for SDG indicator 1.3.1: people in the records of schemes, as a share of those whom the branch is for. "
    "Household surveys count otherwise, so that the two must not be compared. "
    "2016 stands for the latest year until then."
)
SURVEYS_HINT = N_(
    "World Bank, ASPIRE: people in whose household somebody takes part, as a share of all in the survey. "
    "The records of schemes count otherwise, so that the two must not be compared."
)
GROUPS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (  # id, heading, what is to be known, indicators
    ("people", N_("People"), "",
     ("population", "population_growth_pct", "age_dependency_ratio", "life_expectancy", "human_development_index")),
    ("economy", N_("Economy and poverty"), "",
     ("gdp_current_usd", "gdp_per_capita_current_usd", "gdp_per_capita_ppp", "unemployment_pct", "gini",
      "poverty_headcount_national_pct", "poverty_headcount_intl_pct")),
    ("schemes", N_("Coverage by branch, from the records of schemes"), SCHEMES_HINT,
     ("sdg131_any", "sdg131_children", "sdg131_mothers", "sdg131_unemployed", "sdg131_disability", "sdg131_injury",
      "sdg131_older", "sdg131_vulnerable", "sdg131_poor")),
    ("surveys", N_("Coverage in household surveys"), SURVEYS_HINT,
     ("social_protection_coverage_pct", "survey_social_assistance", "survey_social_insurance", "survey_labour_market")),
)  # fmt: skip
HEAD = ("iso3", "indicator", "label", "year", "value", "unit", "source")  # of the table of all values
OTHERS = ("others", N_("Other figures"), "")
CITED = N_("%(label)s, %(country)s, %(year)s: %(value)s; %(source)s; retrieved from %(place)s.")


@dataclass(slots=True)
class FigureGroup:
    """The figures that measure alike. hint: what is to be known before they are compared."""

    id: str
    heading: str
    hint: str
    figures: list[Figure]

    @property
    def source(self) -> str:
        """The one that all of them have; empty where they differ."""
        sources = {figure.source for figure in self.figures}
        return sources.pop() if len(sources) == 1 else ""

    @property
    def lines(self) -> bool:
        """Whether any has a line over the years."""
        return any(figure.spark for figure in self.figures)

    @property
    def series(self) -> list[Figure]:
        """Those with more than one value."""
        return [figure for figure in self.figures if figure.values and len(figure.values) > 1]

    @property
    def years(self) -> list[int]:
        """In which these have values, the newest first."""
        return sorted({year for figure in self.series for year in figure.values or ()}, reverse=True)


@dataclass(slots=True)
class CountryFigures:
    """All figures of a country. region: whose median is told, or empty. file: the address of the table of all values.

    split: the year until which the country was part of another, where there are figures of before, else 0.
    known: whether the index has figures of any country.
    """

    groups: list[FigureGroup]
    region: str
    split: int
    file: str
    known: bool


def country_figures(iso3: str, snapshot: Snapshot, labels: Labels, links: Links) -> CountryFigures:
    """Of one country; groups are empty where it has no figure at all."""
    indicators = snapshot.authorities.indicators
    series = indicators.of(iso3)
    region = own_region(iso3, labels)
    maker = _Maker(iso3, snapshot, labels, links)
    first = min((values[0][0] for values in series.values()), default=0)
    since = labels.countries.since(iso3)
    return CountryFigures(
        groups=list(_groups(maker.figures(series), labels.language)) if series else [],
        region=labels.value("region", region) if region else "",
        split=since if first < since else 0,
        file=links.page(f"/countries/{iso3}/figures.csv"),
        known=bool(indicators.series),
    )


def own_region(iso3: str, labels: Labels) -> str:
    """The region without parts that a country is in: what the World Bank counts it in. Empty where it is in none."""
    taxonomy = labels.taxonomy
    return next((one for one in labels.countries.regions(iso3) if not taxonomy.narrower("region", one)), "")


def region_medians(iso3: str, snapshot: Snapshot, labels: Labels) -> dict[str, Median]:
    """Indicator -> the median of the country's region."""
    concept = labels.taxonomy.concept("region", own_region(iso3, labels))
    return snapshot.authorities.indicators.medians(concept.members) if concept else {}


def indicator_order(series: Mapping[str, object], labels: Labels) -> list[str]:
    """All indicators as the taxonomy describes them; those with values that it does not describe come last."""
    scheme = labels.taxonomy.schemes.get(SCHEME)
    described = [one.id for one in scheme.concepts.values() if not one.deprecated] if scheme else []
    return list(dict.fromkeys([*described, *sorted(series)]))


def figure_rows(iso3: str, snapshot: Snapshot, labels: Labels) -> Iterator[list[str | int | float]]:
    """The table of all values, its head first; values and units as the index has them."""
    yield [*HEAD]
    series = snapshot.authorities.indicators.of(iso3)
    for code in (one for one in indicator_order(series, labels) if one in series):
        concept = labels.taxonomy.concept(SCHEME, code)
        told = described(code, concept, labels.language)
        for year, value in series[code]:
            exact = int(value) if value.is_integer() else value
            yield [iso3, code, told.label, year, exact, (concept.unit if concept else None) or "", told.source]


class _Maker:
    """Makes the figures of one country."""

    def __init__(self, iso3: str, snapshot: Snapshot, labels: Labels, links: Links) -> None:
        self._labels = labels
        self._language = labels.language
        self._medians = region_medians(iso3, snapshot, labels)
        self._country = labels.value("country", iso3)
        built = snapshot.status.built_at
        self._built = int(built[:4])
        place = [self._language.gettext("Social Protection Index"), links.absolute(links.country(iso3))]
        self._place = self._language.comma.join([*place[: 2 if links.base else 1], self._language.date(built)])

    def figures(self, series: Mapping[str, Series]) -> Iterator[Figure]:
        """One for each indicator, whether there is a value or not."""
        for code in indicator_order(series, self._labels):
            yield self._figure(code, series.get(code, ()))

    def _figure(self, code: str, series: Series) -> Figure:
        concept = self._labels.taxonomy.concept(SCHEME, code)
        figure = described(code, concept, self._language)
        if median := self._medians.get(code):
            figure.median, figure.median_of = told_median(median, concept, self._language)
        if series:
            self._fill(figure, series, concept)
        return figure

    def _fill(self, figure: Figure, series: Series, concept: Concept | None) -> None:
        language = self._language
        figure.values = {year: with_unit(value, concept, language) for year, value in series}
        figure.year, _ = series[-1]
        figure.value = figure.values[figure.year]
        age = self._built - figure.year
        if age > RECENT:
            said = language.ngettext("%(count)s year old", "%(count)s years old", age)
            figure.old = said % {"count": language.number(age)}
        figure.spark = sparkline(series)
        ends = [(figure.values[year], year) for year in (series[0][0], figure.year)]
        said = language.gettext("%(value)s in %(year)s")
        figure.told = language.comma.join(said % {"value": value, "year": year} for value, year in ends)
        figure.cited = language.gettext(CITED) % {
            "label": figure.label,
            "country": self._country,
            "year": figure.year,
            "value": figure.value,
            "source": figure.source or language.gettext("source not stated"),
            "place": self._place,
        }


def _groups(figures: Iterable[Figure], language: Language) -> Iterator[FigureGroup]:
    known = {figure.id: figure for figure in figures}
    for key, heading, hint, codes in GROUPS:
        found = [known.pop(code) for code in codes if code in known]
        if found:
            yield FigureGroup(key, language.gettext(heading), language.gettext(hint) if hint else "", found)
    if known:
        yield FigureGroup(OTHERS[0], language.gettext(OTHERS[1]), "", list(known.values()))
