"""Notes and sources of regions and groups are in the language of the page, or name the one that they are in."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from search.authorities import Authorities, Taxonomy
from search.engines import open_index
from search.settings import Settings
from webapp import create_app
from webapp.languages import language

from .pages import only, page, text, visitor

LANGUAGES = ("fr", "es", "pt", "ar")
OURS = "Our own list, which nobody translated"
M49 = "United Nations, standard country or area codes (M49)"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scheme", ["region", "country_group"])
def test_what_comes_with_the_program_is_translated(authorities: Authorities, scheme: str, lang: str) -> None:
    for concept in Authorities.shipped().taxonomy.schemes[scheme].concepts.values():
        assert not concept.scope_note or concept.scope_note[lang] != concept.scope_note["en"]
        assert not concept.source or language(lang).gettext(concept.source) != concept.source


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    settings, shipped = Settings(data=Path(tmp_path_factory.mktemp("sourced"))), Authorities.shipped()
    own = shipped.taxonomy.text.replace(M49, OURS)
    with open_index(settings) as index, index.replacing(replace(shipped, taxonomy=Taxonomy.parse(own))):
        pass
    yield visitor(create_app(settings))


def test_a_source_that_nobody_translated_says_that_it_is_english(site: FlaskClient) -> None:
    group = "/taxonomy/country_group/m49-eastern-africa"
    member = only(page(site, f"{group}?lang=ar"), 'h2 span[lang="en"]')
    assert text(member) == OURS and member.attributes["dir"] == "ltr"
    assert not page(site, group).css('h2 span[lang="en"]')
    places = page(site, "/countries/KEN?lang=fr").css("section[aria-labelledby=member] li")
    told = {text(place.css_first("a")): place for place in places}
    ours = next(place for place in places if OURS in text(place))
    assert text(ours.css_first('[lang="en"]')) == OURS
    assert not told["Afrique"].css("[lang]") and "Union africaine, États membres" in text(told["Afrique"])


def test_a_definition_in_english_says_so_on_pages_in_other_languages(site: FlaskClient) -> None:
    assert page(site, "/taxonomy?lang=fr").css('p.hint > span[lang="en"]')
    assert not page(site, "/taxonomy").css('p.hint > span[lang="en"]')
    note = text(page(site, "/taxonomy/region/africa?lang=pt").css_first("main"))
    assert "O Djibuti e o Norte de África" in note and "Djibouti and" not in note
