"""The rows that a record was made of, to be normalised again: each under what corrected it."""

from collections.abc import Iterator

from indexer.rows import SourceRow
from search.records import RawRow, Record


def rows_of(record: Record) -> Iterator[SourceRow]:
    """A row for each that stands for itself, with those that corrected it on top; each is about this record."""
    later = sorted((raw for raw in record.raw if raw.correction), key=lambda raw: raw.correction)
    for first in (raw for raw in record.raw if not raw.correction):
        yield _stacked(record.id, [first, *later])


def _stacked(identifier: str, rows: list[RawRow]) -> SourceRow:
    *beneath, top = (_row(identifier, raw) for raw in rows)
    return SourceRow(top.columns, top.file, top.row, top.sheet, top.source, id=identifier, beneath=tuple(beneath))


def _row(identifier: str, raw: RawRow) -> SourceRow:
    return SourceRow(raw.columns, raw.file, raw.row, raw.sheet, raw.source, id=identifier)
