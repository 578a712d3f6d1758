"""The indicators of a country in the API: those with values, each with the median of its region, and those without."""

from collections.abc import Mapping

from search.authorities import Median, Series
from webapp.api.vocabulary_answers import AbsentIndicator, IndicatorSeries, RegionMedian, YearValue
from webapp.presenters import described, indicator_order, own_region, region_medians
from webapp.visit import Visit

Medians = Mapping[str, RegionMedian]


def indicators(iso3: str, here: Visit) -> tuple[tuple[IndicatorSeries, ...], tuple[AbsentIndicator, ...]]:
    """Those with values and those without, both as the taxonomy orders them; no absent ones without any table."""
    known = here.snapshot.authorities.indicators
    series = known.of(iso3)
    order = indicator_order(series, here.labels) if known.series else []
    found = region_medians(iso3, here.snapshot, here.labels)
    medians = {code: _median(iso3, median, here) for code, median in found.items()}
    return (
        tuple(_indicator(code, series[code], medians, here) for code in order if code in series),
        tuple(AbsentIndicator(code, _label(code, here), medians.get(code)) for code in order if code not in series),
    )


def _indicator(code: str, series: Series, medians: Medians, here: Visit) -> IndicatorSeries:
    concept = here.labels.taxonomy.concept("indicator", code)
    told = described(code, concept, here.language)
    values = tuple(YearValue(year, value) for year, value in series)
    return IndicatorSeries(
        id=code,
        label=_label(code, here),
        unit=(concept.unit if concept else None) or "",
        source=told.source,
        definition=told.definition,
        latest=values[-1],
        median=medians.get(code),
        series=values,
    )


def _label(code: str, here: Visit) -> str:
    return here.labels.taxonomy.label("indicator", code, here.language.code)


def _median(iso3: str, median: Median, here: Visit) -> RegionMedian:
    region = own_region(iso3, here.labels)
    label = here.labels.value("region", region)
    return RegionMedian(region, label, median.value, median.countries, median.first, median.last)
