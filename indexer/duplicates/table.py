"""The table in which a curator decides about pairs of records."""

from collections.abc import Iterable
from pathlib import Path

from indexer.decisions import DECISIONS, RELATED, Cells, Decision, read_table, write_table
from indexer.duplicates.finding import Pair
from indexer.rows import SourceRow
from search.errors import SourceError

COLUMNS = ("similarity", "id", "title", "other id", "other title", "shared", "decision")
UNCLEAR = "%(file)s, row %(row)s: the decision “%(decision)s” is unclear; write same, related or different, or nothing."
NO_IDS = "%(file)s, row %(row)s lacks an id, or names one twice: write two ids of records, under id and other id."
NO_ROWS = "%(file)s holds no decisions: write the table with `spindex duplicates --decisions`."


def read_decisions(path: Path) -> list[Decision]:
    """What was written into the table. Raises SourceError for what is unclear, with file and row."""
    rows = list(read_table(path, ("id", "other id", "decision")))
    if not rows:
        raise SourceError(NO_ROWS, file=path.name)
    return [decision for row, cells in rows if (decision := _decision(row, cells))]


def _decision(row: SourceRow, cells: Cells) -> Decision | None:
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
    write_table(path, (COLUMNS, *map(_row, pairs)), COLUMNS.index("decision"), DECISIONS)


def _row(pair: Pair) -> tuple[str, ...]:
    titles = [next(iter(work.titles), "") for work in (pair.one, pair.other)]
    decision = RELATED if pair.kind == RELATED else ""
    return str(pair.similarity), pair.one.id, titles[0], pair.other.id, titles[1], ", ".join(pair.shared), decision
