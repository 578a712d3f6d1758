"""What a curator decided about pairs of records: a table to decide in, and decisions.yaml, which every run follows."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import msgspec

from indexer.duplicates.finding import Pair
from indexer.readers import opened
from indexer.rows import Refusal, SourceRow
from search.errors import SourceError
from search.files import write_atomically
from search.records import Origin, Record, safe_cell
from search.strict_yaml import Document, text_of

NAME = "decisions.yaml"
SAME, RELATED, DIFFERENT = DECISIONS = ("same", "related", "different")
COLUMNS = ("similarity", "id", "title", "other id", "other title", "shared", "decision")
HEADER = "# What `spindex duplicates --apply` was told. same: an id -> the one that stays.\n"
UNCLEAR = "%(file)s, row %(row)s: the decision “%(decision)s” is unclear; write same, related or different, or nothing."
NO_IDS = "%(file)s, row %(row)s lacks an id, or names one twice: write two ids of records, under id and other id."
AGAINST = (
    "%(one)s and %(other)s were said to be the same, perhaps by way of others, and different: correct one of these."
)
NO_ROWS = "%(file)s holds no decisions: write the table with `spindex duplicates --decisions`."
UNWRITTEN = "%(file)s cannot be written (%(reason)s): name another file."

Ids = tuple[str, str]


@dataclass(frozen=True)
class Decision:
    """One row of the table: what was decided about two records."""

    ids: Ids
    decision: str


class _Kept(msgspec.Struct, forbid_unknown_fields=True):
    same: dict[str, str] = {}
    related: list[list[str]] = []
    different: list[list[str]] = []


@dataclass
class Decisions:
    """same: an id -> the one under which it is kept. related, different: pairs, in the order of their ids."""

    same: dict[str, str] = field(default_factory=dict)
    related: set[Ids] = field(default_factory=set)
    different: set[Ids] = field(default_factory=set)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Those of a data folder. Raises ConfigurationError with file and line."""
        path = folder / NAME
        if not path.exists():
            return cls()
        kept = Document(text_of(path), path.name).read_as(_Kept)
        pairs = [{_pair(two[0], two[-1]) for two in some if two} for some in (kept.related, kept.different)]
        return cls(dict(kept.same), *pairs)

    def save(self, folder: Path) -> None:
        """Whole, or not at all."""
        import yaml

        kept: dict[str, Any] = {"same": dict(sorted(self.same.items()))}
        kept |= {"related": sorted(map(list, self.related)), "different": sorted(map(list, self.different))}
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(folder / NAME, HEADER + yaml.safe_dump(kept, allow_unicode=True, sort_keys=False))

    def kept(self, identifier: str) -> str:
        """The id under which a record is kept."""
        seen = {identifier}
        while (after := self.same.get(identifier, identifier)) not in seen:
            seen.add(after)
            identifier = after
        return identifier

    def names(self) -> dict[str, str]:
        """Every id that is kept under another one, and that one."""
        return {one: self.kept(one) for one in self.same if self.kept(one) != one}

    def take(self, decisions: Iterable[Decision]) -> None:
        """Add what was decided; a later word takes the place of an earlier one, but what became one stays one.

        Raises SourceError for two records that are the same and different.
        """
        for one in decisions:
            first, other = map(self.kept, one.ids)
            for pairs in (self.related, self.different):
                pairs.discard(_pair(*one.ids))
            if one.decision == SAME and first != other:
                self.same[other] = first
            elif one.decision == RELATED and first != other:
                self.related.add(_pair(first, other))
            elif one.decision == DIFFERENT:
                self.different.add(_pair(*one.ids))
        for pair in sorted(self.different):
            if self.kept(pair[0]) == self.kept(pair[1]):
                raise SourceError(AGAINST, one=pair[0], other=pair[1])

    def decided(self, ids: Ids) -> bool:
        """Whether nobody need be asked about two records any more."""
        mine = _pair(*map(self.kept, ids))
        return mine[0] == mine[1] or any(
            mine == _pair(*map(self.kept, p)) for p in self.about(ids[0]) | self.about(ids[1])
        )

    def about(self, identifier: str) -> set[Ids]:
        """The pairs that a record is one of, related or different."""
        mine = self.kept(identifier)
        return {pair for pair in self.related | self.different if mine in map(self.kept, pair)}

    def relate(self, record: Record) -> Record:
        """With the ids of those that were said to be related to it."""
        pairs = [tuple(map(self.kept, pair)) for pair in sorted(self.related)] if self.related else []
        others = [two[two[0] == record.id] for two in pairs if record.id in two and two[0] != two[1]]
        new = [other for other in dict.fromkeys(others) if other not in record.related]
        if not new:
            return record
        said = [Origin(value=other, how="stated", column="decision", file=NAME) for other in new]
        origins = {"related": (*record.provenance.get("related", ()), *said)}
        provenance = dict(sorted((record.provenance | origins).items()))
        return record.changed(related=(*record.related, *new), provenance=provenance)


def _pair(one: str, other: str) -> Ids:
    return (one, other) if one <= other else (other, one)


def read_decisions(path: Path) -> list[Decision]:
    """What was written into the table. Raises SourceError for what is unclear, with file and row."""
    content = opened(path)[1]
    rows = list(content) if isinstance(content, Iterator) else []
    found = [decision for row in rows if isinstance(row, SourceRow | Refusal) and (decision := _decision(row))]
    if not any(isinstance(row, SourceRow) and {"id", "other id", "decision"} <= set(row.columns) for row in rows):
        raise SourceError(NO_ROWS, file=path.name)
    return found


def _decision(row: SourceRow | Refusal) -> Decision | None:
    if isinstance(row, Refusal):
        raise SourceError("%(file)s, row %(row)s: %(reason)s", file=row.file, row=str(row.row), reason=row.reason)
    cells = {name: str(value).strip() for name, value in row.columns.items() if value is not None}
    said = cells.get("decision", "").lower()
    if not said:
        return None
    where = {"file": row.file, "row": str(row.row)}
    if said not in DECISIONS:
        raise SourceError(UNCLEAR, decision=cells["decision"], **where)
    ids = cells.get("id", ""), cells.get("other id", "")
    if not all(ids) or ids[0] == ids[1]:
        raise SourceError(NO_IDS, **where)
    return Decision(ids, said)


def write_decisions(path: Path, pairs: Iterable[Pair]) -> None:
    """The table to decide in, .xlsx or .csv. Raises SourceError when the file cannot be written."""
    rows = [COLUMNS, *(tuple(map(safe_cell, _row(pair))) for pair in pairs)]
    try:
        if path.suffix.lower() == ".xlsx":
            _write_workbook(path, rows)
        else:
            with open(path, "w", newline="", encoding="utf-8-sig") as file:
                csv.writer(file).writerows(rows)
    except OSError as error:
        raise SourceError(UNWRITTEN, file=path.name, reason=error.strerror) from error


def _row(pair: Pair) -> tuple[str, ...]:
    titles = [next(iter(work.titles), "") for work in (pair.one, pair.other)]
    decision = RELATED if pair.kind == RELATED else ""
    return str(pair.similarity), pair.one.id, titles[0], pair.other.id, titles[1], ", ".join(pair.shared), decision


def _write_workbook(path: Path, rows: Iterable[tuple[str, ...]]) -> None:
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import XlsxWriterException

    try:
        with Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            table = book.add_worksheet("Decisions")
            for number, row in enumerate(rows):
                table.write_row(number, 0, row)
            table.data_validation(
                1, len(COLUMNS) - 1, 1_000_000, len(COLUMNS) - 1, {"validate": "list", "source": DECISIONS}
            )
    except XlsxWriterException as error:
        raise OSError(0, str(error)) from error
