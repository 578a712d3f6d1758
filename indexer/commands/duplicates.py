"""The command that lists near duplicates, writes a table to decide in, and follows what was decided."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

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
    other, different is not listed again.
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
    from indexer.duplicates import Decisions, Work, find_pairs
    from search.authorities import Authorities
    from search.queries import Query
    from search.text import fold

    known = Decisions.load(settings.data)
    places = {word for name in Authorities.shipped().countries.every_name() for word in fold(name.text).split()}
    with opened(settings) as index:
        works = [Work.of(record) for record in index.scan(Query())]
    return [pair for pair in find_pairs(works, places) if not known.decided(pair.ids)]


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
    from indexer.duplicates import Decisions, read_decisions
    from indexer.run import Report, apply_decisions

    said = read_decisions(path)
    known = Decisions.load(settings.data)
    asked = {one for two in said for one in two.ids if one not in known.same}
    known.take(said)
    with kept_index(settings) as index:
        changed, removed = apply_decisions(index, known, asked, lambda: known.save(settings.data))
        done(index, Report())
    told = {"decisions": len(said), "changed": changed, "merged": removed}
    if as_json:
        click.echo(json.dumps(told))
        return
    click.echo(f"Decisions: {len(said):,}. Records that went into others: {removed:,}; that changed: {changed:,}.")
