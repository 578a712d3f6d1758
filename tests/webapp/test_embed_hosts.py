"""Where widgets are shown: hosts alone are counted, by day, where the operator lets us."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from indexer.cli import cli
from search.embeds import embeds_of, host_of
from search.settings import Settings
from webapp import create_app

from .pages import visitor

WIDGET = "/embed/v1/country/KEN.html"


@pytest.fixture
def shown(settings: Settings, tmp_path: Path) -> Settings:
    """Settings of the web's index, whose hosts are counted elsewhere."""
    copy = Settings(data=tmp_path).changed(base_url="https://index.example.org")
    (tmp_path / copy.index).symlink_to(settings.data / settings.index)
    return copy


def _said(settings: Settings, *words: str) -> Any:
    return CliRunner().invoke(cli, ["embeds", *words, "--data", str(settings.data)])


def test_the_host_of_a_page_with_a_widget_is_counted_and_nothing_else_of_it(shown: Settings) -> None:
    site = visitor(create_app(shown))
    assert site.get(WIDGET, headers={"Referer": "https://WWW.Example.net/private/page?user=1"}).status_code == 200
    (host,) = embeds_of(shown).found()
    assert (host.host, host.times, host.days) == ("www.example.net", 1, 1)
    stored = b"".join(path.read_bytes() for path in (shown.data / "demand").iterdir())
    assert b"private" not in stored and b"user" not in stored


@pytest.mark.parametrize(
    "address", ["/countries/KEN", "/embed/v1/nothing", "/embed/builder?country=KEN", "/embed/v1/loader.js"]
)
def test_other_pages_and_our_own_are_not_counted(shown: Settings, address: str) -> None:
    site = visitor(create_app(shown))
    site.get(address, headers={"Referer": "https://example.net/"})
    site.get(WIDGET, headers={"Referer": "https://index.example.org/countries/KEN"})
    site.get(WIDGET)
    assert not embeds_of(shown).found() and "No site was seen" in _said(shown).stdout


def test_nothing_is_counted_where_the_operator_says_so(shown: Settings) -> None:
    site = visitor(create_app(shown.changed(demand="off")))
    site.get(WIDGET, headers={"Referer": "https://example.net/"})
    assert not (shown.data / "demand").exists()
    assert "SPINDEX_DEMAND is off" in _said(shown, "--demand", "off").stdout


def test_a_folder_that_cannot_be_written_costs_no_widget(shown: Settings, caplog: pytest.LogCaptureFixture) -> None:
    (shown.data / "demand").write_text("a file")
    site = visitor(create_app(shown))
    for _ in range(2):
        assert site.get(WIDGET, headers={"Referer": "https://example.net/"}).status_code == 200
    assert caplog.text.count("Hosts of widgets are not counted") == 1 and "example.net" not in caplog.text


def test_the_command_lists_the_commonest_first(shown: Settings) -> None:
    embeds = embeds_of(shown)
    embeds.note({"a.example": 2, "b.example": 5}, date(2026, 11, 1))
    embeds.note({"a.example": 1}, date(2026, 11, 3))
    assert _said(shown).stdout.splitlines() == [
        "b.example: 5 times, on 1 day; last on 2026-11-01", "a.example: 3 times, on 2 days; last on 2026-11-03",
    ]  # fmt: skip
    (one,) = json.loads(_said(shown, "--since", "2026-11-02", "--json").stdout)
    assert one == {"host": "a.example", "times": 1, "days": 1, "last": "2026-11-03"}


@given(st.text())
def test_any_referrer_is_a_host_or_nothing(text: str) -> None:
    host = host_of(text, "https://index.example.org")
    assert host == "" or (host.isascii() and host == host.lower() and "/" not in host)
