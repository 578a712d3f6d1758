"""No string of a record makes its page wider than the screen: on a narrow phone, and with letters twice as large.

The letters are enlarged as a reader's own setting does it: all measures that follow the size of letters grow, too.
"""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from indexer.run import Run
from search.authorities import Authorities
from search.engines import open_index
from search.queries import Query
from search.records import Figure, Origin, RawRow, Record
from search.settings import Settings
from webapp import create_app

from .conftest import serving

pytestmark = pytest.mark.browser

SAMPLE = Path(__file__).parents[2] / "sample_data"
SCREENS = ((320, 100), (360, 100), (360, 200))  # width, size of letters in per cent
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
UNFOLD = "document.querySelectorAll('details').forEach(part => { part.open = true })"
WORD = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenversicherungsanstalt" * 3
ADDRESS = f"https://{'sub-domain.' * 12}example.org/{'path/' * 30}{WORD}?{'a=1&' * 40}"
ARABIC = "الحماية" * 40
HOSTILE = (
    Record(
        id=f"hostile:{WORD}",
        title={"en": WORD, "ar": ARABIC, "fr": ADDRESS},
        abstract={"en": f"{WORD} {ADDRESS}", "ar": ARABIC},
        author=(WORD, ARABIC, ADDRESS),
        organisation=(WORD,),
        keyword=(WORD, *(f"{WORD}{n}" for n in range(20))),
        publisher=ADDRESS,
        rights=ADDRESS,
        url=ADDRESS,
        doi=f"10.1234/{WORD}",
        related=(ADDRESS, "hostile:origins", WORD),
        source="hostile",
        figures=(Figure(measure="commitment", value=25_000_000_000_000_000, unit="USD"),),
    ),
    Record(
        id="hostile:origins",
        title={"ar": f"{ARABIC} (2015/03)"},
        source=WORD,
        related=(f"hostile:{WORD}",),
        raw=tuple(
            RawRow(file=f"{WORD}.xlsx", sheet=WORD, row=n, columns={WORD: ADDRESS, "list": [WORD, ADDRESS]})
            for n in range(3)
        ),
        keyword=tuple(f"keyword {n}" for n in range(60)),
        provenance={
            "keyword": tuple(
                Origin(value=f"keyword {n}", how="stated", raw=WORD, column=WORD, file=f"{WORD}.xlsx", row=n)
                for n in range(60)
            )
        },
    ),
)
PLACES = ("", ".cite")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    settings = Settings(data=tmp_path_factory.mktemp("hostile"))
    with open_index(settings) as index, index.replacing(Authorities.shipped()) as writer:
        for record in HOSTILE:
            writer.add(record)
    with serving(create_app(settings)) as address:
        yield address


@pytest.mark.parametrize(("width", "letters"), SCREENS)
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_nothing_breaks_a_page(browser: Any, hostile: str, width: int, letters: int, lang: str) -> None:
    records = [f"/records/{quote(record.id, safe=':')}{part}" for record in HOSTILE for part in PLACES]
    paths = [*records, "/search", f"/search?q={WORD}&keyword={WORD}", "/search/facets/keyword"]
    spoken = [f"{path}{'&' if '?' in path else '?'}lang={lang}" for path in paths]
    assert too_wide(browser, hostile, spoken, width, letters) == []


@pytest.mark.slow
@pytest.mark.parametrize(("width", "letters"), SCREENS)
def test_no_record_of_the_sample_breaks_its_page(
    browser: Any, sample: tuple[str, list[str]], width: int, letters: int
) -> None:
    address, paths = sample
    assert too_wide(browser, address, paths, width, letters) == []


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str]]]:
    """Where the sample is served, and the addresses of 300 of its records."""
    settings = Settings(data=tmp_path_factory.mktemp("sample"))
    run = Run(Authorities.shipped(), settings.data / "quarantine")
    with open_index(settings) as index:
        run.build(index, run.rows([SAMPLE]))
        known = sorted(record.id for record in index.scan(Query()))
    some = random.Random(20).sample(known, 300)
    with serving(create_app(settings)) as address:
        yield address, [f"/records/{quote(one, safe=':')}" for one in some]


def too_wide(browser: Any, address: str, paths: list[str], width: int, letters: int) -> list[tuple[str, int]]:
    """The pages that are wider than the screen, with all that is folded opened; and by how many pixels."""
    page = browser.new_page(viewport={"width": width, "height": 800}, bypass_csp=True)
    found = []
    for path in paths:
        page.goto(address + path)
        page.evaluate(f"document.documentElement.style.fontSize = '{letters}%'")
        page.evaluate(UNFOLD)
        if (beyond := page.evaluate(WIDER)) > 0:
            found.append((path[:80], beyond))
    page.close()
    return found
