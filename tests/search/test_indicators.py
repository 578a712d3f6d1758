"""Indicators: each is defined in five languages; medians are of enough countries; a table refused names its line."""

from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.authorities import Authorities, Indicators
from search.records import INTERFACE_LANGUAGES

LATEST = st.dictionaries(st.sampled_from(["KEN", "UGA", "PER", "BRA", "IND", "EGY"]), st.floats(-1e6, 1e6))


@pytest.fixture(scope="module")
def authorities() -> Authorities:
    return Authorities.shipped()


def test_every_indicator_says_in_five_languages_what_it_measures(authorities: Authorities) -> None:
    for concept in authorities.taxonomy.schemes["indicator"].concepts.values():
        assert set(concept.definition) == set(concept.pref_label) == set(INTERFACE_LANGUAGES), concept.id
        assert all(said.endswith(".") and said.count(". ") == 0 for said in concept.definition.values()), concept.id
    line = authorities.taxonomy.schemes["indicator"].concepts["poverty_headcount_intl_pct"]
    assert all("3.00" in said or "3,00" in said for said in (*line.pref_label.values(), *line.definition.values()))


@given(LATEST)
def test_medians_are_of_latest_values_of_enough_countries(latest: dict[str, float]) -> None:
    rows = [f"{iso3},gini,{year},{value!r}" for iso3, value in latest.items() for year in (2010, 2020)]
    older = [f"{iso3},gini,2000,5" for iso3 in latest]
    table = Indicators("\n".join(["iso3,indicator,year,value", *rows, *older]))
    found = table.medians([*latest, "TUV"])
    if len(latest) < 3:
        assert found == {}
    else:
        one = found["gini"]
        assert one.value == pytest.approx(median(latest.values()))
        assert (one.countries, one.first, one.last) == (len(latest), 2020, 2020)


def test_countries_say_since_when_they_are_as_they_are(authorities: Authorities) -> None:
    since = authorities.countries.since
    assert (since("SSD"), since("SRB"), since("CZE"), since("KEN")) == (2011, 2006, 1992, 0)
    assert (since("XKX"), since("TLS"), since("ERI"), since("IDN")) == (2008, 2002, 1993, 1999)


def test_codes_of_several_countries_are_no_country_s(authorities: Authorities) -> None:
    together = authorities.countries.together
    assert {"WLD", "SSF", "CHI", "EUU"} < together and not together & set(authorities.countries.codes)
