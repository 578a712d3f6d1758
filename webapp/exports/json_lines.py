"""JSON Lines: records whole, as `spindex export` writes them and `spindex build` reads them."""

from collections.abc import Iterable, Iterator

from search.records import Record
from search.sentences import N_
from webapp.exports.export import Context, Export, in_pieces


def write(records: Iterable[Record], context: Context) -> Iterator[bytes]:
    """An object a line."""
    return in_pieces(f"{record.to_json()}\n" for record in records)


EXPORT = Export("jsonl", "application/jsonl", N_("Records (JSON Lines)"), write)
