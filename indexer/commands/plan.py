"""`spindex plan`: what an update or a build would do, before it is done."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer.commands.build import make_run
from indexer.options import NAMED_PATH, Given, files_argument, given_options, source_option
from indexer.printing import perhaps_unread, printable
from indexer.progress import erase

if TYPE_CHECKING:
    from indexer.run import KeptIndex, Planned, Report

SHOWN = 20  # facet values on a terminal


@click.command(epilog="Example:  spindex plan new.xlsx --html plan.html")
@files_argument
@source_option
@click.option("--build", "whole", is_flag=True, help="Plan a build instead of an update.")
@click.option("--sweep", is_flag=True, help="As for `update`: FILES hold all of their sources.")
@click.option("--html", "page", type=NAMED_PATH, help="Write the plan to this file as a page, too.")
@given_options
def plan(given: Given, whole: bool, sweep: bool, page: Path | None) -> None:
    """Say what an update with FILES would add, change and remove, and how every count would move; change nothing."""
    from indexer.run import planned
    from search.engines import open_index

    if whole and sweep:
        raise click.UsageError("--sweep is for an update: a build holds nothing but its FILES anyway.")
    run = make_run(given.settings, given)

    def work(index: "KeptIndex") -> "Report":
        index.progress = run.progress
        rows = run.rows(given.files)
        return run.build(index, rows, force=True) if whole else run.update(index, rows, sweep, force=True)

    with open_index(given.settings) as index:
        made = planned(index, lambda folder: setattr(run, "quarantine", folder), work)
    title = f"{'Build' if whole else 'Update'} with {', '.join(path.name for path in given.files)}"
    if page:
        _write_page(page, title, made)
    erase()
    with perhaps_unread():
        _say(title, made, given.as_json)
    sys.exit(made.report.exit_code)


def _say(title: str, made: "Planned", as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(made.as_dict(), ensure_ascii=False))
        return
    lines = [f"{title}: nothing is changed yet. It would be:", f"  {made.line()}"]
    if made.moved:
        lines += ["", "Counts that would move, the greatest losses first:"]
        lines += [f"  {': '.join(one.called)}  {_difference(one.before, one.change)}" for one in made.moved[:SHOWN]]
        if len(made.moved) > SHOWN:
            lines.append(f"  ... and {len(made.moved) - SHOWN:,} more; --html or --json show them all.")
    report = replace(made.report, changes=None)
    click.echo(printable("\n".join([*lines, "", "Rows:", *report.lines()])))


def _difference(before: int | None, change: int) -> str:
    return f"{change:+,}" if before is None else f"{before:,} -> {before + change:,} ({change:+,})"


def _write_page(path: Path, title: str, made: "Planned") -> None:
    from jinja2 import Environment, FileSystemLoader

    from search.files import write_atomically

    folder = Path(__file__).resolve().parents[1] / "pages"
    environment = Environment(loader=FileSystemLoader(folder), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    write_atomically(path, environment.get_template("plan.html").render(title=title, plan=made) + "\n")
