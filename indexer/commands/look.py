"""Commands that look into the index: status, why, export; and template, which shows what a file may hold."""

import json
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from indexer.commands.waiting import inbox_line, inbox_of, waiting_in, waiting_lines
from indexer.options import json_option, opened, settings_options
from indexer.printing import printable
from search.settings import Settings

if TYPE_CHECKING:
    from search.records import Record

LONGEST_TEXT = 60  # characters of a text that are shown


@click.command(epilog="Example:  spindex status")
@json_option
@settings_options
def status(settings: Settings, as_json: bool) -> None:
    """Say which version is live, what it holds, and which one `rollback` would show."""
    with opened(settings) as index:
        live = index.status()
        versions = index.versions()
    if as_json:
        told = {"engine": settings.engine, "live": vars(live), "versions": [vars(v) for v in versions]}
        waits = {"waiting": [vars(one) for one in waiting_in(settings)], "inbox": len(inbox_of(settings))}
        click.echo(json.dumps(told | waits))
        return
    click.echo(f"{live.records:,} records, built {live.built_at}, last changed {live.updated_at}")
    click.echo(f"version {live.version}, taxonomy {live.taxonomy_version}, engine {settings.engine}")
    for version in versions[1:]:
        click.echo(f"`spindex rollback` would show the version built {version.built_at} ({version.records:,} records)")
    for line in waiting_lines(waiting_in(settings)):
        click.echo(line)
    if suggested := len(inbox_of(settings)):
        click.echo(inbox_line(suggested))


@click.command(epilog="Example:  spindex verify")
@json_option
@settings_options
def verify(settings: Settings, as_json: bool) -> None:
    """Check that the index is what was written: its files, the texts that it carries, every record and every count."""
    from search.engines import open_index

    with open_index(settings) as index:
        flaws = index.verify()
        versions = [] if flaws else index.versions()
    if as_json:
        told = [{"where": flaw.where, "what": str(flaw.what), "advice": str(flaw.advice)} for flaw in flaws]
        click.echo(json.dumps({"engine": settings.engine, "flaws": told}))
    for flaw in () if as_json else flaws:
        click.echo(printable(f"{flaw.where}: {flaw.what}\n    {flaw.advice}"))
    if versions and not as_json:
        held = ", and before it ".join(f"{one.records:,} records" for one in versions)
        click.echo(f"The index is whole: {held}.")
    sys.exit(1 if flaws else 0)


@click.command(epilog="Example:  spindex why world-bank:P117310 programme")
@click.argument("identifier", metavar="ID")
@click.argument("field", required=False, default="")
@json_option
@settings_options
def why(settings: Settings, identifier: str, field: str, as_json: bool) -> None:
    """Say where the values of a record, or of one FIELD, came from, and what its rows say that came to nothing."""
    from msgspec.structs import asdict

    from indexer.sources import Sources
    from indexer.vocabulary import absences
    from search.errors import QueryError
    from search.records import Record
    from search.text import unknown_name

    if field and field not in Record.__struct_fields__:
        raise QueryError(unknown_name("field", field, list(Record.__struct_fields__)))
    with opened(settings) as index:
        snapshot = index.snapshot()
        record = snapshot.get(snapshot.kept_as(identifier) or identifier)
    missing = absences(record, snapshot.authorities, Sources.of(settings), field)
    origins = {name: o for name, o in record.provenance.items() if not field or name == field}
    if as_json:
        told: dict[str, Any] = {name: [asdict(one) for one in several] for name, several in origins.items()}
        click.echo(json.dumps(told | {"missing": [one.as_dict() for one in missing]}))
        return
    if record.id != identifier:
        click.echo(printable(f"{identifier} was merged into {record.id}:"))
    for line in _reasons(record, origins.keys(), field):
        click.echo(printable(line))
    for one in missing:
        click.echo(printable(f"  {one.field}: {one.sentence}"))


def _text(record: "Record", name: str, language: str) -> str:
    """The beginning of a text whose language is what was found out."""
    texts = getattr(record, name)
    text = texts.get(language, "") if isinstance(texts, dict) else ""
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT].rstrip()} ..."


def _reasons(record: "Record", names: "Iterable[str]", field: str) -> Iterator[str]:
    yield f"{record.id}: {next(iter(record.title.values()))}"
    for name in names:
        for origin in record.provenance[name]:
            said = origin.raw or _text(record, name, origin.value)
            raw = f" from “{said}”" if said else ""
            place = f" ({origin.column}, {origin.file}:{origin.row})" if origin.file else ""
            score = f", score {origin.score:.2f}" if origin.score is not None else ""
            yield f"  {name} = {origin.value}: {origin.how}{score}{raw}{place}"
    if field and field not in record.provenance:
        value = getattr(record, field)
        yield f"  {field} = {value}: as it stands in the row" if value else f"  {field} has no value"


@click.command(epilog="Example:  spindex export > everything.jsonl")
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True)
@settings_options
def export(settings: Settings, form: str) -> None:
    """Write the whole index to standard output; its JSON Lines, given to `build`, make the same index again."""
    from search.queries import Query

    with opened(settings) as index:
        records = index.scan(Query())
        if form == "jsonl":
            for record in records:
                click.echo(_line(record))
        else:
            _write_csv(records)


def _line(record: "Record") -> str:
    """Its JSON, which is told to be ours by `raw`, also where that is empty."""
    line = record.to_json()
    return line if record.raw else f'{line[:-1]},"raw":[]}}'


def _write_csv(records: "Iterator[Record]") -> None:
    import csv

    from search.records import FIELDS, safe_cell
    from search.text import UNKNOWN

    columns = [name for name, field in FIELDS.items() if field.kind != "part"]
    lines = csv.writer(sys.stdout)
    lines.writerow([*columns, "title_language"])
    for record in records:
        language = next(iter(record.title))
        cells = [safe_cell(getattr(record, name)) for name in columns]
        lines.writerow([*cells, language if language != UNKNOWN else ""])


@click.command(epilog="Example:  spindex template -o resources.xlsx")
@click.option("--output", "-o", default="-", help="An .xlsx or .csv file; standard output as CSV if left out.")
def template(output: str) -> None:
    """Write an empty table with our columns and one example row, to be filled in."""
    from indexer.template import write_template

    write_template(output)
