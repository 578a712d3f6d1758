"""A country's figures: those of the sample's own table, named, dated, explained, beside their region, and citable."""

import csv
import io
from dataclasses import replace
from pathlib import Path
from statistics import median

import pytest
from flask.testing import FlaskClient

from search.authorities import Authorities, Indicators
from search.engines import open_index
from search.settings import Settings
from webapp import create_app

from .figure_samples import Raw, rows, three, told
from .pages import json_of, only, page, text, visitor

LANGUAGES = ("en", "fr", "es", "pt", "ar")


POPULATION = {  # of Kenya, by the table of 2026
    "en": "57.5 million people",
    "fr": "57,5 millions d’habitants",
    "es": "57,5 millones de habitantes",
    "pt": "57,5 milhões de habitantes",
    "ar": "57.5 مليون نسمة",
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_units_are_joined_as_each_language_does(sample: FlaskClient, lang: str) -> None:
    tree = page(sample, f"/countries/KEN?lang={lang}")
    shown = rows(tree)
    assert shown["population"].css("td")[0].text().strip() == POPULATION[lang]
    told = str(only(shown["population"], "svg").attributes["aria-label"])
    assert "2000" in told and told.endswith("2025") and POPULATION[lang] in told
    cited = text(only(shown["gini"], ".citation"))
    assert "https://index.example.org/countries/KEN" in cited and "CC BY 4.0" in cited
    assert not tree.css(".indicators th .hint:empty") and "%(" not in only(tree, "main").text()


@pytest.mark.parametrize("lang", LANGUAGES[1:])
def test_sources_are_told_in_the_language_of_the_page(sample: FlaskClient, authorities: Authorities, lang: str) -> None:
    said = only(page(sample, f"/countries/BRA?lang={lang}"), ".figures-of").text()
    english = {one.source for one in authorities.taxonomy.schemes["indicator"].concepts.values() if one.source}
    assert len(english) == 5 and not [one for one in english if one in said]
    assert "ASPIRE" in said and "Gapminder" in said and "CC BY 4.0" in said


def test_a_figure_is_cited_with_its_year_source_and_address(sample: FlaskClient) -> None:
    tree = page(sample, "/countries/KEN")
    cited = text(only(rows(tree)["population"], ".citation"))
    assert cited.startswith("Population, Kenya, 2025: 57.5 million people; World Bank, World Development Indicators ")
    built = json_of(sample.get("/api/v1/search?size=1"))["index"]["built_at"]
    assert "retrieved from Social Protection Index, https://index.example.org/countries/KEN, " in cited
    assert cited.endswith(f"{built[:4]}.")


def test_records_of_schemes_and_surveys_stand_apart_and_say_so(sample: FlaskClient) -> None:
    tree = page(sample, "/countries/BRA")
    groups = {str(one.attributes["aria-labelledby"]): one for one in tree.css(".figures-of section")}
    assert list(groups) == ["figures-people", "figures-economy", "figures-schemes", "figures-surveys"]
    schemes, surveys = groups["figures-schemes"], groups["figures-surveys"]
    assert all("must not be compared" in text(one.css_first("p.hint")) for one in (schemes, surveys))
    assert len(schemes.css("tbody tr[id^=figure-sdg131]")) == 9 and not surveys.css("[id^=figure-sdg131]")
    assert surveys.css("#figure-social_protection_coverage_pct")


def test_all_values_are_in_the_tables_by_year_and_in_the_file(sample: FlaskClient, raw: Raw) -> None:
    tree = page(sample, "/countries/KEN")
    table = tree.css("section[aria-labelledby=figures-people] .by-years")[0]
    years = [text(head) for head in table.css("tbody th")]
    assert years == sorted(map(str, raw["KEN"]["population"]), reverse=True)
    first = [text(cell) for cell in table.css("tbody tr")[-1].css("td")]
    assert told(first[0]) == three(raw["KEN"]["population"][2000])
    (link,) = [a for a in tree.css("section[aria-labelledby=figures] a") if "CSV" in a.text()]
    response = sample.get(str(link.attributes["href"]))
    assert response.mimetype == "text/csv" and "figures-KEN-" in response.headers["Content-Disposition"]
    for line in csv.DictReader(io.StringIO(response.text.lstrip("\ufeff"))):
        assert line["iso3"] == "KEN" and line["label"] and line["unit"] and line["source"]


def test_numbers_of_the_file_have_the_comma_of_their_language(sample: FlaskClient) -> None:
    response = sample.get("/countries/UKR/figures.csv?lang=fr")
    growth = [line for line in response.text.splitlines() if ";population_growth_pct;" in line]
    assert growth and all(";-" in line for line in growth[:3])  # a number below zero is nothing that is run
    assert all("," in line.split(";")[4] for line in growth[:3])
    assert sample.get("/countries/KE/figures.csv").headers["Location"].endswith("/countries/KEN/figures.csv")
    assert sample.get("/countries/KEN/figures.csv?year=2015").status_code == 422
    assert sample.get("/countries/Atlantis/figures.csv").status_code == 404


def test_a_minus_stands_before_its_number_where_text_runs_from_right_to_left(sample: FlaskClient, raw: Raw) -> None:
    latest = max(raw["TUV"]["population_growth_pct"].items())[1]
    told = {lang: rows(page(sample, f"/countries/TUV?lang={lang}"))["population_growth_pct"] for lang in ("ar", "en")}
    said = {lang: str(row.css("td")[0].text()).strip() for lang, row in told.items()}
    assert latest < 0 and said["ar"].startswith("\u200e-1.61") and said["en"].startswith("-1.61")


SPLIT = {
    "SDN": 2011,
    "SSD": 2011,
    "SRB": 2006,
    "MNE": 2006,
    "XKX": 2008,
    "TLS": 2002,
    "CUW": 2010,
    "SXM": 2010,
    "MAF": 2007,
}


def test_a_country_that_was_split_says_since_when_it_is_as_it_is(sample: FlaskClient, raw: Raw) -> None:
    for iso3 in (*SPLIT, "KEN", "HRV", "IDN", "ETH"):  # the last three before the first figures
        hint = text(page(sample, f"/countries/{iso3}").css_first(".figures-of > .hint"))
        assert ("is as it is today since" in hint) == (iso3 in SPLIT)
        assert iso3 not in SPLIT or f"is as it is today since {SPLIT[iso3]}" in hint
    since = Authorities.shipped().countries.since
    first = {iso3: min(year for values in of.values() for year in values) for iso3, of in raw.items()}
    assert {iso3: since(iso3) for iso3, year in first.items() if year < since(iso3)} == SPLIT


def test_a_country_without_figures_and_an_index_without_any(sample: FlaskClient, tmp_path: Path) -> None:
    tree = page(sample, "/countries/TKL")
    assert "This index holds no figure on Tokelau." in text(tree.css_first(".figures-of"))
    assert not tree.css(".indicators")
    settings = Settings(data=tmp_path)
    with open_index(settings) as index, index.replacing(Authorities.shipped()):
        pass
    bare = visitor(create_app(settings))
    assert not page(bare, "/countries/KEN").css(".figures-of")
    answer = json_of(bare.get("/api/v1/countries/KEN"))
    assert answer["indicators"] == answer["absent"] == []
    assert len(bare.get("/countries/KEN/figures.csv").text.splitlines()) == 1


def test_the_api_tells_medians_and_what_is_absent(sample: FlaskClient, raw: Raw, authorities: Authorities) -> None:
    answer = json_of(sample.get("/api/v1/countries/TUV"))
    known = {one["id"] for one in answer["indicators"]}
    assert known == set(raw["TUV"])
    assert known | {one["id"] for one in answer["absent"]} == set(authorities.taxonomy.schemes["indicator"].concepts)
    (population,) = [one for one in answer["indicators"] if one["id"] == "population"]
    concept = authorities.taxonomy.schemes["region"].concepts["east-asia-and-pacific"]
    latest = [raw[one]["population"] for one in concept.members if "population" in raw.get(one, {})]
    assert population["median"] == {
        "region": "east-asia-and-pacific",
        "label": "East Asia and Pacific",
        "value": median(years[max(years)] for years in latest),
        "countries": len(latest),
        "first_year": min(max(years) for years in latest),
        "last_year": max(max(years) for years in latest),
    }
    assert any(one["median"] for one in answer["absent"])


def test_an_indicator_that_the_taxonomy_does_not_know_is_told_as_it_is(
    authorities: Authorities, tmp_path: Path
) -> None:
    table = Indicators("iso3,indicator,year,value\nKEN,own_measure,2020,-0.000123456\nKEN,population,2020,1234567\n")
    settings = Settings(data=tmp_path)
    with open_index(settings) as index, index.replacing(replace(authorities, indicators=table)):
        pass
    tree = page(visitor(create_app(settings)), "/countries/KEN")
    row = rows(tree)["own_measure"]
    assert text(tree.css_first("#figures-others")) == "Other figures"
    assert text(row.css("td")[0]) == "-0.000123" and text(row.css_first("th")).startswith("own measure")
    assert "source not stated; retrieved from Social Protection Index, " in text(only(row, ".citation"))
    assert text(rows(tree)["population"].css("td")[0]) == "1.23 million people"


@pytest.mark.parametrize("address", ["region/south-asia", "region/sub-saharan-africa", "country_group/low-income"])
def test_a_region_or_group_tells_its_countries_and_their_medians(
    sample: FlaskClient, raw: Raw, authorities: Authorities, address: str
) -> None:
    scheme, _, name = address.partition("/")
    taxonomy, tree = authorities.taxonomy, page(sample, f"/taxonomy/{address}")
    concepts = [taxonomy.schemes[scheme].concepts[one] for one in (name, *taxonomy.descendants(scheme, name))]
    members = {iso3 for one in concepts for iso3 in one.members}
    shown = {str(a.attributes["href"])[-3:] for a in tree.css(".places a[href^='/countries/']")}
    assert shown == members and len(members) > 5
    latest = [of["population"][max(of["population"])] for one in members if "population" in (of := raw.get(one, {}))]
    (row,) = [row for row in tree.css(".indicators tbody tr") if text(row.css_first("th")).startswith("Population ")]
    assert told(text(row.css_first("td"))) == pytest.approx(three(median(latest)))
    assert f"{len(latest)} countries" in text(row.css_first("td"))
    assert not page(sample, "/taxonomy/programme/cash-transfers").css(".indicators")
