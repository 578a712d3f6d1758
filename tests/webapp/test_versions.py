"""A report in several languages stands on a country's page once, in the reader's, with links to the others."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from search.authorities import Authorities
from search.engines import open_index
from search.records import Record
from search.settings import Settings
from webapp import create_app

from .pages import HTMLParser, json_of, only, page, text, visitor


def _record(number: int, title: str, language: str, **fields: object) -> Record:
    values = {"title": {language: title}, "language": [language], "year": 2021, "content_type": "publication"}
    return Record.checked({"id": f"v:{number}", "source": "v", **values, **fields})


WORLD, KENYA = {"region": ["global"]}, {"country": ["KEN"]}
LANGUAGES = {"en": "A report", "fr": "Un rapport", "es": "Un informe", "ar": "تقرير"}
RECORDS = (
    *(_record(n, title, code, related=[f"v:{o}" for o in range(4) if o != n], **WORLD)
      for n, (code, title) in enumerate(LANGUAGES.items())),
    *(_record(10 + n, f"Another {n}", "en", year=2020, **WORLD) for n in range(5)),
    _record(20, "A study", "en", isbn=["9789221319672"], **KENYA),
    _record(21, "Une étude", "fr", isbn=["9789221319672"], **KENYA),
    _record(22, "A study, listed again", "en", isbn=["9789221319672"], **KENYA),
    _record(23, "Its annex", "en", related=["v:20"], **KENYA),
    _record(30, "Social dialogue in Tanzania", "en", related=["v:31"], country=["TZA"]),
    _record(31, "Dialogue social", "fr", **WORLD),  # of another place: no record of that country's
)  # fmt: skip


@pytest.fixture(scope="module")
def site(authorities: Authorities, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    settings = Settings(data=Path(tmp_path_factory.mktemp("versions")))
    with open_index(settings) as index, index.replacing(authorities) as writer:
        for record in RECORDS:
            writer.add(record)
    yield visitor(create_app(settings))


def _regional(site: FlaskClient, lang: str) -> HTMLParser:
    return page(site, f"/countries/KEN?lang={lang}")


@pytest.mark.parametrize("lang", ["en", "fr", "es", "ar", "pt"])
def test_one_card_stands_for_a_work_in_the_language_of_the_reader(site: FlaskClient, lang: str) -> None:
    cards = _regional(site, lang).css("section[aria-labelledby=regional] .card")
    shown = {text(card.css_first(".card-title")): card for card in cards}
    assert len(cards) == 4 and len(set(LANGUAGES.values()) & set(shown)) == 1
    wanted = lang if lang in LANGUAGES else "en"
    card = shown[LANGUAGES[wanted]]
    links = {str(a.attributes["hreflang"]): str(a.attributes["href"]) for a in card.css(".versions a")}
    assert set(links) == set(LANGUAGES) - {wanted}
    for code, address in links.items():
        assert text(only(page(site, address), "h1")) == LANGUAGES[code]


def test_what_is_folded_is_said_and_the_number_counts_all_records(site: FlaskClient) -> None:
    section = only(_regional(site, "en"), "section[aria-labelledby=regional]")
    link = section.css("p > a")[-1]
    answer = json_of(site.get("/api/v1/search?" + urlsplit(str(link.attributes["href"])).query))
    assert text(link).endswith(f"({answer['total']})") and answer["total"] == 10
    assert "is shown once; the number counts them all" in text(section)


def test_a_group_shows_a_work_once_whether_in_another_language_or_listed_again(site: FlaskClient) -> None:
    group = only(page(site, "/countries/KEN"), "section[aria-labelledby=group-publications]")
    assert text(only(group, "h2 .aside")) == "4" and "the number counts them all" in text(group)
    told = [text(item) for item in group.css("li")]
    assert len(told) == 2 and "Its annex 2021" in told
    (work,) = [one for one in told if one != "Its annex 2021"]
    assert "The same work: " in work and "French" in work
    (item,) = page(site, "/countries/KEN?lang=fr").css("section[aria-labelledby=group-publications] li:has(.versions)")
    assert text(item.css_first("a")) == "Une étude" and "Anglais" in text(item)


def test_where_nothing_is_folded_nothing_is_said_and_a_version_from_elsewhere_is_linked(site: FlaskClient) -> None:
    group = only(page(site, "/countries/TZA"), "section[aria-labelledby=group-publications]")
    assert text(only(group, ".versions")) == "The same work: French"
    assert not page(site, "/countries/PER").css("section[aria-labelledby^=group-]")


def test_a_search_and_the_page_of_a_record_name_a_version_by_its_language(site: FlaskClient) -> None:
    told = [text(item) for item in page(site, "/records/v:0").css("ul.related[aria-labelledby=related] li")]
    assert told[0].startswith("the same work in French: Un rapport") and len(told) == 3
    card = page(site, "/search?q=report&sort=newest").css(".together li")
    assert any(text(one).startswith("the same work in Spanish: Un informe") for one in card)
