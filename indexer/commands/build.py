"""Commands that fill the index: check, build, update, remove, reindex, rollback."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer.options import (
    NAMED_PATH,
    Given,
    files_argument,
    given_options,
    json_option,
    settings_options,
    source_option,
)
from indexer.printing import perhaps_unread, printable
from search.settings import Settings

if TYPE_CHECKING:
    from indexer.run import Report, Run

STEP = 500  # rows between two movements of the progress bar


def make_run(settings: Settings, source: str = "", maps: tuple[str, ...] = ()) -> "Run":
    """A run with these settings, with a count of rows on a terminal and nothing in a pipe.

    maps: what `--map` says of columns.
    """
    from dataclasses import replace

    from indexer.duplicates import Decisions
    from indexer.run import Run
    from indexer.sources import Sources, mapped
    from search.authorities import Authorities

    tick = _ticker() if sys.stderr.isatty() else lambda: None
    sources = replace(Sources.load(settings.data / "sources"), all=mapped(maps))
    decisions = Decisions.load(settings.data)
    return Run(Authorities.shipped(), settings.data / "quarantine", source, tick, sources=sources, decisions=decisions)


def _ticker() -> Callable[[], None]:
    count = 0

    def tick() -> None:
        nonlocal count
        count += 1
        if count % STEP == 0:
            click.echo(f"\r{count:,} rows read ...", nl=False, err=True)

    return tick


def _remember(given: Given, run: "Run") -> None:
    """What was said of columns holds for the lists of these files from now on."""
    from indexer.sources import remember

    if run.sources.all:
        remember(given.settings.data, run.lists, run.sources.all)


def finish(report: "Report", as_json: bool) -> None:
    """Print the balance and leave with its exit code."""
    if sys.stderr.isatty():
        click.echo("\r\033[K", nl=False, err=True)
    with perhaps_unread():
        click.echo(report.as_json() if as_json else printable("\n".join(report.lines())))
    sys.exit(report.exit_code)


@click.command(epilog="Example:  spindex check new.xlsx")
@files_argument
@source_option
@given_options
def check(given: Given) -> None:
    """Say what a build of FILES would do, without touching the index."""
    run = make_run(given.settings, given.source, given.maps)
    finish(run.check(run.rows(given.files)), given.as_json)


@click.command(epilog="Example:  spindex build sample_data")
@files_argument
@source_option
@given_options
def build(given: Given) -> None:
    """Build a whole new index from FILES, and show it when it is complete.

    A golden-queries.yaml among them says what must be found before it is shown.
    """
    from search.engines import open_index

    run = make_run(given.settings, given.source, given.maps)
    rows = run.rows(given.files)
    with open_index(given.settings) as index:
        report = run.build(index, rows)
    _remember(given, run)
    finish(report, given.as_json)


@click.command(epilog="Example:  spindex update new.xlsx")
@files_argument
@source_option
@click.option("--replace", is_flag=True, help="A row stands for the whole record: what it leaves empty goes.")
@click.option("--sweep", is_flag=True, help="FILES hold all of their sources: remove what is no longer among it.")
@click.option("--force", is_flag=True, help="Remove even more than a fifth of a source.")
@given_options
def update(given: Given, replace: bool, sweep: bool, force: bool) -> None:
    """Add FILES to the index, or correct what is there: an empty cell changes nothing, a dash (-) clears.

    Only --sweep, or a row that says so, removes records.
    """
    from search.engines import open_index

    if force and not sweep:
        raise click.UsageError("--force is for --sweep: nothing else here removes records.")
    run = make_run(given.settings, given.source, given.maps)
    run.replace = replace
    rows = run.rows(given.files)
    with open_index(given.settings) as index:
        report = run.update(index, rows, sweep, force)
    _remember(given, run)
    finish(report, given.as_json)


@click.command(epilog="Example:  spindex remove local:17 world-bank:P117310")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@json_option
@settings_options
def remove(settings: Settings, ids: tuple[str, ...], as_json: bool) -> None:
    """Take records out of the index."""
    from indexer.run import remove_records
    from search.authorities import Authorities
    from search.engines import open_index

    with open_index(settings) as index:
        report = remove_records(index, Authorities.shipped(), ids)
    finish(report, as_json)


@click.command(epilog="Example:  spindex taxonomy check && spindex reindex")
@click.option("--golden", type=NAMED_PATH, help="A golden-queries.yaml to be asked before it is shown.")
@json_option
@settings_options
def reindex(settings: Settings, golden: Path | None, as_json: bool) -> None:
    """Normalise everything again with the present taxonomy, from the rows that the index keeps."""
    from indexer.readers import GoldenQueries, load
    from indexer.run import raw_rows
    from search.engines import open_index

    run = make_run(settings)
    if golden:
        run.golden = GoldenQueries.read(golden.name, load(golden))
    with open_index(settings) as index:
        report = run.build(index, raw_rows(index, run.report), again=True)
    finish(report, as_json)


@click.command(epilog="Example:  spindex rollback")
@json_option
@settings_options
def rollback(settings: Settings, as_json: bool) -> None:
    """Show the version before the present one; what was built or updated since is kept aside."""
    import json

    from search.engines import open_index

    with open_index(settings) as index:
        status = index.rollback()
    if as_json:
        click.echo(json.dumps(vars(status)))
        return
    click.echo(f"The version built at {status.built_at} is live again ({status.records:,} records).")
    click.echo("What was built or updated since is not shown any more; a second `spindex rollback` brings it back.")
