"""The command that searches, for whoever needs the id of a record."""

import json
from typing import TYPE_CHECKING, Any

import click

from indexer.options import json_option, opened, settings_options
from indexer.printing import perhaps_unread, printable
from search.settings import Settings

if TYPE_CHECKING:
    from search.answers import Hit

LINES = 3  # of an abstract that are shown, at most
WIDTH = 100  # characters of a line
MOST = 100


@click.command(epilog='Example:  spindex find "school feeding" kenya')
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, MOST), help="How many are shown.")
@json_option
@settings_options
def find(settings: Settings, words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Search the index as its pages do, and print what is found: id, year, title and how the abstract begins."""
    from search.queries import Query
    from search.sentences import ENGLISH

    query = Query(q=" ".join(words), size=limit)
    with opened(settings) as index:
        results = index.search(query)
    said = results.read_as.said(ENGLISH)
    with perhaps_unread():
        if as_json:
            told = {"total": results.total, "read_as": said, "hits": [_told(hit) for hit in results.hits]}
            click.echo(json.dumps(told, ensure_ascii=False))
            return
        for hit in results.hits:
            click.echo(printable(_shown(hit)))
        click.echo(printable(_ending(query.q, results.total, len(results.hits))))


def _told(hit: "Hit") -> dict[str, Any]:
    record = hit.record
    return {"id": record.id, "title": record.title, "year": record.year, "abstract": record.abstract}


def _shown(hit: "Hit") -> str:
    import textwrap

    record = hit.record
    title = next(iter(record.title.values()))
    year = f" ({record.year})" if record.year else ""
    abstract = next(iter(record.abstract.values()), "")
    lines = textwrap.wrap(abstract, WIDTH, max_lines=LINES, placeholder=" ...")
    return "\n    ".join([f"{record.id}: {title}{year}", *lines])


def _ending(words: str, total: int, shown: int) -> str:
    if not total:
        return f"Nothing was found for “{words}”: try fewer or other words."
    return f"{total:,} found; the first {shown:,} are shown." if total > shown else f"{total:,} found."
