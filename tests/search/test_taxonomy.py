"""The shipped vocabularies: labels lead to concepts, what is narrower counts above, and countries lie in regions."""

import gzip
import hashlib
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.authorities import Countries, Indicators, Taxonomy
from search.paths import data_file
from search.records import FACETS, INTERFACE_LANGUAGES

SAMPLE = Path(__file__).parents[2] / "sample_data"


@cache
def shipped() -> Taxonomy:
    return Taxonomy.load(data_file("taxonomy.yaml"))


@cache
def countries() -> Countries:
    return Countries.load(data_file("mappings") / "countries.yaml", shipped())


def test_it_carries_its_text_and_has_every_scheme_that_records_use() -> None:
    taxonomy = shipped()
    assert taxonomy.text == data_file("taxonomy.yaml").read_text(encoding="utf-8")
    assert taxonomy.fingerprint == hashlib.sha256(taxonomy.text.encode()).hexdigest()[:12]
    assert Taxonomy.parse(taxonomy.text + "# more\n").fingerprint != taxonomy.fingerprint
    assert {facet.name for facet in FACETS if facet.kind == "concept"} <= set(taxonomy.schemes)
    assert set(taxonomy.title) == set(INTERFACE_LANGUAGES)


def test_a_concept_with_two_broader_counts_once_above_both() -> None:
    above = shipped().closure("programme", ["unemployment-assistance"])
    assert {"cash-transfers", "social-assistance", "passive-labour-market-programmes"} <= set(above)
    assert len(above) == len(set(above)) and list(above) == sorted(above)
    both = shipped().closure("programme", ["unemployment-assistance", "social-pensions", "unemployment-assistance"])
    assert both.count("social-assistance") == 1 and set(above) < set(both)
    assert {"labour-market-programmes", "social-assistance"} <= set(shipped().broader("programme", "cash-for-work"))


def test_what_is_narrower_is_what_has_it_above() -> None:
    taxonomy = shipped()
    for scheme, content in taxonomy.schemes.items():
        for concept in content.concepts:
            below = taxonomy.descendants(scheme, concept)
            assert set(taxonomy.narrower(scheme, concept)) <= set(below)
            assert all(concept in taxonomy.broader(scheme, other) for other in below)
        assert set(taxonomy.roots(scheme)) == {c.id for c in content.concepts.values() if not c.broader}


@st.composite
def hierarchies(draw: st.DrawFn) -> dict[str, list[str]]:
    """Concept -> broader ones, without a circle: each names only earlier ones."""
    size = draw(st.integers(1, 12))
    return {
        f"c{i}": draw(st.lists(st.sampled_from([f"c{j}" for j in range(i)]), unique=True)) if i else []
        for i in range(size)
    }


@given(hierarchies(), st.randoms(use_true_random=False))
def test_closure_is_idempotent_and_takes_no_notice_of_order(parents: dict[str, list[str]], random: object) -> None:
    listed = list(parents)
    random.shuffle(listed)  # type: ignore[attr-defined]
    concepts = "".join(f"      {c}: {{prefLabel: {{en: {c}}}, broader: [{', '.join(parents[c])}]}}\n" for c in listed)
    taxonomy = Taxonomy.parse(f"schemes:\n  topic:\n    concepts:\n{concepts}")
    chosen = listed[: len(listed) // 2 + 1]
    closed = taxonomy.closure("topic", chosen)
    assert taxonomy.closure("topic", closed) == closed == taxonomy.closure("topic", reversed(chosen + chosen))
    expected = set(chosen)
    while more := {b for c in expected for b in parents[c]} - expected:
        expected |= more
    assert set(closed) == expected
    assert all(
        (a in taxonomy.broader("topic", b)) == (b in taxonomy.descendants("topic", a)) for a in listed for b in listed
    )


@pytest.mark.parametrize(
    ("scheme", "text", "concept", "how"),
    [
        ("programme", "cash-transfers", "cash-transfers", "id"),
        ("programme", "Cash transfers", "cash-transfers", "prefLabel"),
        ("programme", "  CASH   TRANSFERS ", "cash-transfers", "prefLabel"),
        ("programme", "Transferts monetaires", "cash-transfers", "prefLabel"),
        ("programme", "transferts en espèces", "cash-transfers", "altLabel"),
        ("programme", "Transferencias monetarias condicionadas", "conditional-cash-transfers", "prefLabel"),
        ("programme", "TRANSFERENCIA DE RENDA", "cash-transfers", "altLabel"),
        ("programme", "protecção social não contributiva", "social-assistance", "altLabel"),
        ("programme", "التحويلات النقديه", "cash-transfers", "prefLabel"),
        ("programme", "التحويلات النقدية الشرطية", "conditional-cash-transfers", "altLabel"),
        ("programme", "CCT", "conditional-cash-transfers", "altLabel"),
        ("programme", "PTC", "conditional-cash-transfers", "altLabel"),
        ("programme", "cash tranfers", "cash-transfers", "hiddenLabel"),
        ("programme", "PWP", "public-works", "altLabel"),
        ("programme", "Labor-intensive public works", "public-works", "altLabel"),
        ("population", "Personas con discapacidad", "persons-with-disabilities", "prefLabel"),
        ("population", "IPD", "internally-displaced-persons", "hiddenLabel"),
        ("topic", "PMT", "proxy-means-test", "altLabel"),
        ("topic", "Social protection", "social-protection", "prefLabel"),
        ("topic", "PROTECTION SOCIALE", "social-protection", "prefLabel"),
        ("topic", "proteccion social", "social-protection", "prefLabel"),
        ("topic", "proteção social", "social-protection", "prefLabel"),
        ("topic", "protecção social", "social-protection", "altLabel"),
        ("topic", "الحماية الاجتماعية", "social-protection", "prefLabel"),
        ("topic", "social protection systems", "systems-approach", "prefLabel"),
        ("content_type", "webinar series", "webinar", "altLabel"),
        ("region", "MENAAP", "middle-east-and-north-africa", "altLabel"),
        ("region", "Middle East & North Africa", "middle-east-and-north-africa", "altLabel"),
        ("country_group", "CEDEAO", "ecowas", "altLabel"),
        ("status", "Pipeline", "planned", "altLabel"),
    ],
)
def test_a_label_in_any_language_leads_to_its_concept(scheme: str, text: str, concept: str, how: str) -> None:
    resolution = shipped().resolve(scheme, text)
    assert (resolution.concept, resolution.how, resolution.question) == (concept, how, None)


@pytest.mark.parametrize(
    ("scheme", "text", "candidates"),
    [
        ("programme", "CBI", {"cash-transfers", "universal-basic-income"}),
        ("topic", "cbi", {"humanitarian-alignment", "basic-income"}),
        ("topic", "CBT", {"community-based-targeting"}),
        ("programme", "CBT", {"cash-transfers"}),
        ("programme", "SSN", {"social-assistance"}),
        ("programme", "TMC", {"conditional-cash-transfers"}),
        ("topic", "Single registry", {"social-registry", "beneficiary-registry"}),
        ("programme", "seguridad social", {"social-insurance"}),
        ("programme", "Disability benefits", {"disability-insurance", "non-contributory-disability-benefits"}),
        (
            "region",
            "Asia",
            {"east-asia-and-pacific", "south-asia", "europe-and-central-asia", "middle-east-and-north-africa"},
        ),
    ],
)
def test_what_means_several_things_is_asked_and_never_guessed(scheme: str, text: str, candidates: set[str]) -> None:
    resolution = shipped().resolve(scheme, text)
    assert resolution.concept is None and resolution.how == "ambiguous"
    assert set(resolution.candidates) == candidates
    assert resolution.question and str(resolution.question).endswith(("?", ")", "."))


def test_every_label_of_the_file_leads_to_its_concept_or_to_a_question() -> None:
    for scheme in shipped().schemes:
        for _, _, language, kind in shipped().labels(scheme):
            assert language in INTERFACE_LANGUAGES and kind in ("prefLabel", "altLabel", "hiddenLabel")
        for concept in shipped().schemes[scheme].concepts.values():
            for label in concept.pref_label.values():
                resolution = shipped().resolve(scheme, label)
                assert resolution.concept == concept.id or (resolution.how == "ambiguous" and resolution.question)


def test_the_unknown_resolves_to_nothing_and_the_misspelt_is_only_suggested() -> None:
    for text in ("Atlantis", "", "!!!", "\0"):
        assert shipped().resolve("programme", text).concept is None
    assert shipped().resolve("programme", "conditional cash tranfser").concept is None
    assert shipped().suggest("programme", "conditional cash tranfser")[0] == "conditional-cash-transfers"
    assert len(shipped().suggest("programme", "pension benefits and cash", limit=2)) == 2
    assert shipped().suggest("programme", "") == ()


def test_a_retired_concept_leads_to_what_replaced_it() -> None:
    concepts = (
        "{prefLabel: {en: Old}, replacedBy: b, deprecated: true}",
        "{prefLabel: {en: Mid}, replacedBy: c}",
        "{prefLabel: {en: New}}",
    )
    text = "schemes:\n  topic:\n    concepts:\n" + "".join(
        f"      {i}: {c}\n" for i, c in zip("abc", concepts, strict=True)
    )
    taxonomy = Taxonomy.parse(text)
    assert [taxonomy.current("topic", i) for i in "abcd"] == ["c", "c", "c", None]
    assert taxonomy.resolve("topic", "Old").concept == taxonomy.resolve("topic", "a").concept == "c"
    assert taxonomy.roots("topic") == ("c",)


def test_a_label_falls_back_to_english_then_to_the_id() -> None:
    taxonomy = Taxonomy.parse("schemes:\n  topic:\n    concepts:\n      a: {prefLabel: {en: One, fr: Un}}\n")
    assert [taxonomy.label("topic", "a", lang) for lang in ("fr", "ar", "xx")] == ["Un", "One", "One"]
    assert taxonomy.label("topic", "gone") == "gone" and taxonomy.label("nowhere", "a") == "a"


@pytest.mark.parametrize(
    ("iso3", "regions"),
    [
        ("KEN", {"africa", "sub-saharan-africa", "eastern-and-southern-africa"}),
        ("SEN", {"africa", "sub-saharan-africa", "western-and-central-africa"}),
        ("EGY", {"africa", "middle-east-and-north-africa"}),
        ("ESH", {"africa"}),
        ("PAK", {"middle-east-and-north-africa"}),
        ("XKX", {"europe-and-central-asia"}),
        ("TWN", set()),
    ],
)
def test_a_country_lies_in_every_level_of_its_regions(iso3: str, regions: set[str]) -> None:
    assert set(countries().regions(iso3)) == regions


def test_each_list_of_members_is_as_long_as_its_source_says() -> None:
    sizes = {"african-union": 55, "least-developed-countries": 44, "small-island-developing-states": 39, "ecowas": 12}
    sizes |= {"landlocked-developing-countries": 32, "arab-states": 22, "european-union": 27, "oecd": 38, "asean": 11}
    groups = shipped().schemes["country_group"].concepts
    assert {group: len(groups[group].members) for group in sizes} == sizes
    assert "24 November 2026" in (groups["least-developed-countries"].source or "")
    assert set(shipped().schemes["region"].concepts["africa"].members) == set(groups["african-union"].members)
    for scheme in ("region", "country_group"):
        for concept in shipped().schemes[scheme].concepts.values():
            assert set(concept.members) <= set(countries().codes) and concept.source and concept.date


def test_every_indicator_of_the_table_has_a_label_and_a_unit() -> None:
    table = Indicators.read("indicators", gzip.decompress((SAMPLE / "country_indicators.csv.gz").read_bytes()))
    used = {indicator for series in table.series.values() for indicator in series}
    assert used == set(shipped().schemes["indicator"].concepts)
    assert all(concept.unit for concept in shipped().schemes["indicator"].concepts.values())


def test_every_definition_is_given_in_all_languages_of_the_interface() -> None:
    concepts = [(name, one) for name, scheme in shipped().schemes.items() for one in scheme.concepts.values()]
    defined = [(name, one) for name, one in concepts if one.definition]
    assert len(defined) > 250
    assert not [(name, one.id) for name, one in defined if set(one.definition) != set(INTERFACE_LANGUAGES)]
