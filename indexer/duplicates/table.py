"""The table in which a curator decides about pairs of records: written, filled in by hand, and read."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from indexer.duplicates.decisions import DECISIONS, RELATED, Decision
from indexer.duplicates.finding import Pair
from indexer.readers import opened
from indexer.rows import Refusal, SourceRow
from search.errors import SourceError
from search.records import safe_cell

COLUMNS = ("similarity", "id", "title", "other id", "other title", "shared", "decision")
UNCLEAR = "%(file)s, row %(row)s: the decision “%(decision)s” is unclear; write same, related or different, or nothing."
NO_IDS = "%(file)s, row %(row)s lacks an id, or names one twice: write two ids of records, under id and other id."
NO_ROWS = "%(file)s holds no decisions: write the table with `spindex duplicates --decisions`."
UNWRITTEN = "%(file)s cannot be written (%(reason)s): name another file."


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
