"""The command for where our widgets are shown: embeds."""

import json
from typing import TYPE_CHECKING

import click

from indexer.options import json_option, settings_options
from indexer.printing import perhaps_unread, printable
from search.settings import Settings

if TYPE_CHECKING:
    from datetime import datetime

    from search.embeds import Host

NONE = "No site was seen to show a widget; browsers do not always say where they are."
OFF = "Hosts of widgets are not counted: SPINDEX_DEMAND is off."


@click.command(epilog="Example:  spindex embeds --since 2026-10-01")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only what was seen from this day on (2026-10-01).")
@json_option
@settings_options
def embeds(settings: Settings, since: "datetime | None", as_json: bool) -> None:
    """List the sites on which our widgets were seen, the commonest first: a lower bound, by host alone."""
    from search.embeds import embeds_of

    found = embeds_of(settings).found(since.date() if since else None)
    with perhaps_unread():
        if as_json:
            click.echo(json.dumps([vars(one) for one in found]))
            return
        for one in found:
            click.echo(printable(_line(one)))
        if not found:
            click.echo(OFF if settings.demand == "off" else NONE)


def _line(one: "Host") -> str:
    days = "1 day" if one.days == 1 else f"{one.days:,} days"
    return f"{one.host}: {one.times:,} times, on {days}; last on {one.last}"
