"""/about: what the index itself says of its sources and limits, and nothing of any other index."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import webapp
from search.authorities import About, Authorities
from search.engines import open_index
from search.records import INTERFACE_LANGUAGES, Record
from search.settings import Settings
from webapp import create_app
from webapp.languages import language

from .pages import HTMLParser, only, page, text, visitor

SAMPLE = Path(webapp.__file__).parents[1] / "sample_data" / "about.yaml"
FRENCH = """\
sources:
  demo: {text: {fr: "<b>Registre</b> & {{ 7*7 }}"}, links: [{title: "<i>ici</i>", url: "https://example.org/?a=1&b='"}]}
limits: {points: [{ar: بلديات}]}
"""


def asking(authorities: Authorities, folder: Path, about: str, *sources: str) -> FlaskClient:
    """Somebody who visits an index with a record of each source."""
    settings = Settings(data=folder)
    with open_index(settings) as index, index.replacing(replace(authorities, about=About(about))) as writer:
        for source in sources:
            writer.add(Record(id=f"{source}:1", title={"en": "Pensions"}, source=source))
    return visitor(create_app(settings))


@pytest.fixture(scope="module")
def of_sample(authorities: Authorities, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    about = SAMPLE.read_text(encoding="utf-8")
    return asking(authorities, tmp_path_factory.mktemp("about"), about, "world-bank", "nber", "unknown")


def sources(tree: HTMLParser) -> dict[str, str]:
    """The name of each source -> what is said of it."""
    told = tree.css(".sources > div")
    said = {text(one.css_first("dt a")): one.css_first("dd:not(.n)") for one in told}
    return {name: text(one) if one else "" for name, one in said.items()}


@pytest.mark.parametrize("code", INTERFACE_LANGUAGES)
def test_the_sample_is_told_in_every_language(of_sample: FlaskClient, code: str) -> None:
    tree, about = page(of_sample, f"/about?lang={code}"), About.read("about.yaml", SAMPLE.read_text(encoding="utf-8"))
    told, bank = sources(tree), about.source("world-bank")
    assert bank and told["World Bank"] == f"{bank.text[code]} CC BY 4.0 · projects.worldbank.org"
    assert set(told) == {"World Bank", "NBER", "unknown"} and told["unknown"] == ""
    assert [text(one) for one in tree.css(".limits li")] == [point[code] for point in about.limits.points]
    assert about.limits.text[code] in text(tree.css_first("main")) and not tree.css("main [lang]")
    links = {text(a): str(a.attributes["href"]) for a in tree.css(".sources dd a")}
    assert links["CC BY 4.0"] == "https://creativecommons.org/licenses/by/4.0/"


def test_filters_and_the_api_call_a_source_by_its_name(of_sample: FlaskClient) -> None:
    assert "World Bank" in text(only(page(of_sample, "/search?source.not=world-bank"), ".chips"))
    buckets = of_sample.get("/api/v1/search").get_json()["facets"]["source"]["buckets"]
    assert {bucket["value"]: bucket["label"] for bucket in buckets} == {
        "world-bank": "World Bank", "nber": "NBER", "unknown": "unknown",
    }  # fmt: skip


@pytest.mark.parametrize("code", INTERFACE_LANGUAGES)
def test_another_index_says_nothing_of_the_sample(authorities: Authorities, tmp_path: Path, code: str) -> None:
    tree = page(asking(authorities, tmp_path, "", "world-bank"), f"/about?lang={code}")
    about = About.read("about.yaml", SAMPLE.read_text(encoding="utf-8"))
    bank, said = about.source("world-bank"), text(tree.body)
    assert sources(tree) == {"world-bank": ""} and not tree.css(".limits, .sources dd:not(.n)")
    assert bank and bank.text[code] not in said and about.limits.text[code] not in said
    assert "World Bank" not in said and "NBER" not in said and language(code).gettext("What is not in it") in said


def test_texts_are_plain_and_keep_their_language(authorities: Authorities, tmp_path: Path) -> None:
    tree = page(asking(authorities, tmp_path, FRENCH, "demo"), "/about?lang=es")
    told = only(tree, ".sources dd > span")
    assert text(told) == "<b>Registre</b> & {{ 7*7 }}" and (told.attributes["lang"], told.attributes["dir"]) == (
        "fr",
        "ltr",
    )
    link = only(tree, ".sources dd a")
    assert text(link) == "<i>ici</i>" and "noopener" in str(link.attributes["rel"])
    assert link.attributes["href"] == "https://example.org/?a=1&b='"
    assert only(tree, ".limits li span").attributes["dir"] == "rtl" and not tree.css("dd b, dd i")
    assert list(sources(tree)) == ["demo"]
