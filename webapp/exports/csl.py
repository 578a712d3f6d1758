"""CSL-JSON: a list of items, for Zotero, pandoc and every citation processor."""

from collections.abc import Iterable, Iterator

import msgspec

from search.records import Record
from search.sentences import N_
from webapp.exports.bibliography import DATABASE, Item, item_of
from webapp.exports.export import Context, Export, in_pieces
from webapp.exports.names import as_written

BESIDE = ("organisation", "by", "corporate", "tags", "work")  # what an item of ours has and CSL has no name for


def write(records: Iterable[Record], context: Context) -> Iterator[bytes]:
    """One JSON array, an item a line."""
    yield b"["
    yield from in_pieces(_line(number, record, context) for number, record in enumerate(records))
    yield b"\n]\n"


def _line(number: int, record: Record, context: Context) -> str:
    return f"{',' if number else ''}\n{msgspec.json.encode(plain(item_of(record, context))).decode()}"


def plain(item: Item) -> Item:
    """An item in CSL's words alone. custom: what our own reader needs to find the record as it was."""
    made = item | {"keyword": ", ".join(item["keyword"]), "source": DATABASE}
    custom: Item = {}
    if item["by"]:
        made["publisher"], custom["publisher"] = item["by"], "organisation"
    for role in ("author", "editor"):
        made[role] = [{part: text for part, text in name.items() if part != "turned"} for name in item[role]]
        if any(name.get("turned") for name in item[role]):
            custom[role] = [as_written(name) for name in item[role]]
    return {name: value for name, value in (made | {"custom": custom}).items() if value and name not in BESIDE}


EXPORT = Export("csl.json", "application/vnd.citationstyles.csl+json", N_("References (CSL-JSON)"), write)
