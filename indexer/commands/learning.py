"""Commands by which the vocabulary learns: what it does not know, a term accepted, what an edit does."""

import json
from pathlib import Path

import click

from indexer.commands.vocabulary import path_of, taxonomy
from indexer.options import NAMED_PATH, json_option, opened, settings_options
from indexer.printing import perhaps_unread, printable
from search.settings import Settings

NONE_UNKNOWN = "Every term of the rows means something."
ACCEPTED = (
    "“%(label)s” means %(concept)s now (%(file)s). `spindex taxonomy impact` says what that changes, `spindex reindex` "
    "does it."
)


@click.command(epilog="Example:  spindex unknown --field programme")
@click.option("--field", default="", help="Only the terms of this field, or of this column of a source.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1), help="How many are shown.")
@json_option
@settings_options
def unknown(settings: Settings, field: str, limit: int, as_json: bool) -> None:
    """List the terms of all sources that mean nothing, the commonest first, with what they may mean.

    The rows that the index keeps are read again with the present taxonomy: what was accepted is gone from the list.
    """
    from indexer.sources import Sources
    from indexer.vocabulary import unresolved
    from search.authorities import Authorities
    from search.errors import QueryError
    from search.records import FIELDS
    from search.text import unknown_name

    authorities = Authorities.shipped(path_of(None, settings))
    with opened(settings) as index:
        terms = unresolved(index, authorities, Sources.of(settings), field)
    if field and not terms and field not in FIELDS:
        raise QueryError(unknown_name("field", field, list(FIELDS)))
    with perhaps_unread():
        if as_json:
            click.echo(json.dumps([term.as_dict() for term in terms], ensure_ascii=False))
            return
        for term in terms[:limit]:
            click.echo(printable(term.line()))
        if len(terms) > limit:
            click.echo(f"... and {len(terms) - limit:,} more; see them with --limit or --json.")
        if not terms:
            click.echo(NONE_UNKNOWN)


@taxonomy.command("accept", epilog='Example:  spindex taxonomy accept "welfare scheme" --as social-assistance')
@click.argument("label")
@click.option("--as", "concept", required=True, help="The concept that it means: its id, or a label of it.")
@click.option("--scheme", default="", help="The scheme of the concept, where several have one of that name.")
@click.option("--lang", default="en", show_default=True, help="The language of the label.")
@click.option("--file", type=NAMED_PATH, help="The taxonomy to be edited; else the one in SPINDEX_DATA, which is made.")
@json_option
@settings_options
def accept(settings: Settings, file: Path | None, as_json: bool, **given: str) -> None:
    """Write LABEL into the taxonomy as a synonym of a concept, if it means nothing else; all else in the file stays."""
    from indexer.vocabulary import Proposal, accepted, read_taxonomy, write_taxonomy
    from search.paths import own_taxonomy

    target = file or own_taxonomy(settings.data)
    proposal = Proposal(given["label"], given["concept"], given["scheme"], given["lang"])
    done = accepted(read_taxonomy(path_of(file, settings)), target, proposal)
    if done.text is not None:
        write_taxonomy(target, done.text)
    if as_json:
        told = {"label": proposal.label, "concept": done.concept, "scheme": done.scheme, "file": str(target)}
        done_so = {"changed": done.text is not None, "notes": list(map(str, done.notes))}
        click.echo(json.dumps(told | done_so, ensure_ascii=False))
        return
    if done.text is not None:
        click.echo(printable(ACCEPTED % {"label": proposal.label, "concept": done.concept, "file": target}))
    for note in done.notes:
        click.echo(printable(str(note)))


@taxonomy.command("impact", epilog="Example:  spindex taxonomy impact edited-taxonomy.yaml")
@click.argument("file", required=False, type=NAMED_PATH)
@json_option
@settings_options
def weigh(settings: Settings, file: Path | None, as_json: bool) -> None:
    """Say what a reindex with the taxonomy in FILE (else: the one in use) would change; nothing is written."""
    from indexer.sources import Sources
    from indexer.vocabulary import be_sound, impact, read_taxonomy
    from search.authorities import Authorities
    from search.embeds import embeds_of
    from search.paths import own_classifier

    path = path_of(file, settings)
    be_sound(read_taxonomy(path), path)
    edited = Authorities.shipped(path, own_classifier(settings.data))
    with opened(settings) as index:
        found = impact(index, edited, Sources.of(settings), embeds_of(settings).values())
    with perhaps_unread():
        click.echo(json.dumps(found.as_dict(), ensure_ascii=False) if as_json else printable("\n".join(found.lines())))


@taxonomy.command("export", epilog="Example:  spindex taxonomy export --format turtle > taxonomy.ttl")
@click.option("--format", "form", type=click.Choice(["turtle", "jsonld", "csv"]), default="turtle", show_default=True)
@click.option("--file", type=NAMED_PATH, help="The taxonomy to be written; else the one in use.")
@settings_options
def export_taxonomy(settings: Settings, form: str, file: Path | None) -> None:
    """Write the taxonomy as SKOS (Turtle or JSON-LD) or as a table to standard output."""
    from indexer.vocabulary import FORMS, be_sound, read_taxonomy
    from search.authorities import Taxonomy

    path = path_of(file, settings)
    text = read_taxonomy(path)
    be_sound(text, path)
    with perhaps_unread():
        for piece in FORMS[form](Taxonomy.parse(text, path.name), settings.base_url):
            click.echo(piece, nl=False)
