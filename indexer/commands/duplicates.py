"""The command that lists near duplicates, writes a table to decide in, and follows what was decided."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer.commands.build import make_run
from indexer.commands.keeping import done, kept_index
from indexer.options import NAMED_PATH, json_option, opened, settings_options
from indexer.printing import perhaps_unread, printable
from search.settings import Settings

if TYPE_CHECKING:
    from indexer.duplicates import Pair


@click.command(epilog="Example:  spindex duplicates --decisions pairs.xlsx")
@click.option("--decisions", type=NAMED_PATH, help="Write the pairs to an .xlsx or .csv file, to decide in.")
@click.option(
    "--apply", "applied", type=NAMED_PATH, help="Follow the decisions of such a file: same, related, different."
)
@json_option
@settings_options
def duplicates(settings: Settings, decisions: Path | None, applied: Path | None, as_json: bool) -> None:
    """List records of different sources that may be one work, the most alike first.

    A decision holds for later runs, too: same keeps the first id with all rows of both, related makes each name the
    other, different is not listed again, and parts what was decided to be the same.
    """
    if decisions and applied:
        raise click.UsageError("--decisions writes a file and --apply reads one: give one of the two.")
    if applied:
        _apply(settings, applied, as_json)
        return
    pairs = _pairs(settings)
    if decisions:
        from indexer.duplicates import write_decisions

        write_decisions(decisions, pairs)
    with perhaps_unread():
        if as_json:
            click.echo(json.dumps({"pairs": [_as_dict(pair) for pair in pairs]}))
        elif decisions:
            click.echo(printable(f"Pairs in {decisions.name}: {len(pairs):,}. Write same, related or different, then"))
            click.echo(printable(f"spindex duplicates --apply {decisions}"))
        else:
            _list(pairs)


def _pairs(settings: Settings) -> "list[Pair]":
    from indexer.decisions import Decisions
    from indexer.duplicates import Work, find_pairs
    from search.authorities import Authorities
    from search.queries import Query
    from search.text import fold

    known = Decisions.load(settings.data)
    places = {word for name in Authorities.shipped().countries.every_name() for word in fold(name.text).split()}
    with opened(settings) as index:
        records = [(Work.of(record), record.related) for record in index.scan(Query())]
    named = {(work.id, other) for work, related in records for other in related}
    pairs = find_pairs((work for work, _ in records), places)
    return [pair for pair in pairs if pair.ids not in named and not known.decided(pair.ids)]


def _as_dict(pair: "Pair") -> dict[str, object]:
    return {
        "kind": pair.kind,
        "similarity": pair.similarity,
        "id": pair.one.id,
        "title": pair.one.titles[0],
        "other id": pair.other.id,
        "other title": pair.other.titles[0],
        "shared": list(pair.shared),
    }


def _list(pairs: "Sequence[Pair]") -> None:
    for pair in pairs:
        shared = f" ({', '.join(pair.shared)})" if pair.shared else ""
        click.echo(printable(f"{pair.similarity:5.1f}  {pair.kind}{shared}"))
        for work in (pair.one, pair.other):
            click.echo(printable(f"       {work.id}: {work.titles[0]}"))
    click.echo(f"{len(pairs):,} in all." if pairs else "No near duplicates.")


def _apply(settings: Settings, path: Path, as_json: bool) -> None:
    from indexer.duplicates import read_decisions
    from indexer.run import Correcting, Report, apply_decisions

    said = read_decisions(path)
    with kept_index(settings) as index:
        run = make_run(settings)
        correcting = Correcting.of(run.authorities, run.sources)
        changed, removed = apply_decisions(index, settings.data, said, correcting)
        report = Report()
        done(index, report)
    if as_json:
        click.echo(json.dumps({"decisions": len(said), "changed": changed, "merged": removed, "run": report.run}))
        return
    click.echo(f"Decisions: {len(said):,}. Records that went into others: {removed:,}; that changed: {changed:,}.")
    click.echo(f"This was run {report.run}: `spindex undo {report.run}` takes it back.")
