"""The command for what visitors searched for in vain: demand."""

import json
from typing import TYPE_CHECKING

import click

from indexer.options import json_option, settings_options
from indexer.printing import perhaps_unread, printable
from search.settings import Settings

if TYPE_CHECKING:
    from datetime import datetime

    from indexer.vocabulary import Wish

SAID = {"nothing": "found nothing", "little": "found little", "facet": "found nothing"}
NONE = "Nothing was asked in vain often enough to be shown: on three days, or ten times."
OFF = "Searches in vain are not counted: SPINDEX_DEMAND is off."


@click.command(epilog="Example:  spindex demand --since 2026-10-01")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only what was asked from this day on (2026-10-01).")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1), help="How many are shown.")
@json_option
@settings_options
def demand(settings: Settings, since: "datetime | None", limit: int, as_json: bool) -> None:
    """List what visitors searched for in vain, the commonest first, with the nearest term of the taxonomy.

    Words are shown that were asked on three days or ten times. A synonym helps where we only call it otherwise; what
    we do not have at all is for whoever acquires.
    """
    from indexer.vocabulary import wishes
    from search.authorities import Taxonomy
    from search.demand import demand_of
    from search.paths import taxonomy_path

    found = demand_of(settings).found(since.date() if since else None)
    wished = wishes(found, Taxonomy.load(taxonomy_path(settings.data)))
    with perhaps_unread():
        if as_json:
            click.echo(json.dumps([one.as_dict() for one in wished], ensure_ascii=False))
            return
        for one in wished[:limit]:
            click.echo(printable(_line(one)))
        if len(wished) > limit:
            click.echo(f"... and {len(wished) - limit:,} more; see them with --limit or --json.")
        if not wished:
            click.echo(OFF if settings.demand == "off" else NONE)


def _line(one: "Wish") -> str:
    wanted = one.wanted
    days = "1 day" if wanted.days == 1 else f"{wanted.days:,} days"
    said = f"{wanted.words}: {wanted.times:,}, on {days}; {SAID[wanted.kind]}"
    if not one.label:
        return said
    advice = f'accept with `spindex taxonomy accept "{wanted.words}" --as {one.concept}`'
    return f"{said}; nearest label: {one.label} ({one.scheme}); {advice}"
