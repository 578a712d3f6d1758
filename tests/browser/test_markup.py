"""The HTML of each kind of page is valid, as the checker of the W3C has it (vnu, installed by npm)."""

import json
import subprocess
from datetime import date
from pathlib import Path

import pytest
import requests

from indexer.digest import FORMS, Site
from search.authorities import Authorities
from search.digest import Voice, digest_of, told
from search.engines import open_index
from search.language import language
from search.queries import Query
from search.settings import Settings
from tests.webapp.samples import records

from .test_browser import PAGES

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_every_page_is_valid(site: str, vnu: list[str], tmp_path: Path, lang: str) -> None:
    address = {}
    for number, path in enumerate(PAGES):
        file = tmp_path / f"{number}.html"
        asked = path if lang == "en" else f"{path}{'&' if '?' in path else '?'}lang={lang}"
        file.write_bytes(requests.get(site + asked, timeout=60).content)
        address[file.as_uri()] = asked
    done = subprocess.run([*vnu, "--format", "json", "--stdout", str(tmp_path)], capture_output=True, text=True)
    told = json.loads(done.stdout)["messages"]
    wrong = [(address[one["url"]], one["lastLine"], one["message"]) for one in told if one["type"] == "error"]
    assert not wrong, wrong[:10]


def test_the_checker_finds_what_is_wrong(vnu: list[str], tmp_path: Path) -> None:
    (tmp_path / "wrong.html").write_text("<!doctype html><title>x</title><ul><p>no item</p></ul>", encoding="utf-8")
    done = subprocess.run([*vnu, "--format", "json", "--stdout", str(tmp_path)], capture_output=True, text=True)
    assert any(one["type"] == "error" for one in json.loads(done.stdout)["messages"])


def test_a_digest_is_valid_but_for_what_outlook_needs(vnu: list[str], tmp_path: Path) -> None:
    """Tables of mails have attributes that pages no longer have: Outlook knows no other way."""
    settings = Settings(data=tmp_path / "data")
    with open_index(settings) as index:
        with index.replacing(Authorities.shipped()) as writer:
            for record in records():
                writer.add(record)
        for lang in ("en", "ar"):
            found = digest_of(index.snapshot(), date(2026, 1, 5), Query(lang=lang), shown=3)
            for base in ("", "https://index.example.org"):
                text = FORMS[0].write(told(found, index.snapshot(), Voice(language(lang), Site(base, lang))))
                (tmp_path / f"{lang}{len(base)}.html").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [*vnu, "--format", "json", "--stdout", *map(str, tmp_path.glob("*.html"))], capture_output=True
    )
    wrong = [one["message"] for one in json.loads(done.stdout)["messages"] if one["type"] == "error"]
    assert not [one for one in wrong if "is obsolete" not in one], wrong[:10]
