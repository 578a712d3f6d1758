"""Several rows of one id -> one record, whatever order they came in."""

import json
from collections.abc import Iterable
from typing import Any

from indexer.rows import Problem, Refusal
from indexer.sources import list_of
from search.records import FIELDS, LARGEST_RECORD, MOST_VALUES, Origin, RawRow, Record
from search.sentences import Sentence

PLACES = 10  # rows of one id that a sentence names
DUPLICATE = "%(rows)s rows have the id %(id)s (%(places)s%(more)s); they became one record."
SURPLUS = "Too many rows have the id %(id)s: together they are longer than %(limit)s characters."
TOO_MANY = "The rows of %(id)s give %(field)s more than %(limit)s values; the others are left out."
LISTS = tuple(name for name, field in FIELDS.items() if field.many and field.kind != "part")
MERGED_APART = ("raw", "provenance", "title", "abstract", "added")


def merged(records: list[Record]) -> tuple[Record, list[Problem]]:
    """The fullest record, its empty fields filled and its lists extended from the others; and what is said of that.

    Every raw row is kept.
    """
    if len(records) == 1:
        return records[0], []
    ranked = sorted(records, key=_rank)
    changes = {name: _value(name, [getattr(record, name) for record in ranked]) for name in Record.__struct_fields__}
    full = [name for name in LISTS if len(changes[name]) > MOST_VALUES]
    together = ranked[0].changed(**changes | {name: changes[name][:MOST_VALUES] for name in full})
    said = [Problem("too many", Sentence(TOO_MANY, id=together.id, field=name, limit=MOST_VALUES)) for name in full]
    return together.changed(provenance=_origins(together, ranked)), [duplicate(records), *said]


def fullest(records: list[Record]) -> Record:
    """The one that says most; of equals the one whose content comes first."""
    return min(records, key=_rank) if len(records) > 1 else records[0]


def _rank(record: Record) -> tuple[int, str, str]:
    return -_filled(record), record.fingerprint(), record.to_json()


def surplus(record: Record) -> Refusal:
    """Of a row whose id so many others have that no record could hold them all."""
    reason = Sentence(SURPLUS, id=record.id, limit=LARGEST_RECORD)
    return refused(record, reason, Sentence("Give each row an id of its own."))


def refused(record: Record, reason: Sentence, suggestion: Sentence | str) -> Refusal:
    """Of a row that made a record, which cannot be taken; a whole record, as we export it, is its own row."""
    if not record.raw:
        whole = {**json.loads(record.to_json()), "raw": []}
        return Refusal(reason, "", 0, suggestion, whole)
    raw = record.raw[-1]
    own = raw.sheet and not raw.source and record.source == list_of(raw.file, raw.sheet)
    named = record.source if own else ""
    return Refusal(reason, raw.file, raw.row, suggestion, raw.columns, raw.sheet, raw.source, named)


def duplicate(records: list[Record]) -> Problem:
    """What is said of rows that became one record."""
    places = sorted((row.file, row.row) for record in records for row in record.raw)
    named = ", ".join(f"{file}:{row}" for file, row in places[:PLACES])
    more = Sentence(" and %(number)s more", number=f"{len(places) - PLACES:,}") if len(places) > PLACES else ""
    message = Sentence(DUPLICATE, rows=f"{len(records):,}", id=records[0].id, places=named, more=more)
    return Problem("duplicate", message, *(places[0] if places else ("", 0)), "id", records[0].id)


def _filled(record: Record) -> int:
    return sum(bool(getattr(record, name)) for name in Record.__struct_fields__ if name not in MERGED_APART)


def _value(name: str, values: list[Any]) -> Any:
    """The best record's value, what it lacks from the next ones."""
    if name == "raw":
        return tuple(sorted(_rows(values), key=in_order))
    if isinstance(values[0], dict):
        return {key: value for one in reversed(values) for key, value in one.items()}
    if isinstance(values[0], tuple):
        return tuple(dict.fromkeys(value for several in values for value in several))
    return next((value for value in values if value is not None), None)


def _rows(values: Iterable[Iterable[RawRow]]) -> list[RawRow]:
    """Every row that stands for itself; what corrected several of them once."""
    rows = [row for several in values for row in several]
    later = {in_order(row): row for row in rows if row.correction}
    return [*(row for row in rows if not row.correction), *later.values()]


def in_order(row: RawRow) -> tuple[int, str, str, int]:
    """What a row says comes before where it stands: a file sorted anew gives the same record."""
    return row.correction, json.dumps(row.columns, sort_keys=True, default=str), row.file, row.row


def _origins(record: Record, ranked: Iterable[Record]) -> dict[str, tuple[Origin, ...]]:
    """Where the values of the record came from, each way once."""
    found: dict[str, dict[tuple[str, ...], Origin]] = {}
    for one in ranked:
        for name, origins in one.provenance.items():
            kept = record.values(name) if name in Record.__struct_fields__ else ()
            for origin in origins:
                if origin.value in kept or name in ("title", "abstract"):
                    way = (origin.value, origin.how, origin.raw, origin.column)
                    found.setdefault(name, {}).setdefault(way, origin)
    return {name: tuple(ways.values()) for name, ways in sorted(found.items())}


def dated(record: Record, old: Record | None, now: str) -> Record:
    """With when it entered the index and when it changed, by what stood there before."""
    added = record.added or (old.added if old else None) or now
    changed = old is not None and old.fingerprint() != record.fingerprint()
    updated = record.updated or (old.updated if old else None) or added
    return record.changed(added=added, updated=now if changed else updated)
