"""An update corrects what the index has: a cell that is filled counts, an empty one changes nothing, a dash clears.

The rows that a record was made of stay with it, and under the new one. One that has all columns of the last of them
takes its place, with what it leaves empty; another one lies on top. A row that names its record as we print it, as our
own exports do, is read against the record: a cell that says what stands there says nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

import msgspec

from indexer.normalise import CLEARED, Normaliser, row_of, rows_of
from indexer.rows import EXPLAINING, Refusal
from indexer.run.echoes import Echoes, cell_of
from indexer.run.merge import in_order, merged
from indexer.sources import Sources, list_of
from search.authorities import Authorities
from search.records import FIELDS, RawRow, Record, unquoted_cell

# Columns of an export that correct nothing.
UNSAID = frozenset(("added", "updated", "provenance", "raw", "figures", "source", *EXPLAINING))


@dataclass
class Correcting:
    """What becomes of records of the index for which there are new rows."""

    normalise: Normaliser
    sources: Sources
    echoes: Echoes

    @classmethod
    def of(cls, authorities: Authorities, sources: Sources) -> Self:
        """As a run with these does it."""
        return cls(Normaliser(authorities, sources), sources, Echoes(authorities))

    def __call__(self, old: Record, records: list[Record], foreign: list[bool]) -> Record | Refusal:
        """The record as the new rows leave it, or why it can be none; `old` itself where they say nothing new.

        records: those that the new rows make on their own. A whole record, as we export it, takes the place of the old.
        foreign: of each whether it stands in another list, which says its own of the work and corrects nothing.
        """
        fresh, _ = merged(records)
        if not all(record.raw for record in records):
            return fresh
        if not old.raw:
            return _laid_over(old, fresh)
        told = [(self._news(record.raw[0], record, old), far) for record, far in zip(records, foreign, strict=True)]
        if not (rows := [(raw, far) for raw, far in told if raw]):
            return old
        stack = stacked(old.raw, rows)
        if _contents(stack) == _contents(fresh.raw):
            return fresh.changed(id=old.id, source=old.source, merged=old.merged)
        return old if _contents(stack) == _contents(old.raw) else self.made(old, stack)

    def made(self, old: Record, stack: tuple[RawRow, ...]) -> Record | Refusal:
        """What a record is when it is made of other rows."""
        made: list[Record] = []
        for row in rows_of(old.changed(raw=stack)):
            outcome = self.normalise(row)
            if outcome.refusal:
                return outcome.refusal
            if outcome.record:
                made.append(outcome.record)
        together, _ = merged(made)
        return together.changed(raw=stack, id=old.id, source=old.source, merged=old.merged)

    def _news(self, raw: RawRow, record: Record, old: Record) -> RawRow | None:
        """The row without what stands in the record already, where the row names the record as we print it."""
        if old.id not in raw.columns.values():
            return raw
        source, _ = self.sources.find(self.sources.signs(row_of(raw, old.id)))
        columns: dict[str, Any] = {}
        for column, cell in raw.columns.items():
            value = unquoted_cell(cell) if isinstance(cell, str) else cell
            name = source.feeds.get(column, ("",))[-1]
            if not _filled(value) or value == old.id or name in UNSAID or column in UNSAID:
                continue
            if name and self.echoes(name, value, record, old):
                continue
            plain = name and column in source.fields.get(name, ())
            columns[column] = _text(value, record, old, name) if plain else value
        return msgspec.structs.replace(raw, columns={"id": old.id, **columns}) if columns else None


def stacked(old: Iterable[RawRow], new: Iterable[tuple[RawRow, bool]]) -> tuple[RawRow, ...]:
    """The rows of a record with new ones among them, or on top; beside them those of other lists."""
    there = list(old)
    unseen = list(there)
    for row, foreign in sorted(new, key=lambda one: in_order(one[0])):
        said = [one for one in unseen if _content(one) == _content(row) and (not foreign or _list(one) == _list(row))]
        if said:
            unseen.remove(said[0])
            continue
        top = 0 if foreign else max(one.correction for one in there)
        under = [n for n, one in enumerate(there) if one.correction == top]
        nearest = [n for n in under if _list(there[n]) == _list(row)] or ([] if foreign else under)
        filled = {column for n in nearest[:1] for column, value in there[n].columns.items() if _filled(value)}
        if len(nearest) == 1 and filled <= row.columns.keys():
            columns = _over(there[nearest[0]].columns, row.columns)
            there[nearest[0]] = msgspec.structs.replace(row, columns=columns, correction=top)
        else:
            there.append(msgspec.structs.replace(row, correction=top if foreign else top + 1))
    return _sorted(there)


def _over(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """The cells of a row with those of a newer one over them."""
    kept = {column: value for column, value in old.items() if not _filled(new.get(column))}
    said = {column: "" if cell_of(value) == CLEARED else value for column, value in new.items() if _filled(value)}
    empty = {column: value for column, value in new.items() if column not in kept and column not in said}
    together = kept | said | empty
    return {column: together[column] for column in [*new, *(one for one in old if one not in new)]}


def _sorted(rows: Iterable[RawRow]) -> tuple[RawRow, ...]:
    return tuple(sorted(rows, key=in_order))


def _content(row: RawRow) -> str:
    """What the row says."""
    said = {column: value for column, value in row.columns.items() if _filled(value)}
    return msgspec.json.encode(said, order="sorted", enc_hook=str).decode()


def _contents(rows: Iterable[RawRow]) -> list[tuple[int, str]]:
    return [(row.correction, _content(row)) for row in rows]


def _laid_over(old: Record, fresh: Record) -> Record:
    """Of a record that keeps no rows: what the new one has in place of the old values."""
    said = {name: value for name in FIELDS if name not in (*UNSAID, "id") and (value := getattr(fresh, name))}
    return old.changed(**said, provenance=old.provenance | fresh.provenance)


def _list(row: RawRow) -> tuple[str, str, str]:
    return row.source, list_of(row.file), row.sheet


def _filled(value: Any) -> bool:
    return value not in (None, "", [], {})


def _text(value: Any, record: Record, old: Record, name: str) -> Any:
    """A title or abstract without a language is that of the record's first one: the others stay."""
    if FIELDS[name].kind != "text" or not isinstance(value, str) or cell_of(value) == CLEARED:
        return value
    languages = list(getattr(old, name))
    known = [language for language in getattr(record, name) if language in languages]
    return {(known or languages)[0]: value} if languages else value
