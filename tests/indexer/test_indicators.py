"""`spindex indicators`: what is wrong with a table; the World Bank's figures, fetched on where a fetch broke off."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from indexer.indicators import world_bank
from search.authorities import Indicators

from .conftest import SAMPLE, Command

Write = Callable[[str, str | bytes], Path]
HEAD = "iso3,indicator,year,value\n"
GINI = {("KEN", 2021): 38.7, ("KEN", 2015): 40.8, ("PER", 2022): 40.3, ("AFE", 2022): 1.5, ("UGA", 2020): None,
        ("XKX", 2017): 29.0, ("KEN", 1997): 44.9}  # fmt: skip


@dataclass
class Bank:
    """An address that answers as the World Bank's API does, two rows a page.

    break_at: the page at which it breaks off, with which status. changed: when it says that its figures were changed.
    """

    url: str = ""
    figures: dict[str, dict[tuple[str, int], float | None]] = field(default_factory=lambda: {"SI.POV.GINI": dict(GINI)})
    break_at: int = 0
    status: int = 500
    changed: str = "2026-07-01"
    restless: bool = False
    body: bytes | None = None
    asked: list[tuple[str, int]] = field(default_factory=list)

    def answer(self, code: str, page: int) -> bytes:
        if self.body is not None:
            return self.body
        if code not in self.figures:
            return json.dumps([{"message": [{"id": "120", "key": "Invalid value", "value": "not valid"}]}]).encode()
        rows = [
            {"indicator": {"id": code, "value": "x"}, "country": {"id": iso3[:2], "value": iso3},
             "countryiso3code": iso3, "date": str(year), "value": value, "unit": "", "obs_status": "", "decimal": 1}
            for (iso3, year), value in self.figures[code].items()
        ]  # fmt: skip
        about = {"page": page, "pages": -(-len(rows) // 2), "per_page": 2, "total": len(rows), "sourceid": "2"}
        about["lastupdated"] = f"{self.changed} {len(self.asked)}" if self.restless else self.changed
        return b"\xef\xbb\xbf" + json.dumps([about, rows[page * 2 - 2 : page * 2] or None]).encode()


@pytest.fixture
def bank(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bank]:
    monkeypatch.setattr(world_bank, "PAUSE", 0.0)
    made = Bank()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            code, page = parts.path.rpartition("/")[2], int(parse_qs(parts.query)["page"][0])
            assert parts.path == f"/v2/country/all/indicator/{code}" and "format=json" in parts.query
            made.asked.append((code, page))
            self.send_response(made.status if page == made.break_at else 200)
            self.end_headers()
            self.wfile.write(made.answer(code, page))

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = threading.Thread(target=http.serve_forever, daemon=True)
        thread.start()
        made.url = f"http://127.0.0.1:{http.server_port}/v2"
        yield made
        http.shutdown()
        thread.join()


def gini(bank: Bank) -> tuple[str, ...]:
    return ("indicators", "update", "--indicator", "gini", "--address", bank.url)


def series(file: Path) -> Any:
    return Indicators.read(file.name, file.read_bytes()).series


def test_figures_are_fetched_into_the_table_of_a_build(spindex: Command, write: Write, bank: Bank) -> None:
    old = write("figures.csv", f"{HEAD}KEN,gini,2015,1\nKEN,population,2020,5\nTUV,gini,2015,3\n")
    assert spindex("build", write("good.csv", "id,title\n1,Paper\n"), old).code == 0
    done = spindex(*gini(bank), "--json")
    (told,) = done.report["indicators"]
    assert done.code == 0 and told["id"] == "gini" and (told["countries"], told["values"]) == (3, 4)
    assert (told["first"], told["newest"]) == (2015, 2022) and done.report["no_country"] == ["AFE"]
    table = spindex.data / "indicators" / "country_indicators.csv"
    assert done.report["file"] == str(table) and series(table) == {
        "KEN": {"gini": ((2015, 40.8), (2021, 38.7)), "population": ((2020, 5.0),)},
        "PER": {"gini": ((2022, 40.3),)},
        "XKX": {"gini": ((2017, 29.0),)},
    }
    assert [file.name for file in table.parent.iterdir()] == [table.name]  # nothing is left of the fetch
    assert spindex("build", spindex.data.parent / "good.csv", table).code == 0
    again = spindex(*gini(bank))
    assert "gini: 4 figures of 3 countries, 2015 to 2022; 0 changed" in again.output and "AFE" in again.output


@pytest.mark.parametrize("status", [500, 404])
def test_a_fetch_that_broke_off_goes_on_where_it_was(spindex: Command, bank: Bank, status: int) -> None:
    bank.break_at, bank.status = 3, status
    broken = spindex(*gini(bank))
    assert broken.code == 2 and f"broke off at page 3 of SI.POV.GINI ({status})" in broken.output
    assert not (spindex.data / "indicators" / "country_indicators.csv").exists()
    assert len(bank.asked) == 2 + (world_bank.TRIES if status == 500 else 1)
    bank.break_at, bank.asked = 0, []
    assert spindex(*gini(bank)).code == 0
    assert bank.asked == [("SI.POV.GINI", 3), ("SI.POV.GINI", 4)]
    assert len(series(spindex.data / "indicators" / "country_indicators.csv")) == 3


def test_figures_that_changed_meanwhile_are_fetched_anew(spindex: Command, bank: Bank) -> None:
    bank.break_at = 3
    spindex(*gini(bank))
    bank.break_at, bank.asked, bank.changed = 0, [], "2026-08-01"
    bank.figures["SI.POV.GINI"]["KEN", 2021] = 99.0
    done = spindex(*gini(bank), "--to", spindex.data / "own.csv")
    assert done.code == 0 and [page for _, page in bank.asked] == [3, 1, 2, 3, 4]
    assert dict(series(spindex.data / "own.csv")["KEN"]["gini"])[2021] == 99.0


def test_figures_that_change_all_the_time_are_given_up(spindex: Command, bank: Bank) -> None:
    bank.restless = True
    done = spindex(*gini(bank))
    assert done.code == 2 and "SI.POV.GINI changes while it is fetched" in done.output
    assert len(bank.asked) == 2 * world_bank.RESTARTS


def test_what_stands_half_written_is_not_believed(spindex: Command, bank: Bank) -> None:
    folder = spindex.data / "indicators"
    folder.mkdir(parents=True)
    (folder / "SI.POV.GINI.json").write_text('{"page": 2, "pages": 4, "rows": [["KEN"')
    assert spindex(*gini(bank)).code == 0 and len(bank.asked) == 4


def test_what_the_api_does_not_have_or_say_is_told(spindex: Command, bank: Bank) -> None:
    done = spindex("indicators", "update", "--indicator", "SI.POV.DDAY", "--address", bank.url)
    assert done.code == 2 and "has no SI.POV.DDAY (not valid)" in done.output
    for body, said in ((b"<html>", "no JSON"), (b"[1]", "is no answer of the World Bank's API"),
                       (json.dumps([{"page": 7, "pages": 9}, []]).encode(), "it answered with page 7")):  # fmt: skip
        bank.body = body
        assert said in spindex(*gini(bank)).output
    nobody = spindex("indicators", "update", "--indicator", "gini", "--address", "http://127.0.0.1:1")
    assert nobody.code == 2 and "ConnectionError" in nobody.output
    unknown = spindex("indicators", "update", "--indicator", "sdg131_any")
    assert unknown.code == 2 and "is no indicator that the World Bank's API has" in unknown.output


def test_saved_files_take_the_place_of_the_network(spindex: Command, write: Write, bank: Bank) -> None:
    pages = [json.loads(bank.answer("SI.POV.GINI", page).decode("utf-8-sig")) for page in (1, 2, 3, 4)]
    wide = (
        '"Data Source","World Development Indicators"\n\n"Last Updated Date","2026-07-01"\n\n'
        '"Country Name","Country Code","Indicator Name","Indicator Code","1997","2015","2021","2022","2017"\n'
        '"Kenya","KEN","Gini","SI.POV.GINI","44.9","40.8","38.7","",""\n\n"Peru","PER","Gini","SI.POV.GINI","","","","40.3"\n'
        '"Kosovo","XKX","Gini","SI.POV.GINI","","","","","29"\n"Kenya","KEN","Other","NE.OTHER","1","1","1","1","1"\n'
    )
    own = f"{HEAD}KEN,gini,2015,40.8\nKEN,gini,2021,38.7\nPER,gini,2022,40.3\nXKX,gini,2017,29\n"
    files = (write("all.json", json.dumps(pages)), write("wide.csv", wide), write("own.csv", own))
    found = []
    for file in files:
        target = spindex.data / f"{file.name}.made.csv"
        done = spindex("indicators", "update", "--from", file, "--to", target)
        assert done.code == 0, done.output
        found.append(target.read_text())
    assert set(found) == {own} and not bank.asked
    one_page = write("one.json", json.dumps(pages[0]))
    assert spindex("indicators", "update", "--from", one_page, "--since", "1990").code == 0
    for name, content, said in (
        ("empty.json", "[[1, 2]]", "is no answer"), ("no.json", "[", "is no answer"), ("no.csv", "a,b\n1,2\n", "is no"),
        ("bytes.csv", b"\xff\xfe\xfa", "is no answer"), ("none.csv", f"{HEAD}KEN,other,2015,1\n", "hold no figure"),
    ):  # fmt: skip
        done = spindex("indicators", "update", "--from", write(name, content))
        assert done.code == 2 and said in done.output, name


def test_the_sample_s_table_has_every_indicator(spindex: Command) -> None:
    done = spindex("indicators", "check", SAMPLE / "country_indicators.csv.gz", "--json")
    (only,) = done.report["findings"]  # the World Bank's Channel Islands, which are two countries
    assert done.code == 0 and (only["kind"], only["severity"]) == ("together", "note") and "“CHI”" in only["message"]
    covered = {one["id"]: one for one in done.report["coverage"]}
    assert covered["population"]["countries"] == 216 and covered["population"]["newest"] == 2025
    assert all(one["countries"] for one in covered.values())


def test_what_is_wrong_with_a_table_is_told_with_its_line(spindex: Command, write: Write) -> None:
    rows = ["KEN,gini,2015,1", "ATL,gini,2015,1", "KEN,happiness,2015,1", "KEN,gini,1815,1", "KEN,gini,2015,2",
            "ATL,gini,2016,1"]  # fmt: skip
    file = write("figures.csv", HEAD + "\n".join(rows) + "\n")
    done = spindex("indicators", "check", file, "--json")
    found = [(one["line"], one["kind"], one["lines"]) for one in done.report["findings"]]
    assert (done.code, done.report["readable"]) == (1, True)
    assert found == [(3, "country", 2), (4, "indicator", 1), (5, "year", 1), (6, "duplicate", 1)]
    said = spindex("indicators", "check", file).output
    assert "figures.csv:3: warning: “ATL” is no ISO 3166 code of a country" in said and "(2 lines)" in said
    assert "gini: 2 figures of 1 country, 1815 to 2015" in said and "population: no figure" in said
    broken = spindex("indicators", "check", write("broken.csv", f"{HEAD}KEN,gini,2015,1\nKEN,gini,x,1\n"))
    assert broken.code == 2 and "broken.csv:3: error: " in broken.output
    assert spindex("indicators", "check").code == 2  # there is no index yet
    spindex("build", write("good.csv", "id,title\n1,Paper\n"), file)
    live = spindex("indicators", "check")
    assert live.code == 1 and "the live index:3: warning: " in live.output
