"""One figure: what an indicator measures, its value and the median of several countries, as pages tell them."""

from collections.abc import Mapping
from dataclasses import dataclass

from search.authorities import Concept, Median
from search.sentences import N_
from webapp.languages import INHABITANTS, Labels, Language, measured

SCHEME = "indicator"
SOURCES = (  # of the figures that come with the program, to be translated; another one is told as it is written
    N_("World Bank, World Development Indicators (CC BY 4.0)"),
    N_("UNDP, Human Development Report 2025, via Gapminder (CC BY 4.0)"),
    N_("World Bank ASPIRE, via World Development Indicators (CC BY 4.0); the latest year of each country only"),
    N_("World Bank ASPIRE, for SDG indicator 1.3.1, release of 2019; members of households in a survey"),
    N_("ILO, World Social Protection data for SDG indicator 1.3.1, release of 2019; persons in the records of schemes"),
)
MAIN = (
    "population", "life_expectancy", "gdp_per_capita_ppp", "poverty_headcount_intl_pct", "sdg131_any", "sdg131_older",
    "social_protection_coverage_pct",
)  # fmt: skip


@dataclass(slots=True)
class Figure:
    """A country's latest value of one indicator; no `value` where it has none.

    old: its age in words, if it is great. spark: points of a line over the years, or empty; told: the same in words.
    median: of the region, and of how many countries and years that is. values: the whole series as it is told.
    """

    id: str
    label: str
    definition: str
    source: str
    value: str = ""
    year: int = 0
    old: str = ""
    spark: str = ""
    told: str = ""
    median: str = ""
    median_of: str = ""
    cited: str = ""
    values: dict[int, str] | None = None


def described(code: str, concept: Concept | None, language: Language) -> Figure:
    """A figure of which only what it measures is known."""
    if concept is None:
        return Figure(code, code.replace("_", " "), "", "")
    label = concept.pref_label.get(language.code) or concept.pref_label.get("en", code)
    definition = concept.definition.get(language.code) or concept.definition.get("en", "")
    return Figure(code, label, definition, language.gettext(concept.source) if concept.source else "")


def main_medians(medians: Mapping[str, Median], labels: Labels) -> list[Figure]:
    """The medians of several countries, of the figures by which groups of them are told apart."""
    found = []
    for code in (one for one in MAIN if one in medians):
        concept = labels.taxonomy.concept(SCHEME, code)
        figure = described(code, concept, labels.language)
        figure.median, figure.median_of = told_median(medians[code], concept, labels.language)
        found.append(figure)
    return found


def told_median(median: Median, concept: Concept | None, language: Language) -> tuple[str, str]:
    """Its value, and of how many countries and which years it is."""
    many = language.ngettext("%(count)s country", "%(count)s countries", median.countries)
    span = str(median.last) if median.first == median.last else f"{median.first}–{median.last}"
    said = many % {"count": language.number(median.countries)}
    return with_unit(median.value, concept, language), f"{said}{language.comma}{span}"


def with_unit(value: float, concept: Concept | None, language: Language) -> str:
    """A value as a page tells it."""
    unit = (concept.unit if concept else None) or ""
    return measured(value, language.figure(value), INHABITANTS if unit == "people" else unit, language)
