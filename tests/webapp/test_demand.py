"""Searches in vain: counted by day and words, shown when they were asked often, and nothing more is kept."""

import sqlite3
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from indexer.cli import cli
from search.daily import OLD
from search.demand import DAYS, RARE, TIMES, demand_of
from search.settings import Settings
from webapp import create_app

from .pages import json_of, only, page, text, visitor


@pytest.fixture
def asked(settings: Settings, tmp_path: Path) -> Settings:
    """Settings of the web's index, whose demand is counted elsewhere."""
    copy = Settings(data=tmp_path)
    (tmp_path / copy.index).symlink_to(settings.data / settings.index)
    return copy


@pytest.fixture
def site(asked: Settings) -> FlaskClient:
    return visitor(create_app(asked))


def _rows(asked: Settings) -> dict[tuple[str, str], int]:
    file = asked.data / "demand" / f"{asked.index}.sqlite"
    if not file.exists():
        return {}
    with sqlite3.connect(file) as table:
        return {(kind, words): times for kind, words, times in table.execute("SELECT kind, what, times FROM counts")}


def test_what_finds_nothing_or_little_is_counted(site: FlaskClient, asked: Settings) -> None:
    for address in (
        "q=Zzzxq+filets", "q=ZZZXQ++filets&lang=fr", "q=zzzxq+filets&page=2", "q=arabic+pension", "q=pension",
        "country=TUV&programme=cash-transfers", "country=TUV&q=pension", "author=Nobody+Inparticular", "",
    ):  # fmt: skip
        assert site.get(f"/search?{address}", follow_redirects=True).status_code == 200
    rows = _rows(asked)
    assert rows.pop(("nothing", "zzzxq filets")) == 2
    assert rows.pop(("facet", "programme=cash-transfers&country=TUV")) == 1
    assert rows == {("nothing", "arabic pension"): 1}  # found, but for one of its words


@pytest.mark.parametrize("typed", ["ama.mensah@example.org zz", "zz +254 700 123 456", "zz 78-05-12-345", "z" * 400])
def test_what_may_be_about_a_person_is_not_kept(site: FlaskClient, asked: Settings, typed: str) -> None:
    assert site.get("/search", query_string={"q": typed}).status_code == 200
    assert not _rows(asked)


def test_nothing_is_counted_where_the_operator_says_so(asked: Settings) -> None:
    site = visitor(create_app(asked.changed(demand="off")))
    site.get("/search?q=zzzxq")
    assert not (asked.data / "demand").exists()
    assert "Searches are not counted on this site." in text(only(page(site, "/insights/demand"), "main"))


def test_words_are_shown_on_their_third_day_or_when_they_come_often(site: FlaskClient, asked: Settings) -> None:
    demand, today = demand_of(asked), date(2026, 11, 20)
    for number in range(DAYS):
        demand.note("nothing", "zzzxq net", today - timedelta(number))
        demand.note("facet", "country=TUV&programme=cash-transfers", today - timedelta(number))
    for _ in range(TIMES - 1):
        demand.note("little", "ubuntu", today)
    demand.note("nothing", "seen once", today)
    assert [(one.words, one.times, one.days) for one in demand.found()] == [
        ("zzzxq net", DAYS, DAYS), ("country=TUV&programme=cash-transfers", DAYS, DAYS),
    ]  # fmt: skip
    demand.note("little", "ubuntu", today)
    assert demand.found()[0].words == "ubuntu" and not demand.found(since=today + timedelta(1))
    tree = page(site, "/insights/demand?lang=fr")
    told = [text(row) for row in tree.css("tbody tr")]
    assert (
        told[0] == "zzzxq net3320 novembre 2026"
        and any("Tuvalu" in one for one in told)
        and "seen once" not in only(tree, "main").text()
    )
    assert json_of(site.get("/api/v1/search?q=zzzxq+net"))["total"] == 0


def test_what_stays_rare_is_forgotten_and_so_is_everything_in_the_end(asked: Settings) -> None:
    demand, today = demand_of(asked), date(2026, 11, 20)
    for _ in range(TIMES):
        demand.note("nothing", "often", today - timedelta(OLD - 1))
    demand.note("nothing", "rare", today - timedelta(RARE + 1))
    demand.note("nothing", "new", today)
    assert set(_rows(asked)) == {("nothing", "often"), ("nothing", "new")}
    demand.note("nothing", "later", today + timedelta(2))
    assert set(_rows(asked)) == {("nothing", "new"), ("nothing", "later")}
    assert b"rare" not in (asked.data / "demand" / f"{asked.index}.sqlite").read_bytes()


def test_a_file_that_cannot_be_written_costs_no_answer(
    asked: Settings, site: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    (asked.data / "demand").mkdir()
    (asked.data / "demand" / f"{asked.index}.sqlite").write_bytes(b"no table at all, but long enough" * 100)
    for _ in range(2):
        assert site.get("/search?q=zzzxq").status_code == 200
    assert caplog.text.count("not counted") == 1 and "zzzxq" not in caplog.text
    assert "Nothing was, often enough" in text(only(page(site, "/insights/demand"), "main"))


def test_the_command_says_what_to_accept(asked: Settings) -> None:
    for number in range(DAYS):
        demand_of(asked).note("nothing", "cash transferss", date(2026, 11, 20) - timedelta(number))
        demand_of(asked).note("facet", "country=TUV", date(2026, 11, 20) - timedelta(number))

    def said(*words: str) -> Any:
        return CliRunner().invoke(cli, ["demand", *words, "--data", str(asked.data)])

    line = said().stdout.splitlines()[0]
    assert line.startswith("cash transferss: 3, on 3 days; found nothing; nearest label: ")
    assert 'spindex taxonomy accept "cash transferss" --as cash-transfers' in line
    assert "country=TUV: 3, on 3 days; found nothing" in said().stdout
    assert said("--since", "2027-01-01").stdout.startswith("Nothing was asked in vain often enough")
    assert said("--since", "2027-01-01", "--demand", "off").stdout.startswith("Searches in vain are not counted")
    assert said("--since", "yesterday").exit_code != 0


def test_a_switch_is_on_or_off(app: Flask) -> None:
    with pytest.raises(Exception, match="on or off"):
        Settings().changed(demand="perhaps")
