"""The command that makes API keys for an Elasticsearch with security."""

import json
import sys

import click

from indexer.options import json_option, settings_options
from search.settings import Settings

USES = {
    "serving": "For `spindex serve`, which only reads:",
    "indexing": "For `spindex build` and the other commands, which write:",
}


@click.command(epilog="Example:  spindex keys --user elastic")
@click.option("--user", required=True, help="Who may make keys; the password is asked for, or read from a pipe.")
@click.option("--days", default=365, show_default=True, type=click.IntRange(1, 3650), help="After which they expire.")
@click.option("--revoke-old", is_flag=True, help="End the keys that were made before for this index.")
@json_option
@settings_options
def keys(settings: Settings, user: str, days: int, revoke_old: bool, as_json: bool) -> None:
    """Make two API keys for this index on Elasticsearch, one to read and one to write, and print them once."""
    from search.engines.elasticsearch import make_keys

    made = make_keys(settings, user, _password(user), days, revoke_old)
    if as_json:
        click.echo(json.dumps([vars(key) for key in made]))
        return
    click.echo(f"Two keys for the index {settings.index}, until {made[0].expires}. They are shown only now.")
    for key in made:
        click.echo(f"\n{USES[key.purpose]}\n  export SPINDEX_ELASTICSEARCH_API_KEY={key.encoded}")
    if revoke_old:
        click.echo("\nThe keys made before do not work any more.")


def _password(user: str) -> str:
    if sys.stdin.isatty():
        return str(click.prompt(f"Password of {user}", hide_input=True, err=True))
    return sys.stdin.readline().rstrip("\n")
