"""`spindex runs` and `spindex undo`: what was done to the index, and how it is taken back."""

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from indexer.commands.build import finish
from indexer.commands.keeping import done, kept_index
from indexer.options import json_option, settings_options
from indexer.printing import perhaps_unread, printable
from search.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.run import KeptRun, Undoing

FACETS = 20  # counts that moved, on a terminal
ALSO = "This also takes back %(runs)s: give --yes to do so, or take back a later run."
GAP = (
    "Something that is not kept here changed the index after run %(number)s: give --yes to take back what the runs "
    "touched, and leave the rest as it is."
)


@click.command(epilog="Example:  spindex runs 12")
@click.argument("number", required=False, type=click.IntRange(1))
@json_option
@settings_options
def runs(settings: Settings, number: int | None, as_json: bool) -> None:
    """List what was done to the index; or say all of one run: its balance, problems with every place, changes."""
    from indexer.run import Runs

    kept = Runs(settings)
    with perhaps_unread():
        if number:
            run = kept.get(number)
            click.echo(json.dumps(_told(run), ensure_ascii=False) if as_json else printable("\n".join(_lines(run))))
            return
        every = kept.all()
        if as_json:
            click.echo(json.dumps([_summary(run) for run in every], ensure_ascii=False))
            return
        click.echo(printable("\n".join(map(_line, reversed(every))) or "No run is kept of this index."))


def _summary(run: "KeptRun") -> dict[str, Any]:
    facts = {key: value for key, value in run.facts.items() if key not in ("files", "changes")}
    return {"number": run.number, "state": run.state, **facts, "undo": _undo(run)}


def _undo(run: "KeptRun") -> str:
    """Whether it can be taken back, in words."""
    if run.way_back:
        return "possible"
    if why := run.facts.get("pruned"):
        return f"no longer possible ({why})" if isinstance(why, str) else "no longer possible"
    return "nothing to take back"


def _told(run: "KeptRun") -> dict[str, Any]:
    touched: dict[str, list[str]] = {}
    if run.way_back:
        for entry in run.before().entries():
            touched.setdefault(entry.what or "touched", []).append(entry.id)
    return {**_summary(run), **run.facts, "records": touched, "problems": run.problems()}


def _line(run: "KeptRun") -> str:
    counts = _counts(run)
    changes = ", ".join(f"{kind} {counts[kind]:,}" for kind in ("added", "changed", "removed") if counts.get(kind))
    gone = f"; undo {_undo(run)}" if run.facts.get("pruned") else ""
    return (
        f"{run.number:>5}  {run.facts.get('begun')}  {run.command}  ({run.state}{'; ' * bool(changes)}{changes}{gone})"
    )


def _counts(run: "KeptRun") -> dict[str, int]:
    changes: dict[str, int] = run.facts.get("changes") or {}
    return changes


def _lines(run: "KeptRun") -> "Iterator[str]":
    facts = run.facts
    yield f"Run {run.number}: spindex {run.command}"
    yield f"  begun {facts.get('begun')}, ended {facts.get('ended') or '-'}, {run.state}, process {facts.get('pid')}"
    yield f"  version {facts.get('before') or 'none'} -> {facts.get('after') or 'not known'}"
    if facts.get("said"):
        yield f"  {facts['said']}"
    if balance := facts.get("balance"):
        yield "  rows: " + ", ".join(f"{name} {count:,}" for name, count in balance.items())
    if changes := _counts(run):
        yield "  records: " + ", ".join(f"{kind} {n:,}" for kind, n in changes.items() if isinstance(n, int))
        yield from (f"    {name} changed in {count:,}" for name, count in facts["changes"]["fields"].items())
        moved = facts["changes"]["facets"]
        yield from (f"    {one['facet']} {one['value']}: {one['change']:+,}" for one in moved[:FACETS])
        yield from [f"    ... and {len(moved) - FACETS:,} more counts; see --json"] if len(moved) > FACETS else []
    yield f"  undo: {_undo(run)}"
    yield from _problems(run.problems())


def _problems(problems: list[dict[str, Any]]) -> "Iterator[str]":
    """By kind and by what they say, the commonest first, with every place."""
    grouped: dict[str, dict[str, list[str]]] = {}
    for one in problems:
        place = f"{one['file']}:{one['row']}" if one["row"] else one["file"]
        hint = f" Perhaps: {one['suggestion']}" if one["suggestion"] else ""
        grouped.setdefault(one["kind"], {}).setdefault(f"{one['message']}{hint}", []).append(place)
    for kind, said in sorted(grouped.items(), key=lambda item: -sum(map(len, item[1].values()))):
        yield f"  {sum(map(len, said.values())):,} {kind}:"
        for message, places in sorted(said.items(), key=lambda item: -len(item[1])):
            yield f"    {message}"
            if named := ", ".join(filter(None, places)):
                yield f"      {named}"


@click.command(epilog="Example:  spindex undo 12")
@click.argument("number", metavar="RUN", type=click.IntRange(1))
@click.option("--yes", is_flag=True, help="Take back later runs with it, too.")
@json_option
@settings_options
def undo(settings: Settings, number: int, yes: bool, as_json: bool) -> None:
    """Take back a RUN, named by its number in `spindex runs`, and every later one: the index is what it was before.

    So is what was decided about duplicates. An undo is a run itself, and can be taken back, too.
    """
    from indexer.run import Report, Runs, Undoing, keep_decisions
    from search.engines import open_index

    with open_index(settings) as index:
        since = index.content()
    undoing = Undoing(Runs(settings), number)
    if not yes:
        _ask(undoing, since)
    report = Report()
    with kept_index(settings, since=since, undone=number) as kept:
        if (decisions := undoing.decisions) is not None:
            keep_decisions(kept, settings.data, decisions)
        undoing.apply(kept)
        report.removed = len(kept.changes.ids["removed"])
        done(kept, report)
    finish(report, as_json)


def _ask(undoing: "Undoing", live: str) -> None:
    """Raises SourceError where more is taken back than was named, and nobody is there to be asked."""
    from search.errors import SourceError
    from search.sentences import Sentence

    sentences = []
    if undoing.later:
        named = [f"run {run.number} ({run.command}, {run.records:,} records)" for run in undoing.later]
        sentences.append(Sentence(ALSO, runs=", ".join(named)))
    sentences += [Sentence(GAP, number=str(run.number)) for run in undoing.gaps(live)[:1]]
    for sentence in sentences:
        if not sys.stdin.isatty():
            raise SourceError("%(sentence)s", sentence=sentence)
        click.echo(printable(str(sentence)), err=True)
    if sentences:
        click.confirm("Take them back?", abort=True)
