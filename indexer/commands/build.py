"""Commands that fill the index: check, build, update, remove, reindex, rollback."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from indexer.options import files_argument, json_option, settings_options, source_option
from search.settings import Settings

if TYPE_CHECKING:
    from indexer.run import Report, Run

STEP = 500  # rows between two movements of the progress bar


def make_run(settings: Settings, source: str = "") -> "Run":
    """A run with these settings, with a count of rows on a terminal and nothing in a pipe."""
    from indexer.run import Run
    from search.authorities import Authorities

    return Run(
        Authorities.shipped(), settings.data / "quarantine", source, _ticker() if sys.stderr.isatty() else lambda: None
    )


def _ticker() -> Any:
    count = 0

    def tick() -> None:
        nonlocal count
        count += 1
        if count % STEP == 0:
            click.echo(f"\r{count:,} rows read ...", nl=False, err=True)

    return tick


def finish(report: "Report", as_json: bool) -> None:
    """Print the balance and leave with its exit code."""
    if sys.stderr.isatty():
        click.echo("\r\033[K", nl=False, err=True)
    click.echo(report.as_json() if as_json else "\n".join(report.lines()))
    sys.exit(report.exit_code)


def _paths(files: tuple[str, ...]) -> list[Path]:
    from indexer.run import files_of

    return files_of(map(Path, files))


@click.command(epilog="Example:  spindex check new.xlsx")
@files_argument
@source_option
@json_option
@settings_options
def check(settings: Settings, files: tuple[str, ...], source: str, as_json: bool) -> None:
    """Say what a build of FILES would do, without touching the index."""
    finish(make_run(settings, source).check(_paths(files)), as_json)


@click.command(epilog="Example:  spindex build sample_data")
@files_argument
@source_option
@json_option
@settings_options
def build(settings: Settings, files: tuple[str, ...], source: str, as_json: bool) -> None:
    """Build a whole new index from FILES, and show it when it is complete.

    A golden-queries.yaml among them says what must be found before it is shown.
    """
    from search.engines import open_index

    run = make_run(settings, source)
    paths = _paths(files)
    with open_index(settings) as index:
        report = run.build(index, run.rows(paths))
    finish(report, as_json)


@click.command(epilog="Example:  spindex update new.xlsx")
@files_argument
@source_option
@click.option("--sweep", is_flag=True, help="FILES hold all of their sources: remove what is no longer among it.")
@click.option("--force", is_flag=True, help="Remove even more than a fifth of a source.")
@json_option
@settings_options
def update(settings: Settings, files: tuple[str, ...], as_json: bool, **how: Any) -> None:
    """Add FILES to the index, or change what they change; nothing is removed without --sweep."""
    from search.engines import open_index

    run = make_run(settings, how["source"])
    run.sweep, run.force = how["sweep"], how["force"]
    if run.force and not run.sweep:
        raise click.UsageError("--force is for --sweep: nothing else here removes records.")
    paths = _paths(files)
    with open_index(settings) as index:
        report = run.update(index, run.rows(paths))
    finish(report, as_json)


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
        report = remove_records(index, Authorities.shipped(), list(ids))
    finish(report, as_json)


@click.command(epilog="Example:  spindex taxonomy check && spindex reindex")
@click.option("--golden", type=click.Path(path_type=Path), help="A golden-queries.yaml to be asked before it is shown.")
@json_option
@settings_options
def reindex(settings: Settings, golden: Path | None, as_json: bool) -> None:
    """Normalise everything again with the present taxonomy, from the rows that the index keeps."""
    from indexer.evaluation import GoldenQueries
    from indexer.run import raw_rows
    from search.engines import open_index

    run = make_run(settings)
    run.even_empty = True
    run.golden = GoldenQueries.load(golden) if golden else run.golden
    with open_index(settings) as index:
        report = run.build(index, raw_rows(index))
    finish(report, as_json)


@click.command(epilog="Example:  spindex rollback")
@json_option
@settings_options
def rollback(settings: Settings, as_json: bool) -> None:
    """Show the version before the present one; what was built or updated since is put aside."""
    import json

    from search.engines import open_index

    with open_index(settings) as index:
        status = index.rollback()
    if as_json:
        click.echo(json.dumps(vars(status)))
        return
    click.echo(f"The version built at {status.built_at} is live again ({status.records:,} records).")
    click.echo("What was built or updated since is not shown any more; a second `spindex rollback` brings it back.")
