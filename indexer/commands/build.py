"""Commands that fill the index: check, build, update, remove, reindex, rollback."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer.commands.keeping import done, kept_index, limit_of, max_change_option
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
from indexer.progress import erase, progress
from search.settings import Settings

if TYPE_CHECKING:
    from indexer.run import Report, Run

UNKNOWN_ID = 1  # the exit code where something that should be removed is not there


def make_run(settings: Settings, given: Given | None = None, kind: "type[Run] | None" = None) -> "Run":
    """A run with these settings, which shows on a terminal how far it is. kind: a special one."""
    from dataclasses import replace

    from indexer.decisions import Decisions
    from indexer.readers import Reading
    from indexer.run import Run
    from indexer.sources import Sources, mapped
    from search.authorities import Authorities
    from search.paths import own_classifier, taxonomy_path

    authorities = Authorities.shipped(taxonomy_path(settings.data), own_classifier(settings.data))
    sources = replace(Sources.of(settings), all=mapped(given.maps if given else ()))
    source = given.source if given else ""
    reading = Reading(given.encoding, given.sheet, given.header) if given else Reading()
    waiting = settings.data / "quarantine"
    run = (kind or Run)(authorities, waiting, source, sources=sources, reading=reading)
    run.progress = progress()
    run.decisions = Decisions.load(settings.data)
    return run


def _remember(given: Given, run: "Run") -> None:
    """What was said of columns holds for the lists of these files from now on."""
    from indexer.sources import remember

    if run.sources.all:
        remember(given.settings.data, run.lists, run.sources.all)


def finish(report: "Report", as_json: bool, code: int = 0) -> None:
    """Print the balance and leave with its exit code; code: one that the command has a reason of its own for."""
    erase()
    with perhaps_unread():
        click.echo(report.as_json() if as_json else printable("\n".join(report.lines())))
    sys.exit(report.exit_code or code)


@click.command(epilog="Example:  spindex check new.xlsx")
@files_argument
@source_option
@given_options
def check(given: Given) -> None:
    """Say how FILES are read: each column with its field, every problem, what is refused; the index is not touched."""
    run = make_run(given.settings, given)
    finish(run.check(run.rows(given.files)), given.as_json)


@click.command(epilog="Example:  spindex build sample_data")
@files_argument
@source_option
@max_change_option
@click.option("--force", is_flag=True, help="However much changes, and even without files that cannot be read.")
@given_options
def build(given: Given, max_change: str, force: bool) -> None:
    """Build a whole new index from FILES, and show it when it is complete.

    A golden-queries.yaml among them says what must be found before it is shown.
    """
    limit = limit_of(max_change, force)
    with kept_index(given.settings, limit) as index:
        run = make_run(given.settings, given)
        report = run.build(index, run.rows(given.files), force=force)
        _remember(given, run)
        done(index, report)
    finish(report, given.as_json)


@click.command(epilog="Example:  spindex update new.xlsx")
@files_argument
@source_option
@click.option("--replace", is_flag=True, help="A row stands for the whole record: what it leaves empty goes.")
@click.option("--sweep", is_flag=True, help="FILES hold all of their sources: remove what is no longer among it.")
@max_change_option
@click.option("--force", is_flag=True, help="However much changes; and sweep though rows were refused.")
@given_options
def update(given: Given, replace: bool, sweep: bool, max_change: str, force: bool) -> None:
    """Add FILES to the index, or correct what is there: an empty cell changes nothing, a dash (-) clears.

    Only --sweep, or a row that says so, removes records.
    """
    limit = limit_of(max_change, force)
    with kept_index(given.settings, limit) as index:
        run = make_run(given.settings, given)
        run.replace, run.limited = replace, bool(max_change)
        report = run.update(index, run.rows(given.files), sweep, force)
        _remember(given, run)
        done(index, report)
    finish(report, given.as_json)


@click.command(epilog="Example:  spindex remove local:17 world-bank:P117310")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@json_option
@settings_options
def remove(settings: Settings, ids: tuple[str, ...], as_json: bool) -> None:
    """Take records out of the index, each named by its id as `find` shows it."""
    from indexer.run import remove_records

    with kept_index(settings) as index:
        report = remove_records(index, ids)
        done(index, report)
    finish(report, as_json, UNKNOWN_ID if report.problems else 0)


@click.command(epilog="Example:  spindex taxonomy check && spindex reindex")
@click.option("--golden", type=NAMED_PATH, help="A golden-queries.yaml to be asked before it is shown.")
@max_change_option
@click.option("--force", is_flag=True, help="However much changes.")
@json_option
@settings_options
def reindex(settings: Settings, golden: Path | None, max_change: str, force: bool, as_json: bool) -> None:
    """Normalise everything again with the present taxonomy, from the rows that the index keeps; say what moved."""
    from indexer.readers import GoldenQueries, load
    from indexer.run import raw_rows
    from indexer.vocabulary import be_sound
    from search.paths import taxonomy_path

    limit = limit_of(max_change, force)
    with kept_index(settings, limit) as index:
        run = make_run(settings)
        be_sound(run.authorities.taxonomy.text, taxonomy_path(settings.data))
        if golden:
            run.golden = GoldenQueries.read(golden.name, load(golden))
        index.whole = True
        rows = run.progress.each("reading", raw_rows(index, run.report), lambda: index.status().records)
        report = run.build(index, rows, again=True)
        report.moved = index.changes.facets
        done(index, report)
    finish(report, as_json)


@click.command(epilog="Example:  spindex rollback")
@json_option
@settings_options
def rollback(settings: Settings, as_json: bool) -> None:
    """Show the version before the last build again, without what was updated since; `undo` takes single runs back."""
    import json

    with kept_index(settings) as index:
        status = index.rollback()
    if as_json:
        click.echo(json.dumps(vars(status)))
        return
    click.echo(f"The version built at {status.built_at} is live again ({status.records:,} records).")
    click.echo("What was built or updated since is not shown any more; a second `spindex rollback` brings it back.")
