"""The lines of /search/as and /records/<id>.as, copied from a site that is served and run as they are."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from search.settings import Settings
from tests.served import Site, served
from tests.test_serve import SERVE, environment
from tests.webapp.conftest import authorities, settings  # noqa: F401  fixtures that are the same
from tests.webapp.pages import only

NO_R = "R is not here: with Rscript and its package jsonlite these lines would be run; their form alone was looked at"
SEARCHES = [
    "q=study&sort=newest&size=10",
    "country=KEN&programme.not=school-feeding&lang=fr",
    "q=%22O%27Neill+%26+co%22",
]
RECORD = "/records/demo:pension-1.as"


@pytest.fixture(scope="module")
def site(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:  # noqa: F811
    with served(SERVE, tmp_path_factory.mktemp("snippets") / "log", **environment(settings.data)) as made:
        yield made


def lines(site: Site, address: str) -> dict[str, str]:
    """Name -> what stands there to be copied, with the address of the site, as the page asks for."""
    answer = site.get(address)
    assert answer.status_code == 200, answer.text
    found = LexborHTMLParser(answer.text).css("pre")
    return {str(one.id).removeprefix("lines-"): one.text().replace("https://YOUR-INDEX", site.url) for one in found}


def run(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def ids(site: Site, question: str) -> list[str]:
    return [json.loads(line)["id"] for line in site.get(f"/search.jsonl?{question}").text.splitlines()]


@pytest.mark.parametrize("question", SEARCHES)
def test_a_search_is_the_same_in_a_shell_and_in_python(site: Site, question: str) -> None:
    found = lines(site, f"/search/as?{question}")
    answer = json.loads(run(["sh", "-c", found["curl"]]))
    assert answer["hits"] == site.get(f"/api/v1/search?{question}").json()["hits"]
    assert found["api"] in found["curl"] and answer["links"]["html"] == found["link"].removeprefix(site.url)
    printed = run([sys.executable, "-c", found["python"]]).splitlines()
    assert [line.partition("\t")[0] for line in printed] == ids(site, question)
    assert all("\t" in line for line in printed)


def test_a_record_is_the_same_in_a_shell_and_in_python(site: Site) -> None:
    found = lines(site, RECORD)
    answer = json.loads(run(["sh", "-c", found["curl"]]))
    assert answer["record"]["raw"] and answer["id"] == "demo:pension-1"
    assert run([sys.executable, "-c", found["python"]]).startswith("demo:pension-1\tSocial pensions in Kenya")
    assert site.get(found["link"].removeprefix(site.url)).status_code == 200


@pytest.mark.parametrize("address", [*(f"/search/as?{question}" for question in SEARCHES), RECORD])
def test_r_is_written_as_r_is(site: Site, address: str) -> None:
    written = lines(site, address)["r"]
    without = re.sub(r'"[^"\\]*(?:\\.[^"\\]*)*"', "", written)
    assert all(without.count(left) == without.count(right) for left, right in ("()", "{}", "[]"))
    assert '"' not in without and written.count(site.url) >= 1 and written.startswith("library(jsonlite)\n")


@pytest.mark.parametrize("address", [f"/search/as?{SEARCHES[0]}", RECORD])
def test_r_does_the_same(site: Site, address: str, tmp_path: Path) -> None:
    if shutil.which("Rscript") is None:
        pytest.skip(NO_R)
    script = tmp_path / "lines.R"
    script.write_text(lines(site, address)["r"], encoding="utf-8")
    printed = [line.partition("\t")[0] for line in run(["Rscript", str(script)]).splitlines()]
    assert printed == (ids(site, SEARCHES[0]) if "?" in address else ["demo:pension-1"])


@pytest.mark.parametrize(
    ("question", "path"),
    [
        ("country=KEN&lang=fr", "/embed/v1/country/KEN.html?lang=fr"),
        ("country=KEN&q=study", "/embed/v1/country/KEN.html?q=study"),
        ("country=KEN&country=UGA", "/embed/v1/search?country=KEN&country=UGA"),
        ("country.not=KEN", "/embed/v1/search?country.not=KEN"),
        ("", "/embed/v1/search"),
    ],
)
def test_every_search_has_a_widget(site: Site, question: str, path: str) -> None:
    lined = LexborHTMLParser(lines(site, f"/embed/builder?{question}")["html"])
    address = str(only(lined, "iframe").attributes["src"]).removeprefix(site.url)
    widget = site.get(address)
    assert widget.status_code == 200 and address.partition("&facets")[0] == path
    assert "frame-ancestors *" in widget.headers["Content-Security-Policy"]
    assert site.get(str(only(lined, "a").attributes["href"]).removeprefix(site.url)).status_code == 200


def test_pages_lead_to_them_and_each_can_be_copied(site: Site) -> None:
    for page, there in (("/search?q=study", "/search/as?q=study"), (RECORD.removesuffix(".as"), RECORD)):
        assert f'href="{there}"' in site.get(page).text
        tree = LexborHTMLParser(site.get(there).text)
        copied = {button.attributes["data-copies"] for button in tree.css("button[data-copies]")}
        assert copied == {one.id for one in tree.css("pre")} and len(copied) >= 5
        assert tree.css_first("script[src*='copy.js']") is not None
    assert site.get("/search/as?contry=KEN").status_code == 422
    assert site.get("/records/demo:nobody.as").status_code == 404
