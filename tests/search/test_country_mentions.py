"""Titles and abstracts: a country is found where it is meant, and not where its name is part of something else."""

import json
from collections import Counter

import pytest

from .test_countries import FACTS, countries, needs_facts


def mentioned(text: str) -> list[str]:
    return [iso3 for iso3, _, _ in countries().find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cash transfers in Niger and Nigeria", "NER NGA"),
        ("Social protection in Guinea, Guinea-Bissau, Equatorial Guinea and Papua New Guinea", "GIN GNB GNQ PNG"),
        ("Evidence from the Dominican Republic and Dominica", "DOM DMA"),
        ("Floods in the Congo and pensions in Korea", ""),
        ("The Democratic Republic of the Congo and the Republic of the Congo", "COD COG"),
        ("Congo, Dem. Rep. - Social Fund; Congo, Rep.; Korea, Rep.", "COD COG KOR"),
        ("South Korea and the Democratic People's Republic of Korea", "KOR PRK"),
        ("Mali, Somalia and Malawi", "MLI SOM MWI"),
        ("Oman and Romania", "OMN ROU"),
        ("South Sudan and Sudan", "SSD SDN"),
        ("Northern Ireland and Ireland", "GBR IRL"),
        ("American Samoa and Samoa; Samoa américaine", "ASM WSM ASM"),
        ("New Mexico and Mexico, New Jersey and Jersey", "MEX JEY"),
        ("Paid leave in New Jersey and New South Wales", ""),
        ("Guinea pigs in Peru, guinea fowl in Guinea", "PER GIN"),
        ("The Panama Papers and Panama", "PAN"),
        ("Gulf of Guinea, Gulf of Mexico, Lake Chad Basin, Niger Delta, Jordan River, Inner Mongolia", ""),
        ("The Luxembourg Income Study", ""),
        ("Western Sahara, the Sahara and the Sahel", "ESH"),
        ("South Africa, Southern Africa and the Central African Republic", "ZAF CAF"),
        ("Serbia and Montenegro", "SRB MNE"),
        ("Netherlands Antilles", ""),
        ("St. Lucia, St. Kitts and Nevis, Saint Vincent and the Grenadines", "LCA KNA VCT"),
        ("Taiwan, China; Hong Kong SAR, China; Mainland China", "TWN HKG CHN"),
        ("Evidence from the Gambia, The Gambia and the Philippines", "GMB GMB PHL"),
        ("The former Yugoslav Republic of Macedonia", "MKD"),
        ("the occupied Palestinian territory, Gaza", "PSE PSE"),
        ("Zanzibar's universal pension", "TZA"),
    ],
)
def test_names_that_hold_other_names(text: str, expected: str) -> None:
    assert " ".join(mentioned(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Targeted social assistance in Georgia", "GEO"),
        ("Medicaid expansion in Georgia", ""),
        ("TANF and child care in Georgia", ""),
        ("Cash welfare in Georgia and Ohio", ""),
        ("Welfare in Georgia: evidence from Atlanta", ""),
        ("University of Georgia, Georgia Tech", ""),
        ("Alabama and Georgia", ""),
        ("Syrian refugees in Jordan, Lebanon and Turkey", "JOR LBN TUR"),
        ("Michael Jordan and the economics of superstars", ""),
        ("A reply to J. Jordan", ""),
        ("Jordan: social safety nets", "JOR"),
        ("Jordan's cash transfers", "JOR"),
        ("Jordan Emergency Cash Transfer COVID-19 Response Project", "JOR"),
        ("Chad Smith on welfare, with Jordan Peterson", ""),
        ("Chad - Refugees and Host Communities Support Project", "TCD"),
        ("Social Protection in Chad", "TCD"),
        ("Turkey production for poultry farmers in Ghana", "GHA"),
        ("Maurice Obstfeld on Dominique Strauss-Kahn", ""),
        ("Reunión de expertos en Perú", "PER"),
        ("Salvador, Bahia, and El Salvador", "SLV"),
        ("Danish Refugee Council (DRC) in Uganda", "UGA"),
        ("Conflict in eastern DRC", "COD"),
    ],
)
def test_names_that_are_also_something_else(text: str, expected: str) -> None:
    assert " ".join(mentioned(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cash in kenya, chad and turkey", ""),
        ("SOCIAL PROTECTION IN NIGER", "NER"),
        ("CONTACT US NOW", ""),
        ("The UK and the US compared; U.S. welfare", "GBR USA USA"),
        ("US$50 million, or US dollars, let us see", ""),
        ("KE and NO and ML in tables", ""),
        ("Kenya-based, Kenya/Uganda (Rwanda)", "KEN KEN UGA RWA"),
        ("Kenyan and Nigerian, Indiana and Omani", ""),
        ("in the South. Sudan was asked", "SDN"),
        ("", ""),
    ],
)
def test_written_as_proper_names(text: str, expected: str) -> None:
    assert " ".join(mentioned(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Transferts monétaires en Côte d’Ivoire, au Tchad et en République démocratique du Congo", "CIV TCD COD"),
        ("La Réunion et Mayotte, une réunion à Paris", "REU MYT"),
        ("Protección social en México, República Dominicana y Perú", "MEX DOM PER"),
        ("Transferências no Brasil, em Moçambique e na Guiné-Bissau", "BRA MOZ GNB"),
        ("التحويلات النقدية في الأردن ومصر وبالعراق", "JOR EGY IRQ"),
        ("الحماية الاجتماعية في جنوب السودان والسودان", "SSD SDN"),
        ("دعم مالي للأسر", ""),
        ("الحماية الاجتماعية في مالي", "MLI"),
    ],
)
def test_in_the_languages_of_the_interface(text: str, expected: str) -> None:
    assert " ".join(mentioned(text)) == expected


def test_tells_where() -> None:
    text = "Cash in Côte d’Ivoire; وبالعراق"
    assert [(iso3, text[start:end]) for iso3, start, end in countries().find(text)] == [
        ("CIV", "Côte d’Ivoire"),
        ("IRQ", "العراق"),
    ]


@needs_facts
def test_projects_that_name_a_country_name_their_own() -> None:
    counts: Counter[str] = Counter()
    for line in (FACTS / "world_bank_projects.jsonl").read_text(encoding="utf-8").splitlines():
        project = json.loads(line)
        found = set(mentioned(project["project_name"]))
        counts["right" if found == {project["iso3"]} else "other" if found else "none"] += 1
    assert counts["right"] >= 216
    assert counts["other"] <= 1  # "Structural Adjustment Credit (SAC) (Montenegro)", filed under Serbia
