"""CSL-JSON: a list of items, for Zotero, pandoc and every citation processor."""

from collections.abc import Iterable, Iterator

import msgspec

from search.records import Record
from search.sentences import N_
from webapp.exports.bibliography import DATABASE, item_of
from webapp.exports.export import Context, Export, in_pieces

BESIDE = ("organisation", "tags")  # what an item of ours has and CSL has no name for


def write(records: Iterable[Record], context: Context) -> Iterator[bytes]:
    """One JSON array, an item a line."""
    yield b"["
    yield from in_pieces(_line(number, record, context) for number, record in enumerate(records))
    yield b"\n]\n"


def _line(number: int, record: Record, context: Context) -> str:
    item = item_of(record, context)
    item |= {"keyword": ", ".join(item["keyword"]), "source": DATABASE}
    filled = {name: value for name, value in item.items() if value and name not in BESIDE}
    return f"{',' if number else ''}\n{msgspec.json.encode(filled).decode()}"


EXPORT = Export("csl.json", "application/vnd.citationstyles.csl+json", N_("References (CSL-JSON)"), write)
