"""Every spelling that curators were seen to write resolves to its country, or to a question; never to a guess."""

import csv
import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.authorities import Countries, CountryResolution, Taxonomy
from search.errors import ConfigurationError
from search.paths import data_file
from search.records import INTERFACE_LANGUAGES

HERE = Path(__file__)
SPELLINGS = HERE.parent / "golden" / "country_names.csv"
FACTS = HERE.resolve().parents[3] / "shared" / "facts"
REGIONS = """
africa: {labels: [Africa, Afrique], members: []}
sub-saharan-africa: {labels: [Sub-Saharan Africa], broader: africa}
eastern-and-southern-africa: {labels: [Eastern and Southern Africa], broader: sub-saharan-africa, members: [KEN, ZAF]}
latin-america-and-the-caribbean: {labels: [Latin America and the Caribbean, Latin America], members: [BRA]}
europe-and-central-asia: {labels: [Europe and Central Asia, ECA]}
economic-commission-for-africa: {labels: [Member states of the Economic Commission for Africa, ECA]}
"""
GROUPS = "arab-states: {labels: [Arab States, Arab region], members: [EGY, SDN]}"


def concepts(text: str) -> str:
    """Indented YAML of concepts from one line each: `id: {labels: [preferred, others], broader: id, members: []}`."""
    from search.strict_yaml import load_as

    lines = []
    for identifier, facts in load_as(dict[str, Any], text, "test").items():
        preferred, *others = facts["labels"]
        lines.append(f"      {identifier}:")
        lines.append(f"        prefLabel: {{{', '.join(f'{lang}: {preferred}' for lang in INTERFACE_LANGUAGES)}}}")
        lines.append(f"        labelStatus: {{{', '.join(f'{lang}: confirmed' for lang in INTERFACE_LANGUAGES)}}}")
        lines.append(f"        altLabel: {{en: [{', '.join(others)}]}}")
        lines += [f"        broader: [{facts['broader']}]"] if "broader" in facts else []
        lines.append(f'        members: [{", ".join(facts.get("members", []))}]\n        date: "2026-01-04"')
    return "\n".join(lines)


@cache
def countries() -> Countries:
    title = "{en: Test, fr: Test, es: Test, pt: Test, ar: Test}"
    text = f'version: "1"\ntitle: {title}\ndate: "2026-01-04"\nschemes:\n'
    for scheme, listed in (("region", REGIONS), ("country_group", GROUPS)):
        text += f"  {scheme}:\n    prefLabel: {title}\n    concepts:\n{concepts(listed)}\n"
    return Countries.load(data_file("mappings") / "countries.yaml", Taxonomy.parse(text))


def told(resolution: CountryResolution) -> str:
    """As the golden file writes it: KEN, ?COD COG for a question, - for what is no country, ! for the unknown."""
    if resolution.how == "ambiguous":
        return f"?{' '.join(resolution.candidates)}"
    return resolution.iso3 or ("-" if resolution.how == "not a country" else "!")


def test_every_spelling_of_the_golden_file() -> None:
    with SPELLINGS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wrong = [
        f"{row['written']}: {found}, not {row['expected']}"
        for row in rows
        if (found := told(countries().resolve(row["written"]))) != row["expected"]
    ]
    assert len(rows) > 600
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("written", "how"),
    [
        ("KEN", "iso3"),
        ("NO", "iso2"),
        ("no", "iso2"),
        ("004", "iso numeric"),
        ("Kenya", "name"),
        ("Quénia", "name"),
        ("Zaire", "alias"),
        ("UK", "alias"),
        ("Congo", "ambiguous"),
        ("Global", "not a country"),
        ("Atlantis", "unknown"),
    ],
)
def test_says_how_it_knew(written: str, how: str) -> None:
    assert countries().resolve(written).how == how


def test_codes_count_in_one_case_only() -> None:
    found = countries().resolve("No")
    assert (found.iso3, found.suggestions[0]) == (None, "NOR")


def test_questions_are_sentences_that_name_the_choices() -> None:
    assert str(countries().resolve("the Congo").question) == (
        "“the Congo” may be Democratic Republic of the Congo (COD) or Republic of the Congo (COG): write one of these."
    )
    assert str(countries().resolve("SCG").question) == (
        "“Serbia and Montenegro” ended in 2006: write the countries of today, Serbia (SRB) or Montenegro (MNE)."
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Türkiye (Turkey)", "TUR"),
        ("Cabo Verde (Cape Verde)", "CPV"),
        ("Eswatini (formerly Swaziland)", "SWZ"),
        ("Democratic Republic of the Congo (DRC)", "COD"),
        ("Dominican Republic (DR)", "DOM"),
        ("United States (US)", "USA"),
        ("Congo (COD)", "COD"),
        ("Niger (Nigeria)", "!"),
        ("Kenya (Atlantis)", "!"),
        ("Congo (DR)", "COD"),
        ("Congo (Congo)", "!"),
    ],
)
def test_two_names_of_one_country_are_that_country(written: str, meant: str) -> None:
    assert told(countries().resolve(written)) == meant


def test_a_region_is_no_country_but_is_told() -> None:
    found = countries().resolve("Eastern and Southern Africa")
    assert (found.iso3, found.region, found.how) == (None, "eastern-and-southern-africa", "not a country")
    assert countries().resolve("Africa").region == "africa"
    assert countries().resolve("South Africa").iso3 == "ZAF"


def test_a_label_of_two_regions_is_a_question() -> None:
    found = countries().resolve("ECA")
    assert (found.iso3, found.region, found.how) == (None, None, "not a country")
    assert "Europe and Central Asia" in str(found.question)


def test_near_misses_are_suggested_and_never_taken() -> None:
    for written, likely in (("Zimbabawe", "ZWE"), ("Nairobi, Kenya", "KEN"), ("Columbia", "COL"), ("Luxemburg", "LUX")):
        found = countries().resolve(written)
        assert found.iso3 is None
        assert likely in found.suggestions, written
    assert countries().resolve("Atlantis").suggestions == ()


def test_what_pages_show_resolves_to_the_same_country() -> None:
    for iso3 in countries().codes:
        for language in INTERFACE_LANGUAGES:
            assert countries().resolve(countries().name(iso3, language)).iso3 == iso3, (iso3, language)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Brasilien", "BRA"),
        ("Кения", "KEN"),
        ("Конго", "?COD COG"),
        ("toga", "?TGO TON"),
        ("Kenya", "KEN"),
        ("2015", "!"),
    ],
)
def test_other_languages_count_where_they_are_asked_for(written: str, expected: str) -> None:
    found = countries().known(written, every_language=True)
    assert (told(found) if found else "!") == expected
    if written != "Kenya":
        assert countries().known(written) is None and countries().resolve(written).iso3 is None


def test_no_language_gives_a_name_of_the_pages_to_another_country() -> None:
    for iso3 in countries().codes:
        for name in countries().names(iso3):
            assert countries().known(name, every_language=True) == countries().known(name)


def test_names_shown() -> None:
    shown = {code: countries().name(code) for code in ("CIV", "CPV", "TUR", "MMR", "COD", "COG", "PSE", "XKX", "VNM")}
    assert list(shown.values()) == [
        *("Côte d'Ivoire", "Cabo Verde", "Türkiye", "Myanmar", "Democratic Republic of the Congo"),
        *("Republic of the Congo", "Palestine (State of)", "Kosovo", "Viet Nam"),
    ]
    assert countries().name("BRA", "fr") == "Brésil"
    assert countries().name("KEN", "sw") == "Kenya"
    assert countries().name("QQQ") == "QQQ"


def test_no_country_shows_two_names_or_the_name_of_another() -> None:
    for language in INTERFACE_LANGUAGES:
        names = [countries().name(iso3, language) for iso3 in countries().codes]
        assert len(set(names)) == len(names)


def test_searched_names_hold_old_and_foreign_ones_but_no_other_country() -> None:
    assert {"Eswatini", "Swaziland", "Esuatini", "سوازيلاند"} <= set(countries().names("SWZ"))
    assert {"DRC", "Zaire"} <= set(countries().names("COD"))
    assert "US" not in countries().names("USA")
    assert not any("China" in name for name in countries().names("TWN"))
    assert not any("Zanzibar" in name for name in countries().names("TZA"))
    assert countries().names("QQQ") == ()


def test_codes() -> None:
    assert len(countries().codes) == 250
    assert countries().codes == tuple(sorted(countries().codes))
    assert countries().iso2("KEN") == "KE"
    assert countries().iso2("XKX") == "XK"


def test_regions_and_groups_come_with_everything_broader() -> None:
    assert countries().regions("KEN") == ("africa", "eastern-and-southern-africa", "sub-saharan-africa")
    assert countries().groups("EGY") == ("arab-states",)
    assert countries().regions("ATA") == countries().groups("KEN") == ()


official = st.sampled_from([name for iso3 in countries().codes for name in countries().names(iso3)])


@given(official, st.sampled_from([str.upper, str.lower, str.title, str.swapcase]))
def test_case_changes_nothing(name: str, change: object) -> None:
    assert told(countries().resolve(change(name))) == told(countries().resolve(name))  # type: ignore[operator]


@given(official)
def test_accents_change_nothing(name: str) -> None:
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    decomposed = unicodedata.normalize("NFD", name)
    assert told(countries().resolve(bare)) == told(countries().resolve(name)) == told(countries().resolve(decomposed))


@given(
    official, st.sampled_from(["  {}", "{}\n", "{}*", "{} [2]", "{} (1)", "{}¹", "«{}»", "{}.", "{},", "{} †", "({})"])
)
def test_what_stands_around_changes_nothing(name: str, frame: str) -> None:
    assert told(countries().resolve(frame.format(name))) == told(countries().resolve(name))


@given(
    official,
    st.sampled_from([("-", " "), (" ", "  "), ("'", "’"), (" ", "\xa0"), (".", ""), (" & ", " and "), (",", " ")]),
)
def test_punctuation_changes_nothing(name: str, swap: tuple[str, str]) -> None:
    assert told(countries().resolve(name.replace(*swap))) == told(countries().resolve(name))


@given(st.text(max_size=40))
def test_no_text_raises_or_is_guessed_at(text: str) -> None:
    found = countries().resolve(text)
    assert (found.iso3 is None) == (found.how in ("ambiguous", "not a country", "unknown"))
    assert all(iso3 in countries().codes for iso3 in (*found.candidates, *found.suggestions))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("alias:\n  KNY: [Kenya]", "countries.yaml, line 2: KNY is no ISO 3166 code"),
        ("apart:\n  XKK: 2008", "line 2: XKK is no ISO 3166 code"),
        ("together: [WLD,\n KEN]", "line 2: KEN is the code of one country"),
        ("alias:\n  KEN: [Ouganda]\n  UGA: [ouganda]", "line 3: “ouganda” is also a name of KEN"),
        (
            "alias:\n  COG: [Congo]\nambiguous:\n  - {label: [Congo], means: [COD, COG]}",
            "also under ambiguous or former",
        ),
        ("alias:\n  KEN: Kenia", "line 2: alias/KEN must be a list: write [Kenia]"),
        ("aliases: {}", "line 1: aliases is an unknown key: use one of acronym, adjective, alias"),
        ("display:\n  KEN: {de: Kenia}", "line 2: KEN/de is no language of the pages: use en, fr, es, pt or ar"),
        ("former:\n  - {label: [Sikkim], means: [IND]}", "line 2: former has no year in which the country ended"),
    ],
)
def test_a_slip_in_the_file_is_named(change: str, sentence: str) -> None:
    rest = "not_a_country: []\ntext: {not_a_mention: [], careful: [], never: [], project_words: []}\n"
    with pytest.raises(ConfigurationError, match=re.escape(sentence)):
        Countries.parse(
            f"{change}\n{rest}", Taxonomy.parse('version: "1"\ntitle: {en: T}\ndate: "2026"\nschemes: {}\n')
        )


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"nowhere\.yaml cannot be read"):
        Countries.load(
            tmp_path / "nowhere.yaml", Taxonomy.parse('version: "1"\ntitle: {en: T}\ndate: "2026"\nschemes: {}\n')
        )


needs_facts = pytest.mark.skipif(not FACTS.is_dir(), reason="the fact sheets are not beside this checkout (../shared)")
ASKED = {"Congo", "Micronesia", "Micronésie", "Micronésia", "ميكرونيزيا"} | {
    *("St. Martin", "Saint-Martin", "San Martín", "São Martinho", "سان مارتن"),
}


@needs_facts
def test_every_name_of_the_fact_sheet_in_five_languages() -> None:
    with (FACTS / "countries.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["name_en"]]
    for row in rows:
        for column in ("iso3", "iso2", "m49", *(f"name_{language}" for language in INTERFACE_LANGUAGES)):
            found = countries().resolve(row[column]) if row[column] else None
            if row[column] in ASKED:
                assert found and found.how == "ambiguous" and row["iso3"] in found.candidates
            elif found:
                assert found.iso3 == row["iso3"], row[column]


@needs_facts
def test_every_country_of_the_world_bank_projects() -> None:
    for line in (FACTS / "world_bank_projects.jsonl").read_text(encoding="utf-8").splitlines():
        project = json.loads(line)
        found = countries().resolve(project["countryname"])
        assert found.iso3 == project["iso3"], project["countryname"]
        assert (found.region is None) == (found.iso3 is not None)


@needs_facts
def test_every_country_of_the_latin_american_programmes() -> None:
    for line in (FACTS / "latin_america_cash_transfers.jsonl").read_text(encoding="utf-8").splitlines():
        assert countries().resolve(json.loads(line)["country"]).iso3
