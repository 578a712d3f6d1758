"""The rows that a record was made of, to be normalised again: each under what corrected it."""

from collections.abc import Iterator
from dataclasses import replace

from indexer.rows import SourceRow
from search.records import RawRow, Record


def rows_of(record: Record) -> Iterator[SourceRow]:
    """A row for each that stands for itself, with those that corrected it on top; each is about this record."""
    later = sorted((raw for raw in record.raw if raw.correction), key=lambda raw: raw.correction)
    for first in (raw for raw in record.raw if not raw.correction):
        *beneath, top = (row_of(raw, record.id) for raw in (first, *later))
        yield replace(top, beneath=tuple(beneath))


def row_of(raw: RawRow, identifier: str) -> SourceRow:
    """One of them, about the record of that id."""
    return SourceRow(raw.columns, raw.file, raw.row, raw.sheet, raw.source, id=identifier)
