"""The commands about the table of country indicators: is it as it should be, and bring it up to date."""

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer.options import NAMED_PATH, Group, json_option, opened, settings_options
from indexer.printing import name_of, printable
from search.settings import Settings

if TYPE_CHECKING:
    from indexer.indicators import Checked, Covered, Updated
    from search.authorities import Authorities, Indicators

FOLDER = "indicators"  # in the data folder: what has come of an unfinished update, and the table
TABLE = "country_indicators.csv"
SINCE = 2000  # first year of the table that comes with the program
LIVE = "the live index"
NOTHING = "%(files)s hold no figure of these indicators: give others, or name them with --indicator."


@click.group(cls=Group, epilog="Example:  spindex indicators check")
def indicators() -> None:
    """Check the table of country indicators, or bring it up to date from the World Bank."""


@indicators.command("check", epilog="Example:  spindex indicators check sample_data/country_indicators.csv.gz")
@click.argument("file", required=False, type=NAMED_PATH)
@json_option
@settings_options
def check_indicators(settings: Settings, file: Path | None, as_json: bool) -> None:
    """Find unknown countries and indicators, odd years and duplicates, and say what each indicator covers.

    Without FILE the figures of the live index are checked. 1 is the exit code where something is wrong, 2 where the
    table cannot be read. Codes of several countries together, such as the World Bank's WLD, are no fault.
    """
    from indexer.indicators import checked
    from indexer.readers import load

    authorities = _of_files(settings) if file else _live(settings)
    name, data = (name_of(file), load(file)[:]) if file else (LIVE, authorities.indicators.text.encode())
    found = checked(name, data, authorities, date.today().year)
    if as_json:
        told = {"file": name, "readable": found.readable, **asdict(found)}
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        _print(name, found)
    sys.exit(2 if not found.readable else 1 if found.wrong else 0)


@indicators.command(epilog="Example:  spindex indicators update --indicator SI.POV.GINI")
@click.option("--from", "files", multiple=True, type=NAMED_PATH, help="A saved file, instead of the network.")
@click.option("--indicator", "wanted", multiple=True, metavar="CODE", help="Only this one: its id or the Bank's code.")
@click.option("--since", default=SINCE, show_default=True, type=click.IntRange(1900), help="The first year taken.")
@click.option("--to", "target", type=NAMED_PATH, help="The table to write; by default in the data folder.")
@click.option("--address", default="", help="Of another API that answers as the World Bank's does.")
@json_option
@settings_options
def update(settings: Settings, files: tuple[Path, ...], since: int, as_json: bool, **given: object) -> None:
    """Fetch figures from the World Bank into a table that a build takes, with the others that the index has.

    A fetch that broke off goes on where it was. Files are answers of its API (JSON), its tables (CSV), or our own.
    """
    from indexer.indicators import codes_of, updated

    authorities = _of_files(settings)
    wanted = given["wanted"] if isinstance(given["wanted"], tuple) else ()
    codes = codes_of(authorities.taxonomy, wanted)
    folder = settings.data / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    rows = _saved(files, codes) if files else _fetched(codes, str(given["address"]), folder)
    rows = [row for row in rows if row[2] >= since]
    ids = codes | {one: one for one in codes.values()}
    done = updated(_figures(settings), rows, ids, authorities.countries.codes)
    target = given["target"] if isinstance(given["target"], Path) else folder / TABLE
    _write(done, target, [] if files else [folder / f"{code}.json" for code in codes])
    _tell(done, target, authorities, as_json)


def _of_files(settings: Settings) -> "Authorities":
    """Those that a build would take, without figures."""
    from search.authorities import Authorities
    from search.paths import taxonomy_path

    return Authorities.shipped(taxonomy_path(settings.data))


def _live(settings: Settings) -> "Authorities":
    with opened(settings) as index:
        return index.snapshot().authorities


def _figures(settings: Settings) -> "Indicators":
    """Those of the live index; none where there is no index yet."""
    from search.authorities import Indicators
    from search.errors import IndexNotReady

    try:
        return _live(settings).indicators
    except IndexNotReady:
        return Indicators()


def _saved(files: tuple[Path, ...], codes: Mapping[str, str]) -> list[tuple[str, str, int, float]]:
    from indexer.indicators import saved
    from search.errors import SourceError

    known = {*codes, *codes.values()}
    found = [row for file in files for row in saved(file) if row[1] in known]
    if not found:
        raise SourceError(NOTHING, files=", ".join(map(name_of, files)))
    return found


def _fetched(codes: Mapping[str, str], address: str, folder: Path) -> list[tuple[str, str, int, float]]:
    from importlib.util import find_spec

    from indexer.indicators import ADDRESS, MISSING, WorldBank, fetched
    from search.errors import ConfigurationError

    if not find_spec("requests"):
        raise ConfigurationError(MISSING)
    bank, found = WorldBank((address or ADDRESS).rstrip("/")), []
    for code in codes:
        found += fetched(code, bank, folder)
        click.echo(f"{code} is here.", err=True)
    return found


def _write(done: "Updated", target: Path, begun: list[Path]) -> None:
    """The table, and then what had come of it is no longer needed."""
    from search.files import write_atomically

    write_atomically(target, done.table.text)
    for file in begun:
        file.unlink(missing_ok=True)


def _tell(done: "Updated", target: Path, authorities: "Authorities", as_json: bool) -> None:
    from indexer.indicators import coverage

    renewed = [one for one in coverage(done.table, authorities) if one.id in done.changed]
    if as_json:
        told = [{**asdict(one), "changed": done.changed[one.id]} for one in renewed]
        click.echo(json.dumps({"file": str(target), "indicators": told, "no_country": list(done.elsewhere)}))
        return
    for one in renewed:
        click.echo(f"{_covered(one)}; {done.changed[one.id]:,} changed")
    if done.elsewhere:
        click.echo(printable(f"Left out, as no country has these codes: {', '.join(done.elsewhere)}."))
    click.echo(printable(f"{target} was written: give it to `spindex build`, beside your other files."))


def _print(name: str, found: "Checked") -> None:
    for one in found.findings:
        more = f" ({one.lines:,} lines)" if one.lines > 1 else ""
        click.echo(printable(f"{name}:{one.line}: {one.severity}: {one.message}{more}"))
    for covered in found.coverage:
        click.echo(printable(_covered(covered)))
    click.echo("1 finding." if len(found.wrong) == 1 else f"{len(found.wrong)} findings.")


def _covered(one: "Covered") -> str:
    if not one.countries:
        return f"{one.id}: no figure"
    figures = "1 figure" if one.values == 1 else f"{one.values:,} figures"
    countries = "1 country" if one.countries == 1 else f"{one.countries} countries"
    return f"{one.id}: {figures} of {countries}, {one.first} to {one.newest}"
