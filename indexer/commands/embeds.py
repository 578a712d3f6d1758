"""The command for where our widgets are shown: embeds."""

import json
from typing import TYPE_CHECKING, Any

import click

from indexer.options import json_option, settings_options
from indexer.printing import perhaps_unread, printable
from search.settings import Settings

if TYPE_CHECKING:
    from datetime import date, datetime

    from search.embeds import Embeds, Host, Value

SHOWN = 5  # hosts of a value on a terminal
NONE = "No site was seen to show a widget; browsers do not always say where they are."
OFF = "Hosts of widgets are not counted: SPINDEX_DEMAND is off."


@click.command(epilog="Example:  spindex embeds --since 2026-10-01")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only what was seen from this day on (2026-10-01).")
@click.option("--by", type=click.Choice(["site", "value"]), default="site", help="value: the sites of each term.")
@json_option
@settings_options
def embeds(settings: Settings, since: "datetime | None", by: str, as_json: bool) -> None:
    """List the sites on which our widgets were seen, the commonest first: a lower bound, by host alone.

    With `--by value` the countries and terms that widgets were asked for, each with its sites; these are counted by
    month.
    """
    from search.embeds import embeds_of

    rows, lines = (_sites if by == "site" else _values)(embeds_of(settings), since.date() if since else None)
    with perhaps_unread():
        if as_json:
            click.echo(json.dumps(rows))
            return
        for line in lines:
            click.echo(printable(line))
        if not lines:
            click.echo(OFF if settings.demand == "off" else NONE)


def _sites(counted: "Embeds", since: "date | None") -> tuple[list[dict[str, Any]], list[str]]:
    found = counted.found(since)
    return [vars(one) for one in found], [_line(one) for one in found]


def _line(one: "Host") -> str:
    days = "1 day" if one.days == 1 else f"{one.days:,} days"
    return f"{one.host}: {one.times:,} times, on {days}; last on {one.last}"


def _values(counted: "Embeds", since: "date | None") -> tuple[list[dict[str, Any]], list[str]]:
    found = counted.values(since)
    rows = [{"facet": facet, "value": value, "hosts": hosts} for (facet, value), hosts in found.items()]
    return rows, [_told(*pair) for pair in found.items()]


def _told(value: "Value", hosts: list[str]) -> str:
    sites = "1 site" if len(hosts) == 1 else f"{len(hosts):,} sites"
    more = f" and {len(hosts) - SHOWN:,} more" if len(hosts) > SHOWN else ""
    return f"{'='.join(value)}: {sites} ({', '.join(hosts[:SHOWN])}{more})"
