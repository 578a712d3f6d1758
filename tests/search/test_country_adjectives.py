"""What questions call countries: every name, adjectives, and the codes that are first of all something else."""

import re
from functools import cache

import pytest

from search.authorities import Countries, Taxonomy
from search.errors import ConfigurationError
from search.paths import data_file
from search.text import fold

NOTHING = 'version: "1"\ntitle: {en: T}\ndate: "2026"\nschemes: {}\n'


@cache
def taxonomy() -> Taxonomy:
    return Taxonomy.load(data_file("taxonomy.yaml"))


@cache
def countries() -> Countries:
    return Countries.load(data_file("mappings") / "countries.yaml", taxonomy())


@cache
def owners() -> dict[str, set[str]]:
    """Folded form without blanks, in which hyphens and blanks are alike -> the countries that it is said of."""
    found: dict[str, set[str]] = {}
    for name in countries().every_name():
        found.setdefault(_joined(name.text), set()).add(name.iso3)
    for iso3, forms in countries().adjectives().items():
        for form in forms:
            found.setdefault(_joined(form), set()).add(iso3)
    return found


def _joined(text: str) -> str:
    return fold(text).replace(" ", "")


@pytest.mark.parametrize(
    ("adjective", "iso3"),
    [
        *[("Kenyan", "KEN"), ("kényane", "KEN"), ("keniata", "KEN"), ("queniana", "KEN"), ("كينية", "KEN")],
        *[("Nigerien", "NER"), ("nigérienne", "NER"), ("nigerino", "NER"), ("Nigerian", "NGA"), ("nigeriano", "NGA")],
        *[("South Sudanese", "SSD"), ("Sudanese", "SDN"), ("South Korean", "KOR"), ("Bissau-Guinean", "GNB")],
        *[("Burkinabé", "BFA"), ("Basotho", "LSO"), ("Malagasy", "MDG"), ("Filipina", "PHL"), ("Ivorian", "CIV")],
        *[("Papua New Guinean", "PNG"), ("centrafricaine", "CAF"), ("moçambicano", "MOZ"), ("estadounidense", "USA")],
        *[("dominiquais", "DMA"), ("guyanais", "GUF"), ("guyanienne", "GUY"), ("Georgian", "GEO"), ("Irish", "IRL")],
    ],
)
def test_an_adjective_means_its_country(adjective: str, iso3: str) -> None:
    assert owners()[_joined(adjective)] == {iso3}
    assert adjective in countries().adjectives()[iso3]


def test_every_country_has_adjectives_but_those_that_nobody_lives_in_and_those_that_share_theirs() -> None:
    asked = {iso3 for _, candidates in countries().questions() for iso3 in candidates}
    without = {*countries().codes} - {*countries().adjectives()} - asked
    assert without == {
        *("ATA", "ATF", "BVT", "HMD", "IOT", "SGS", "SJM", "UMI"),  # nobody's home
        *("BLM", "CCK", "CXR", "NFK"),  # no word in common use
    }


def test_no_form_is_of_two_countries_in_whatever_language_it_is_looked_up() -> None:
    shared = {_joined(label): set(candidates) for label, candidates in countries().questions()}
    forms = {(iso3, form) for iso3, forms in countries().adjectives().items() for form in forms}
    assert [form for iso3, form in forms if owners()[_joined(form)] != {iso3} or _joined(form) in shared] == []
    assert [label for label, means in shared.items() if owners().get(label, set()) - means] == []


@pytest.mark.parametrize(
    ("label", "candidates"),
    [
        *[("Congolese", ("COD", "COG")), ("coreana", ("KOR", "PRK")), ("Dominican", ("DOM", "DMA"))],
        *[("Guinean", ("GIN", "GNB", "GNQ")), ("Congo", ("COD", "COG")), ("Timor", ("TLS", "IDN"))],
        *[("Czechoslovakia", ("CZE", "SVK")), ("Czechoslovak", ("CZE", "SVK")), ("Micronesian", ("FSM",))],
    ],
)
def test_what_several_countries_are_called_is_a_question(label: str, candidates: tuple[str, ...]) -> None:
    assert (label, candidates) in countries().questions()


def test_adjectives_change_nothing_in_a_field_in_a_text_or_in_what_is_searched() -> None:
    before, _, rest = countries().text.partition("\nadjective:\n")
    bare = Countries.parse(f"{before}\ntext:{rest.partition(f'{chr(10)}text:')[2]}", taxonomy())
    assert bare.adjectives() == {} and bare.find("Georgia and Chad") and bare.every_name() == countries().every_name()
    labels = [label for label, _ in countries().questions()]
    for form in (*labels, *(form for forms in countries().adjectives().values() for form in forms)):
        assert countries().resolve(form) == bare.resolve(form), form
        for text in (f"The {form} pension reform", f"Pension reform {form.upper()} in Kenya"):
            assert countries().find(text) == bare.find(text), form
    assert all(countries().names(iso3) == bare.names(iso3) for iso3 in countries().codes)
    assert [countries().resolve(form).how for form in ("Kenyan", "Congolese")] == ["unknown", "unknown"]


@pytest.mark.parametrize("word", ["English", "Arabic", "مالي", "مالية", "قطري", "قطرية", "indio", "americano", "Pole"])
def test_what_is_first_of_all_a_language_or_a_thing_is_no_adjective(word: str) -> None:
    assert all(fold(word) != fold(form) for forms in countries().adjectives().values() for form in forms)


def test_what_needs_care_is_told() -> None:
    assert {"Latin American", "French-speaking", "Indian Ocean", "British Columbia"} <= {*countries().not_adjectives}


@pytest.mark.parametrize(
    ("text", "iso3", "kind"),
    [
        *[
            ("U.S.", "USA", "acronym"),
            ("U.S.A.", "USA", "acronym"),
            ("U.K.", "GBR", "acronym"),
            ("Burma", "MMR", "alias"),
        ],
        *[("DR Congo", "COD", "alias"), ("East Timor", "TLS", "alias"), ("Republic of Korea", "KOR", "name")],
        *[
            ("Lao People's Democratic Republic", "LAO", "name"),
            ("Swaziland", "SWZ", "alias"),
            ("Turkiye", "TUR", "alias"),
        ],
        *[("Ivory Coast", "CIV", "alias"), ("Cape Verde", "CPV", "alias"), ("Cabo Verde", "CPV", "name")],
        *[
            ("Burma", "MMR", "alias"),
            ("Turkiye", "TUR", "alias"),
            ("Zanzibar", "TZA", "part"),
            ("توجو", "TGO", "alias"),
        ],
    ],
)
def test_every_name_holds_all_of_them_and_how_they_are_meant(text: str, iso3: str, kind: str) -> None:
    assert (text, iso3, kind) in {(name.text, name.iso3, name.kind) for name in countries().every_name()}


def test_what_a_country_field_understands_is_among_the_names() -> None:
    for name in countries().every_name():
        found = countries().resolve(name.text)
        assert name.iso3 in found.candidates, name


def test_codes_that_are_words_or_acronyms_of_the_field_are_no_codes() -> None:
    assert {
        *("IT", "ID", "AI", "HR", "ML", "MA", "PA", "PM", "CV", "GE", "TV", "CC", "AND", "ARE", "CAN", "PER", "COM")
    } <= (countries().not_codes)
    assert not {"KEN", "KE", "USA", "US", "GB", "FR", "BR", "ZA", "COD", "NPL", "BRA"} & countries().not_codes


def test_an_acronym_of_the_taxonomy_is_no_code_of_a_country() -> None:
    codes = {*countries().codes, *map(countries().iso2, countries().codes)}
    labels = [ambiguity.label for ambiguity in taxonomy().ambiguous]
    for scheme in taxonomy().schemes.values():
        for concept in scheme.concepts.values():
            lists = (*concept.alt_label.values(), *concept.hidden_label.values())
            labels += [*concept.pref_label.values(), *(label for several in lists for label in several)]
    assert {label for label in labels if label in codes} <= countries().not_codes


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("adjective:\n  KNY: {en: [Kenyan]}", "line 2: KNY is no ISO 3166 code"),
        ("adjective:\n  KEN: {de: [kenianisch]}", "line 2: KEN/de is no language of the pages"),
        ("adjective:\n  KEN: {en: [Kenyan]}\n  UGA: {en: [kenyan]}", "line 3: “kenyan” is also a name of KEN"),
        ("alias:\n  UGA: [Kenyan]\nadjective:\n  KEN: {en: [Kenyan]}", "line 4: “Kenyan” is also a name of UGA"),
        (
            "adjective:\n  COD: {en: [Congolese]}\nshared_adjective:\n  - {label: [Congolese], means: [COD, COG]}",
            "line 2: “Congolese” is also under ambiguous, former or shared_adjective",
        ),
        ("shared_adjective:\n  - {label: [Congolese], means: [COD, CGO]}", "line 2: CGO is no ISO 3166 code"),
        ("as_often: [Klingon]", "line 1: “Klingon” is no name of a country"),
        ("not_codes: [IT, Id]", "line 1: Id is no ISO 3166 code in capitals"),
    ],
)
def test_a_slip_in_the_file_is_named(change: str, sentence: str) -> None:
    with pytest.raises(ConfigurationError, match=re.escape(sentence)):
        Countries.parse(f"{change}\n", Taxonomy.parse(NOTHING))
