"""The HTML of each kind of page is valid, as the checker of the W3C has it (vnu, installed by npm)."""

import json
import subprocess
from pathlib import Path

import pytest
import requests

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
