"""Where widgets are shown: hosts are counted, and which countries and terms, where the operator lets us."""

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
from search.paths import data_file
from search.settings import Settings
from webapp import create_app

from .pages import visitor

WIDGET = "/embed/v1/country/KEN.html"
SEARCH = "/embed/v1/search"


@pytest.fixture
def shown(settings: Settings, tmp_path: Path) -> Settings:
    """Settings of the web's index, whose hosts are counted elsewhere."""
    copy = Settings(data=tmp_path).changed(base_url="https://index.example.org")
    (tmp_path / copy.index).symlink_to(settings.data / settings.index)
    return copy


def _said(settings: Settings, *words: str) -> Any:
    return CliRunner().invoke(cli, ["embeds", *words, "--data", str(settings.data)])


def _framed(settings: Settings, *frames: tuple[str, str]) -> None:
    """Frames (address, host) are asked for, each of a process of its own: the first of each is written at once."""
    for address, host in frames:
        answer = visitor(create_app(settings)).get(address, headers={"Referer": f"https://{host}/page"})
        assert answer.status_code == 200


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


def test_what_a_frame_is_about_is_counted_but_for_words_and_names(shown: Settings) -> None:
    about = "programme=public-works&population.not=children&country=Peru&country.not=none"
    private = "q=secret+words&author=Ouma%2C+Marion&organisation=A+ministry&keyword=mine&programme=no-such-thing"
    _framed(shown, (f"{SEARCH}?{about}&{private}", "b.example"), (WIDGET, "b.example"), (WIDGET, "a.example"))
    assert json.loads(_said(shown, "--by", "value", "--json").stdout) == [
        {"facet": "country", "value": "KEN", "hosts": ["a.example", "b.example"]},
        {"facet": "country", "value": "PER", "hosts": ["b.example"]},
        {"facet": "population", "value": "children", "hosts": ["b.example"]},
        {"facet": "programme", "value": "public-works", "hosts": ["b.example"]},
    ]
    assert _said(shown, "--by", "value").stdout.splitlines()[0] == "country=KEN: 2 sites (a.example, b.example)"
    stored = b"".join(path.read_bytes() for path in (shown.data / "demand").iterdir())
    assert not any(word in stored for word in (b"secret", b"Ouma", b"ministry", b"mine", b"no-such"))


def test_what_readers_choose_in_a_frame_is_not_counted(shown: Settings) -> None:
    site = visitor(create_app(shown))
    for own in ("http://localhost/", f"http://localhost{WIDGET}"):
        site.get(f"{SEARCH}?programme=public-works", headers={"Referer": own})
    assert not embeds_of(shown).found() and not embeds_of(shown).values()
    site.get(f"{SEARCH}?programme=public-works&step=1", headers={"Referer": "https://a.example/"})
    assert [one.host for one in embeds_of(shown).found()] == ["a.example"] and not embeds_of(shown).values()


def test_an_edit_of_the_taxonomy_says_on_how_many_sites_frames_show_what_it_changes(
    shown: Settings, tmp_path: Path
) -> None:
    _framed(
        shown,
        (f"{SEARCH}?programme=funeral-grants&programme=public-works", "a.example"),
        (f"{SEARCH}?programme.not=funeral-grants", "b.example"),
        (f"{SEARCH}?topic=coverage", "b.example"),
    )
    text = data_file("taxonomy.yaml").read_text(encoding="utf-8")
    edited = tmp_path / "edited.yaml"
    edited.write_text(text.replace("funeral-grants", "burial-support").replace("{en: Coverage,", "{en: Covered,"))
    words = ["taxonomy", "impact", str(edited), "--data", str(shown.data)]
    told = json.loads(CliRunner().invoke(cli, [*words, "--json"]).stdout)
    assert told["embeds"] == [
        {"facet": "programme", "value": "funeral-grants", "sites": 2},
        {"facet": "topic", "value": "coverage", "sites": 1},
    ]
    said = CliRunner().invoke(cli, words).stdout
    assert "Frames of what changes were seen" in said and "\n  programme=funeral-grants: 2 sites\n" in said


def test_counts_of_hosts_alone_from_before_are_read(shown: Settings) -> None:
    embeds_of(shown).note({"a.example": 2}, date(2026, 11, 1))  # as a file of an older form holds them
    assert json.loads(_said(shown, "--by", "value", "--json").stdout) == []
    embeds_of(shown).note_values({("a.example", ("country", "KEN")): 1}, date(2026, 11, 20))
    assert "country=KEN: 1 site (a.example)" in _said(shown, "--by", "value", "--since", "2026-11-25").stdout
    assert "No site" in _said(shown, "--by", "value", "--since", "2026-12-01").stdout
    assert "a.example: 2 times" in _said(shown).stdout and "KEN" not in _said(shown).stdout


@given(st.text())
def test_any_referrer_is_a_host_or_nothing(text: str) -> None:
    host = host_of(text, "https://index.example.org")
    assert host == "" or (host.isascii() and host == host.lower() and "/" not in host)
