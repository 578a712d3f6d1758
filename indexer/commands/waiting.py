"""Commands for what waits for a person: retry, inbox."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer.commands.keeping import done, kept_index
from indexer.options import NAMED_PATH, Group, json_option, settings_options
from indexer.printing import perhaps_unread, printable
from search.sentences import Sentence
from search.settings import Settings

if TYPE_CHECKING:
    from indexer.run import Waiting
    from search.inbox import Inbox, Suggestion

NOT_THERE = "There is no suggestion %(id)s in the inbox: `spindex inbox` lists what waits."


@click.command(epilog="Example:  spindex retry quarantine/20261125T101500000000Z-4711-list.csv")
@click.argument("files", nargs=-1, type=NAMED_PATH)
@json_option
@settings_options
def retry(settings: Settings, files: tuple[Path, ...], as_json: bool) -> None:
    """Take in refused rows that were mended in the FILES where they wait; without FILES, list those.

    Rows that are taken leave their file; it is deleted when none is left.
    """
    from indexer.commands.build import finish, make_run
    from indexer.run import Retry

    if not files:
        _list(waiting_in(settings), as_json)
        return
    with kept_index(settings) as index:
        run = make_run(settings, kind=Retry)
        report = run.update(index, run.rows(files))
        done(index, report)
    finish(report, as_json)


def waiting_in(settings: Settings) -> "list[Waiting]":
    """The files of the quarantine of these settings."""
    from indexer.run import waiting

    return waiting(settings.data / "quarantine")


def waiting_lines(files: "list[Waiting]") -> list[str]:
    """A line for each file, for people."""
    return [printable(_line(one)) for one in files]


def _line(one: "Waiting") -> str:
    rows = "1 refused row" if one.rows == 1 else f"{one.rows:,} refused rows"
    what = "A file that cannot be read" if one.rows is None else f"{rows} of {one.file or 'the index'}"
    return f"{what} since {one.since}: {one.path}"


def _list(files: "list[Waiting]", as_json: bool) -> None:
    with perhaps_unread():
        if as_json:
            click.echo(json.dumps([vars(one) for one in files]))
            return
        for line in waiting_lines(files) or ["No refused rows wait."]:
            click.echo(line)


@click.group(cls=Group, invoke_without_command=True, epilog="Example:  spindex inbox accept 0a1b2c3")
@json_option
@settings_options
@click.pass_context
def inbox(context: click.Context, settings: Settings, as_json: bool) -> None:
    """List what visitors suggested on the page /suggest, to be accepted or rejected."""
    if context.invoked_subcommand:
        return
    waiting = inbox_of(settings).waiting()
    with perhaps_unread():
        if as_json:
            from msgspec import json as compact

            click.echo(compact.encode(waiting).decode())
            return
        for line in [line for one in waiting for line in _suggestion_lines(one)] or ["Nothing waits in the inbox."]:
            click.echo(printable(line))


@inbox.command(epilog="Example:  spindex inbox accept 0a1b2c3 4d5e6f7")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@json_option
@settings_options
def accept(settings: Settings, ids: tuple[str, ...], as_json: bool) -> None:
    """Take suggestions into the index; who sent them is in no record."""
    from indexer.commands.build import finish, make_run
    from indexer.run import Accepting

    box = inbox_of(settings)
    run = make_run(settings, kind=Accepting)
    assert isinstance(run, Accepting)
    named = _named(box, ids)
    with kept_index(settings) as index:
        report = run.update(index, run.suggested(box, named))
        done(index, report)
    finish(report, as_json)


@inbox.command(epilog="Example:  spindex inbox reject 0a1b2c3")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@json_option
@settings_options
def reject(settings: Settings, ids: tuple[str, ...], as_json: bool) -> None:
    """Delete suggestions."""
    box = inbox_of(settings)
    gone = [one.id for one in _named(box, ids)]
    for identifier in gone:
        box.remove(identifier)
    click.echo(json.dumps({"rejected": gone}) if as_json else f"Rejected: {', '.join(gone)}.")


def inbox_of(settings: Settings) -> "Inbox":
    """The inbox of these settings."""
    from search.inbox import Inbox

    return Inbox(settings.data / "inbox")


def inbox_line(count: int) -> str:
    """How many wait, for people."""
    return f"{count:,} suggestion{'' if count == 1 else 's'} of visitors: see `spindex inbox`"


def _named(box: "Inbox", ids: tuple[str, ...]) -> "list[Suggestion]":
    """Those of the ids, each once. Raises QueryError where one does not wait, before anything is done."""
    from search.errors import QueryError

    found = {identifier: box.get(identifier) for identifier in ids}
    for identifier, one in found.items():
        if one is None:
            raise QueryError(Sentence(NOT_THERE, id=identifier))
    return [one for one in found.values() if one]


def _suggestion_lines(one: "Suggestion") -> list[str]:
    told = {**one.row, "why": one.why, "e-mail": one.email}
    return [f"{one.id}  {one.at}", *(f"  {name}: {' '.join(text.split())}" for name, text in told.items() if text)]
