"""Languages: a page is in one of them, runs in its direction, and writes numbers and dates as it does."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from search.records import INTERFACE_LANGUAGES
from webapp.languages import Language, language

from .pages import only, page, text


@pytest.mark.parametrize("code", INTERFACE_LANGUAGES)
def test_a_page_is_in_one_language(client: FlaskClient, code: str) -> None:
    tree = page(client, f"/search?q=study&lang={code}" if code != "en" else "/search?q=study")
    assert only(tree, "html").attributes == {"lang": code, "dir": "rtl" if code == "ar" else "ltr"}
    assert text(only(tree, ".masthead nav [aria-current=page]")) == language(code).gettext("Search")
    switch = {str(a.attributes["lang"]): str(a.attributes["href"]) for a in tree.css(".languages a")}
    assert set(switch) == set(INTERFACE_LANGUAGES) and switch["en"] == "/search?q=study"


def examples() -> Iterator[tuple[str, str, str]]:
    said: dict[str, tuple[str, ...]] = {
        "en": ("1,234", "25 million", "March 2015", "4 March 2015", "5–8 Oct 2020", "2011–2015"),
        "fr": ("1 234", "25 millions", "mars 2015", "4 mars 2015", "5–8 oct. 2020", "2011–2015"),
        "es": ("1.234", "25 millones", "marzo de 2015", "4 de marzo de 2015", "5–8 oct 2020", "2011–2015"),
    }
    for code, wanted in said.items():
        made = Language(code)
        own = (
            made.number(1234), made.amount(25_000_000), made.date("2015-03"), made.date("2015-03-04"),
            made.span("2020-10-05", "2020-10-08"), made.span("2011-02", "2015-12-31"),
        )  # fmt: skip
        yield from ((code, *pair) for pair in zip(own, wanted, strict=True))


@pytest.mark.parametrize(("code", "made", "wanted"), list(examples()))
def test_numbers_and_dates_are_written_as_the_language_does(code: str, made: str, wanted: str) -> None:
    plain = str.maketrans(dict.fromkeys("\u202f\xa0\u2009", " "))
    assert made.translate(plain) == wanted


def test_a_date_of_another_kind_stays_as_it_is() -> None:
    assert [language("en").date(odd) for odd in ("", "2015", "soon", "2015-13", "2015-02-31")] == [
        "", "2015", "soon", "2015-13", "2015-02-31",
    ]  # fmt: skip
